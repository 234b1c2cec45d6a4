"""Why this rank: the cells that carry a model's place, where it stands out, and what one more result would tell."""

from __future__ import annotations

from collections.abc import Mapping
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
    return _explained(_Parts.of(fit), model, prospects)


def explanations(fit: Fit, entities: Mapping[str, str], *, prospects: int = 5) -> dict[str, Explanation]:
    """The explanations of many models' places, each under its key; what they share is computed once."""
    parts = _Parts.of(fit)
    return {key: _explained(parts, model, prospects) for key, model in entities.items()}


@dataclass(frozen=True)
class _Parts:
    """What every explanation of a fit needs: variances of θ + u, (M, D), and standardised residuals, (n,)."""

    fit: Fit
    variance: FloatArray
    surprise: FloatArray

    @classmethod
    def of(cls, fit: Fit) -> _Parts:
        return cls(fit, ability_variance(fit), fit.standardised())

    def own(self, m: int) -> IntArray:
        """The model's cells: they stand together, as the canonical order begins with the model."""
        first, end = np.searchsorted(self.fit.matrix.model, (m, m + 1))
        return np.arange(first, end)


def _explained(parts: _Parts, model: str, prospects: int) -> Explanation:
    fit = parts.fit
    m = fit.matrix.place_of[model]
    carriers = _carriers(parts, m)
    return Explanation(
        model=model,
        theta=float(fit.theta[m]),
        se=float(fit.se[m]),
        carriers=tuple(sorted(carriers, key=lambda c: (-c.information, c.cell))),
        better=tuple(sorted((c for c in carriers if c.surprise > STANDS_OUT), key=lambda c: -c.surprise)),
        worse=tuple(sorted((c for c in carriers if c.surprise < -STANDS_OUT), key=lambda c: c.surprise)),
        prospects=tuple(_prospects(parts, m, prospects)),
    )


def _carriers(parts: _Parts, m: int) -> list[Carrier]:
    fit, own = parts.fit, parts.own(m)
    x = fit.matrix
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
    leverage = told * parts.variance[m, domain]
    pull = row * fit.cell_weight[own] * g * fit.residual[own] / (1.0 - leverage)
    surprise = parts.surprise[own]
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


def _prospects(parts: _Parts, m: int, most: int) -> list[Prospect]:
    """The benchmarks without a cell of the model, by the SE that a result at its expected value would leave."""
    fit, x = parts.fit, parts.fit.matrix
    lacking = np.setdiff1d(np.arange(len(x.benchmarks)), x.benchmark[parts.own(m)])
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
        for k in _stable_order(se_after)[:most]
    ]


def _precision(information: FloatArray, tau: float) -> FloatArray:
    """SE⁻² = Σ_d S_d / (1 + τ² S_d) + 1/9 of each row."""
    return np.asarray((information / (1.0 + tau**2 * information)).sum(axis=1) + PRIOR_THETA**-2)


def _stable_order(values: FloatArray) -> IntArray:
    return np.argsort(values, kind="stable")
