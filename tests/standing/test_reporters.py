"""The optimism of a reporter: its numbers minus the independent ones."""

from __future__ import annotations

import pytest

from weighbridge.standing.matrix import Cell
from weighbridge.standing.reporters import optimism

LAB = "self-reported:lab"


def test_the_mean_over_models_with_its_interval() -> None:
    cells = [
        Cell("a", "x", 0.50),
        Cell("a", "x", 0.54, reporter=LAB),
        Cell("a", "y", 0.30),
        Cell("a", "y", 0.36, reporter=LAB),
        Cell("b", "x", 0.60, reporter="independent"),
        Cell("b", "x", 0.61, reporter=LAB),
        Cell("c", "x", 0.90, reporter=LAB),  # nobody else measured it
    ]
    (found,) = optimism(cells)
    assert (found.reporter, found.pairs, found.models) == (LAB, 3, 2)
    assert found.points == pytest.approx(3.0)  # models: 5 and 1 points
    # t(.95, 1) = 6.3138, SD 2.8284, / √2
    assert found.low == pytest.approx(3.0 - 6.3138 * 2.8284 / 2**0.5, abs=1e-3)
    assert found.high == pytest.approx(3.0 + 6.3138 * 2.8284 / 2**0.5, abs=1e-3)


def test_one_model_has_no_interval_and_no_pairs_no_row() -> None:
    (found,) = optimism([Cell("a", "x", 0.5), Cell("a", "x", 0.6, source="q"), Cell("a", "x", 0.65, reporter=LAB)])
    assert found.points == pytest.approx(10.0)
    assert (found.low, found.high) == (None, None)
    assert optimism([Cell("a", "x", 0.5), Cell("b", "x", 0.9, reporter=LAB)]) == ()
