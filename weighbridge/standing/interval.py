"""What the errors mean: rank ranges, P(A > B), tie bands, error of a prediction, and who is ranked at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import ndtr

from weighbridge.standing.fit import PRIOR_INTERCEPT, PRIOR_LOG_SLOPE, PRIOR_THETA, Fit, logistic
from weighbridge.standing.matrix import BoolArray, Cell, FloatArray, IntArray, Matrix, sum_by

DRAWS = 4_000
SEED = 20_260_811
LEVEL = 0.90
Z90 = 1.6448536269514722
"""Half the width of a 90% interval, in standard errors."""

RANKED_CELLS, RANKED_DOMAINS, RANKED_SOURCES = 5, 3, 2
PROVISIONAL_CELLS, PROVISIONAL_DOMAINS = 4, 2


class Status(StrEnum):
    """Whether a model is ranked."""

    RANKED = "ranked"
    PROVISIONAL = "provisional"
    UNRANKED = "unranked"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a model's place stands on: benchmarks, domains and independent sources held, its status, and what it
    lacks to be ranked, in words (empty when ranked)."""

    model: str
    cells: int
    domains: int
    sources: int
    status: Status
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one model: rank 1 is best; ``low``–``high`` is the 90% range of its rank; ``band`` counts the
    tie bands from 1; θ and its 90% interval in SD of all fitted models."""

    model: str
    rank: int
    low: int
    high: int
    band: int
    theta: float
    theta_low: float
    theta_high: float
    se: float


def evidence(matrix: Matrix, outside: Sequence[Cell] = ()) -> tuple[Evidence, ...]:
    """Who is ranked, who is provisional and what the others lack, by model name.

    Ranked: ≥ 5 cells, ≥ 3 domains, ≥ 2 independent sources, connected to the main component. Provisional: ≥ 4
    cells and ≥ 2 domains, connected. Several measurements of one benchmark count as one cell. ``outside`` are the
    cells not connected to the matrix; their models are unranked.
    """
    inside: dict[str, list[Cell]] = {name: [] for name in matrix.models}
    for cell in matrix.cells:
        inside[cell.model].append(cell)
    apart: dict[str, list[Cell]] = {}
    for cell in outside:
        if cell.model not in inside:
            apart.setdefault(cell.model, []).append(cell)
    found = [_evidence(name, cells, connected=True) for name, cells in inside.items()]
    found += [_evidence(name, cells, connected=False) for name, cells in apart.items()]
    return tuple(sorted(found, key=lambda e: e.model))


def _evidence(model: str, cells: Sequence[Cell], *, connected: bool) -> Evidence:
    benchmarks = len({c.benchmark for c in cells})
    domains = len({c.domain for c in cells if c.domain})
    sources = len({c.measured_by for c in cells if c.independent})
    wanted = (
        (benchmarks, RANKED_CELLS, "benchmark"),
        (domains, RANKED_DOMAINS, "domain"),
        (sources, RANKED_SOURCES, "independent source"),
    )
    missing = [f"{need - have} more {name}{'s' * (need - have > 1)}" for have, need, name in wanted if have < need]
    if not connected:
        missing.append("a benchmark shared with the other models")
    if not missing:
        status = Status.RANKED
    elif connected and benchmarks >= PROVISIONAL_CELLS and domains >= PROVISIONAL_DOMAINS:
        status = Status.PROVISIONAL
    else:
        status = Status.UNRANKED
    return Evidence(model, benchmarks, domains, sources, status, tuple(missing))


def places(fit: Fit, among: Sequence[str] | None = None, *, domain: str | None = None) -> tuple[Place, ...]:
    """Ranks among these models (default: all of the fit), best first; KeyError for a name not in the fit.

    With ``domain`` the sub-index θ_m + u_md instead of θ. The 90% range of a rank comes from 4,000 draws of all θ
    from N(θ, SE²), the seed fixed.
    """
    chosen = sorted(among) if among is not None else list(fit.matrix.models)
    at = np.asarray([fit.matrix.place_of[name] for name in chosen], dtype=np.int64)
    theta, se = fit.theta[at], fit.se[at]
    if domain is not None:
        d = fit.matrix.domains.index(domain)
        theta = theta + fit.offsets[at, d]
        se = np.sqrt(ability_variance(fit)[at, d])
    order = np.argsort(-theta, kind="stable")
    low, high = rank_ranges(theta[order], se[order])
    bands = tie_bands(theta[order], se[order])
    return tuple(
        Place(
            model=chosen[i],
            rank=rank,
            low=min(int(low[rank - 1]), rank),
            high=max(int(high[rank - 1]), rank),
            band=int(bands[rank - 1]),
            theta=float(theta[i]),
            theta_low=float(theta[i] - Z90 * se[i]),
            theta_high=float(theta[i] + Z90 * se[i]),
            se=float(se[i]),
        )
        for rank, i in enumerate(order, start=1)
    )


def rank_ranges(theta: FloatArray, se: FloatArray) -> tuple[IntArray, IntArray]:
    """The 5% and 95% quantiles of every model's rank over the draws, (k,) each."""
    noise = np.random.default_rng(SEED).standard_normal((DRAWS, len(theta)))
    order = np.argsort(-(theta + se * noise), axis=1, kind="stable")
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, len(theta) + 1)[None, :], axis=1)
    tail = (1.0 - LEVEL) / 2.0
    low = np.quantile(ranks, tail, axis=0, method="inverted_cdf")
    high = np.quantile(ranks, 1.0 - tail, axis=0, method="inverted_cdf")
    return low.astype(np.int64), high.astype(np.int64)


def probability_above(fit: Fit, first: str, second: str) -> float:
    """P(A > B) = Φ((θ_A − θ_B) / √(SE_A² + SE_B²))."""
    a, b = fit.matrix.place_of[first], fit.matrix.place_of[second]
    return float(ndtr((fit.theta[a] - fit.theta[b]) / np.hypot(fit.se[a], fit.se[b])))


def tie_bands(theta: FloatArray, se: FloatArray) -> IntArray:
    """The tie band, from 1, of models in order of θ: a band is led by its first model and holds those that follow
    until P(leader > model) reaches 90%."""
    bands = np.ones(len(theta), dtype=np.int64)
    leader = 0
    for i in range(1, len(theta)):
        apart = ndtr((theta[leader] - theta[i]) / np.hypot(se[leader], se[i])) >= LEVEL
        bands[i] = bands[i - 1] + int(apart)
        leader = i if apart else leader
    return bands


def ability_variance(fit: Fit) -> FloatArray:
    """Variance of θ_m + u_md for every model and domain, (M, D): what the cells of the domain tell of it, S_md,
    beside what the other domains tell through θ:  1 / (S_md + 1 / (τ² + V)),  1/V = Σ_other S / (1 + τ² S) + 1/9."""
    discounted = fit.information / (1.0 + fit.tau**2 * fit.information)
    others = discounted.sum(axis=1, keepdims=True) - discounted + PRIOR_THETA**-2
    return np.asarray(1.0 / (fit.information + 1.0 / (fit.tau**2 + 1.0 / others)))


def predictive_variance(fit: Fit, model: IntArray, benchmark: IntArray, stderr: FloatArray) -> FloatArray:
    """Variance of a new score of these models on these benchmarks, (k,), in score²: the noise s² / w_b, the
    published error, the error of the ability, and the error of the benchmark's curve, each through the slope."""
    x = fit.matrix
    domain = x.domain_of[benchmark]
    ability = fit.theta[model] + fit.offsets[model, domain]
    expected = logistic(fit.intercept[benchmark] + fit.slope[benchmark] * ability)
    g = expected * (1.0 - expected)
    of_ability = (g * fit.slope[benchmark]) ** 2 * ability_variance(fit)[model, domain]
    cc, ca, aa = _curve_covariance(fit)
    lever = fit.slope[benchmark] * ability
    of_curve = g**2 * (cc[benchmark] + 2.0 * lever * ca[benchmark] + lever**2 * aa[benchmark])
    return np.asarray(fit.s2 / fit.weight[benchmark] + stderr**2 + of_ability + of_curve)


def _curve_covariance(fit: Fit) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Covariance of (c_b, log a_b): var c, covariance, var log a, (B,) each, the abilities held."""
    x, count = fit.matrix, len(fit.matrix.benchmarks)
    g = fit.expected * (1.0 - fit.expected)
    by_slope = g * fit.slope[x.benchmark] * (fit.theta[x.model] + fit.offsets[x.model, x.domain])
    h11 = sum_by(x.benchmark, fit.cell_weight * g * g, count) + PRIOR_INTERCEPT**-2
    h12 = sum_by(x.benchmark, fit.cell_weight * g * by_slope, count)
    h22 = sum_by(x.benchmark, fit.cell_weight * by_slope**2, count) + PRIOR_LOG_SLOPE**-2
    determinant = h11 * h22 - h12**2
    return h22 / determinant, -h12 / determinant, h11 / determinant


def sub_index_shown(matrix: Matrix) -> BoolArray:
    """Whether a domain's sub-index θ_m + u_md is shown, (M, D): two benchmarks or more held in the domain."""
    pairs = np.unique(matrix.model * len(matrix.benchmarks) + matrix.benchmark)
    model, benchmark = pairs // max(len(matrix.benchmarks), 1), pairs % max(len(matrix.benchmarks), 1)
    place = model * len(matrix.domains) + matrix.domain_of[benchmark]
    count = np.bincount(place, minlength=len(matrix.models) * len(matrix.domains))
    return np.asarray(count.reshape(len(matrix.models), len(matrix.domains)) >= 2)
