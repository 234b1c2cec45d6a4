"""The gap by hand: points, months of lag, and what happens when the follower is ahead."""

from __future__ import annotations

from datetime import date

import pytest

from weighbridge.standing.gap import Entry, best, gap, gap_series, records

CLOSED_1 = Entry("c1", "closed", date(2025, 1, 1), 1.0)
CLOSED_2 = Entry("c2", "closed", date(2025, 7, 1), 2.0)
OPEN_1 = Entry("o1", "open", date(2025, 3, 1), 0.8)
OPEN_2 = Entry("o2", "open", date(2025, 10, 1), 1.5)
ALL = (CLOSED_1, CLOSED_2, OPEN_1, OPEN_2)
MONTH = 365.25 / 12


def test_points_and_lag_by_hand() -> None:
    found = gap(ALL, date(2026, 1, 1))
    assert found is not None
    assert (found.leader.model, found.follower.model) == ("c2", "o2")
    assert found.points.value == 0.5
    assert found.months.value == pytest.approx(184 / MONTH)  # c2, of 1 July 2025, was the first to hold 1.5
    assert (found.points.low, found.points.high) == (0.5, 0.5)  # exact values, exact gap


def test_the_gap_of_an_earlier_day_knows_nothing_of_later_models() -> None:
    found = gap(ALL, date(2025, 6, 1))
    assert found is not None
    assert (found.leader.model, found.follower.model) == ("c1", "o1")
    assert found.months.value == pytest.approx(151 / MONTH)
    assert gap(ALL, date(2025, 2, 1)) is None


def test_a_follower_ahead_has_a_gap_below_zero() -> None:
    ahead = Entry("o3", "open", date(2025, 11, 1), 2.5)
    found = gap((*ALL, ahead), date(2026, 1, 1))
    assert found is not None
    assert found.points.value == -0.5
    assert found.months.value == pytest.approx(-61 / MONTH)


def test_errors_widen_both_figures_and_never_miss_them() -> None:
    unsure = [Entry(e.model, e.group, e.day, e.value, 0.3) for e in ALL]
    found = gap(unsure, date(2026, 1, 1))
    assert found is not None
    assert found.points.low < 0.1
    assert found.points.high > 0.9
    assert found.months.low < 0 < found.months.value < found.months.high
    assert gap(list(reversed(unsure)), date(2026, 1, 1)) == found


def test_the_series_follows_the_snapshots() -> None:
    days = [date(2026, 1, 1), date(2025, 2, 1), date(2025, 6, 1)]
    found = gap_series([(day, ALL) for day in days])
    assert [g.day for g in found] == [date(2025, 6, 1), date(2026, 1, 1)]


def test_groups_may_be_countries() -> None:
    entries = (Entry("a", "China", date(2025, 1, 1), 1.0), Entry("b", "United States", date(2025, 2, 1), 1.2))
    found = gap(entries, date(2025, 3, 1), leader="United States", follower="China")
    assert found is not None
    assert found.points.value == pytest.approx(0.2)
    assert found.months.value == pytest.approx(28 / MONTH)


def test_records_step_up_only() -> None:
    later = Entry("o4", "open", date(2025, 12, 1), 1.1)
    assert [r.entry.model for r in records((later, *ALL), "open")] == ["o1", "o2"]
    assert best(ALL, "open", date(2025, 9, 1)) == OPEN_1
    assert best(ALL, "other", date(2026, 1, 1)) is None
