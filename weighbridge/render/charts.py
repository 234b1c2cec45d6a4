"""The geometry of charts: numbers in, coordinates out. Templates draw them; a table beneath says the same."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

LETTER = 7.7  # mean width of a letter of a label, in units of the drawing
LINE = 13.0  # height of a label


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: where, and what it says."""

    at: float
    text: str


@dataclass(frozen=True)
class Frame:
    """A drawing's size and the inner box that points lie in."""

    width: float
    height: float
    left: float = 48
    right: float = 16
    top: float = 14
    bottom: float = 40

    @property
    def x1(self) -> float:
        """Right edge of the box."""
        return self.width - self.right

    @property
    def y1(self) -> float:
        """Lower edge of the box."""
        return self.height - self.bottom


def place(value: float, low: float, high: float, start: float, end: float) -> float:
    """A value of low…high on start…end, to a tenth of a unit."""
    return round(start + (value - low) / (high - low or 1) * (end - start), 1)


def nice_ticks(low: float, high: float, count: int = 5) -> tuple[float, ...]:
    """Round numbers that span low…high, a little beyond it on either side."""
    span = (high - low) or abs(high) or 1.0
    raw = span / count
    power = 10 ** math.floor(math.log10(raw))
    step = power * next(m for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.999)
    first, last = math.floor(low / step), math.ceil(high / step)
    return tuple(round(i * step, 10) for i in range(first, last + 1))


def log_ticks(low: float, high: float) -> tuple[float, ...]:
    """1, 2 and 5 of each power of ten within low…high (positive)."""
    ticks = []
    for power in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1):
        ticks += [m * 10.0**power for m in (1, 2, 5)]
    inside = [t for t in ticks if low * 0.999 <= t <= high * 1.001]
    return tuple(inside)


def plain(value: float) -> str:
    """A tick's number without needless digits."""
    return f"{value:,.10f}".rstrip("0").rstrip(".").replace("-", "\u2212")


# --- the ruler of ranks --------------------------------------------------------------------------


@dataclass(frozen=True)
class Ruler:
    """A logarithmic ruler of places 1…count on a width; one for a whole table."""

    count: int
    width: float = 120

    def x(self, rank: float) -> float:
        """Where a place lies."""
        most = math.log(max(self.count, 2) + 1)
        return round(2 + math.log(max(rank, 1)) / most * (self.width - 4), 1)

    def ticks(self) -> tuple[Tick, ...]:
        """Labelled places."""
        return tuple(
            Tick(self.x(n), str(n)) for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) if n <= self.count
        )

    def marks(self) -> str:
        """The path of all marks: tall at labelled places, short between."""
        path = []
        for n in range(1, self.count + 1):
            step = 10 ** int(math.log10(n))
            if n % step == 0:
                path.append(f"M{self.x(n)} 8V{1 if n // step in (1, 2, 5) else 5}")
        return "".join(path)


# --- error bars ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Bar:
    """An error bar: its ends and its point."""

    x: float
    low: float
    high: float


def bars(
    rows: Iterable[tuple[float, float | None]], least: float | None, most: float | None, width: float = 120
) -> tuple[list[Bar], tuple[float, float]]:
    """Error bars of (value, half width of the 90% interval) on a common axis, and the ends of the axis.

    ``least`` and ``most`` are the ends of the possible range, which no bar leaves.
    """
    items = list(rows)
    lows = [value - (half or 0) for value, half in items]
    highs = [value + (half or 0) for value, half in items]
    low, high = min(lows, default=0.0), max(highs, default=1.0)
    low = low if least is None else max(low, least)
    high = high if most is None else min(high, most)

    def x(value: float) -> float:
        return place(min(max(value, low), high), low, high, 4, width - 4)

    return [Bar(x(v), x(v - (h or 0)), x(v + (h or 0))) for v, h in items], (low, high)


class Boxes:
    """Labels already set, so that the next one keeps clear of them."""

    def __init__(self) -> None:
        self._taken: list[tuple[float, float, float, float]] = []

    def length(self, text: str) -> float:
        """How long a label is."""
        return LETTER * len(text)

    def fits(self, x: float, y: float, text: str, *, edge: float) -> bool:
        """Take the room of a label that starts at x on baseline y, if it is free and within the drawing."""
        box = (x, y - LINE, x + self.length(text), y + 2)
        if box[2] > edge or any(
            box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in self._taken
        ):
            return False
        self._taken.append(box)
        return True

    def block(self, x: float, y: float, radius: float) -> None:
        """Keep labels off a point."""
        self._taken.append((x - radius, y - radius, x + radius, y + radius))
