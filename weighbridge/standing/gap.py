"""The gap between two groups of models over time (open against closed weights, or countries): points and lag.

Definitions, for a day t and the entries available by then:
- *best* of a group: its highest value; *points*: best of the leader minus best of the follower (below 0 when the
  "follower" is ahead);
- *lag in months*: t minus the first day on which the leader group held a value at least as high as the follower's
  best today: how old the level is that the follower has reached. When the follower is ahead, minus the time since
  it first held a value at least as high as the leader's best.
Intervals: 4,000 draws of every value from N(value, SE²), each definition applied to each draw; the 5% and 95%
quantiles. Values without an error are taken as exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from weighbridge.standing.matrix import FloatArray

DRAWS = 4_000
SEED = 20_260_811
TAIL = 0.05
DAYS_A_MONTH = 365.25 / 12.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One model as it stands: from which day it counts, in which group, its value (θ, or a score on one benchmark,
    higher better) and the value's standard error (0 when taken as exact)."""

    model: str
    group: str
    day: date
    value: float
    se: float = 0.0


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 90% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap on one day: the best of each group, points between them and lag in months."""

    day: date
    leader: Entry
    follower: Entry
    points: Estimate
    months: Estimate


@dataclass(frozen=True, slots=True)
class Record:
    """A model that was the best of its group from its day on, until the next record."""

    day: date
    entry: Entry


def best(entries: Iterable[Entry], group: str, on: date) -> Entry | None:
    """The best of a group by a day; among equals the earliest, then the first by name; None when it has none."""
    there = [e for e in entries if e.group == group and e.day <= on]
    return min(there, key=lambda e: (-e.value, e.day, e.model), default=None)


def records(entries: Iterable[Entry], group: str) -> tuple[Record, ...]:
    """The best-so-far series of a group, by day: a step for each model that went above all before it."""
    own = sorted((e for e in entries if e.group == group), key=lambda e: (e.day, -e.value, e.model))
    steps: list[Record] = []
    for entry in own:
        if not steps or entry.value > steps[-1].entry.value:
            steps.append(Record(entry.day, entry))
    return tuple(steps)


def gap(entries: Sequence[Entry], on: date, *, leader: str = "closed", follower: str = "open") -> Gap | None:
    """The gap on one day; None unless both groups have an entry by then. The order of the entries never matters."""
    return next(iter(gaps(entries, (on,), leader=leader, follower=follower)), None)


def gaps(
    entries: Sequence[Entry], days: Iterable[date], *, leader: str = "closed", follower: str = "open"
) -> tuple[Gap, ...]:
    """The gap on each of the days, from the same entries; days on which one group has no entry are left out."""
    front, back = _Side.of(entries, leader, 0), _Side.of(entries, follower, 1)
    found = []
    for on in days:
        first, second = best(front.entries, leader, on), best(back.entries, follower, on)
        if first is not None and second is not None:
            drawn = front.drawn[front.known(on) - 1] - back.drawn[back.known(on) - 1]
            found.append(
                Gap(
                    day=on,
                    leader=first,
                    follower=second,
                    points=_estimate(first.value - second.value, drawn),
                    months=_estimate(
                        float(_lag(front, front.exact, back, back.exact, on)[0]),
                        _lag(front, front.drawn, back, back.drawn, on),
                    ),
                )
            )
    return tuple(found)


def gap_series(
    snapshots: Iterable[tuple[date, Sequence[Entry]]], *, leader: str = "closed", follower: str = "open"
) -> tuple[Gap, ...]:
    """The gap on the day of each snapshot, in order of days, from that snapshot's own values (a fit of what was
    known then); days on which one group has no entry are left out. For one benchmark give the same entries with
    every day."""
    ordered = sorted(snapshots, key=lambda snapshot: snapshot[0])
    found = (gap(entries, day, leader=leader, follower=follower) for day, entries in ordered)
    return tuple(g for g in found if g is not None)


@dataclass(frozen=True)
class _Side:
    """One group by day of entry. ``exact`` (entries × 1) and ``drawn`` (entries × draws) hold the best value so far."""

    entries: tuple[Entry, ...]
    exact: FloatArray
    drawn: FloatArray

    @classmethod
    def of(cls, entries: Sequence[Entry], group: str, stream: int) -> _Side:
        """A group with its draws; values without an error are all alike, so one column says it."""
        own = tuple(sorted((e for e in entries if e.group == group), key=lambda e: (e.day, e.model, e.value, e.se)))
        values = np.array([[e.value] for e in own], dtype=np.float64).reshape(len(own), 1)
        errors = np.array([[e.se] for e in own], dtype=np.float64).reshape(len(own), 1)
        exact = np.maximum.accumulate(values, axis=0)
        if not errors.any():
            return cls(own, exact, exact)
        noise = np.random.default_rng([SEED, stream]).standard_normal((len(own), DRAWS))
        return cls(own, exact, np.maximum.accumulate(values + errors * noise, axis=0))

    def known(self, on: date) -> int:
        """How many entries count by a day."""
        return sum(entry.day <= on for entry in self.entries)

    def ages(self, on: date) -> FloatArray:
        """Months from each entry that counts to a day."""
        return np.array([(on - entry.day).days / DAYS_A_MONTH for entry in self.entries if entry.day <= on])


def _lag(front: _Side, ahead: FloatArray, back: _Side, behind: FloatArray, on: date) -> FloatArray:
    """The lag of each draw in months."""
    best_front, best_back = ahead[front.known(on) - 1], behind[back.known(on) - 1]
    since_front = _first_at_least(ahead[: front.known(on)], best_back, front.ages(on))
    since_back = _first_at_least(behind[: back.known(on)], best_front, back.ages(on))
    return np.asarray(np.where(best_front >= best_back, since_front, -since_back))


def _first_at_least(so_far: FloatArray, bar: FloatArray, ages: FloatArray) -> FloatArray:
    """Of each draw the age of the first entry that reached the bar; the last one's where none did."""
    at = (so_far < bar).sum(axis=0)
    return np.asarray(ages[np.minimum(at, len(ages) - 1)])


def _estimate(value: float, draws: FloatArray) -> Estimate:
    if draws.size == 1:  # no value has an error
        return Estimate(value, value, value)
    low, high = np.quantile(draws, (TAIL, 1.0 - TAIL))
    return Estimate(value, min(float(low), value), max(float(high), value))
