"""A score against a cost, a size or a day: points, the frontier of each kind, labels clear of one another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from weighbridge.render.charts import Boxes, Frame, Tick, log_ticks, nice_ticks, place, plain

Scale = Callable[[float], float]


def _log_axis(low: float, high: float) -> tuple[Tick, ...]:
    return tuple(Tick(tick, plain(tick)) for tick in log_ticks(low, high))


@dataclass(frozen=True)
class Axis:
    """The lower axis: whether it is logarithmic, and the ticks (at a value, with a text) within two ends."""

    logarithmic: bool = True
    ticks: Callable[[float, float], tuple[Tick, ...]] = _log_axis


@dataclass(frozen=True)
class Dot:
    """A point to draw: its numbers, its name, its kind, and where it links to."""

    x: float
    y: float
    name: str
    detail: str
    open: bool
    href: str


@dataclass(frozen=True)
class Mark:
    """A drawn point; ``text`` is blank where a label has no room."""

    dot: Dot
    x: float
    y: float
    frontier: bool
    text: str = ""
    text_x: float = 0.0
    text_y: float = 0.0


@dataclass(frozen=True)
class Scatter:
    """A drawn chart."""

    frame: Frame
    marks: tuple[Mark, ...]
    open_frontier: str
    all_frontier: str
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]


def frontier(dots: Iterable[Dot], *, higher_is_better: bool = True) -> tuple[Dot, ...]:
    """The points that nothing beats in both: cheapest first, each better than all that are cheaper."""
    sign = 1 if higher_is_better else -1
    best: list[Dot] = []
    for dot in sorted(dots, key=lambda d: (d.x, -sign * d.y, d.name)):
        if not best or sign * dot.y > sign * best[-1].y:
            best.append(dot)
    return tuple(best)


COSTS = Axis()


def scatter(dots: Sequence[Dot], *, higher_is_better: bool = True, axis: Axis = COSTS) -> Scatter | None:
    """Points on an axis of positive numbers, a logarithmic one of costs unless told; None for fewer than three."""
    dots = [dot for dot in dots if dot.x > 0]
    if len(dots) < 3:
        return None
    frame = Frame(760, 440)
    along: Scale = math.log if axis.logarithmic else float
    first, last = along(min(d.x for d in dots)), along(max(d.x for d in dots))
    margin = (math.log(0.85), math.log(1.6)) if axis.logarithmic else (-0.02 * (last - first), 0.08 * (last - first))
    low, high = first + margin[0], last + margin[1]
    y_ticks = nice_ticks(min(d.y for d in dots), max(d.y for d in dots))

    def x(value: float) -> float:
        return place(along(value), low, high, frame.left, frame.x1)

    def y(value: float) -> float:
        return place(value, y_ticks[0], y_ticks[-1], frame.y1, frame.top)

    opened, everyone = (
        frontier(some, higher_is_better=higher_is_better) for some in ([d for d in dots if d.open], dots)
    )
    front = {id(dot) for dot in (*opened, *everyone)}
    marks = [Mark(dot, x(dot.x), y(dot.y), id(dot) in front) for dot in dots]
    return Scatter(
        frame=frame,
        marks=_labelled(marks, frame),
        open_frontier=_line(opened, x, y, frame),
        all_frontier=_line(everyone, x, y, frame),
        x_ticks=tuple(Tick(x(tick.at), tick.text) for tick in axis.ticks(*_ends(low, high, axis))),
        y_ticks=tuple(Tick(y(t), plain(t)) for t in y_ticks),
    )


def _ends(low: float, high: float, axis: Axis) -> tuple[float, float]:
    return (math.exp(low), math.exp(high)) if axis.logarithmic else (low, high)


def _line(dots: Sequence[Dot], x: Scale, y: Scale, frame: Frame) -> str:
    if not dots:
        return ""
    path = f"M{x(dots[0].x)} {y(dots[0].y)}"
    for dot in dots[1:]:
        path += f"H{x(dot.x)}V{y(dot.y)}"
    return path + f"H{frame.x1}"


def _labelled(marks: Sequence[Mark], frame: Frame) -> tuple[Mark, ...]:
    """Names where there is room: the frontier first, then open-weight models from the best down. Other closed ones have
    their name as a tooltip, and in the table."""
    boxes = Boxes()
    for mark in marks:
        boxes.block(mark.x, mark.y, 4)
    named = [mark for mark in marks if mark.frontier or mark.dot.open]
    done = {}
    for mark in sorted(named, key=lambda m: (not m.frontier, m.y, m.dot.name)):
        length = boxes.length(mark.dot.name)
        for dx, dy in ((7, 4), (-7 - length, 4), (-length / 2, -8), (-length / 2, 17), (4, -7), (4, 16)):
            x, y = round(mark.x + dx, 1), round(mark.y + dy, 1)
            if x > frame.left and y < frame.y1 and boxes.fits(x, y, mark.dot.name, edge=frame.width):
                done[id(mark)] = Mark(mark.dot, mark.x, mark.y, mark.frontier, mark.dot.name, x, y)
                break
    return tuple(done.get(id(mark), mark) for mark in marks)
