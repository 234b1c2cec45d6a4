"""Published figures of any unit to scores in 0–1."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weighbridge.standing.links import EloFrame, elo_frame, horizon_score, share_score


def test_chance_and_ceiling_are_taken_off() -> None:
    assert share_score(62.5, chance=25.0, ceiling=100.0).value == 0.5
    assert share_score(0.2, chance=0.25).value == 0.0  # below chance is at chance
    assert share_score(62.5, chance=25.0, ceiling=100.0, stderr=1.5).stderr == 0.02


def test_lower_is_better_must_be_meant() -> None:
    assert share_score(3.0, chance=30.0, ceiling=0.0, reverse=True).value == pytest.approx(0.9)
    with pytest.raises(ValueError, match="do not span a range"):
        share_score(3.0, chance=30.0, ceiling=0.0)
    with pytest.raises(ValueError, match="do not span a range"):
        share_score(3.0, chance=1.0, ceiling=1.0)


def test_elo_is_the_chance_of_beating_the_median() -> None:
    frame = EloFrame(1300.0)
    assert frame.score(1300.0).value == 0.5
    assert frame.score(1700.0).value == pytest.approx(10 / 11)
    slope = (frame.score(1351.0).value - frame.score(1349.0).value) / 2  # per point, by difference
    assert frame.score(1350.0, stderr=4.0).stderr == pytest.approx(4 * slope, rel=1e-4)


def test_the_frame_of_a_column() -> None:
    frame = elo_frame([1195.0, 1247.5, 1300.0, 1352.5, 1405.0])
    assert (frame.centre, frame.points) == (1300.0, 400.0)
    assert elo_frame([1200.0]).points == 400.0
    with pytest.raises(ValueError, match="at least one"):
        elo_frame([])


@given(
    ratings=st.lists(st.floats(800, 1800), min_size=2, max_size=30),
    factor=st.floats(0.05, 20),
    shift=st.floats(-5_000, 5_000),
)
def test_an_affine_change_of_a_rating_column_changes_no_score(
    ratings: list[float], factor: float, shift: float
) -> None:
    spread = np.subtract(*np.quantile(ratings, (0.75, 0.25)))
    if spread < 1.0:
        return
    changed = [factor * r + shift for r in ratings]
    before, after = elo_frame(ratings), elo_frame(changed)
    for r, c in zip(ratings, changed, strict=True):
        assert before.score(r).value == pytest.approx(after.score(c).value, abs=1e-9)


def test_time_horizons_are_doublings_from_the_median() -> None:
    assert horizon_score(60.0, 60.0).value == 0.5
    assert horizon_score(120.0, 60.0).value == pytest.approx(1 / (1 + math.exp(-1)))
    assert horizon_score(60.0, 60.0, stderr_log2=0.4).stderr == pytest.approx(0.1)
    with pytest.raises(ValueError, match="above 0"):
        horizon_score(0.0, 60.0)


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_no_link_takes_what_is_no_number(value: float) -> None:
    for call in (share_score, EloFrame(0.0).score):
        with pytest.raises(ValueError, match="finite"):
            call(value)
    with pytest.raises(ValueError, match="finite"):
        horizon_score(value, 1.0)
