"""How much a board still tells: how near its top is to the end of its scale, and how well it agrees with the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import median

import numpy as np

from weighbridge.render import numbers
from weighbridge.render.view import ModelLine, View
from weighbridge.render.why import signed
from weighbridge.schema import Benchmark, Metric
from weighbridge.standing.explain import STANDS_OUT
from weighbridge.standing.interval import Z90
from weighbridge.standing.matrix import FloatArray

TOP = 10  # models whose median says how full a board is
FULL, NEARLY = 0.95, 0.90  # share of the way from chance to the end of the scale
LEAST_MODELS = 8  # with fewer, an agreement says nothing
RANK_ERROR = 1.06  # variance of a rank correlation beside that of a plain one, after Fisher's transformation
NAMED = 3


@dataclass(frozen=True)
class Saturation:
    """How much of its scale a board has used up, in words and figures; shares count from chance to the end."""

    word: str  # saturated, nearly saturated, room left
    best: str  # the best model's share in percent
    top: str  # the median share of the best ten, in percent
    of: int  # how many that median is of
    above: int  # models above nine tenths
    models: int
    from_text: str  # where the shares count from
    to_text: str


@dataclass(frozen=True)
class Odd:
    """A model that does much better or worse here than elsewhere."""

    line: ModelLine
    surprise: str  # in standard deviations, signed


@dataclass(frozen=True)
class Agreement:
    """The rank correlation of a board with the index that its models would have without it."""

    models: int
    value: str
    low: str
    high: str
    better: tuple[Odd, ...]
    worse: tuple[Odd, ...]


@dataclass(frozen=True, slots=True)
class _Point:
    model: str
    score: float
    rest: float
    surprise: float


def saturation_of(view: View, card: Benchmark) -> Saturation | None:
    """None where the scale has no end, or too few models stand on the board."""
    metric = card.metrics[card.headline]
    ends = _ends(metric)
    values = [result.value for result in view.headlines[card.id].values() if result.version == card.current]
    if ends is None or len(values) < LEAST_MODELS:
        return None
    start, end = ends
    shares = sorted(((value - start) / (end - start) for value in values), reverse=True)
    top = median(shares[:TOP])
    return Saturation(
        word="saturated" if top >= FULL else "nearly saturated" if top >= NEARLY else "room left",
        best=numbers.number(100 * shares[0], 1),
        top=numbers.number(100 * top, 1),
        of=min(TOP, len(shares)),
        above=sum(share > NEARLY for share in shares),
        models=len(shares),
        from_text=f"{numbers.exact(start)}{' (chance)' if metric.chance is not None else ''}",
        to_text=numbers.exact(end),
    )


def _ends(metric: Metric) -> tuple[float, float] | None:
    """Where a board starts and where it ends, in the direction of better."""
    start, end = (metric.low, metric.high) if metric.higher_is_better else (metric.high, metric.low)
    start = start if metric.chance is None else metric.chance
    return None if start is None or end is None or start == end else (start, end)


class Agreements:
    """The agreement of each benchmark of the ranking with the others."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._points: dict[str, dict[str, _Point]] = defaultdict(dict)
        for model, found in view.report.explanations.items():
            for carrier in found.carriers:
                # Several sources of one benchmark: the one that tells most stands for it, as it comes first.
                point = _Point(model, carrier.cell.score, found.theta - carrier.pull, carrier.surprise)
                self._points[carrier.cell.benchmark].setdefault(model, point)

    def of(self, card: Benchmark) -> Agreement | None:
        """None for a benchmark that does not rank, or that ranks too few models."""
        points = list(self._points.get(f"{card.id}@{card.current}", {}).values())
        if len(points) < LEAST_MODELS:
            return None
        value = rank_correlation([point.score for point in points], [point.rest for point in points])
        if value is None:
            return None
        low, high = interval(value, len(points))
        odd = sorted(points, key=lambda point: (-abs(point.surprise), point.model))
        return Agreement(
            models=len(points),
            value=numbers.number(value, 2),
            low=numbers.number(low, 2),
            high=numbers.number(high, 2),
            better=self._odd([point for point in odd if point.surprise > STANDS_OUT]),
            worse=self._odd([point for point in odd if point.surprise < -STANDS_OUT]),
        )

    def _odd(self, points: Sequence[_Point]) -> tuple[Odd, ...]:
        models: Mapping[str, ModelLine] = self._view.models
        return tuple(Odd(models[point.model], signed(point.surprise, 1)) for point in points[:NAMED])


def rank_correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Spearman's rank correlation, ties sharing their mean rank; None where one side is all the same."""
    first, second = _ranks(one), _ranks(other)
    first, second = first - first.mean(), second - second.mean()
    size = float(np.sqrt((first @ first) * (second @ second)))
    return float(first @ second) / size if size else None


def _ranks(values: Sequence[float]) -> FloatArray:
    _, inverse, counts = np.unique(np.asarray(values, dtype=float), return_inverse=True, return_counts=True)
    mean_rank = np.cumsum(counts) - (counts - 1) / 2
    return np.asarray(mean_rank[inverse])


def interval(value: float, count: int) -> tuple[float, float]:
    """The 90% interval of a rank correlation over so many models, by Fisher's transformation."""
    middle = atanh(max(-0.999999, min(0.999999, value)))
    half = Z90 * sqrt(RANK_ERROR / (count - 3))
    return tanh(middle - half), tanh(middle + half)
