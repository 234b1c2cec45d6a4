"""What changed lately, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from weighbridge.dataset import Change
from weighbridge.render import numbers
from weighbridge.render.history import Span, spans_of
from weighbridge.render.runs import how_words
from weighbridge.render.view import View
from weighbridge.render.writer import Pages

NEWEST = 400


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: of what, and the words for it."""

    day: str
    kind: str
    name: str
    open: bool
    how: str
    benchmark: str
    benchmark_id: str
    path: str  # of the ticket, from the root
    words: tuple[str, ...]


@dataclass(frozen=True)
class ChangeGroup:
    """The changes of one benchmark on one day."""

    benchmark: str
    benchmark_id: str
    lines: tuple[ChangeLine, ...]


def write(pages: Pages) -> None:
    """Write ``changes/index.html``: the newest changes by day and benchmark."""
    view = pages.view
    newest = [change_line(view, change) for change in view.dataset.changes[:NEWEST]]
    days = [(day, _groups(lines)) for day, lines in groupby(newest, key=lambda line: line.day)]
    pages.page("changes/index.html", "changes.html", days=days, shown=len(newest), total=len(view.dataset.changes))


def _groups(lines: Iterable[ChangeLine]) -> list[ChangeGroup]:
    ordered = sorted(lines, key=lambda line: (line.benchmark.casefold(), line.benchmark_id))
    return [
        ChangeGroup(same[0].benchmark, key, tuple(same))
        for key, group in groupby(ordered, key=lambda line: line.benchmark_id)
        for same in [list(group)]
    ]


def change_line(view: View, change: Change) -> ChangeLine:
    """A change ready for the page."""
    result = change.result
    line = view.models.get(result.model or "")
    return ChangeLine(
        day=numbers.day(change.at),
        kind=change.kind,
        name=line.name if line else result.raw_name,
        open=bool(line and line.open),
        how=how_words(result.variant),
        benchmark=view.dataset.card(result.benchmark).name,
        benchmark_id=result.benchmark,
        path=view.ticket_path(result),
        words=_words(view, change),
    )


def _words(view: View, change: Change) -> tuple[str, ...]:
    spans = spans_of(change.result)
    unit = numbers.UNIT_SIGN[view.metric(change.result).unit]
    if change.kind == "new":
        return (f"new, with {view.value_text(change.result, spans[0].value)} {unit}",)
    if change.kind == "withdrawn":
        return (f"left the board; it had {view.value_text(change.result, spans[-1].value)} {unit}",)
    if change.before is None:
        return ()
    at = next(i for i, span in enumerate(spans) if span.since == change.before.since)
    return _difference(view, change, spans[at], spans[at + 1], unit)


def _difference(view: View, change: Change, old: Span, new: Span, unit: str) -> tuple[str, ...]:
    words = []
    if old.value != new.value:
        before, after = (view.value_text(change.result, span.value) for span in (old, new))
        if before == after:
            before, after = numbers.exact(old.value), numbers.exact(new.value)
        words.append(f"{view.metric(change.result).title.lower()} {before} → {after} {unit}")
    if old.cost_usd != new.cost_usd:
        words.append(f"cost {_dollars(old.cost_usd)} → {_dollars(new.cost_usd)}")
    if old.latency_s != new.latency_s:
        words.append(f"time {_time(old.latency_s)} → {_time(new.latency_s)}")
    if old.stderr != new.stderr:
        words.append(f"standard error {_plain(old.stderr)} → {_plain(new.stderr)}")
    if new.since > old.since and old.until is not None and old.until < new.since:
        words.insert(0, f"back after it had left on {numbers.day(old.until)}")
    return tuple(words) or ("its settings or its place in the payload changed",)


def _dollars(value: float | None) -> str:
    return "not stated" if value is None else f"${numbers.money(value)}"


def _time(value: float | None) -> str:
    return "not stated" if value is None else f"{numbers.seconds(value)} s"


def _plain(value: float | None) -> str:
    return "not stated" if value is None else numbers.exact(value)
