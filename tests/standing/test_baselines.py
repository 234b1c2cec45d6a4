"""The other ways to rank, by hand on three models and two benchmarks."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import least_squares

from tests.standing.synthetic import draw
from weighbridge.standing.baselines import (
    BASELINES,
    additive,
    borda,
    bradley_terry,
    eci_fit,
    mean_of_ranges,
    mean_of_z,
    mean_score,
    readout,
    win_rate,
)
from weighbridge.standing.matrix import Cell, FloatArray, Matrix

SMALL = Matrix.of(
    [
        Cell("a", "x", 0.8),
        Cell("b", "x", 0.4),
        Cell("c", "x", 0.6),
        Cell("a", "y", 0.6),
        Cell("b", "y", 0.2),
    ]
)


def test_the_means_by_hand() -> None:
    assert mean_score(SMALL) == pytest.approx([0.7, 0.3, 0.6])
    assert mean_of_ranges(SMALL) == pytest.approx([1.0, 0.0, 0.5])
    assert mean_of_z(SMALL) == pytest.approx([(1.2247449 + 1) / 2, -(1.2247449 + 1) / 2, 0.0], abs=1e-6)


def test_the_counts_by_hand() -> None:
    assert win_rate(SMALL) == pytest.approx([1.0, 0.0, 0.5])
    assert borda(SMALL) == pytest.approx([2.5, 1.0, 2.0])


def test_the_models_of_difficulty_find_the_order() -> None:
    for figure in (additive(SMALL), bradley_terry(SMALL)):
        assert np.argsort(-figure).tolist() == [0, 2, 1]


def test_ties_are_half_a_win() -> None:
    tied = Matrix.of([Cell("a", "x", 0.5), Cell("b", "x", 0.5)])
    assert win_rate(tied).tolist() == [0.5, 0.5]
    assert bradley_terry(tied) == pytest.approx([0.0, 0.0], abs=1e-9)


def test_a_readout_is_a_line_on_each_benchmark() -> None:
    lines = readout(SMALL, np.array([1.0, -1.0, 0.0]))
    assert lines[:, 0] == pytest.approx([0.8, 0.4, 0.6])
    assert lines[2, 1] == pytest.approx(0.4)


def test_eci_is_at_the_minimum_that_scipy_finds() -> None:
    x = draw(models=12, benchmarks=6, filled=0.8).matrix
    capability, fitted = eci_fit(x)
    score = np.clip(x.score, 1e-3, 1 - 1e-3)
    models, benchmarks = len(x.models), len(x.benchmarks)
    ridge = np.sqrt(0.1 / (models + 2 * benchmarks - 1))

    def residuals(values: FloatArray) -> FloatArray:
        c, d = values[:models], values[models : models + benchmarks]
        alpha = np.concatenate([[1.0], values[models + benchmarks :]])  # the first benchmark is the anchor
        logit = alpha[x.benchmark] * (c[x.model] - d[x.benchmark])
        return np.concatenate([1 / (1 + np.exp(-logit)) - score, ridge * values])

    start = np.concatenate([np.zeros(models + benchmarks), np.ones(benchmarks - 1)])
    low = np.concatenate([np.full(models + benchmarks, -10.0), np.full(benchmarks - 1, 0.1)])
    best = least_squares(residuals, start, bounds=(low, np.full(len(start), 10.0)), xtol=1e-12, ftol=1e-12)
    assert capability == pytest.approx(best.x[:models], abs=2e-3)
    assert np.abs(fitted[x.model, x.benchmark] - score - best.fun[: len(x)]).max() < 1e-3


@pytest.mark.parametrize("name", sorted(BASELINES))
def test_no_baseline_fails_on_models_or_benchmarks_without_cells(name: str) -> None:
    x = draw(models=12, benchmarks=6).matrix
    less = x.take((x.model != 3) & (x.benchmark != 2))
    figure = BASELINES[name](less)
    assert figure.shape == (12,)
    assert np.isfinite(figure).all()
