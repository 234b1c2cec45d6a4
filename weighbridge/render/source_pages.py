"""A page for each source: who runs it, how fresh it is, what was held and why, which names wait."""

from __future__ import annotations

from dataclasses import dataclass

from weighbridge.dataset import SourceView
from weighbridge.render.view import Trouble, View
from weighbridge.render.writer import Pages
from weighbridge.schema import Reporter, Result
from weighbridge.source import SHELVES, Source

MOST_NAMES = 400  # unresolved names that a source's page lists; all are in the downloads
MEASURED = {
    Reporter.INDEPENDENT: "by the benchmark's own authors, or a third party that ran it",
    Reporter.COMMUNITY: "by those who handed the results in",
    Reporter.SELF_REPORTED: "by the vendors of the models themselves",
    Reporter.AGGREGATED: "by others; this source passes their numbers on",
}


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
    troubles: tuple[Trouble, ...]
    unresolved: int
    benchmarks: tuple[tuple[str, str, int], ...]  # id, name, current rows
    age: int | None  # days between its last reading and the clock of the data

    @property
    def measured(self) -> str:
        """Who stands behind its numbers, unless a row says otherwise; blank for facts."""
        source = self.view.source
        return MEASURED[source.reporter] if isinstance(source, Source) else ""

    @property
    def terms(self) -> str:
        """What its licence asks of those who reuse its rows, in a sentence."""
        return terms_of(self.view.source.licence.id)

    @property
    def state(self) -> str:
        """One word for its state."""
        if self.view.source.status != "active":
            return self.view.source.status
        states = [trouble.state for trouble in self.troubles]
        return next((s for s in ("held", "failed", "unreachable", "stale") if s in states), "current")


def terms_of(licence: str) -> str:
    """What a licence of data or code asks, in a sentence."""
    if licence == "none stated":
        return "No licence is stated: the figures are quoted as facts, with their source, and taken out on request."
    asked = ["credit it as below"]
    if "NC" in licence.split("-") or "non-commercial" in licence:
        asked.append("no commercial use")
    if "SA" in licence.split("-"):
        asked.append("pass its rows on under the same licence")
    if not licence.startswith("CC-") and "non-commercial" not in licence:
        asked.append("keep the licence's notice with copies of its files")
    return f"Whoever reuses its rows: {', '.join(asked)}."


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
        shelves=[
            (title, [line for line in lines if line.view.source.shelf == shelf]) for shelf, title in SHELVES.items()
        ],
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
    key, last = source.source.id, source.last_success
    return SourceLine(
        view=source,
        troubles=tuple(trouble for trouble in view.troubles if trouble.source == key),
        unresolved=len(view.dataset.unresolved.get(key, {})),
        benchmarks=tuple((b, view.dataset.card(b).name, counts[b]) for b in view.benchmark_ids if b in counts),
        age=None if last is None else max(0, (view.dataset.as_of - last).days),
    )
