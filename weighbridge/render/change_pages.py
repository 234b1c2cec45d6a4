"""What changed lately, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby

from weighbridge.dataset import Change, Dataset
from weighbridge.render import numbers
from weighbridge.render.history import Span, spans_of
from weighbridge.render.runs import how_words
from weighbridge.render.view import View
from weighbridge.render.writer import Pages
from weighbridge.schema import Result

NEWEST = 400
DAYS = 7
KINDS = {"new": "new", "changed": "changed", "withdrawn": "gone"}


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
    value: str  # the row's newest value with its unit
    words: tuple[str, ...]


@dataclass(frozen=True)
class ChangeGroup:
    """The changes of one benchmark on one day."""

    benchmark: str
    benchmark_id: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class Week:
    """The last seven days in numbers: how many rows came, changed and went, and on which benchmarks."""

    since: str
    until: str
    counts: tuple[tuple[str, int], ...]
    benchmarks: tuple[tuple[str, str, int], ...]  # id, name, changes


def write(pages: Pages) -> None:
    """Write ``changes/index.html``: the newest changes by day and benchmark."""
    view = pages.view
    newest = [change_line(view, change) for change in view.dataset.changes[:NEWEST]]
    days = [(day, _groups(lines)) for day, lines in groupby(newest, key=lambda line: line.day)]
    pages.page(
        "changes/index.html",
        "changes.html",
        days=days,
        shown=len(newest),
        total=len(view.dataset.changes),
        week=week_of(view.dataset),
    )


def week_of(dataset: Dataset) -> Week:
    """What happened in the seven days up to the newest reading."""
    since = dataset.as_of.date() - timedelta(days=DAYS - 1)
    found = [change for change in dataset.changes if change.at.date() >= since]
    kinds = Counter(change.kind for change in found)
    boards = Counter(change.result.benchmark for change in found)
    return Week(
        since=since.isoformat(),
        until=numbers.day(dataset.as_of),
        counts=tuple((word, kinds[kind]) for kind, word in KINDS.items() if kinds[kind]),
        benchmarks=tuple(
            (key, dataset.card(key).name, count)
            for key, count in sorted(boards.items(), key=lambda item: (-item[1], dataset.card(item[0]).name))
        ),
    )


def _groups(lines: Iterable[ChangeLine]) -> list[ChangeGroup]:
    ordered = sorted(lines, key=lambda line: (line.benchmark.casefold(), line.benchmark_id))
    return [
        ChangeGroup(same[0].benchmark, key, tuple(_respelled(same)))
        for key, group in groupby(ordered, key=lambda line: line.benchmark_id)
        for same in [list(group)]
    ]


def _respelled(lines: list[ChangeLine]) -> list[ChangeLine]:
    """A row that left and one that came the same day with the same model and number are one row respelled."""
    gone = {(line.name, line.value): line for line in lines if line.kind == "withdrawn"}
    kept, merged = [], set()
    for line in lines:
        before = gone.get((line.name, line.value)) if line.kind == "new" else None
        if before is None or id(before) in merged:
            kept.append(line)
            continue
        merged.add(id(before))
        kept.append(replace(line, kind="changed", words=(f"listed anew under other settings, still {line.value}",)))
    return [line for line in kept if id(line) not in merged]


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
        value=f"{view.value_text(result)} {numbers.UNIT_SIGN[view.metric(result).unit]}",
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
    """What differs once both are rounded as the site shows them."""
    result = change.result
    pairs = (
        (
            view.metric(result).title.lower(),
            view.value_text(result, old.value),
            view.value_text(result, new.value),
            unit,
        ),
        ("cost", _dollars(old.cost_usd), _dollars(new.cost_usd), ""),
        ("time", _time(old.latency_s), _time(new.latency_s), ""),
        ("standard error", _error(view, result, old.stderr), _error(view, result, new.stderr), ""),
    )
    words = [f"{name} {before} → {after} {end}".rstrip() for name, before, after, end in pairs if before != after]
    if old.until is not None and old.until < new.since:
        words.insert(0, f"back after it had left on {numbers.day(old.until)}")
    same = (old.value, old.cost_usd, old.latency_s, old.stderr) == (new.value, new.cost_usd, new.latency_s, new.stderr)
    return tuple(words) or (("re-filed with the same numbers" if same else "the same numbers with other digits"),)


def _dollars(value: float | None) -> str:
    return "not stated" if value is None else f"${numbers.money(value)}"


def _time(value: float | None) -> str:
    return "not stated" if value is None else f"{numbers.seconds(value)} s"


def _error(view: View, result: Result, value: float | None) -> str:
    return view.error_text(result, value) or "not stated"
