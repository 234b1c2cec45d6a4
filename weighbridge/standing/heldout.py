"""Held-out accuracy of a ranking method: ten frozen folds of cells, and each benchmark left out once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import spearmanr

from weighbridge.standing.baselines import BASELINES, eci_fit, readout
from weighbridge.standing.calibrate import QUICK, shuffled
from weighbridge.standing.fit import Fit, fit_matrix
from weighbridge.standing.interval import Z90, predictive_variance
from weighbridge.standing.matrix import FloatArray, IntArray, Matrix

FOLDS = 10
LEAST_FOR_RANKS = 10
"""Models that a left-out benchmark needs for its rank correlation to count."""


@dataclass(frozen=True)
class Reading:
    """What a method says after training: ``order`` (M, B), whatever ranks models on a benchmark, and ``score``
    (M, B), the scores predicted."""

    order: FloatArray
    score: FloatArray


Method = Callable[[Matrix], Reading]


@dataclass(frozen=True, slots=True)
class Accuracy:
    """``pair``: share (%) of held-out cells' comparisons with the other models of their benchmark ordered rightly,
    averaged over cells; ``pair_pooled``: the same over comparisons; ``mae``: mean absolute error in points (0–100)."""

    pair: float
    pair_pooled: float
    mae: float
    cells: int


def this_method(tau: float) -> Method:
    """The index's own fit as a method: ordered by θ + u, scores by the fitted curves."""

    def read(train: Matrix) -> Reading:
        return reading_of(fit_matrix(train, tau, tolerance=QUICK))

    return read


def reading_of(fit: Fit) -> Reading:
    """What a fit says of every model and benchmark."""
    position = fit.position()
    return Reading(position, 0.5 * (1.0 + np.tanh(0.5 * position)))


def baseline_method(name: str) -> Method:
    """A baseline as a method; its scores by a line on each benchmark (ECI: by its own curves)."""

    def read(train: Matrix) -> Reading:
        if name == "ECI":
            figure, score = eci_fit(train)
        else:
            figure = BASELINES[name](train)
            score = readout(train, figure)
        return Reading(np.repeat(figure[:, None], len(train.benchmarks), axis=1), score)

    return read


def folds(x: Matrix, count: int = FOLDS) -> IntArray:
    """The fold of every cell, (n,): frozen, since it comes from hashes of the names, not from an order of rows."""
    names = [f"{c.model}\t{c.benchmark}\t{c.reporter}\t{c.source}" for c in x.cells]
    fold = np.empty(len(x), dtype=np.int64)
    fold[shuffled(names, "folds")] = np.arange(len(x)) % count
    return fold


def accuracy(x: Matrix, methods: dict[str, Method], count: int = FOLDS) -> dict[str, Accuracy]:
    """The accuracy of each method over the same folds."""
    fold = folds(x, count)
    right: dict[str, list[FloatArray]] = {name: [] for name in methods}
    error: dict[str, list[FloatArray]] = {name: [] for name in methods}
    for k in range(count):
        held = np.flatnonzero(fold == k)
        train = x.take(fold != k)
        for name, method in methods.items():
            reading = method(train)
            error[name].append(np.abs(reading.score[x.model[held], x.benchmark[held]] - x.score[held]))
            right[name].append(_pairs(x, held, reading.order))
    return {name: _accuracy(np.concatenate(right[name]), np.concatenate(error[name])) for name in methods}


def _accuracy(pairs: FloatArray, error: FloatArray) -> Accuracy:
    right, total = pairs[:, 0], pairs[:, 1]
    some = total > 0
    if not some.any():
        return Accuracy(float("nan"), float("nan"), float(100.0 * error.mean()), len(error))
    return Accuracy(
        pair=float(100.0 * (right[some] / total[some]).mean()),
        pair_pooled=float(100.0 * right.sum() / total.sum()),
        mae=float(100.0 * error.mean()),
        cells=len(error),
    )


def _pairs(x: Matrix, held: IntArray, order: FloatArray) -> FloatArray:
    """For every held-out cell: comparisons ordered rightly (a tie of the method is half) and comparisons, (h, 2).
    Equal scores are no comparison."""
    out = np.zeros((len(held), 2))
    for at, i in enumerate(held):
        b = x.benchmark[i]
        others = np.flatnonzero((x.benchmark == b) & (x.model != x.model[i]) & (x.score != x.score[i]))
        truth = np.sign(x.score[i] - x.score[others])
        said = np.sign(order[x.model[i], b] - order[x.model[others], b])
        out[at] = (said == truth).sum() + 0.5 * (said == 0).sum(), len(others)
    return out


def left_out_benchmarks(x: Matrix, limit: int | None = None) -> list[int]:
    """The benchmarks of at least ten models, at most ``limit`` of them, chosen by hash."""
    models = [len(np.unique(x.model[x.benchmark == b])) for b in range(len(x.benchmarks))]
    chosen = [int(b) for b in shuffled(x.benchmarks, "left out") if models[b] >= LEAST_FOR_RANKS]
    return sorted(chosen[:limit])


def rank_correlation(x: Matrix, method: Method, benchmarks: Sequence[int]) -> float | None:
    """Mean Spearman correlation, over the benchmarks, between the scores on a benchmark and what the method says of
    it (its domain known) without having seen it; None when there is none to average."""
    values = [_left_out(x, method, b) for b in benchmarks]
    kept = [v for v in values if np.isfinite(v)]
    return float(np.mean(kept)) if kept else None


def _left_out(x: Matrix, method: Method, benchmark: int) -> float:
    on = x.benchmark == benchmark
    order = method(x.take(~on)).order[x.model[on], benchmark]
    if np.ptp(order) == 0 or np.ptp(x.score[on]) == 0:
        return float("nan")
    return float(spearmanr(order, x.score[on]).statistic)


def cell_coverage(x: Matrix, tau: float, count: int = FOLDS) -> float:
    """Share of held-out cells within the 90% interval of their prediction."""
    fold = folds(x, count)
    inside = 0
    for k in range(count):
        held = np.flatnonzero(fold == k)
        fit = fit_matrix(x.take(fold != k), tau, tolerance=QUICK)
        inside += sum(_within(fit, x, held))
    return inside / len(x)


def _within(fit: Fit, x: Matrix, held: IntArray) -> Iterator[bool]:
    score = reading_of(fit).score[x.model[held], x.benchmark[held]]
    width = Z90 * np.sqrt(predictive_variance(fit, x.model[held], x.benchmark[held], x.stderr[held]))
    for difference, half in zip(np.abs(score - x.score[held]), width, strict=True):
        yield bool(difference <= half)
