"""The gap as the ranking tells it: best open against best closed, by month, domain, benchmark and country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from weighbridge.render import numbers
from weighbridge.render.timeline import Point, StepChart, step_chart
from weighbridge.render.view import ModelLine, View
from weighbridge.standing.gap import Estimate, Gap, Record
from weighbridge.standing.history import PastPlace
from weighbridge.standing.report import GapSeries


@dataclass(frozen=True)
class Figure:
    """A figure and its 90% range, rounded for reading."""

    value: str
    low: str
    high: str


@dataclass(frozen=True)
class Month:
    """The gap at the end of a month (or on the newest day)."""

    day: str
    closed: ModelLine
    open: ModelLine
    points: Figure
    months: Figure


@dataclass(frozen=True)
class Lag:
    """One measure's gap: now, a year before, every month, and what the two together say."""

    title: str
    now: Month
    before: Month | None
    trend: str
    months: tuple[Month, ...]  # newest first


@dataclass(frozen=True)
class Country:
    """The best open-weight model of a country or region."""

    place: str
    best: ModelLine
    index: str
    error: str
    since: str
    behind: str  # index points behind the best of all places


@dataclass(frozen=True)
class Known:
    """The best of each kind as they were known on a day, from the history of the ranking."""

    day: str
    basket: str
    benchmarks: int
    open: ModelLine
    closed: ModelLine
    points: str


def lag_of(view: View, series: GapSeries, title: str) -> Lag | None:
    """A series for its page; None when no month has both kinds."""
    if not series.months:
        return None
    now = series.months[-1]
    year = [gap for gap in series.months if (now.day - gap.day).days >= 365]
    before = year[-1] if year else None
    return Lag(
        title=title,
        now=_month(view, now),
        before=_month(view, before) if before else None,
        trend=trend(before.months, now.months) if before else "no figure a year before",
        months=tuple(_month(view, gap) for gap in reversed(series.months)),
    )


def trend(before: Estimate, now: Estimate) -> str:
    """What two figures a year apart say: a difference counts when their 90% ranges do not meet."""
    if now.high < before.low:
        return "closing"
    if now.low > before.high:
        return "widening"
    return "no clear change"


def _month(view: View, gap: Gap) -> Month:
    return Month(
        day=gap.day.isoformat(),
        closed=view.models[gap.leader.model],
        open=view.models[gap.follower.model],
        points=_figure(gap.points),
        months=_figure(gap.months),
    )


def _figure(estimate: Estimate) -> Figure:
    value, low, high = (numbers.number(x, 1) for x in (estimate.value, estimate.low, estimate.high))
    return Figure(value, low, high)


def chart_of(view: View, series: GapSeries) -> StepChart | None:
    """Step lines of the best of each kind by release date, from the first month that has a gap."""
    if not series.months:
        return None
    opened, closed = (
        _points(view, records, series.months[0].day) for records in (series.open_records, series.closed_records)
    )
    return step_chart(opened, closed, view.dataset.as_of.date())


def _points(view: View, records: Sequence[Record], first: date) -> list[Point]:
    """The steps since a day, the one that stood on it included."""
    before = max((record.day for record in records if record.day <= first), default=first)
    return [
        (max(record.day, first), record.entry.value, view.models[record.entry.model].name)
        for record in records
        if record.day >= before
    ]


def countries_of(view: View) -> list[Country]:
    """Each place's best open-weight model now, best first."""
    leaders = {place: found[-1].entry for place, found in view.report.countries.items() if found}
    top = max((entry.value for entry in leaders.values()), default=0.0)
    ordered = sorted(leaders.items(), key=lambda item: (-item[1].value, item[0]))
    return [
        Country(
            place=place,
            best=view.models[entry.model],
            index=numbers.number(entry.value, 1),
            error=numbers.number(1.645 * entry.se, 1),
            since=entry.day.isoformat(),
            behind=numbers.number(top - entry.value, 1),
        )
        for place, entry in ordered
    ]


def known_then(view: View) -> list[Known]:
    """The best of each kind on the days of the history's months, newest first, in both baskets."""
    by_day: dict[tuple[date, str], list[PastPlace]] = {}
    for place in view.report.history:
        by_day.setdefault((place.day, place.basket), []).append(place)
    last_of_month: dict[tuple[int, int, str], date] = {}
    for day, basket in by_day:
        key = (day.year, day.month, basket)
        last_of_month[key] = max(day, last_of_month.get(key, day))
    found = []
    for (_, _, basket), day in last_of_month.items():
        line = _known(view, by_day[day, basket])
        if line is not None:
            found.append(line)
    return sorted(found, key=lambda known: (known.day, known.basket), reverse=True)


def _known(view: View, places: Sequence[PastPlace]) -> Known | None:
    best: dict[bool, PastPlace] = {}
    for place in places:
        if place.model in view.models and (
            place.open_weights not in best or place.index > best[place.open_weights].index
        ):
            best[place.open_weights] = place
    if len(best) < 2:
        return None
    opened, closed = best[True], best[False]
    return Known(
        day=opened.day.isoformat(),
        basket=opened.basket,
        benchmarks=opened.benchmarks,
        open=view.models[opened.model],
        closed=view.models[closed.model],
        points=numbers.number(closed.index - opened.index, 1),
    )
