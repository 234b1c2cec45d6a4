"""Why this rank: the cells that carry a model's place, where it stands out, and what one more result would tell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weighbridge.standing.fit import PRIOR_THETA, Fit, logistic
from weighbridge.standing.interval import ability_variance
from weighbridge.standing.matrix import Cell, FloatArray, IntArray

STANDS_OUT = 1.5
"""Standardised residual from which a benchmark is named as better or worse than the model's standing."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """One cell of the model and what it does to its place.

    ``expected`` and ``cell.score`` in 0–1; ``surprise`` = residual in its own standard deviations (above 0: better
    than the standing); ``information`` = share of what is known of θ that would go without the cell, 0–1, domain
    discount included; ``pull`` = how far the cell moves θ from where the others leave it (SD of θ, first order).
    """

    cell: Cell
    expected: float
    surprise: float
    information: float
    pull: float


@dataclass(frozen=True, slots=True)
class Prospect:
    """A benchmark the model lacks: the score expected there, and the SE of θ after a result, beside the SE now."""

    benchmark: str
    domain: str
    expected: float
    se_now: float
    se_after: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a model stands where it does. ``carriers`` most informative first; ``better`` and ``worse`` are the cells
    with a surprise beyond ±1.5, most surprising first; ``prospects`` most telling first."""

    model: str
    theta: float
    se: float
    carriers: tuple[Carrier, ...]
    better: tuple[Carrier, ...]
    worse: tuple[Carrier, ...]
    prospects: tuple[Prospect, ...]


def explain(fit: Fit, model: str, *, prospects: int = 5) -> Explanation:
    """The explanation of one model's place; KeyError for a model not in the fit."""
    if model not in fit.matrix.models:
        raise KeyError(model)
    m = fit.matrix.models.index(model)
    carriers = _carriers(fit, m)
    return Explanation(
        model=model,
        theta=float(fit.theta[m]),
        se=float(fit.se[m]),
        carriers=tuple(sorted(carriers, key=lambda c: (-c.information, c.cell))),
        better=tuple(sorted((c for c in carriers if c.surprise > STANDS_OUT), key=lambda c: -c.surprise)),
        worse=tuple(sorted((c for c in carriers if c.surprise < -STANDS_OUT), key=lambda c: c.surprise)),
        prospects=tuple(_prospects(fit, m)[:prospects]),
    )


def _carriers(fit: Fit, m: int) -> list[Carrier]:
    x = fit.matrix
    own = np.flatnonzero(x.model == m)
    if not len(own):
        return []
    g = fit.expected[own] * (1.0 - fit.expected[own]) * fit.slope[x.benchmark[own]]
    told = fit.cell_weight[own] * g**2  # the cell's part of S_md
    domain = x.domain[own]
    without = np.repeat(fit.information[m][None, :], len(own), axis=0)
    without[np.arange(len(own)), domain] -= told
    total = fit.se[m] ** -2
    left = _precision(np.maximum(without, 0.0), fit.tau)
    # θ_full − θ_without = [H⁻¹]_{θ,cell} w g r / (1 − h): the cell's row of the inverse curvature, and its leverage h
    row = (1.0 - fit.information[m, domain] / (fit.information[m, domain] + fit.tau**-2)) / total
    leverage = told * ability_variance(fit)[m, domain]
    pull = row * fit.cell_weight[own] * g * fit.residual[own] / (1.0 - leverage)
    surprise = fit.standardised()[own]
    return [
        Carrier(
            cell=x.cells[i],
            expected=float(fit.expected[i]),
            surprise=float(surprise[k]),
            information=float(1.0 - left[k] / total),
            pull=float(pull[k]),
        )
        for k, i in enumerate(own)
    ]


def _prospects(fit: Fit, m: int) -> list[Prospect]:
    """The benchmarks without a cell of the model, by the SE that a result at its expected value would leave."""
    x = fit.matrix
    lacking = np.setdiff1d(np.arange(len(x.benchmarks)), x.benchmark[x.model == m])
    domain = x.domain_of[lacking]
    ability = fit.theta[m] + fit.offsets[m, domain]
    expected = logistic(fit.intercept[lacking] + fit.slope[lacking] * ability)
    g = expected * (1.0 - expected) * fit.slope[lacking]
    after = np.repeat(fit.information[m][None, :], len(lacking), axis=0)
    after[np.arange(len(lacking)), domain] += fit.weight[lacking] * g**2 / fit.s2
    se_after = _precision(after, fit.tau) ** -0.5
    return [
        Prospect(
            benchmark=x.benchmarks[lacking[k]],
            domain=x.domains[domain[k]],
            expected=float(expected[k]),
            se_now=float(fit.se[m]),
            se_after=float(se_after[k]),
        )
        for k in _stable_order(se_after)
    ]


def _precision(information: FloatArray, tau: float) -> FloatArray:
    """SE⁻² = Σ_d S_d / (1 + τ² S_d) + 1/9 of each row."""
    return np.asarray((information / (1.0 + tau**2 * information)).sum(axis=1) + PRIOR_THETA**-2)


def _stable_order(values: FloatArray) -> IntArray:
    return np.argsort(values, kind="stable")
