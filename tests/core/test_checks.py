"""The checks: what is held, what is not, and the words."""

from __future__ import annotations

from datetime import date

import pytest

from tests.core.support import at, card, row
from weighbridge.checks import collapse, declared, drift
from weighbridge.schema import SourceRow
from weighbridge.source import Board, Expect

BOARD = Board("main", "https://board.example/rows.json", "https://board.example/", expect=Expect(min_rows=2))


def many(values: list[float]) -> list[SourceRow]:
    """Rows m0, m1 … with these values."""
    return [row(f"m{number}", value) for number, value in enumerate(values)]


TWENTY = many([4.0 * n + 3 for n in range(20)])


def test_a_healthy_board_gives_no_reason() -> None:
    assert declared(BOARD, TWENTY, card(), at(0)) == []
    assert drift(TWENTY, TWENTY, card()) == []


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row("a", 1.0)], "1 rows, at least 2 expected"),
        (many([1.0, 101.0]), "is 101 for m1, outside 0.0 to 100.0"),
        ([row("a", 1.0), row("b", 1.0, version="9")], "version 9 of toy is not declared"),
        ([row("a", 1.0), row("b", 1.0, metric="speed")], "metric speed of toy is not declared"),
        ([row("a", 1.0), row("b", 1.0, benchmark="other")], "benchmark other has no card"),
        ([row("a", 1.0), row("b", 1.0, stderr=-1.0)], "stderr on toy is negative for b"),
        ([row("a", 1.0), row("b", 1.0, measured_on=date(2030, 1, 1))], "lies in the future: 2030-01-01"),
        ([row("a", 1.0), row("a", 2.0)], "1 rows stand twice with different figures"),
    ],
)
def test_what_is_not_as_declared_is_held_with_a_reason(rows: list[SourceRow], words: str) -> None:
    assert any(words in reason for reason in declared(BOARD, rows, card(), at(0)))


def test_too_many_rows_and_too_few_stated_fields() -> None:
    board = Board("main", "https://b.example/", "https://b.example/", expect=Expect(1, 10, {"stderr": 0.5}))
    assert declared(board, TWENTY, card(), at(0)) == [
        "20 rows, at most 10 expected",
        "stderr is stated in 0 of 20 rows, at least 50% expected",
    ]


def test_a_percent_turned_fraction() -> None:
    fractions = [r.model_copy(update={"value": r.value / 100}) for r in TWENTY]
    assert any("0.01 times what they were" in reason for reason in drift(fractions, TWENTY, card()))


def test_a_direction_turned_round() -> None:
    turned = [r.model_copy(update={"value": 100 - r.value}) for r in TWENTY]
    assert any("order is reversed" in reason for reason in drift(turned, TWENTY, card()))


def test_mass_change_is_held_and_small_revisions_are_not() -> None:
    risen = [r.model_copy(update={"value": r.value + 8}) for r in TWENTY]
    assert any("20 of 20 rows moved" in reason for reason in drift(risen, TWENTY, card()))
    nudged = [r.model_copy(update={"value": r.value + 0.3}) for r in TWENTY]
    assert drift(nudged, TWENTY, card()) == []


def test_mass_loss_is_held_but_respelling_and_a_new_version_are_not() -> None:
    assert any("15 of 20 rows vanished" in reason for reason in drift(TWENTY[:5], TWENTY, card()))
    assert drift(TWENTY[:14], TWENTY, card()) == []
    respelled = [r.model_copy(update={"name": r.name.upper()}) for r in TWENTY]
    assert drift(respelled, TWENTY, card()) == []
    next_version = [r.model_copy(update={"version": "2", "value": r.value / 2}) for r in TWENTY]
    assert drift(next_version, TWENTY, card()) == []
    rescored = [r.model_copy(update={"version": "2", "metric": "resolved", "value": r.value / 2}) for r in TWENTY]
    assert drift(rescored, TWENTY, card()) == []  # another version may have other metrics
    beside = [*TWENTY[:5], *rescored]
    assert any("15 of 20 rows vanished" in reason for reason in drift(beside, TWENTY, card()))


def test_repeated_rows_collapse_and_contradicting_ones_stay() -> None:
    rows = [row("a", 1.0, locator="l1"), row("a", 1.0, locator="l2"), row("b", 1.0), row("b", 2.0)]
    assert [(r.name, r.value) for r in collapse(rows)] == [("a", 1.0), ("b", 1.0), ("b", 2.0)]
