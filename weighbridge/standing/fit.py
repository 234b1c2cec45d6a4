"""The fit: a one-factor logistic with shrunken domain offsets, by block Gauss-Newton.

    ŷ_i = σ(c_b + a_b (θ_m + u_{m,d(b)}) + δ_r),   residual of cell i ~ N(0, s² k_i / w_b + stderr_i²)

for the cell i of model m on benchmark b in domain d(b), reported by r; k_i = number of cells of the same model and
benchmark. Priors: log a_b ~ N(α₀, .5²) with α₀ free, c_b ~ N(0, 5²), θ_m ~ N(0, 3²), u_md ~ N(0, τ²),
δ_r ~ N(0, .2²). Each sweep ends on the scale mean θ = 0, SD θ = 1: without it the joint optimum collapses.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array

from weighbridge.standing.accelerate import Anderson
from weighbridge.standing.matrix import FloatArray, Matrix, sum_by

PRIOR_LOG_SLOPE = 0.5
PRIOR_INTERCEPT = 5.0
PRIOR_THETA = 3.0
PRIOR_DELTA = 0.2
WEIGHT_POWER = 0.75
SPREAD_FLOOR = 0.03
NOISE_GUESS, NOISE_GUESS_CELLS = 0.1, 2.0
"""What is known of s before the first cell: 10 points, worth two cells; it keeps tiny matrices honest."""

GUARD = 4.0
LOG_SLOPE_LIMIT, LOG_NOISE_RANGE = 5.0, (-14.0, 0.0)
"""Bounds no sensible fit comes near; they keep an extrapolated step from leaving the numbers (s between .001 and 1)."""

TOLERANCE = 1e-9
PLAIN_SWEEPS, LONG_SWEEPS, SLOW_SWEEPS, MAX_SWEEPS = 8, 200, 1_300, 1_500
LONG_MEMORY, SLOW = 15, 0.3
"""After 8 plain sweeps they are accelerated, from the 200th (where no fit of today's ranking gets) with a longer
memory; if they still run in circles at the 1,300th (tiny, contradictory matrices), the rest go .3 of the way each."""


def logistic(x: FloatArray) -> FloatArray:
    """σ(x) = 1 / (1 + e^−x), without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * x)), dtype=np.float64)


@dataclass(frozen=True)
class Fit:
    """A fitted matrix. Units: θ, u, SE and τ in SD of θ; a, c, δ on the logit scale; s and residuals in score.

    Shapes: ``theta, se`` (M,), ``offsets, information`` (M, D), ``slope`` a, ``intercept`` c, ``weight`` w (B,),
    ``delta`` (R,), ``expected, residual, cell_weight`` (n,). ``information`` is S_md; ``cell_weight`` is
    1 / variance of the cell's residual. Models without cells have θ = 0 and SE = 3.
    """

    matrix: Matrix
    tau: float
    theta: FloatArray
    se: FloatArray
    offsets: FloatArray
    information: FloatArray
    slope: FloatArray
    intercept: FloatArray
    weight: FloatArray
    delta: FloatArray
    s2: float
    expected: FloatArray
    residual: FloatArray
    cell_weight: FloatArray
    sweeps: int
    converged: bool

    @property
    def sigma(self) -> float:
        """s, the noise of a cell of a benchmark with weight 1, in score (0.07 = 7 points)."""
        return float(np.sqrt(self.s2))

    def position(self) -> FloatArray:
        """c_b + a_b (θ_m + u_md) for every model and benchmark, (M, B), logit scale, without reporter offsets."""
        ability = self.theta[:, None] + self.offsets[:, self.matrix.domain_of]
        return self.intercept[None, :] + self.slope[None, :] * ability

    def predict(self, model: str, benchmark: str) -> float:
        """ŷ = σ(c + a (θ + u)) of an independent measurement, in 0–1. KeyError for a name not in the fit."""
        m, b = self.matrix.place_of[model], _place(self.matrix.benchmarks, benchmark)
        ability = self.theta[m] + self.offsets[m, self.matrix.domain_of[b]]
        return float(logistic(np.array([self.intercept[b] + self.slope[b] * ability]))[0])

    def standardised(self) -> FloatArray:
        """Residuals in units of their own standard deviation, (n,)."""
        return self.residual * np.sqrt(self.cell_weight)

    def suspects(self) -> tuple[int, ...]:
        """Cells to be held for review: |residual| > 4 s, s at the cell's own weight; places in matrix.cells."""
        return tuple(int(i) for i in np.flatnonzero(np.abs(self.standardised()) > GUARD))


def fit_matrix(
    matrix: Matrix,
    tau: float,
    *,
    power: float = WEIGHT_POWER,
    tolerance: float = TOLERANCE,
    start: Fit | None = None,
    most: int = MAX_SWEEPS,
) -> Fit:
    """The fit of ``matrix`` at domain spread ``tau`` > 0, deterministic, for any matrix (an empty one too).

    Sweeps until one moves θ by less than ``tolerance``, ``most`` times at most. ``start`` may give a fit over the same
    names to begin from (only to save time: the end is the same within the tolerance).
    """
    if not tau > 0:
        raise ValueError(f"tau must be above 0, not {tau}")
    state = _State.first(matrix, tau, power) if start is None else _State.resume(matrix, tau, power, start)
    memory = Anderson()
    converged, sweeps = not len(matrix), 0
    while not converged and sweeps < most:
        point, theta = state.pack(), state.theta
        state.sweep()
        sweeps += 1
        converged = bool(np.abs(state.theta - theta).max() < tolerance)
        if not converged and sweeps >= SLOW_SWEEPS:
            state.unpack(point + SLOW * (state.pack() - point))
            state.rescale()
        elif not converged and sweeps >= PLAIN_SWEEPS:
            memory = Anderson(LONG_MEMORY) if sweeps == LONG_SWEEPS else memory
            state.unpack(memory.propose(point, state.pack()))
    return state.finish(sweeps, converged)


def standard_error(information: FloatArray, tau: float) -> FloatArray:
    """SE of θ from S_md (M, D): SE⁻² = Σ_d S_md / (1 + τ² S_md) + 1/9, (M,).

    One domain can never give more than 1/τ²: many benchmarks of one kind do not make a model well known.
    """
    discounted = information / (1.0 + tau**2 * information)
    return np.asarray((discounted.sum(axis=1) + 1.0 / PRIOR_THETA**2) ** -0.5, dtype=np.float64)


class _State:
    """The unknowns between two steps, and the steps."""

    def __init__(self, matrix: Matrix, tau: float, power: float) -> None:
        self.x, self.tau, self.power = matrix, tau, power
        self.models, self.benchmarks = len(matrix.models), len(matrix.benchmarks)
        self.domains, self.reporters = len(matrix.domains), len(matrix.reporters)
        self.pair = matrix.model * self.domains + matrix.domain
        self.present = np.bincount(matrix.model, minlength=self.models) > 0
        self.used = np.bincount(matrix.benchmark, minlength=self.benchmarks) > 0
        self.reported = np.flatnonzero(matrix.reporter >= 0)
        self.theta = np.zeros(self.models)
        self.offset = np.zeros((self.models, self.domains))
        self.log_slope = np.zeros(self.benchmarks)
        self.intercept = np.zeros(self.benchmarks)
        self.delta = np.zeros(self.reporters)
        self.s2 = NOISE_GUESS**2
        self.weight = np.ones(self.benchmarks)
        self.freedom_of_benchmarks = self.freedom_of_models = 0.0

    @classmethod
    def first(cls, matrix: Matrix, tau: float, power: float) -> _State:
        """Start: the additive model on the logit scale, logit y = c_b + θ_m, by alternating shrunken means."""
        state = cls(matrix, tau, power)
        if not len(matrix):
            return state
        logit = np.log(matrix.score / (1.0 - matrix.score))
        per_model = np.bincount(matrix.model, minlength=state.models)
        per_benchmark = np.bincount(matrix.benchmark, minlength=state.benchmarks)
        for _ in range(20):
            rest = logit - state.theta[matrix.model]
            state.intercept = sum_by(matrix.benchmark, rest, state.benchmarks) / (per_benchmark + 0.1)
            rest = logit - state.intercept[matrix.benchmark]
            state.theta = sum_by(matrix.model, rest, state.models) / (per_model + 0.5)
        state.rescale()
        state.update_weights()
        return state

    @classmethod
    def resume(cls, matrix: Matrix, tau: float, power: float, fit: Fit) -> _State:
        """Start: where another fit over the same names ended."""
        same = (matrix.models, matrix.benchmarks, matrix.domains, matrix.reporters)
        old = fit.matrix
        if same != (old.models, old.benchmarks, old.domains, old.reporters):
            raise ValueError("a fit can only be resumed over the same names")
        state = cls(matrix, tau, power)
        state.theta, state.offset, state.delta = fit.theta, fit.offsets, fit.delta
        state.log_slope, state.intercept = np.log(fit.slope), fit.intercept
        state.s2, state.weight = fit.s2, fit.weight
        return state

    def sweep(self) -> None:
        """Every unknown once, each block given the others."""
        self.benchmark_step()
        self.model_step()
        self.reporter_step()
        self.rescale()
        self.update_noise()
        self.update_weights()

    def pack(self) -> FloatArray:
        """All unknowns in one row."""
        hyper = (np.log([self.s2]), np.log(self.weight))
        return np.concatenate([self.theta, self.offset.reshape(-1), self.intercept, self.log_slope, self.delta, *hyper])

    def unpack(self, row: FloatArray) -> None:
        """The unknowns from one row."""
        sizes = (self.models, self.offset.size, self.benchmarks, self.benchmarks, self.reporters, 1)
        self.theta, offset, self.intercept, slope, self.delta, s2, weight = np.split(row, np.cumsum(sizes))
        self.offset = offset.reshape(self.models, self.domains)
        self.log_slope = np.clip(slope, -LOG_SLOPE_LIMIT, LOG_SLOPE_LIMIT)
        self.s2 = float(np.exp(np.clip(s2[0], *LOG_NOISE_RANGE)))
        self.weight = np.exp(np.clip(weight, -LOG_SLOPE_LIMIT, LOG_SLOPE_LIMIT))

    def curve(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        """ŷ, dŷ/dlogit = ŷ (1 − ŷ) and the residual y − ŷ, each (n,)."""
        x = self.x
        logit = self.intercept[x.benchmark] + np.exp(self.log_slope)[x.benchmark] * self.ability()
        if self.reporters:
            logit[self.reported] += self.delta[x.reporter[self.reported]]
        expected = logistic(logit)
        return expected, expected * (1.0 - expected), x.score - expected

    def ability(self) -> FloatArray:
        """θ_m + u_md of every cell, (n,)."""
        return np.asarray(self.theta[self.x.model] + self.offset.reshape(-1)[self.pair])

    def cell_weight(self) -> FloatArray:
        """1 / (s² k / w_b + stderr²), (n,)."""
        x = self.x
        return np.asarray(1.0 / (self.s2 / (self.weight[x.benchmark] * x.share) + x.stderr**2))

    def benchmark_step(self) -> None:
        """One Gauss-Newton step on (c_b, log a_b): a 2 × 2 system for each benchmark; then α₀ = mean log a_b."""
        curvature, gradient = self.benchmark_system()
        (h11, h12, h22), (g1, g2) = curvature, gradient
        determinant = h11 * h22 - h12**2
        kept = (h22 * PRIOR_INTERCEPT**-2 + h11 * PRIOR_LOG_SLOPE**-2) / determinant
        self.freedom_of_benchmarks = float((2.0 - kept)[self.used].sum())
        self.intercept = self.intercept + np.clip((h22 * g1 - h12 * g2) / determinant, -1.0, 1.0)
        step = np.clip((h11 * g2 - h12 * g1) / determinant, -0.5, 0.5)
        self.log_slope = np.clip(self.log_slope + step, -LOG_SLOPE_LIMIT, LOG_SLOPE_LIMIT)

    def benchmark_system(self) -> tuple[tuple[FloatArray, ...], tuple[FloatArray, ...]]:
        """Curvature (cc, c·log a, log a·log a) and gradient (c, log a) of the log posterior, each (B,)."""
        b, count = self.x.benchmark, self.benchmarks
        _, g, residual = self.curve()
        weight = self.cell_weight()
        by_slope = g * np.exp(self.log_slope)[b] * self.ability()  # dŷ / dlog a
        prior_c, prior_a = PRIOR_INTERCEPT**-2, PRIOR_LOG_SLOPE**-2
        centre = self.log_slope[self.used].mean()
        curvature = (
            sum_by(b, weight * g * g, count) + prior_c,
            sum_by(b, weight * g * by_slope, count),
            sum_by(b, weight * by_slope**2, count) + prior_a,
        )
        gradient = (
            sum_by(b, weight * g * residual, count) - prior_c * self.intercept,
            sum_by(b, weight * by_slope * residual, count) - prior_a * (self.log_slope - centre),
        )
        return curvature, gradient

    def model_step(self) -> None:
        """One Gauss-Newton step on (θ_m, u_m1 … u_mD): an arrow matrix for each model, solved through its point.

        With S_md = Σ w g² and q_md = Σ w g r over the model's cells in the domain (g = dŷ/dθ):
            curvature  θθ: Σ_d S_md + 1/9,   θu_d: S_md,   u_d u_d: S_md + 1/τ²
            gradient   θ: Σ_d q_md − θ/9,    u_d: q_md − u_md/τ²
        """
        information, pull = self.model_sums()
        inner, point = self.arrow(information)
        variance = inner + (inner * information) ** 2 / point[:, None]  # of u_md
        kept = PRIOR_THETA**-2 / point + (variance * self.tau**-2).sum(1)
        self.freedom_of_models = float((1.0 + self.domains - kept).sum())
        by_offset = pull - self.offset / self.tau**2
        by_theta = pull.sum(1) - self.theta / PRIOR_THETA**2 - (information * inner * by_offset).sum(1)
        step = np.clip(by_theta / point, -1.0, 1.0)
        self.offset = self.offset + inner * (by_offset - information * step[:, None])
        self.theta = self.theta + step

    def model_sums(self) -> tuple[FloatArray, FloatArray]:
        """S_md and q_md, each (M, D)."""
        _, g, residual = self.curve()
        g = g * np.exp(self.log_slope)[self.x.benchmark]
        weighted = self.cell_weight() * g
        shape, size = (self.models, self.domains), self.models * self.domains
        information = sum_by(self.pair, weighted * g, size).reshape(shape)
        return information, sum_by(self.pair, weighted * residual, size).reshape(shape)

    def arrow(self, information: FloatArray) -> tuple[FloatArray, FloatArray]:
        """1 / (S_md + 1/τ²), (M, D), and the curvature of θ with the offsets eliminated, (M,):
        Σ_d S_md / (1 + τ² S_md) + 1/9."""
        inner = 1.0 / (information + self.tau**-2)
        return inner, (information * inner).sum(1) * self.tau**-2 + PRIOR_THETA**-2

    def reporter_step(self) -> None:
        """One Gauss-Newton step on each δ_r."""
        if not self.reporters:
            return
        _, g, residual = self.curve()
        at, weight = self.reported, self.cell_weight()
        r, count = self.x.reporter[at], self.reporters
        curvature = sum_by(r, (weight * g * g)[at], count) + PRIOR_DELTA**-2
        gradient = sum_by(r, (weight * g * residual)[at], count) - self.delta / PRIOR_DELTA**2
        self.delta = self.delta + np.clip(gradient / curvature, -0.5, 0.5)

    def rescale(self) -> None:
        """mean θ = 0, SD θ = 1 over the models with cells, every ŷ unchanged:
        θ ← (θ − μ)/SD, u ← u/SD, a ← a SD, c ← c + a μ. Models that do not differ have θ = 0 each."""
        theta = self.theta[self.present]
        centre, spread = theta.mean(), theta.std()
        differ = self.present & bool(spread > 1e-6)
        if not differ.any():  # one model, or none that differ: nothing to scale
            spread = 1.0
        self.intercept = self.intercept + np.exp(self.log_slope) * centre
        self.log_slope = np.clip(self.log_slope + np.log(spread), -LOG_SLOPE_LIMIT, LOG_SLOPE_LIMIT)
        self.theta = np.where(differ, (self.theta - centre) / spread, 0.0)
        self.offset = self.offset / spread

    def update_noise(self) -> None:
        """s² = Σ w r² / (n − degrees of freedom of the fit), with the guess as two cells more.

        A residual beyond the guard counts as 4 s: a cell under review must not widen everybody's interval.
        The degrees of freedom of a block, left by its step: the trace of curvature⁻¹ × the data's curvature.
        """
        _, _, residual = self.curve()
        squares = self.s2 * float(np.minimum(self.cell_weight() * residual**2, GUARD**2).sum())
        freedom = self.freedom_of_benchmarks + self.freedom_of_models + self.reporters
        cells = max(float(self.x.share.sum()) - freedom, 0.0)
        self.s2 = (squares + NOISE_GUESS_CELLS * NOISE_GUESS**2) / (cells + NOISE_GUESS_CELLS)

    def update_weights(self) -> None:
        """w_b = (median SD / SD_b)^2p, SD_b = spread of the fitted curve of b over all models, at least .03."""
        theta = self.theta[self.present]
        slope = np.exp(self.log_slope)[self.used]
        curves = logistic(self.intercept[self.used][:, None] + slope[:, None] * theta[None, :])
        spread = np.maximum(curves.std(axis=1), SPREAD_FLOOR)
        self.weight = np.ones(self.benchmarks)
        self.weight[self.used] = (np.median(spread) / spread) ** (2.0 * self.power)

    def finish(self, sweeps: int, converged: bool) -> Fit:
        expected, _, residual = self.curve()
        information, _ = self.model_sums()
        return Fit(
            matrix=self.x,
            tau=self.tau,
            theta=self.theta,
            se=standard_error(information, self.tau),
            offsets=self.offset,
            information=information,
            slope=np.exp(self.log_slope),
            intercept=self.intercept,
            weight=self.weight,
            delta=self.delta,
            s2=self.s2,
            expected=expected,
            residual=residual,
            cell_weight=self.cell_weight(),
            sweeps=sweeps,
            converged=converged,
        )


def reporter_errors(fit: Fit) -> FloatArray:
    """SE of every δ, (R,), with θ and c free beside it: a vendor that alone measures a model tells nothing of δ."""
    x = fit.matrix
    if not x.reporters:
        return np.zeros(0)
    start_c, start_r = len(x.models), len(x.models) + len(x.benchmarks)
    g = fit.expected * (1.0 - fit.expected)
    rows, at = np.arange(len(x)), np.flatnonzero(x.reporter >= 0)
    values = np.concatenate([g * fit.slope[x.benchmark], g, g[at]])
    columns = np.concatenate([x.model, start_c + x.benchmark, start_r + x.reporter[at]])
    shape = (len(x), start_r + len(x.reporters))
    jacobian = coo_array((values, (np.concatenate([rows, rows, at]), columns)), shape=shape).tocsr()
    curvature = (jacobian.T @ jacobian.multiply(fit.cell_weight[:, None])).toarray()
    sizes = (len(x.models), len(x.benchmarks), len(x.reporters))
    curvature += np.diag(np.repeat([PRIOR_THETA**-2, PRIOR_INTERCEPT**-2, PRIOR_DELTA**-2], sizes))
    inverse = np.linalg.solve(curvature, np.eye(shape[1])[:, start_r:])
    return np.asarray(np.sqrt(np.diag(inverse[start_r:])))


def _place(names: tuple[str, ...], name: str) -> int:
    try:
        return names.index(name)
    except ValueError:
        raise KeyError(name) from None
