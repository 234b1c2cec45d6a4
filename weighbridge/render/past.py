"""A model's place over time, as the ranking would have stood on earlier days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from weighbridge.render import numbers
from weighbridge.render.home import range_text
from weighbridge.render.timeline import Point, StepChart, step_chart
from weighbridge.standing.history import FROZEN, MOVING, PastPlace


@dataclass(frozen=True)
class PastLine:
    """A model on one day in both baskets; blank where it was not ranked."""

    day: str
    rank: str
    ranks: str
    index: str
    frozen_rank: str
    frozen_index: str


@dataclass(frozen=True)
class Past:
    """The places of a model, newest first, and the lines of its index: moving basket solid, frozen dashed."""

    lines: tuple[PastLine, ...]
    chart: StepChart | None


def by_model(history: Sequence[PastPlace]) -> Mapping[str, list[PastPlace]]:
    """Model → its places."""
    found: dict[str, list[PastPlace]] = defaultdict(list)
    for place in history:
        found[place.model].append(place)
    return found


def past_of(places: Sequence[PastPlace], last: date) -> Past | None:
    """A model's history with one line a month (its last day at hand); None for a model that was never ranked."""
    baskets: dict[str, dict[date, PastPlace]] = {MOVING: {}, FROZEN: {}}
    for place in places:
        baskets[place.basket][place.day] = place
    days = sorted({place.day for place in places})
    if len(days) < 2:
        return None
    month_ends = {(day.year, day.month): day for day in days}
    return Past(
        lines=tuple(_line(day, baskets[MOVING].get(day), baskets[FROZEN].get(day)) for day in month_ends.values())[
            ::-1
        ],
        chart=step_chart(_points(baskets[MOVING], days), _points(baskets[FROZEN], days), last),
    )


def _points(basket: Mapping[date, PastPlace], days: Sequence[date]) -> list[Point]:
    return [(day, place.index if (place := basket.get(day)) else None, "") for day in days]


def _line(day: date, moving: PastPlace | None, frozen: PastPlace | None) -> PastLine:
    return PastLine(
        day=day.isoformat(),
        rank=_rank(moving),
        ranks=range_text(moving.rank_low, moving.rank_high) if moving else "",
        index=_index(moving),
        frozen_rank=_rank(frozen),
        frozen_index=_index(frozen),
    )


def _rank(place: PastPlace | None) -> str:
    return "" if place is None or place.rank is None else str(place.rank)


def _index(place: PastPlace | None) -> str:
    if place is None:
        return ""
    return f"{numbers.number(place.index, 1)} ± {numbers.number((place.index_high - place.index_low) / 2, 1)}"
