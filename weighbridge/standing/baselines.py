"""The other ways to rank: means of several kinds, win rate, Borda, Bradley-Terry, two-way additive, exact ECI.

They exist to be compared with (see `validate`): none of them ranks anything that is published.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.stats import rankdata

from weighbridge.standing.fit import logistic
from weighbridge.standing.matrix import FloatArray, Matrix, sum_by

Baseline = Callable[[Matrix], FloatArray]
"""A matrix to one figure a model, (M,), higher better; a model without cells has the mean of the others."""

BRADLEY_TERRY_RIDGE = 0.1
ECI_RIDGE = 0.1
ECI_CLIP = 1e-3
ECI_LIMIT, ECI_SLOPES = 10.0, (0.1, 10.0)
ECI_ANCHOR = "Winogrande"


def mean_score(x: Matrix) -> FloatArray:
    """The mean of the scores held."""
    return _mean_by_model(x, x.score)


def mean_of_ranges(x: Matrix) -> FloatArray:
    """The mean of (y − min_b) / (max_b − min_b)."""
    low, high = np.full(len(x.benchmarks), np.inf), np.full(len(x.benchmarks), -np.inf)
    np.minimum.at(low, x.benchmark, x.score)
    np.maximum.at(high, x.benchmark, x.score)
    return _mean_by_model(x, (x.score - low[x.benchmark]) / np.maximum((high - low)[x.benchmark], 1e-9))


def mean_of_z(x: Matrix) -> FloatArray:
    """The mean of (y − mean_b) / SD_b."""
    centre = _by_benchmark(x, x.score)
    spread = np.sqrt(_by_benchmark(x, (x.score - centre[x.benchmark]) ** 2))
    return _mean_by_model(x, (x.score - centre[x.benchmark]) / np.maximum(spread[x.benchmark], 1e-9))


def win_rate(x: Matrix) -> FloatArray:
    """The mean over benchmarks of the share of the other models beaten there (a tie is half)."""
    ranks, counts = _ranks(x)
    others = np.maximum(counts - 1.0, 1.0)
    return _mean_by_model(x, np.where(counts > 1, (ranks - 1.0) / others, 0.5))


def borda(x: Matrix) -> FloatArray:
    """The mean over benchmarks of the Borda points: the number of models there that it is level with or above."""
    return _mean_by_model(x, _ranks(x)[0])


def additive(x: Matrix) -> FloatArray:
    """θ of y = θ_m + μ_b, least squares with a ridge of half a cell on θ."""
    models, benchmarks = len(x.models), len(x.benchmarks)
    shape = (models, benchmarks)
    cells = np.bincount(x.model * benchmarks + x.benchmark, minlength=models * benchmarks).reshape(shape)
    curvature = np.block(
        [
            [np.diag(cells.sum(axis=1) + 0.5), cells],
            [cells.T, np.diag(cells.sum(axis=0) + 1e-6)],
        ]
    )
    off = x.score - x.score.mean()
    sums = np.concatenate([sum_by(x.model, off, models), sum_by(x.benchmark, off, benchmarks)])
    both = np.linalg.solve(curvature, sums)
    return np.asarray(both[:models])


def bradley_terry(x: Matrix) -> FloatArray:
    """Bradley-Terry strengths from all pairs of models on each benchmark (a tie is half a win), small ridge."""
    count = len(x.models)
    wins = np.zeros((count, count))
    for b in range(len(x.benchmarks)):
        on = np.flatnonzero(x.benchmark == b)
        margin = x.score[on][:, None] - x.score[on][None, :]
        np.add.at(wins, np.ix_(x.model[on], x.model[on]), (margin > 0) + 0.5 * (margin == 0))
    np.fill_diagonal(wins, 0.0)
    games, won, strength = wins + wins.T, wins.sum(axis=1), np.zeros(count)
    for _ in range(100):
        odds = logistic(strength[:, None] - strength[None, :])
        gradient = won - (games * odds).sum(axis=1) - BRADLEY_TERRY_RIDGE * strength
        slack = games * odds * (1.0 - odds)
        curvature = np.diag(slack.sum(axis=1) + BRADLEY_TERRY_RIDGE) - slack
        step = np.clip(np.linalg.solve(curvature, gradient), -1.0, 1.0)
        strength = strength + step
        if np.abs(step).max() < 1e-6:
            break
    return strength


def eci(x: Matrix) -> FloatArray:
    """Capabilities of the Epoch Capabilities Index; see `eci_fit`."""
    return eci_fit(x)[0]


def eci_fit(x: Matrix) -> tuple[FloatArray, FloatArray]:
    """Capabilities C (M,) and fitted scores (M, B) of the Epoch Capabilities Index, exactly its objective:

        minimise Σ (σ(α_b (C_m − D_b)) − y)² + λ Σ (C² + D² + α²) / (number of parameters),   λ = .1

    scores held within .001–.999, |C|, |D| ≤ 10, .1 ≤ α ≤ 10, α = 1 for the anchor benchmark (Winogrande, else
    the first by name). Solved by damped Gauss-Newton steps, each kept within the bounds.
    """
    problem = _Eci(x)
    values, damping = problem.start(), 1e-3
    cost = problem.cost(values)
    for _ in range(300):
        trial = np.clip(values + problem.step(values, damping), problem.low, problem.high)
        trial_cost = problem.cost(trial)
        if trial_cost < cost:
            settled = cost - trial_cost < 1e-9 * cost
            values, cost, damping = trial, trial_cost, max(damping / 5.0, 1e-9)
            if settled:
                break
        elif damping > 1e9:
            break
        else:
            damping *= 4.0
    capability, difficulty, slope = problem.parts(values)
    return capability, logistic(slope[None, :] * (capability[:, None] - difficulty[None, :]))


class _Eci:
    """The least-squares problem of the ECI; the parameters are C (M,), D (B,), α (B,) in one row."""

    def __init__(self, x: Matrix) -> None:
        self.x, self.models, self.benchmarks = x, len(x.models), len(x.benchmarks)
        sizes = (self.models, self.benchmarks, self.benchmarks)
        self.low = np.repeat([-ECI_LIMIT, -ECI_LIMIT, ECI_SLOPES[0]], sizes)
        self.high = np.repeat([ECI_LIMIT, ECI_LIMIT, ECI_SLOPES[1]], sizes)
        self.fixed = self.models + self.benchmarks + _anchor(x)
        self.ridge = ECI_RIDGE / (sum(sizes) - 1)
        self.score = np.clip(x.score, ECI_CLIP, 1.0 - ECI_CLIP)

    def start(self) -> FloatArray:
        """Means on the logit scale for C and D, α = 1."""
        mean = _by_benchmark(self.x, self.score)
        capability = 2.0 * _mean_by_model(self.x, self.score - mean[self.x.benchmark])
        mean = np.clip(mean, 0.05, 0.95)
        return np.concatenate([capability, np.log((1.0 - mean) / mean), np.ones(self.benchmarks)])

    def parts(self, values: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        m, b = self.models, self.benchmarks
        return values[:m], values[m : m + b], values[m + b :]

    def curve(self, values: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Fitted score, α_b and C_m − D_b of every cell."""
        capability, difficulty, slope = self.parts(values)
        distance = capability[self.x.model] - difficulty[self.x.benchmark]
        slope = slope[self.x.benchmark]
        return logistic(slope * distance), slope, distance

    def cost(self, values: FloatArray) -> float:
        off = self.curve(values)[0] - self.score
        return float(off @ off + self.ridge * (values @ values - values[self.fixed] ** 2))

    def step(self, values: FloatArray, damping: float) -> FloatArray:
        """One damped Gauss-Newton step; parameters at a bound that the gradient pushes against stay."""
        fitted, slope, distance = self.curve(values)
        g = fitted * (1.0 - fitted)
        first, by_slope, off = g * slope, g * distance, fitted - self.score
        gradient = np.concatenate(
            [self.by_model(first * off), self.by_benchmark(-first * off), self.by_benchmark(by_slope * off)]
        )
        gradient += self.ridge * values
        held = ((values <= self.low) & (gradient > 0)) | ((values >= self.high) & (gradient < 0))
        held[self.fixed] = True
        of_model, across, of_benchmark = self.curvature(first, by_slope)
        m, free = self.models, ~held
        point = np.where(free[:m], (of_model + self.ridge) * (1.0 + damping), np.inf)
        inner = of_benchmark.copy()
        inner[np.diag_indices_from(inner)] = (np.diag(inner) + self.ridge) * (1.0 + damping)
        # C is eliminated first: its block is diagonal
        rest = inner - across.T @ (across / point[:, None])
        right = gradient[m:] - across.T @ (gradient[:m] / point)
        step = np.zeros_like(values)
        kept = np.flatnonzero(free[m:])
        step[m + kept] = -np.linalg.solve(rest[np.ix_(kept, kept)], right[kept])
        step[:m] = -(gradient[:m] + across @ step[m:]) / point
        return step

    def curvature(self, first: FloatArray, by_slope: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Jᵀ J from sums over the cells: its diagonal for C (M,), C across (D, α) (M, 2B), and (D, α) (2B, 2B)."""
        pair = self.x.model * self.benchmarks + self.x.benchmark
        shape, size = (self.models, self.benchmarks), self.models * self.benchmarks
        c_d = -sum_by(pair, first**2, size).reshape(shape)
        c_a = sum_by(pair, first * by_slope, size).reshape(shape)
        d_d, a_a = np.diag(self.by_benchmark(first**2)), np.diag(self.by_benchmark(by_slope**2))
        d_a = np.diag(self.by_benchmark(-first * by_slope))
        return self.by_model(first**2), np.hstack([c_d, c_a]), np.block([[d_d, d_a], [d_a, a_a]])

    def by_model(self, value: FloatArray) -> FloatArray:
        return sum_by(self.x.model, value, self.models)

    def by_benchmark(self, value: FloatArray) -> FloatArray:
        return sum_by(self.x.benchmark, value, self.benchmarks)


def _anchor(x: Matrix) -> int:
    return x.benchmarks.index(ECI_ANCHOR) if ECI_ANCHOR in x.benchmarks else 0


BASELINES: dict[str, Baseline] = {
    "mean": mean_score,
    "min-max mean": mean_of_ranges,
    "mean of z": mean_of_z,
    "win rate": win_rate,
    "Borda": borda,
    "additive": additive,
    "Bradley-Terry": bradley_terry,
    "ECI": eci,
}


def readout(x: Matrix, figure: FloatArray) -> FloatArray:
    """Scores that a ranking figure (M,) predicts, (M, B): on each benchmark the least-squares line of the scores
    on the figure, held within 0–1; a benchmark of fewer than two cells predicts its mean."""
    spread = figure.std() or 1.0
    figure = (figure - figure.mean()) / spread
    centre, mean = _by_benchmark(x, figure[x.model]), _by_benchmark(x, x.score)
    off = figure[x.model] - centre[x.benchmark]
    together = sum_by(x.benchmark, off * (x.score - mean[x.benchmark]), len(x.benchmarks))
    alone = sum_by(x.benchmark, off**2, len(x.benchmarks))
    slope = np.where(alone > 1e-12, together / np.maximum(alone, 1e-12), 0.0)
    return np.clip(mean[None, :] + slope[None, :] * (figure[:, None] - centre[None, :]), 0.0, 1.0)


def _mean_by_model(x: Matrix, value: FloatArray) -> FloatArray:
    count = np.bincount(x.model, minlength=len(x.models))
    total = sum_by(x.model, value, len(x.models))
    empty = float(value.mean()) if len(value) else 0.0
    return np.where(count > 0, total / np.maximum(count, 1), empty)


def _by_benchmark(x: Matrix, value: FloatArray) -> FloatArray:
    count = np.bincount(x.benchmark, minlength=len(x.benchmarks))
    empty = float(value.mean()) if len(value) else 0.0
    total = sum_by(x.benchmark, value, len(x.benchmarks))
    return np.where(count > 0, total / np.maximum(count, 1), empty)


def _ranks(x: Matrix) -> tuple[FloatArray, FloatArray]:
    """Rank of every cell within its benchmark (1 = lowest, ties share the mean) and the number of cells there."""
    ranks, counts = np.zeros(len(x)), np.zeros(len(x))
    for b in range(len(x.benchmarks)):
        on = np.flatnonzero(x.benchmark == b)
        ranks[on], counts[on] = rankdata(x.score[on]), len(on)
    return ranks, counts
