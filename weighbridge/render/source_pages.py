"""A page for each source: who runs it, how fresh it is, what was held and why, which names wait."""

from __future__ import annotations

from dataclasses import dataclass

from weighbridge.dataset import SourceView
from weighbridge.render.view import Trouble, View
from weighbridge.render.writer import Pages
from weighbridge.schema import Result
from weighbridge.source import FactSource

MOST_NAMES = 400  # unresolved names that a source's page lists; all are in the downloads


@dataclass(frozen=True)
class Waiting:
    """A raw name that is not resolved, with one of its tickets."""

    name: str
    rows: int
    result: Result


@dataclass(frozen=True)
class SourceLine:
    """A source as the list shows it."""

    view: SourceView
    facts: bool  # it states facts about models, not results
    troubles: tuple[Trouble, ...]
    unresolved: int
    benchmarks: tuple[tuple[str, str, int], ...]  # id, name, current rows

    @property
    def state(self) -> str:
        """One word for its state."""
        if self.view.source.status != "active":
            return self.view.source.status
        states = [trouble.state for trouble in self.troubles]
        return next((s for s in ("held", "failed", "unreachable", "stale") if s in states), "current")


def write(pages: Pages) -> None:
    """Write the list of sources and a page for each."""
    view = pages.view
    counts: dict[str, dict[str, int]] = {}
    for result in view.dataset.current:
        mine = counts.setdefault(result.evidence.source, {})
        mine[result.benchmark] = mine.get(result.benchmark, 0) + 1
    lines = [_line(view, source, counts.get(source.source.id, {})) for source in view.dataset.sources]
    pages.page(
        "sources/index.html",
        "sources.html",
        results=[line for line in lines if not line.facts],
        facts=[line for line in lines if line.facts],
    )
    for line in lines:
        key = line.view.source.id
        names = sorted(view.dataset.unresolved.get(key, {}).items(), key=lambda item: (-len(item[1]), item[0]))
        pages.page(
            f"sources/{key}/index.html",
            "source.html",
            line=line,
            waiting=[Waiting(name, len(results), results[0]) for name, results in names[:MOST_NAMES]],
            waiting_count=len(names),
        )


def _line(view: View, source: SourceView, counts: dict[str, int]) -> SourceLine:
    key = source.source.id
    return SourceLine(
        view=source,
        facts=isinstance(source.source, FactSource),
        troubles=tuple(trouble for trouble in view.troubles if trouble.source == key),
        unresolved=len(view.dataset.unresolved.get(key, {})),
        benchmarks=tuple((b, view.dataset.card(b).name, counts[b]) for b in view.benchmark_ids if b in counts),
    )
