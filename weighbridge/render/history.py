"""Who was best when: the state of a board on any day, derived from what each row said and until when.

All functions are pure. A day means its end: a row that came and went within one day is not in it. ``models`` are
told apart by id; rows whose name is not resolved are no model's and stand in no answer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from weighbridge.schema import Result

# Errors of two rows overlap when their difference is within this many standard errors of it (90%, two-sided).
Z90 = 1.645


@dataclass(frozen=True)
class Span:
    """One value of a row and the time it stood: from ``since`` to just before ``until`` (None: it still stands)."""

    value: float
    stderr: float | None
    cost_usd: float | None
    latency_s: float | None
    since: datetime
    until: datetime | None

    def stands_on(self, day: date) -> bool:
        """Whether it stood when the day ended."""
        return self.since.date() <= day and (self.until is None or self.until.date() > day)


@dataclass(frozen=True)
class Standing:
    """A row as it stood on some day."""

    result: Result
    value: float
    stderr: float | None


@dataclass(frozen=True)
class DayLeaders:
    """A day on which a board changed, with the best rows of each kind at its end.

    Equal values share the lead. ``gap`` is how far the best closed model is ahead (negative: behind), in the unit
    of the board. ``open_models`` counts open-weight models that stood on the board.
    """

    day: date
    open_best: tuple[Standing, ...]
    closed_best: tuple[Standing, ...]
    gap: float | None
    open_models: int


@dataclass(frozen=True)
class Reign:
    """A stretch of days over which the same models led with the same value. ``until`` is the first day after it."""

    leaders: tuple[Standing, ...]
    since: date
    until: date | None


def spans_of(result: Result) -> tuple[Span, ...]:
    """Every value that a row had, oldest first."""
    past = [Span(e.value, e.stderr, e.cost_usd, e.latency_s, e.since, e.until) for e in result.earlier]
    last = Span(result.value, result.stderr, result.cost_usd, result.latency_s, result.value_since, result.withdrawn_on)
    return (*sorted(past, key=lambda span: span.since), last)


def span_on(result: Result, day: date) -> Span | None:
    """What the row said at the end of a day; None when it did not stand on the board."""
    return next((span for span in reversed(spans_of(result)) if span.stands_on(day)), None)


def change_days(results: Iterable[Result]) -> tuple[date, ...]:
    """Every day on which a row came, changed or went, oldest first."""
    days = set()
    for result in results:
        for span in spans_of(result):
            days.add(span.since.date())
            if span.until is not None:
                days.add(span.until.date())
    return tuple(sorted(days))


def best_per_model(results: Iterable[Result], day: date, *, higher_is_better: bool) -> dict[str, Standing]:
    """Each model's best row at the end of a day."""
    best: dict[str, Standing] = {}
    for result in results:
        span = span_on(result, day)
        if span is None or result.model is None:
            continue
        held = best.get(result.model)
        if held is None or _better(span.value, held.value, higher_is_better):
            best[result.model] = Standing(result, span.value, span.stderr)
    return best


def leaders_by_day(
    results: Sequence[Result], is_open: Callable[[str], bool], *, higher_is_better: bool
) -> tuple[DayLeaders, ...]:
    """The best open-weight and the best closed model for every day on which the board changed, oldest first."""
    days = change_days(results)
    daily: list[dict[str, list[Standing]]] = [{} for _ in days]
    for result in results:
        if result.model is None:
            continue
        for span in spans_of(result):
            first = bisect_right(days, span.since.date()) - 1
            end = len(days) if span.until is None else bisect_right(days, span.until.date()) - 1
            for at in range(first, end):
                daily[at].setdefault(result.model, []).append(Standing(result, span.value, span.stderr))
    return tuple(_leaders(day, rows, is_open, higher_is_better) for day, rows in zip(days, daily, strict=True))


def _leaders(day: date, rows: dict[str, list[Standing]], is_open: Callable[[str], bool], higher: bool) -> DayLeaders:
    kinds: dict[bool, list[Standing]] = {True: [], False: []}
    for model, standings in rows.items():
        kinds[is_open(model)].extend(standings)
    open_best, closed_best = _top(kinds[True], higher), _top(kinds[False], higher)
    gap = None
    if open_best and closed_best:
        gap = closed_best[0].value - open_best[0].value if higher else open_best[0].value - closed_best[0].value
    return DayLeaders(day, open_best, closed_best, gap, sum(is_open(model) for model in rows))


def _top(standings: Sequence[Standing], higher: bool) -> tuple[Standing, ...]:
    if not standings:
        return ()
    best = max(s.value for s in standings) if higher else min(s.value for s in standings)
    seen: dict[str | None, Standing] = {}
    for standing in sorted(standings, key=lambda s: (s.result.model or "", s.result.id)):
        if standing.value == best:
            seen.setdefault(standing.result.model, standing)
    return tuple(seen.values())


def reigns(days: Sequence[DayLeaders], *, closed: bool = False) -> tuple[Reign, ...]:
    """Who led from when to when (among open-weight models, or among closed ones), oldest first.

    A change of the leader's own value starts a new stretch: the claim "number one with 42.9" has its dates.
    """
    found: list[Reign] = []
    for at in days:
        leaders = at.closed_best if closed else at.open_best
        key = [(s.result.model, s.value) for s in leaders]
        if found and [(s.result.model, s.value) for s in found[-1].leaders] == key:
            continue
        if found:
            found[-1] = Reign(found[-1].leaders, found[-1].since, at.day)
        found.append(Reign(leaders, at.day, None))
    return tuple(reign for reign in found if reign.leaders)


def rank_ranges(best: Mapping[str, Standing], *, higher_is_better: bool) -> dict[str, tuple[int, int, int]]:
    """Model → (rank, lowest, highest place) that the published errors allow at 90%.

    The range counts the models that are better, or not worse, beyond the error of the difference. A row without
    an error has it taken as 0: equal values share a place, unequal ones do not.
    """
    if not best:
        return {}
    sign = 1.0 if higher_is_better else -1.0
    values = np.array([sign * standing.value for standing in best.values()])
    errors = np.array([standing.stderr or 0.0 for standing in best.values()])
    ordered = np.sort(values)
    ranks = 1 + len(values) - np.searchsorted(ordered, values, side="right")
    if errors.any():
        lead = values[None, :] - values[:, None]  # [mine, other]: how far the other is ahead
        margin = Z90 * np.hypot(errors[:, None], errors[None, :])
        lows = 1 + (lead > margin).sum(axis=1)
        highs = (lead >= -margin).sum(axis=1)  # the model itself is among them
    else:
        lows, highs = ranks, len(values) - np.searchsorted(ordered, values, side="left")
    return {
        model: (int(rank), int(low), int(max(rank, high)))
        for model, rank, low, high in zip(best, ranks, lows, highs, strict=True)
    }


def _better(one: float, other: float, higher: bool) -> bool:
    return one > other if higher else one < other
