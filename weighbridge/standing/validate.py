"""The acceptance of the index on a matrix: held-out accuracy, coverage, stability, invariances, time.

The seven points are those of the method's specification; each comes with its figure, its limit and whether it
holds, beside the same figures of the other ways to rank.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from weighbridge.standing import heldout, stability
from weighbridge.standing.baselines import BASELINES
from weighbridge.standing.calibrate import Calibration, Coverage, Halvings, benchmark_halves, choose_tau, domain_halves
from weighbridge.standing.dense import dense_block
from weighbridge.standing.fit import Fit, fit_matrix
from weighbridge.standing.links import elo_frame
from weighbridge.standing.matrix import Matrix, MatrixError

THIS = "this index"
DENSE_RIVALS = ("mean of z", "win rate", "Bradley-Terry")
RISE = 0.005
"""What a result below expectation may raise θ by, through the noise and the scale that are estimated again: a
twentieth of the smallest standard error. Measured: at most .0021, nearly always on a saturated benchmark."""

LARGE = 5_000
"""Cells from which the slow checks are made on fewer benchmarks and models, chosen by hash."""


@dataclass(frozen=True, slots=True)
class Method:
    """The figures of one way to rank; ``None`` where the matrix does not allow one. ``cherry_pick`` is in places (of
    ``models``), hiding the half of a model's cells with the lower scores; ``cherry_pick_relative`` the half that is
    weaker beside the other models of the benchmark."""

    accuracy: heldout.Accuracy
    lobo: float | None
    order_after_dropping: float | None
    cherry_pick: float | None
    cherry_pick_relative: float | None


@dataclass(frozen=True, slots=True)
class Point:
    """One acceptance point: what was measured, the limit in words, and whether it holds (None: cannot be measured
    on this matrix)."""

    point: int
    name: str
    value: float | None
    limit: str
    holds: bool | None


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds by the clock: the only figures of the report that differ from run to run."""

    fit: float
    validation: float


@dataclass(frozen=True)
class Report:
    """Everything that is measured on one matrix. ``dense_size``: models, benchmarks, cells of the dense part."""

    models: int
    benchmarks: int
    cells: int
    sigma: float
    calibration: Calibration
    methods: dict[str, Method]
    dense_size: tuple[int, int, int] | None
    dense: dict[str, heldout.Accuracy]
    cell_coverage: float | None
    halves_by_benchmarks: Coverage
    halves_by_domains: Coverage
    same_for_any_row_order: bool
    elo_difference: float
    monotonicity: stability.Monotonicity
    timing: Timing


def validate(matrix: Matrix) -> Report:
    """The report on a matrix; its main component is what is measured. MatrixError below ten cells."""
    begun = time.perf_counter()
    x, _ = matrix.main_component()
    if len(x) < heldout.FOLDS:
        raise MatrixError(f"{len(x)} connected cells are too few to be validated; {heldout.FOLDS} are needed")
    calibration = choose_tau(x)
    tau = calibration.tau
    started = time.perf_counter()
    fit = fit_matrix(x, tau)
    fit_seconds = time.perf_counter() - started
    block = dense_block(x)
    return Report(
        models=len(x.models),
        benchmarks=len(x.benchmarks),
        cells=len(x),
        sigma=fit.sigma,
        calibration=calibration,
        methods=_methods(x, fit),
        dense_size=None if block is None else (len(block.models), len(block.benchmarks), len(block)),
        dense={} if block is None else heldout.accuracy(block, _readers(tau, DENSE_RIVALS)),
        cell_coverage=heldout.cell_coverage(x, tau),
        halves_by_benchmarks=Halvings(x, benchmark_halves(x)).coverage(tau),
        halves_by_domains=Halvings(x, domain_halves(x)).coverage(tau),
        same_for_any_row_order=same_for_any_row_order(x, fit),
        elo_difference=elo_difference(x, tau),
        monotonicity=stability.monotonicity(x, fit, 20 if len(x) > LARGE else 100),
        timing=Timing(fit_seconds, time.perf_counter() - begun),
    )


def acceptance(report: Report) -> tuple[Point, ...]:
    """The seven points of the specification, in order."""
    this, z, wins = (report.methods[name] for name in (THIS, "mean of z", "win rate"))
    rivals = [report.dense[name].pair for name in DENSE_RIVALS if name in report.dense]
    dense = report.dense[THIS].pair - max(rivals) if rivals else None
    pair, error = this.accuracy.pair, this.accuracy.mae
    gain = None if this.cherry_pick is None else this.cherry_pick * 94 / report.models
    seconds, lower = report.timing, report.monotonicity
    return (
        _point(1, "pairs of held-out cells ordered rightly, %", pair, low=85.0),
        _point(1, "the same, above win rate", pair - wins.accuracy.pair, low=10.0),
        _point(1, "error of held-out cells, points", error, high=7.8),
        _point(1, "the same, as a part of the z-mean's", error / z.accuracy.mae, high=0.6),
        _point(1, "rank correlation on a benchmark left out", this.lobo, low=0.78),
        _point(2, "dense part: pairs above the best rival", dense, low=-0.3),
        _point(3, "90% coverage of held-out cells", report.cell_coverage, low=0.87, high=0.94),
        _point(3, "90% coverage, halves of benchmarks", report.halves_by_benchmarks.share, low=0.87, high=0.97),
        _point(3, "90% coverage, halves by domain", report.halves_by_domains.share, low=0.87, high=0.97),
        _point(4, "places gained by hiding weaker results, of 94", gain, high=4.0),
        _point(4, "order kept when 30% of models go, Kendall τ", this.order_after_dropping, low=0.98),
        _point(5, "row order: models that move", float(not report.same_for_any_row_order), high=0.0),
        _point(5, "affine change of a rating column: largest change of θ", report.elo_difference, high=1e-9),
        _point(6, "rise of θ after a result below expectation, curves held", lower.largest_rise_held, high=1e-9),
        _point(6, "the same, everything estimated again, SD of θ", lower.largest_rise, high=RISE),
        _point(7, "seconds of one fit", seconds.fit, high=1.0),
        _point(7, "seconds of the validation", seconds.validation, high=120.0),
    )


def _point(point: int, name: str, value: float | None, *, low: float | None = None, high: float | None = None) -> Point:
    words = [f"{sign} {bound:g}" for sign, bound in (("≥", low), ("≤", high)) if bound is not None]
    limit = " and ".join(words)
    if value is None or not math.isfinite(value):
        return Point(point, name, None, limit, None)
    return Point(point, name, value, limit, (low is None or value >= low) and (high is None or value <= high))


def _readers(tau: float, names: Sequence[str]) -> dict[str, heldout.Method]:
    return {THIS: heldout.this_method(tau)} | {name: heldout.baseline_method(name) for name in names}


def _methods(x: Matrix, fit: Fit) -> dict[str, Method]:
    """The figures of this index and of every baseline, over the same folds and choices."""
    large = len(x) > LARGE
    left_out = heldout.left_out_benchmarks(x, 15 if large else None)
    readers = _readers(fit.tau, list(BASELINES))
    rankers: dict[str, stability.Ranker] = {THIS: stability.this_ranker(fit.tau, fit), **BASELINES}
    found = heldout.accuracy(x, readers)
    limit = 25 if large else 100
    z_scores = stability.z_scores(x)
    return {
        name: Method(
            accuracy=found[name],
            lobo=heldout.rank_correlation(x, readers[name], left_out),
            order_after_dropping=stability.order_after_dropping(x, rankers[name]),
            cherry_pick=stability.cherry_pick_gain(x, rankers[name], x.score, limit),
            cherry_pick_relative=stability.cherry_pick_gain(x, rankers[name], z_scores, limit),
        )
        for name in readers
    }


def same_for_any_row_order(x: Matrix, fit: Fit) -> bool:
    """Whether the fit of the cells in reverse order is the same to the last bit."""
    again = fit_matrix(Matrix.of(reversed(x.cells)), fit.tau)
    same = np.array_equal(again.theta, fit.theta) and np.array_equal(again.se, fit.se)
    return bool(same and np.array_equal(again.slope, fit.slope))


def elo_difference(x: Matrix, tau: float) -> float:
    """The largest change of θ when the fullest benchmark, taken as a rating column, is rescaled: E → 1.7 E − 300."""
    fullest = int(np.bincount(x.benchmark).argmax())
    on = x.benchmark == fullest
    ratings = 1500.0 + 400.0 * np.log10(x.score[on] / (1.0 - x.score[on]))
    thetas = []
    for column in (ratings, 1.7 * ratings - 300.0):
        frame = elo_frame(column.tolist())
        scores = x.score.copy()
        scores[on] = [frame.score(rating).value for rating in column.tolist()]
        cells = (replace(cell, score=score) for cell, score in zip(x.cells, scores.tolist(), strict=True))
        thetas.append(fit_matrix(Matrix.of(cells), tau).theta)
    return float(np.abs(thetas[0] - thetas[1]).max())
