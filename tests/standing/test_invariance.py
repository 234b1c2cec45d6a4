"""What must not change the index, for any matrix: row order, names, a board's unit; and what may not raise it."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.standing.synthetic import draw
from weighbridge.standing.fit import Fit, fit_matrix, logistic
from weighbridge.standing.matrix import Cell, Matrix
from weighbridge.standing.stability import rise, rise_held
from weighbridge.standing.validate import elo_difference, same_for_any_row_order

few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def matrices(pull: st.DrawFn) -> list[Cell]:
    """Cells of up to six models on up to five benchmarks, any scores, some of them a vendor's."""
    pairs = pull(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 4)), min_size=1, max_size=25))
    return [
        Cell(
            f"m{m}",
            f"b{b}",
            pull(st.floats(0, 1)),
            f"d{b % 2}",
            pull(st.sampled_from(["", "", "self"])),
            pull(st.sampled_from([None, 0.0, 0.1])),
        )
        for m, b in sorted(pairs)
    ]


@few
@given(cells=matrices(), seed=st.integers(0, 99))
@example(cells=[Cell(f"m{m}", "b1", 1.0, "d1") for m in range(3)], seed=0)  # none that differ
def test_any_matrix_has_a_finite_fit_whatever_the_order_of_its_rows(cells: list[Cell], seed: int) -> None:
    mixed = list(cells)
    random.Random(seed).shuffle(mixed)
    fit, again = fit_matrix(Matrix.of(cells), 0.25), fit_matrix(Matrix.of(mixed), 0.25)
    for name in ("theta", "se", "offsets", "slope", "intercept", "weight", "delta"):
        one, two = getattr(fit, name), getattr(again, name)
        assert np.isfinite(one).all()
        assert np.array_equal(one, two)
    assert (fit.se > 0).all()
    assert (fit.se <= 3.0).all()
    if len(fit.theta) > 1 and fit.theta.any():
        assert abs(fit.theta.mean()) < 1e-9
        assert abs(fit.theta.std() - 1) < 1e-9


BASE = draw(models=30, benchmarks=12, tau=0.2, filled=0.6, noise=0.06)
FIT: Fit = fit_matrix(BASE.matrix, 0.25)


@few
@given(key=st.permutations(range(30)))
def test_names_do_not_matter(key: list[int]) -> None:
    new = {f"m{m:02}": f"n{k:02}" for m, k in enumerate(key)}
    renamed = Matrix.of(Cell(new[c.model], c.benchmark, c.score, c.domain) for c in BASE.matrix.cells)
    again = fit_matrix(renamed, 0.25)
    assert np.abs(again.theta[key] - FIT.theta).max() < 1e-6


def test_rows_in_reverse_and_a_rescaled_rating_column() -> None:
    assert same_for_any_row_order(BASE.matrix, FIT)
    assert elo_difference(BASE.matrix, 0.25) <= 1e-9


@few
@given(place=st.integers(0, 30 * 12 - 1), below=st.floats(0.005, 0.6))
def test_a_result_below_expectation_never_raises_its_model(place: int, below: float) -> None:
    m, b = divmod(place, 12)
    score = float(logistic(FIT.position())[m, b]) - below
    held = set(zip(BASE.matrix.model.tolist(), BASE.matrix.benchmark.tolist(), strict=True))
    if (m, b) in held or score <= 0.002:
        return
    assert rise_held(FIT, m, b, score) <= 1e-9  # curves, weights, noise and scale as they were: never
    cell = Cell(BASE.matrix.models[m], BASE.matrix.benchmarks[b], score)
    assert rise(BASE.matrix, FIT, cell) <= 0.005  # all of it estimated again: a twentieth of a standard error
