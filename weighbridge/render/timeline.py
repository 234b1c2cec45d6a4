"""The chart of the best open-weight and the best closed model over time: step lines with their leaders' names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from weighbridge.render.charts import Boxes, Frame, Tick, nice_ticks, place, plain

Point = tuple[date, float | None, str]  # from this day on: the value (None: nobody) and the leader's name


@dataclass(frozen=True)
class Step:
    """A corner of a step line; ``text`` names a new leader, blank where there is no room for it.

    The name starts at ``text_x``, or ends there where ``ends``.
    """

    x: float
    y: float
    text: str
    text_x: float
    text_y: float
    ends: bool


@dataclass(frozen=True)
class StepChart:
    """Best of each kind over time, drawn."""

    frame: Frame
    open_path: str
    closed_path: str
    open_steps: tuple[Step, ...]
    closed_steps: tuple[Step, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class _Scale:
    frame: Frame
    first: date
    days: int
    low: float
    high: float

    def x(self, day: date) -> float:
        return place((day - self.first).days, 0, self.days, self.frame.left, self.frame.x1)

    def y(self, value: float) -> float:
        return place(value, self.low, self.high, self.frame.y1, self.frame.top)


def step_chart(opened: Sequence[Point], closed: Sequence[Point], last: date) -> StepChart | None:
    """Step lines of two series up to a last day; None when there is nothing to draw."""
    values = [value for series in (opened, closed) for _, value, _ in series if value is not None]
    if not values:
        return None
    first = min(day for series in (opened, closed) for day, _, _ in series)
    room = 0.08 * (max(values) - min(values))  # for the names under the lowest steps
    ticks = nice_ticks(min(values) - room, max(values))
    scale = _Scale(Frame(760, 320, right=24), first, max((last - first).days, 1), ticks[0], ticks[-1])
    boxes = Boxes()
    return StepChart(
        frame=scale.frame,
        open_path=_path(opened, scale),
        closed_path=_path(closed, scale),
        open_steps=_steps(opened, scale, boxes, 14),
        closed_steps=_steps(closed, scale, boxes, -7),
        x_ticks=tuple(Tick(scale.x(day), text) for day, text in day_ticks(first, last)),
        y_ticks=tuple(Tick(scale.y(tick), plain(tick)) for tick in ticks),
    )


def _path(series: Sequence[Point], scale: _Scale) -> str:
    path, at = "", None
    for day, value, _ in series:
        x, y = scale.x(day), None if value is None else scale.y(value)
        if y == at:
            continue
        path += f"H{x}" if at is not None else ""
        if y is not None:
            path += f"V{y}" if at is not None else f"M{x} {y}"
        at = y
    return path + (f"H{scale.frame.x1}" if at is not None else "")


def _steps(series: Sequence[Point], scale: _Scale, boxes: Boxes, shift: float) -> tuple[Step, ...]:
    steps, before, at = [], "", None
    for day, value, name in series:
        if value is None:
            before, at = "", None
            continue
        x, y = scale.x(day), scale.y(value)
        if (y, name) == (at, before):
            continue
        text = name if name != before else ""
        length = boxes.length(text)
        # Above a line that rises the room is to the left of a corner, above one that falls to its right.
        ends = shift < 0 and (at is None or y < at) and x + 3 - length >= scale.frame.left
        start = x + 3 - length if ends else min(x + 3, scale.frame.x1 - length)
        free = ends or not _crossed(series, scale, (x, start + length), y, shift)
        if text and not (free and boxes.fits(start, y + shift, text, edge=scale.frame.width)):
            text = ""
        steps.append(Step(x, y, text, round(x + 3 if ends else start, 1), round(y + shift, 1), ends))
        before, at = name, y
    return tuple(steps)


def _crossed(series: Sequence[Point], scale: _Scale, reach: tuple[float, float], y: float, shift: float) -> bool:
    """Whether the line goes through a name that stands beside one of its corners."""
    corners = ((scale.x(day), scale.y(value)) for day, value, _ in series if value is not None)
    return any(reach[0] < x < reach[1] and (other < y if shift < 0 else other > y) for x, other in corners)


def day_ticks(first: date, last: date) -> list[tuple[date, str]]:
    """The first of months, thinned to eight at most; both ends for spans without two such days."""
    months = []
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            months.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    if len(months) < 2:
        return [(day, day.isoformat()) for day in sorted({first, last})]
    return [(day, day.strftime("%Y-%m")) for day in months[:: math.ceil(len(months) / 8)]]
