"""The fit against known truth, its formulas by hand, and what it does with matrices that say little."""

from __future__ import annotations

import math

import numpy as np
import pytest

from tests.standing.synthetic import draw
from weighbridge.standing.fit import Fit, fit_matrix, logistic, reporter_errors, standard_error
from weighbridge.standing.matrix import Cell, Matrix, MatrixError


def finite(fit: Fit) -> bool:
    """Whether no figure of a fit is NaN or infinite."""
    fields = (fit.theta, fit.se, fit.offsets, fit.slope, fit.intercept, fit.weight, fit.delta, fit.residual)
    return all(bool(np.isfinite(f).all()) for f in fields) and math.isfinite(fit.s2)


def test_abilities_are_found_again_from_scores_without_noise() -> None:
    truth = draw(noise=0.0)
    fit = fit_matrix(truth.matrix, 0.2)
    assert fit.converged
    assert np.abs(fit.theta - truth.theta).max() < 0.05
    assert np.abs(fit.residual).max() < 0.02
    assert fit.sigma < 0.02


def test_a_sparse_noisy_matrix_gives_the_order_and_the_noise() -> None:
    truth = draw(models=80, benchmarks=30, noise=0.06, filled=0.4)
    fit = fit_matrix(truth.matrix, 0.2)
    assert np.corrcoef(fit.theta, truth.theta)[0, 1] > 0.98
    assert fit.sigma == pytest.approx(0.06, abs=0.012)


def test_a_specialist_has_an_offset_in_its_domain_alone() -> None:
    truth = draw(noise=0.01)
    better = [
        Cell(c.model, c.benchmark, min(1.0, c.score + 0.15), c.domain) if (c.model, c.domain) == ("m07", "d2") else c
        for c in truth.matrix.cells
    ]
    fit = fit_matrix(Matrix.of(better), 0.25)
    offsets = fit.offsets[7]
    assert int(offsets.argmax()) == 2
    assert offsets[2] > 0.3
    assert np.abs(np.delete(offsets, 2)).max() < 0.5 * offsets[2]


def test_the_scale_is_hard_mean_0_sd_1() -> None:
    fit = fit_matrix(draw(filled=0.5).matrix, 0.25)
    assert fit.theta.mean() == pytest.approx(0.0, abs=1e-12)
    assert fit.theta.std() == pytest.approx(1.0, abs=1e-12)


def test_a_prediction_is_the_formula() -> None:
    fit = fit_matrix(draw(filled=0.5).matrix, 0.25)
    m, b = 3, 5
    ability = fit.theta[m] + fit.offsets[m, b % 4]
    expected = 1 / (1 + math.exp(-(fit.intercept[b] + fit.slope[b] * ability)))
    assert fit.predict("m03", "b05") == pytest.approx(expected, abs=1e-12)
    assert logistic(fit.position())[m, b] == pytest.approx(expected, abs=1e-12)
    with pytest.raises(KeyError):
        fit.predict("m03", "unknown")


def test_weights_equalise_the_spread_of_the_fitted_curves() -> None:
    fit = fit_matrix(draw(filled=0.7).matrix, 0.2)
    curves = logistic(fit.intercept[:, None] + fit.slope[:, None] * fit.theta[None, :])
    spread = np.maximum(curves.std(axis=1), 0.03)
    assert fit.weight == pytest.approx((np.median(spread) / spread) ** 1.5, rel=1e-6)


def test_the_standard_error_by_hand() -> None:
    # τ = .2: one domain of S = 10 gives 10/1.4 + 1/9 = 7.25397; two of them 14.39683; none 1/9
    information = np.array([[10.0, 0.0], [10.0, 10.0], [0.0, 0.0]])
    assert standard_error(information, 0.2) == pytest.approx([0.37129, 0.26355, 3.0], abs=1e-5)


def test_one_domain_never_tells_more_than_its_spread_allows() -> None:
    endless = standard_error(np.array([[1e12, 0.0]]), 0.25)[0]
    assert endless == pytest.approx((1 / 0.25**2 + 1 / 9) ** -0.5, rel=1e-9)


def test_the_information_is_the_sum_over_the_cells_of_a_domain() -> None:
    fit = fit_matrix(draw(filled=0.6).matrix, 0.25)
    x, m, d = fit.matrix, 4, 1
    own = [i for i in range(len(x)) if x.model[i] == m and x.domain[i] == d]
    by_hand = sum(
        fit.weight[x.benchmark[i]] / fit.s2 * (fit.expected[i] * (1 - fit.expected[i]) * fit.slope[x.benchmark[i]]) ** 2
        for i in own
    )
    assert fit.information[m, d] == pytest.approx(by_hand, rel=1e-9)


def test_a_published_error_takes_weight_from_a_cell() -> None:
    truth = draw(noise=0.05, models=20, benchmarks=8)
    unsure = [
        Cell(c.model, c.benchmark, c.score, c.domain, stderr=0.2) if c.model == "m03" else c for c in truth.matrix.cells
    ]
    plain, fit = fit_matrix(truth.matrix, 0.2), fit_matrix(Matrix.of(unsure), 0.2)
    assert fit.se[3] > 1.3 * plain.se[3]
    assert fit.se[4] == pytest.approx(plain.se[4], rel=0.1)


def test_a_second_party_measuring_the_same_adds_no_certainty() -> None:
    truth = draw(noise=0.05, models=20, benchmarks=8)
    twice = [
        *truth.matrix.cells,
        *(Cell(c.model, c.benchmark, c.score, c.domain, source="other") for c in truth.matrix.cells),
    ]
    plain, fit = fit_matrix(truth.matrix, 0.2), fit_matrix(Matrix.of(twice), 0.2)
    assert fit.theta == pytest.approx(plain.theta, abs=1e-6)
    assert fit.se == pytest.approx(plain.se, rel=1e-6)


def test_a_reporter_that_flatters_is_seen_through() -> None:
    truth = draw(models=30, benchmarks=12, noise=0.03)
    flattered = []
    for cell in truth.matrix.cells:
        flattered.append(cell)
        if cell.model in {"m01", "m02", "m03"}:
            logit = math.log(max(cell.score, 0.01) / (1 - min(cell.score, 0.99)))
            up = 1 / (1 + math.exp(-(logit + 0.5)))
            flattered.append(Cell(cell.model, cell.benchmark, up, cell.domain, reporter="self-reported:lab"))
    fit = fit_matrix(Matrix.of(flattered), 0.2)
    error = reporter_errors(fit)[0]
    assert fit.matrix.reporters == ("self-reported:lab",)
    assert 0.25 < fit.delta[0] < 0.55  # .5, shrunk towards 0
    assert 0.02 < error < 0.2
    plain = fit_matrix(truth.matrix, 0.2)
    assert np.abs(fit.theta[1:4] - plain.theta[1:4]).max() < 0.1


def test_a_vendor_alone_on_its_model_tells_nothing_of_its_optimism() -> None:
    truth = draw(models=12, benchmarks=6)
    own = [
        Cell(c.model, c.benchmark, c.score, c.domain, reporter="self") if c.model == "m00" else c
        for c in truth.matrix.cells
    ]
    assert reporter_errors(fit_matrix(Matrix.of(own), 0.2))[0] > 0.18  # prior .2


def test_an_impossible_cell_goes_to_review() -> None:
    truth = draw(noise=0.03, models=30, benchmarks=12)
    best = f"m{int(truth.theta.argmin()):02}"
    wrong = [
        Cell(c.model, c.benchmark, 0.97, c.domain) if (c.model, c.benchmark) == (best, "b04") else c
        for c in truth.matrix.cells
    ]
    fit = fit_matrix(Matrix.of(wrong), 0.2)
    suspects = [fit.matrix.cells[i] for i in fit.suspects()]
    assert (best, "b04") in {(c.model, c.benchmark) for c in suspects}


@pytest.mark.parametrize(
    "cells",
    [
        [],
        [Cell("a", "x", 0.4)],
        [Cell("a", "x", 0.4), Cell("a", "y", 0.9), Cell("a", "z", 0.0)],
        [Cell("a", "x", 0.4), Cell("b", "x", 0.9), Cell("c", "x", 0.1)],
        [Cell("a", "x", 1.0), Cell("b", "x", 0.0)],
        [Cell("a", "x", 0.5), Cell("b", "x", 0.5), Cell("a", "y", 0.5), Cell("b", "y", 0.5)],
        [Cell("a", "x", 0.0), Cell("b", "x", 0.0), Cell("a", "y", 0.0), Cell("b", "y", 0.0)],
        [Cell("a", "x", 0.3), Cell("b", "y", 0.6)],
        [Cell("a", "x", 0.3, reporter="self"), Cell("a", "y", 0.6, reporter="self", stderr=0.9)],
    ],
    ids=["empty", "one cell", "one model", "one benchmark", "extremes", "constant", "zeros", "apart", "vendor only"],
)
def test_matrices_that_say_little_give_wide_errors_and_no_nan(cells: list[Cell]) -> None:
    fit = fit_matrix(Matrix.of(cells), 0.25)
    assert finite(fit)
    assert fit.converged
    if len(fit.se):
        assert fit.se.min() > 0.2
    assert (fit.se <= 3.0).all()


def test_a_better_model_stands_higher_on_a_single_benchmark() -> None:
    fit = fit_matrix(Matrix.of([Cell("a", "x", 0.4), Cell("b", "x", 0.9), Cell("c", "x", 0.1)]), 0.25)
    assert fit.theta[1] > fit.theta[0] > fit.theta[2]


def test_tau_must_be_above_0() -> None:
    with pytest.raises(ValueError, match="above 0"):
        fit_matrix(Matrix.of([Cell("a", "x", 0.4)]), 0.0)


def test_a_start_changes_the_time_but_not_the_end() -> None:
    x = draw(filled=0.5).matrix
    cold = fit_matrix(x, 0.2)
    warm = fit_matrix(x, 0.2, start=fit_matrix(x, 0.3))
    assert warm.sweeps < cold.sweeps + 20
    assert warm.theta == pytest.approx(cold.theta, abs=1e-6)
    with pytest.raises(ValueError, match="same names"):
        fit_matrix(Matrix.of([Cell("a", "x", 0.4)]), 0.2, start=cold)


def test_errors_of_a_matrix_say_what_they_are() -> None:
    with pytest.raises(MatrixError, match="not within 0–1"):
        Matrix.of([Cell("a", "x", 1.4)])
