"""How far the order moves when it should not: hidden results, dropped models, and a result below expectation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from scipy.stats import kendalltau

from weighbridge.standing.calibrate import QUICK, shuffled
from weighbridge.standing.fit import Fit, fit_matrix
from weighbridge.standing.matrix import Cell, FloatArray, Matrix

Ranker = Callable[[Matrix], FloatArray]
"""A matrix to one figure a model, (M,), higher better."""

DROPPED = 0.3
SHORTFALLS = (0.02, 0.05, 0.1, 0.2, 0.4)


def this_ranker(tau: float, start: Fit | None = None, tolerance: float = QUICK) -> Ranker:
    """θ of the index's own fit."""
    return lambda x: fit_matrix(x, tau, start=start, tolerance=tolerance).theta


def cherry_pick_gain(
    x: Matrix, rank: Ranker, strength: FloatArray, limit: int | None = None
) -> float | None:
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
    (SD of θ; negative when it always fell)."""

    trials: int
    raised: int
    largest_rise: float


def monotonicity(x: Matrix, fit: Fit, trials: int = 40, tolerance: float = 1e-7) -> Monotonicity:
    """A new cell of a model on a benchmark it lacks, below ŷ by .02 to .4, then the whole fit again.

    Everything is estimated again, the benchmark's curve, weights and noise too; ``fit`` must be of ``x``.
    """
    held = set(zip(x.model.tolist(), x.benchmark.tolist(), strict=True))
    names = [f"{m}\t{b}" for m in x.models for b in x.benchmarks]
    expected = 0.5 * (1.0 + np.tanh(0.5 * fit.position()))
    rises: list[float] = []
    for place in shuffled(names, "below"):
        m, b = divmod(int(place), len(x.benchmarks))
        score = expected[m, b] - SHORTFALLS[len(rises) % len(SHORTFALLS)]
        if (m, b) in held or score <= 0:
            continue
        rises.append(rise(x, fit, Cell(x.models[m], x.benchmarks[b], float(score)), tolerance))
        if len(rises) == trials:
            break
    return Monotonicity(len(rises), sum(r > 0 for r in rises), max(rises, default=float("nan")))


def rise(x: Matrix, fit: Fit, cell: Cell, tolerance: float = 1e-7) -> float:
    """θ of the cell's model after the cell is added, minus θ before; model and benchmark must be in the matrix."""
    place = x.benchmarks.index(cell.benchmark)
    cell = replace(cell, domain=x.domains[x.domain_of[place]])
    more = Matrix.of([*x.cells, cell])
    after = fit_matrix(more, fit.tau, start=fit, tolerance=tolerance)
    m = x.models.index(cell.model)
    return float(after.theta[m] - fit.theta[m])


def z_scores(x: Matrix) -> FloatArray:
    """(y − mean_b) / SD_b of every cell, (n,)."""
    count = np.maximum(np.bincount(x.benchmark, minlength=len(x.benchmarks)), 1)
    mean = np.bincount(x.benchmark, x.score, len(x.benchmarks)) / count
    off = x.score - mean[x.benchmark]
    spread = np.sqrt(np.bincount(x.benchmark, off**2, len(x.benchmarks)) / count)
    return np.asarray(off / np.maximum(spread[x.benchmark], 1e-9))
