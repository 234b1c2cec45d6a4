"""Who led a board from when to when, in a form that answers a claim at any date at hand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from weighbridge.dataset import Dataset
from weighbridge.render import numbers
from weighbridge.render.history import DayLeaders, Reign, Standing, best_per_model, leaders_by_day, reigns
from weighbridge.render.runs import how_words
from weighbridge.render.timeline import Point, StepChart, step_chart
from weighbridge.render.view import View
from weighbridge.schema import Metric, Result

MOST_DAYS, MOST_MODELS = 14, 120  # of the table of places


@dataclass(frozen=True, slots=True)
class Leader:
    """A leading row on some day."""

    name: str
    path: str  # of its ticket, from the root
    value: str
    error: str
    how: str


@dataclass(frozen=True)
class DayLine:
    """A day on which the board changed."""

    day: str
    open_best: tuple[Leader, ...]
    closed_best: tuple[Leader, ...]
    gap: str  # how far the best closed model is ahead; negative: behind
    open_models: int
    news: bool  # the best open-weight model, or its value, is another than on the line before


@dataclass(frozen=True)
class ReignLine:
    """A stretch of days with the same leaders and value."""

    leaders: tuple[Leader, ...]
    since: str
    until: str  # blank: still


@dataclass(frozen=True)
class Verdict:
    """An open-weight model that led at some time: when, and where it stands now."""

    name: str
    path: str
    periods: tuple[tuple[str, str], ...]  # from, to (blank: still)
    now: str


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """An open-weight model with its place and value on each of some days; None where it was not on the board."""

    name: str
    path: str
    cells: tuple[tuple[int, str] | None, ...]


@dataclass(frozen=True)
class Places:
    """Every open-weight model's place on the newest days on which the board changed."""

    days: tuple[str, ...]  # newest first
    lines: tuple[PlaceLine, ...]
    more_days: int
    more_models: int


@dataclass(frozen=True)
class History:
    """Everything known of who was best when on one board."""

    days: tuple[DayLine, ...]
    open_reigns: tuple[ReignLine, ...]
    closed_reigns: tuple[ReignLine, ...]
    verdicts: tuple[Verdict, ...]
    places: Places | None
    chart: StepChart | None
    first_day: str
    left_out: int  # rows that do not speak for their model


def history_of(view: View, results: Sequence[Result], metric: Metric) -> History | None:
    """The history of one board; None when no resolved row stands in it.

    Vendors' own numbers are left out as long as there are others; quantised runs always.
    """
    counted = view.speaking(results)
    higher = metric.higher_is_better
    days = leaders_by_day(counted, view.dataset.is_open, higher_is_better=higher)
    if not any(day.open_best or day.closed_best for day in days):
        return None
    opened, closed = reigns(days), reigns(days, closed=True)
    return History(
        days=tuple(_day_line(view, day, days[at - 1] if at else None) for at, day in enumerate(days)),
        open_reigns=tuple(_reign_line(view, reign) for reign in opened),
        closed_reigns=tuple(_reign_line(view, reign) for reign in closed),
        verdicts=_verdicts(view, counted, opened, higher=higher),
        places=_places(view, counted, [day.day for day in days], higher=higher) if len(days) > 1 else None,
        chart=_chart(view, days) if len(days) > 1 else None,
        first_day=numbers.day(days[0].day),
        left_out=len(results) - len(counted),
    )


def _leader(view: View, standing: Standing) -> Leader:
    result = standing.result
    return Leader(
        name=view.models[str(result.model)].name,
        path=view.ticket_path(result),
        value=view.value_text(result, standing.value),
        error=view.error_text(result, standing.stderr),
        how=how_words(result.variant),
    )


def leaders_in_words(view: View, standings: Sequence[Standing]) -> tuple[Leader, ...]:
    """Leading rows ready for the page."""
    return tuple(_leader(view, standing) for standing in standings)


def _day_line(view: View, day: DayLeaders, before: DayLeaders | None) -> DayLine:
    def key(at: DayLeaders) -> list[tuple[str | None, float]]:
        return [(s.result.model, s.value) for s in at.open_best]

    gap = ""
    if day.gap is not None:
        sample = day.open_best[0].result
        gap = view.value_text(sample, day.gap)
    return DayLine(
        day=numbers.day(day.day),
        open_best=leaders_in_words(view, day.open_best),
        closed_best=leaders_in_words(view, day.closed_best),
        gap=gap,
        open_models=day.open_models,
        news=before is None or key(before) != key(day),
    )


def _reign_line(view: View, reign: Reign) -> ReignLine:
    return ReignLine(leaders_in_words(view, reign.leaders), numbers.day(reign.since), numbers.day(reign.until))


def _verdicts(view: View, results: Sequence[Result], opened: Sequence[Reign], *, higher: bool) -> tuple[Verdict, ...]:
    dataset: Dataset = view.dataset
    now = best_per_model(results, dataset.as_of.date(), higher_is_better=higher)
    mine = {model: standing for model, standing in now.items() if dataset.is_open(model)}
    periods: dict[str, list[tuple[str, str]]] = {}
    for reign in opened:
        since, until = numbers.day(reign.since), numbers.day(reign.until)
        for standing in reign.leaders:
            own = periods.setdefault(str(standing.result.model), [])
            if own and own[-1][1] == since:
                own[-1] = (own[-1][0], until)
            else:
                own.append((since, until))
    verdicts = []
    for model, spans in periods.items():
        line = view.models[model]
        verdicts.append(Verdict(line.name, line.path, tuple(spans), _now_words(view, model, mine, higher)))
    return tuple(reversed(verdicts))


def _places(view: View, results: Sequence[Result], days: Sequence[date], *, higher: bool) -> Places:
    shown = tuple(reversed(days))[:MOST_DAYS]
    cells: dict[str, list[tuple[int, str] | None]] = {}
    for at, day in enumerate(shown):
        best = best_per_model(results, day, higher_is_better=higher)
        mine = {model: standing for model, standing in best.items() if view.models[model].open}
        ordered = sorted(standing.value for standing in mine.values())
        for model, standing in mine.items():
            ahead = (
                len(ordered) - bisect_right(ordered, standing.value) if higher else bisect_left(ordered, standing.value)
            )
            line = cells.setdefault(model, [None] * len(shown))
            line[at] = (ahead + 1, view.value_text(standing.result, standing.value))
    with_page = [model for model in cells if view.has_page(model)]
    with_page.sort(key=lambda model: ([(cell[0] if cell else 10**6) for cell in cells[model]], view.models[model].name))
    return Places(
        days=tuple(numbers.day(day) for day in shown),
        lines=tuple(
            PlaceLine(view.models[model].name, view.models[model].path, tuple(cells[model]))
            for model in with_page[:MOST_MODELS]
        ),
        more_days=len(days) - len(shown),
        more_models=len(cells) - len(with_page[:MOST_MODELS]),
    )


def _now_words(view: View, model: str, mine: dict[str, Standing], higher: bool) -> str:
    standing = mine.get(model)
    if standing is None:
        return "no longer on the board"
    ahead = sum((s.value > standing.value) if higher else (s.value < standing.value) for s in mine.values())
    value = view.value_text(standing.result, standing.value)
    return f"{ordinal(ahead + 1)} of {len(mine)} with {value}"


def ordinal(place: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if place % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def _chart(view: View, days: Sequence[DayLeaders]) -> StepChart | None:
    def points(closed: bool) -> list[Point]:
        series: list[Point] = []
        for day in days:
            best = day.closed_best if closed else day.open_best
            names = " = ".join(view.models[str(s.result.model)].name for s in best[:2])
            point = (best[0].value if best else None, names)
            if not series or series[-1][1:] != point:
                series.append((day.day, *point))
        return series

    return step_chart(points(closed=False), points(closed=True), view.dataset.as_of.date())
