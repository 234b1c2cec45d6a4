"""What is told of all models at once costs as much a model, however many there are, and says the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.standing.synthetic import draw
from weighbridge.dataset import Dataset
from weighbridge.standing import board, explain
from weighbridge.standing.calibrate import QUICK_SWEEPS, choose_tau
from weighbridge.standing.cells import cells_of, core
from weighbridge.standing.chosen import hash_of
from weighbridge.standing.fit import Fit, fit_matrix
from weighbridge.standing.interval import DRAWS, SEED, ability_variance
from weighbridge.standing.matrix import Matrix


@pytest.fixture(scope="module")
def fit() -> Fit:
    return fit_matrix(draw(models=30, benchmarks=12, filled=0.6, noise=0.04).matrix, 0.25)


def test_explanations_of_all_are_those_of_each_and_what_they_share_is_computed_once(
    fit: Fit, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_by_one = {f"of {name}": explain.explain(fit, name) for name in fit.matrix.models}
    computed = []

    def counted(given: Fit) -> np.ndarray:
        computed.append(given)
        return ability_variance(given)

    monkeypatch.setattr(explain, "ability_variance", counted)
    assert explain.explanations(fit, {f"of {name}": name for name in fit.matrix.models}) == one_by_one
    assert len(computed) == 1


def test_the_place_of_a_model_outside_the_ranking_counts_the_draws_above_it(fit: Fit) -> None:
    inside, outside = list(fit.matrix.models[:20]), fit.matrix.models[20:]
    random = np.random.default_rng(SEED)
    drawn = fit.theta[:20] + fit.se[:20] * random.standard_normal((DRAWS, 20))
    found = board._yardstick(fit, inside, set(outside))
    for at, name in enumerate(outside, start=20):
        own = fit.theta[at] + fit.se[at] * random.standard_normal(DRAWS)
        ranks = 1 + (drawn > own[:, None]).sum(axis=1)
        low, high = (int(np.quantile(ranks, q, method="inverted_cdf")) for q in (0.05, 0.95))
        rank = 1 + int((fit.theta[:20] > fit.theta[at]).sum())
        assert (found[name].rank, found[name].low, found[name].high) == (rank, min(low, rank), max(high, rank))
    assert len({place.low for place in found.values()}) > 1


def test_a_half_ends_after_so_many_sweeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weighbridge.standing.calibrate.QUICK", -1.0)  # never reached
    sweeps = []

    def counted(*given: object, **named: object) -> Fit:
        found = fit_matrix(*given, **named)  # type: ignore[arg-type]
        sweeps.append(found.sweeps)
        return found

    monkeypatch.setattr("weighbridge.standing.calibrate.fit_matrix", counted)
    choose_tau(draw(models=12, benchmarks=8).matrix)
    assert set(sweeps) == {QUICK_SWEEPS}


def test_the_tau_that_is_kept_is_what_its_matrix_gives(committed: Dataset) -> None:
    """A matrix of other data is another one: then nothing is kept, and nothing is to be compared."""
    matrix, kept = board.ranking_matrix(committed), committed.chosen
    if kept is not None and kept.matrix == hash_of(matrix.cells):
        assert kept.tau == choose_tau(matrix).tau


def test_three_times_today_s_models_are_fitted_to_the_end(committed: Dataset) -> None:
    ours, copies = cells_of(committed).cells, ("one", "two", "three")
    cells = [replace(cell, model=f"{copy} {cell.model}") for cell in ours for copy in copies]
    whole, _ = Matrix.of(cells).main_component()
    matrix, _ = Matrix.of(core(whole.cells)).main_component()
    assert len(matrix.models) > 2_000
    found = fit_matrix(matrix, 0.25)
    assert found.converged, found.sweeps
    for name in matrix.models[::100]:
        copy = matrix.place_of[f"two {name.partition(' ')[2]}"]
        assert found.theta[copy] == pytest.approx(found.theta[matrix.place_of[name]], abs=1e-6)
