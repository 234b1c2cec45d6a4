"""Numbers in words."""

from __future__ import annotations

import pytest

from weighbridge.render import numbers
from weighbridge.schema import Unit


@pytest.mark.parametrize(("error", "decimals"), [(1.8, 1), (0.5, 2), (12.0, 0), (4.2, 1), (0.018, 3), (0.0, 1)])
def test_the_error_sets_the_decimals(error: float, decimals: int) -> None:
    assert numbers.decimals_for_error(error) == decimals


def test_a_column_never_shows_more_than_was_published() -> None:
    assert numbers.column_decimals([82.0, 77.0], [None, None], Unit.PERCENT) == 0
    assert numbers.column_decimals([42.888, 77.0], [None, None], Unit.PERCENT) == 1
    assert numbers.column_decimals([42.888], [1.77], Unit.PERCENT) == 1
    assert numbers.column_decimals([1423.7], [16.0], Unit.RATING) == 0


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(-0.04, 1, "0.0"), (-3.25, 1, "−3.2"), (12345.6, 0, "12,346"), (1423.0, 0, "1423"), (0.0, 1, "0.0")],
)
def test_numbers(value: float, decimals: int, text: str) -> None:
    assert numbers.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (17.59, "17.59"), (0.0, "0.00"), (0.0042, "0.0042"), (250.4, "250")]
)
def test_money(value: float | None, text: str) -> None:
    assert numbers.money(value) == text


@pytest.mark.parametrize(
    ("count", "text"), [(None, ""), (671e9, "671"), (1.6e12, "1600"), (0.6e9, "0.6"), (32.8e9, "32.8"), (4e9, "4")]
)
def test_billions(count: float | None, text: str) -> None:
    assert numbers.billions(count) == text


def test_exact_keeps_every_digit() -> None:
    assert numbers.exact(42.888) == "42.888"
    assert numbers.exact(-1.5) == "−1.5"
    assert numbers.exact(0.0) == "0"


def test_words() -> None:
    assert numbers.listing(["a", "b", "c"]) == "a, b and c"
    assert numbers.counted(1, "model") == "1 model"
    assert numbers.counted(2, "row has left", "rows have left") == "2 rows have left"
