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
    front, back = _known(entries, leader, on), _known(entries, follower, on)
    first, second = best(front, leader, on), best(back, follower, on)
    if first is None or second is None:
        return None
    ages_front, ages_back = _ages(front, on), _ages(back, on)
    drawn_front, drawn_back = _draws(front, 0), _draws(back, 1)
    months = _lag(_values(front), _values(back), ages_front, ages_back)
    return Gap(
        day=on,
        leader=first,
        follower=second,
        points=_estimate(first.value - second.value, drawn_front.max(axis=1) - drawn_back.max(axis=1)),
        months=_estimate(float(months[0]), _lag(drawn_front, drawn_back, ages_front, ages_back)),
    )


def gap_series(
    snapshots: Iterable[tuple[date, Sequence[Entry]]], *, leader: str = "closed", follower: str = "open"
) -> tuple[Gap, ...]:
    """The gap on the day of each snapshot, in order of days, from that snapshot's own values (a fit of what was
    known then); days on which one group has no entry are left out. For one benchmark give the same entries with
    every day."""
    ordered = sorted(snapshots, key=lambda snapshot: snapshot[0])
    found = (gap(entries, day, leader=leader, follower=follower) for day, entries in ordered)
    return tuple(g for g in found if g is not None)


def _known(entries: Sequence[Entry], group: str, on: date) -> list[Entry]:
    """The entries of a group that count by a day, in one order."""
    there = [e for e in entries if e.group == group and e.day <= on]
    return sorted(there, key=lambda e: (e.day, e.model, e.value, e.se))


def _values(entries: Sequence[Entry]) -> FloatArray:
    return np.array([[e.value for e in entries]], dtype=np.float64)


def _draws(entries: Sequence[Entry], stream: int) -> FloatArray:
    """Draws of the entries' values, one a row; values without an error are all alike, so one row says it."""
    if not any(e.se for e in entries):
        return _values(entries)
    noise = np.random.default_rng([SEED, stream]).standard_normal((DRAWS, len(entries)))
    return np.asarray(_values(entries) + noise * np.array([e.se for e in entries]))


def _ages(entries: Sequence[Entry], on: date) -> FloatArray:
    return np.array([(on - e.day).days / DAYS_A_MONTH for e in entries])


def _lag(front: FloatArray, back: FloatArray, ages_front: FloatArray, ages_back: FloatArray) -> FloatArray:
    """The lag of each draw (rows) in months."""
    best_front, best_back = front.max(axis=1, keepdims=True), back.max(axis=1, keepdims=True)
    behind = np.where(front >= best_back, ages_front, -np.inf).max(axis=1)
    ahead = np.where(back >= best_front, ages_back, -np.inf).max(axis=1)
    return np.asarray(np.where(best_front[:, 0] >= best_back[:, 0], behind, -ahead))


def _estimate(value: float, draws: FloatArray) -> Estimate:
    low, high = np.quantile(draws, (TAIL, 1.0 - TAIL))
    return Estimate(value, min(float(low), value), max(float(high), value))
