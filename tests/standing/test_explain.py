"""Why this rank: carriers, surprises, and what one more result would tell."""

from __future__ import annotations

import numpy as np
import pytest

from tests.standing.synthetic import draw
from weighbridge.standing.explain import explain
from weighbridge.standing.fit import Fit, fit_matrix
from weighbridge.standing.matrix import Cell, Matrix


@pytest.fixture(scope="module")
def fit() -> Fit:
    return fit_matrix(draw(models=30, benchmarks=12, filled=0.6, noise=0.04).matrix, 0.25)


def test_every_cell_of_the_model_is_named_most_informative_first(fit: Fit) -> None:
    found = explain(fit, "m05")
    own = {c for c in fit.matrix.cells if c.model == "m05"}
    assert {c.cell for c in found.carriers} == own
    shares = [c.information for c in found.carriers]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= s < 1 for s in shares)


def test_information_is_what_would_go_with_the_cell(fit: Fit) -> None:
    top = explain(fit, "m05").carriers[0]
    without = fit.matrix.take(np.array([c != top.cell for c in fit.matrix.cells]))
    again = fit_matrix(without, 0.25)
    lost = 1 - fit.se[5] ** 2 / again.se[5] ** 2
    assert top.information == pytest.approx(lost, abs=0.06)


def test_pull_is_about_how_far_the_model_moves_without_the_cell(fit: Fit) -> None:
    pairs = []
    for model in ("m05", "m11", "m20"):
        m = fit.matrix.models.index(model)
        for carrier in explain(fit, model).carriers:
            without = fit.matrix.take(np.array([c != carrier.cell for c in fit.matrix.cells]))
            pairs.append((carrier.pull, fit.theta[m] - fit_matrix(without, 0.25).theta[m]))
    pull, moved = np.array(pairs).T
    assert np.corrcoef(pull, moved)[0, 1] > 0.9


def test_a_result_out_of_line_is_named_with_its_direction() -> None:
    truth = draw(models=30, benchmarks=12, noise=0.03)
    middling = f"m{int(np.abs(truth.theta).argmin()):02}"
    cells = [
        Cell(c.model, c.benchmark, min(1.0, c.score + 0.25), c.domain)
        if (c.model, c.benchmark) == (middling, "b03")
        else c
        for c in truth.matrix.cells
    ]
    found = explain(fit_matrix(Matrix.of(cells), 0.2), middling)
    assert found.better[0].cell.benchmark == "b03"
    assert found.better[0].pull > 0
    assert found.better[0].expected < found.better[0].cell.score
    assert all(c.surprise < 0 for c in found.worse)


def test_prospects_are_benchmarks_not_yet_held_the_most_telling_first(fit: Fit) -> None:
    found = explain(fit, "m05", prospects=100)
    held = {c.benchmark for c in fit.matrix.cells if c.model == "m05"}
    assert {p.benchmark for p in found.prospects} == set(fit.matrix.benchmarks) - held
    after = [p.se_after for p in found.prospects]
    assert after == sorted(after)
    assert all(p.se_after < p.se_now for p in found.prospects)
    assert all(p.expected == pytest.approx(fit.predict("m05", p.benchmark)) for p in found.prospects)


def test_a_model_without_cells_has_only_prospects() -> None:
    x = draw(models=8, benchmarks=4).matrix
    found = explain(fit_matrix(x.take(x.model != 2), 0.25), "m02")
    assert found.carriers == ()
    assert len(found.prospects) == 4
    with pytest.raises(KeyError):
        explain(fit_matrix(x, 0.25), "unknown")
