"""The index against what a model costs to run (size, memory, price) and how old it is, with the frontier."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from weighbridge.render import numbers
from weighbridge.render.charts import Tick
from weighbridge.render.home import band_error, range_text
from weighbridge.render.memory import PRECISIONS, SHORT_CONTEXT, memory_bytes
from weighbridge.render.priced import dollars
from weighbridge.render.scatter import Axis, Dot, Scatter, frontier, scatter
from weighbridge.render.timeline import day_ticks
from weighbridge.render.view import ModelLine, View
from weighbridge.render.writer import Pages

DAY = len("2026-01-31")
SUMS = (0.03, 0.1, 0.3, 1, 3, 10, 30, 100)  # dollars a million tokens
MEMORIES = (4, 8, 16, 24, 48, 80, 160, 320, 640, 1280)  # GB of one card or several


@dataclass(frozen=True)
class Leader:
    """A model on the frontier: where on the axis, its index and its place."""

    line: ModelLine
    at: str
    index: str
    error: str
    place: str
    place_range: str


@dataclass(frozen=True)
class Sheet:
    """One chart with its words and the table beneath it."""

    id: str
    title: str
    axis: str  # name and unit
    question: str  # what its frontier answers
    chart: Scatter
    leaders: tuple[Leader, ...]
    points: int


@dataclass(frozen=True)
class Quantity:
    """What stands on the lower axis."""

    id: str
    title: str
    axis: str
    question: str
    of: Callable[[ModelLine], float | None]
    text: Callable[[float], str]
    scale: Axis


def _in_billions(count: float | None) -> float | None:
    return None if count is None else count / 1e9


def _memory(line: ModelLine) -> float | None:
    if line.total is None:
        return None
    return memory_bytes(line.total, PRECISIONS[-1][1], min(SHORT_CONTEXT, line.context or SHORT_CONTEXT)) / 1e9


def _released(line: ModelLine) -> float | None:
    return float(date.fromisoformat(line.released).toordinal()) if len(line.released) == DAY else None


def _days(low: float, high: float) -> tuple[Tick, ...]:
    first, last = (date.fromordinal(round(end)) for end in (low, high))
    return tuple(Tick(day.toordinal(), text) for day, text in day_ticks(first, last))


def _cards(low: float, high: float) -> tuple[Tick, ...]:
    return tuple(Tick(size, str(size)) for size in MEMORIES if low <= size <= high)


def _sums(low: float, high: float) -> tuple[Tick, ...]:
    return tuple(Tick(amount, f"{amount:g}") for amount in SUMS if low <= amount <= high)


def _size(billions: float) -> str:
    return numbers.billions(billions * 1e9)


def _gigabytes(size: float) -> str:
    return numbers.size_text(size * 1e9)


QUANTITIES = (
    Quantity(
        "active",
        "Active parameters",
        "active parameters, billions",
        "the best model that computes with no more parameters a token",
        lambda line: _in_billions(line.active),
        _size,
        Axis(),
    ),
    Quantity(
        "memory",
        "Memory",
        "memory at 4 bits with 8k tokens, GB (estimate)",
        "the best model that needs no more memory",
        _memory,
        _gigabytes,
        Axis(ticks=_cards),
    ),
    Quantity(
        "price",
        "Price",
        "price, US dollars a million tokens",
        "the best model that costs no more at the middle host",
        lambda line: line.price,
        dollars,
        Axis(ticks=_sums),
    ),
    Quantity(
        "released",
        "Release date",
        "release date",
        "the best model released by a day",
        _released,
        lambda day: date.fromordinal(round(day)).isoformat(),
        Axis(logarithmic=False, ticks=_days),
    ),
)


def write(pages: Pages) -> None:
    """Write ``charts/index.html``."""
    sheets = [sheet for quantity in QUANTITIES if (sheet := _sheet(pages.view, quantity)) is not None]
    pages.page("charts/index.html", "frontier.html", sheets=sheets)


def _sheet(view: View, quantity: Quantity) -> Sheet | None:
    found = dict(_dots(view, quantity))
    chart = scatter(list(found.values()), axis=quantity.scale)
    if chart is None:
        return None
    of_dot = {id(dot): model for model, dot in found.items()}
    leaders = frontier(dot for dot in found.values() if dot.open)
    return Sheet(
        id=quantity.id,
        title=quantity.title,
        axis=quantity.axis,
        question=quantity.question,
        chart=chart,
        leaders=tuple(_leader(view, of_dot[id(dot)], quantity.text(dot.x)) for dot in leaders),
        points=len(chart.marks),
    )


def _dots(view: View, quantity: Quantity) -> Iterable[tuple[str, Dot]]:
    for row in view.standing.rows:
        line = view.models[row.model]
        at = quantity.of(line)
        if row.index is None or row.status != "ranked" or at is None or not line.path:
            continue
        detail = f"index {numbers.number(row.index.value, 1)} ± {band_error(row.index)}, {quantity.text(at)}"
        yield row.model, Dot(at, row.index.value, line.name, detail, line.open, line.path)


def _leader(view: View, model: str, at: str) -> Leader:
    line = view.models[model]
    row = line.row
    assert row is not None and row.index is not None, "only ranked models are drawn"
    return Leader(
        line=line,
        at=at,
        index=numbers.number(row.index.value, 1),
        error=band_error(row.index),
        place="" if row.rank is None else str(row.rank),
        place_range=range_text(row.rank_low, row.rank_high),
    )
