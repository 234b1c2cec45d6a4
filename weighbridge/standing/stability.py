"""How far the order moves when it should not: hidden results, dropped models, and a result below expectation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import kendalltau

from weighbridge.standing.calibrate import QUICK, shuffled
from weighbridge.standing.fit import PRIOR_THETA, Fit, fit_matrix, logistic
from weighbridge.standing.matrix import LOWEST, Cell, FloatArray, IntArray, Matrix, sum_by

Ranker = Callable[[Matrix], FloatArray]
"""A matrix to one figure a model, (M,), higher better."""

DROPPED = 0.3
SHORTFALLS = (0.02, 0.05, 0.1, 0.2, 0.4)


def this_ranker(tau: float, start: Fit | None = None, tolerance: float = QUICK) -> Ranker:
    """θ of the index's own fit."""
    return lambda x: fit_matrix(x, tau, start=start, tolerance=tolerance).theta


def cherry_pick_gain(x: Matrix, rank: Ranker, strength: FloatArray, limit: int | None = None) -> float | None:
    """Mean number of places that a model gains by hiding the half of its own cells with the lower ``strength`` (n,),
    one model at a time.

    Over the models with ≥ 4 cells, at most ``limit`` of them, chosen
    by hash; None when there are none.
    """
    full = rank(x)
    cells = np.bincount(x.model, minlength=len(x.models))
    chosen = [int(m) for m in shuffled(x.models, "cherry") if cells[m] >= 4][:limit]
    gains = []
    for m in chosen:
        own = np.flatnonzero(x.model == m)
        keep = np.ones(len(x), dtype=np.bool_)
        keep[own[np.argsort(strength[own], kind="stable")][: len(own) // 2]] = False
        picked = rank(x.take(keep))
        gains.append(int((full > full[m]).sum()) - int((picked > picked[m]).sum()))
    return float(np.mean(gains)) if gains else None


def order_after_dropping(x: Matrix, rank: Ranker, times: int = 10) -> float | None:
    """Mean Kendall τ between the order of the remaining models before and after 30% of the models are dropped, over
    fixed random choices; None for fewer than ten models."""
    count = len(x.models)
    if count < 10:
        return None
    full, taus = rank(x), []
    for t in range(times):
        kept = np.ones(count, dtype=np.bool_)
        kept[shuffled(x.models, f"dropped {t}")[: round(DROPPED * count)]] = False
        fewer = rank(x.take(kept[x.model]))
        taus.append(float(kendalltau(full[kept], fewer[kept]).statistic))
    return float(np.mean(taus))


@dataclass(frozen=True, slots=True)
class Monotonicity:
    """Trials of one more cell below its prediction: how many, in how many θ rose at all, and by how much at most
    (SD of θ; negative when it always fell). ``largest_rise_held``: the same with the instrument held (curves, weights,
    noise and scale as they were), where theory says never; ``largest_rise`` has all of it estimated again."""

    trials: int
    raised: int
    largest_rise: float
    largest_rise_held: float


def monotonicity(x: Matrix, fit: Fit, trials: int = 100, tolerance: float = 1e-8) -> Monotonicity:
    """A new cell of a model on a benchmark it lacks, below ŷ by .02 to .4; ``fit`` must be of ``x``."""
    held = set(zip(x.model.tolist(), x.benchmark.tolist(), strict=True))
    names = [f"{m}\t{b}" for m in x.models for b in x.benchmarks]
    expected = logistic(fit.position())
    rises: list[float] = []
    rises_held: list[float] = []
    for place in shuffled(names, "below"):
        m, b = divmod(int(place), len(x.benchmarks))
        score = float(expected[m, b]) - SHORTFALLS[len(rises) % len(SHORTFALLS)]
        if (m, b) in held or score <= LOWEST:
            continue
        rises.append(rise(x, fit, Cell(x.models[m], x.benchmarks[b], score), tolerance))
        rises_held.append(rise_held(fit, m, b, score))
        if len(rises) == trials:
            break
    nothing = float("nan")
    return Monotonicity(
        trials=len(rises),
        raised=sum(r > 0 for r in rises),
        largest_rise=max(rises, default=nothing),
        largest_rise_held=max(rises_held, default=nothing),
    )


def rise(x: Matrix, fit: Fit, cell: Cell, tolerance: float = 1e-8) -> float:
    """θ of the cell's model after the cell is added and everything fitted again, minus θ before; model and benchmark
    must be in the matrix."""
    place = x.benchmarks.index(cell.benchmark)
    cell = replace(cell, domain=x.domains[x.domain_of[place]])
    more = Matrix.of([*x.cells, cell])
    after = fit_matrix(more, fit.tau, start=fit, tolerance=tolerance)
    m = x.models.index(cell.model)
    return float(after.theta[m] - fit.theta[m])


def rise_held(fit: Fit, model: int, benchmark: int, score: float) -> float:
    """As `rise`, with the instrument held: only θ and the offsets of the one model are found again."""
    own = np.flatnonzero(fit.matrix.model == model)
    on, scores = fit.matrix.benchmark[own], fit.matrix.score[own]
    before = _ability(fit, model, on, scores)
    return _ability(fit, model, np.append(on, benchmark), np.append(scores, score)) - before


def _ability(fit: Fit, model: int, on: IntArray, score: FloatArray) -> float:
    """θ of one model from scores on benchmarks whose curves are held: Gauss-Newton steps on (θ, u_1 … u_D)."""
    domain, slope = fit.matrix.domain_of[on], fit.slope[on]
    count = len(fit.matrix.domains)
    unknown = np.concatenate([fit.theta[model : model + 1], fit.offsets[model]])
    prior = np.concatenate([[PRIOR_THETA**-2], np.full(count, fit.tau**-2)])
    reach = np.zeros((len(on), 1 + count))  # which unknowns a cell reads
    reach[:, 0] = 1.0
    reach[np.arange(len(on)), 1 + domain] = 1.0
    for _ in range(100):
        expected = logistic(fit.intercept[on] + slope * (reach @ unknown))
        jacobian = reach * (expected * (1.0 - expected) * slope)[:, None]
        weighted = jacobian * (fit.weight[on] / fit.s2)[:, None]
        gradient = weighted.T @ (score - expected) - prior * unknown
        step = np.linalg.solve(jacobian.T @ weighted + np.diag(prior), gradient)
        unknown = unknown + np.clip(step, -0.5, 0.5)
        if np.abs(step).max() < 1e-12:
            break
    return float(unknown[0])


def z_scores(x: Matrix) -> FloatArray:
    """(y − mean_b) / SD_b of every cell, (n,)."""
    count = np.maximum(np.bincount(x.benchmark, minlength=len(x.benchmarks)), 1)
    mean = sum_by(x.benchmark, x.score, len(x.benchmarks)) / count
    off = x.score - mean[x.benchmark]
    spread = np.sqrt(sum_by(x.benchmark, off**2, len(x.benchmarks)) / count)
    return np.asarray(off / np.maximum(spread[x.benchmark], 1e-9))
