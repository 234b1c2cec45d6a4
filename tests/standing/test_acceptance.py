"""The seven acceptance points on Epoch's matrix, with frozen folds; the whole of it is `weighbridge validate`."""

from __future__ import annotations

import time

import numpy as np
import pytest

from tests.standing.captures import (
    epoch_open,
    epoch_rows,
    epoch_whole,
    livebench,
    needs_epoch,
    needs_livebench,
)
from weighbridge.standing.baselines import eci
from weighbridge.standing.calibrate import Halvings, benchmark_halves, choose_tau, domain_halves
from weighbridge.standing.fit import Fit, fit_matrix
from weighbridge.standing.heldout import (
    accuracy,
    baseline_method,
    cell_coverage,
    folds,
    left_out_benchmarks,
    rank_correlation,
    this_method,
)
from weighbridge.standing.matrix import Matrix
from weighbridge.standing.stability import (
    cherry_pick_gain,
    monotonicity,
    order_after_dropping,
    this_ranker,
    z_scores,
)
from weighbridge.standing.validate import elo_difference, same_for_any_row_order

pytestmark = needs_epoch


@pytest.fixture(scope="module")
def x() -> Matrix:
    return epoch_open()


@pytest.fixture(scope="module")
def fit(x: Matrix) -> Fit:
    return fit_matrix(x, choose_tau(x).tau)


def test_the_matrices_are_those_of_the_specification(x: Matrix) -> None:
    assert (len(x.models), len(x.benchmarks), len(x)) == (94, 40, 750)
    whole = epoch_whole()
    assert (len(whole.models), len(whole.benchmarks), len(whole)) == (222, 57, 2249)


def test_the_folds_are_frozen(x: Matrix) -> None:
    assert np.bincount(folds(x)).tolist() == [75] * 10
    assert folds(x)[:12].tolist() == [5, 7, 7, 4, 2, 1, 4, 9, 8, 6, 1, 1]


def test_1_held_out_cells_and_benchmarks(x: Matrix, fit: Fit) -> None:
    methods = {name: baseline_method(name) for name in ("win rate", "mean of z")} | {"this": this_method(fit.tau)}
    found = accuracy(x, methods)
    assert found["this"].pair >= 85.0
    assert found["this"].pair >= found["win rate"].pair + 10
    assert found["this"].mae <= 7.8
    assert found["this"].mae <= 0.6 * found["mean of z"].mae
    left_out = rank_correlation(x, methods["this"], left_out_benchmarks(x))
    assert left_out is not None
    assert left_out >= 0.78


@needs_livebench
def test_2_dense_data() -> None:
    x = livebench()
    assert len(x) == len(x.models) * len(x.benchmarks) - 3
    rivals = {name: baseline_method(name) for name in ("mean of z", "win rate", "Bradley-Terry")}
    found = accuracy(x, {"this": this_method(choose_tau(x).tau), **rivals})
    assert found["this"].pair >= max(found[name].pair for name in rivals) - 0.3


def test_3_coverage(x: Matrix, fit: Fit) -> None:
    assert 0.87 <= cell_coverage(x, fit.tau) <= 0.94
    for halves in (benchmark_halves(x), domain_halves(x)):
        share = Halvings(x, halves).coverage(fit.tau).share
        assert share is not None
        assert 0.87 <= share <= 0.97


def test_4_cherry_picking_and_dropped_models(x: Matrix, fit: Fit) -> None:
    rank = this_ranker(fit.tau, fit)
    for strength in (x.score, z_scores(x)):
        gain = cherry_pick_gain(x, rank, strength)
        assert gain is not None
        assert gain <= 4.0
    kept = order_after_dropping(x, rank)
    assert kept is not None
    assert kept >= 0.98


def test_5_invariances(x: Matrix, fit: Fit) -> None:
    assert same_for_any_row_order(x, fit)
    assert elo_difference(x, fit.tau) <= 1e-9


def test_6_results_below_expectation(x: Matrix, fit: Fit) -> None:
    found = monotonicity(x, fit, trials=60)
    assert found.trials == 60
    assert found.largest_rise_held <= 1e-9
    assert found.largest_rise <= 0.005
    assert found.raised <= 3


def test_7_the_fit_of_the_whole_matrix_takes_less_than_a_second() -> None:
    whole = epoch_whole()
    started = time.perf_counter()
    assert fit_matrix(whole, 0.25).converged
    assert time.perf_counter() - started <= 1.0


def test_the_exact_eci_is_the_published_one() -> None:
    whole = epoch_whole()
    published = {r["Model"]: float(r["eci"]) for r in epoch_rows("eci_scores.csv") if r["eci"]}
    capability = dict(zip(whole.models, eci(whole).tolist(), strict=True))
    shared = sorted(capability.keys() & published.keys())
    pairs = np.array([(capability[m], published[m]) for m in shared])
    assert len(shared) > 200
    assert np.corrcoef(pairs.T)[0, 1] > 0.99999


def test_the_whole_matrix_is_ordered_as_well() -> None:
    whole = epoch_whole()
    found = accuracy(whole, {"win rate": baseline_method("win rate"), "this": this_method(0.25)})
    assert found["this"].pair >= 86.5
    assert found["this"].pair >= found["win rate"].pair + 10
    assert found["this"].mae <= 7.8
