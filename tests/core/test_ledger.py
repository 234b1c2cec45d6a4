"""The ledger: nothing erased, every day answerable, the same bytes for the same readings."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.support import at, document, row
from weighbridge.ledger import BoardLedger, Delta, LedgerError
from weighbridge.schema import SourceRow

Board = dict[str, float]
boards = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from([0.0, 1.5, 50.0]), min_size=1)


def read(ledger: BoardLedger[SourceRow], day: int, board: Board) -> Delta:
    """Enter a board as read on a day."""
    return ledger.accept({"main": document(board, day)}, [row(name, value) for name, value in board.items()])


def standing(ledger: BoardLedger[SourceRow]) -> Board:
    """Names and values that stand."""
    return {entry.row.name: entry.row.value for entry in ledger.standing().values()}


def test_a_row_is_new_changes_leaves_and_comes_back() -> None:
    ledger = BoardLedger(SourceRow)
    assert read(ledger, 0, {"a": 1.0, "b": 2.0}) == Delta(new=2)
    assert read(ledger, 1, {"a": 1.0, "b": 3.0}) == Delta(changed=1)
    assert read(ledger, 2, {"a": 1.0}) == Delta(withdrawn=1)
    assert read(ledger, 3, {"a": 1.0, "b": 3.0}) == Delta(new=1)
    lives = [(e.row.name, e.row.value, e.since, e.until) for e in ledger.entries if e.row.name == "b"]
    assert lives == [("b", 2.0, at(0), at(1)), ("b", 3.0, at(1), at(2)), ("b", 3.0, at(3), None)]


def test_a_row_that_only_moved_in_its_document_did_not_change() -> None:
    ledger = BoardLedger(SourceRow)
    ledger.accept({"main": document([1], 0)}, [row("a", 1.0, locator="line 5")])
    assert ledger.accept({"main": document([2], 1)}, [row("a", 1.0, locator="line 9")]).quiet
    assert ledger.entries[0].row.locator == "line 5"  # its place in the payload it was read from


def test_zero_and_missing_differ() -> None:
    ledger = BoardLedger(SourceRow)
    ledger.accept({"main": document([1], 0)}, [row("a", 0.0)])
    assert ledger.accept({"main": document([2], 1)}, [row("a", 0.0, cost_usd=0.0)]) == Delta(changed=1)
    assert standing(ledger) == {"a": 0.0}


def test_an_older_reading_and_a_doubled_key_are_refused() -> None:
    ledger = BoardLedger(SourceRow)
    read(ledger, 5, {"a": 1.0})
    with pytest.raises(ValueError, match="before the newest accepted reading"):
        read(ledger, 4, {"a": 2.0})
    with pytest.raises(ValueError, match="two rows have the key"):
        ledger.accept({"main": document([3], 6)}, [row("a", 1.0), row("a", 2.0)])


def test_documents_are_noted_only_when_they_differ() -> None:
    ledger = BoardLedger(SourceRow)
    same, other = document(["x"], 0), document(["y"], 1)
    ledger.accept({"one": same, "two": same}, [row("a", 1.0)])
    ledger.accept({"one": same, "two": other}, [row("a", 1.0)])
    ledger.accept({"one": document(["z"], 2)}, [row("a", 1.0)])
    assert [sorted(reading.documents) for reading in ledger.readings] == [["one", "two"], ["two"], ["one"]]
    assert ledger.readings[2].dropped == ("two",)
    assert ledger.documents(at(1))["two"].sha256 == other.sha256
    assert set(ledger.documents()) == {"one"}


@given(st.lists(boards, min_size=1, max_size=8))
def test_every_day_is_answered_as_it_was(days: list[Board]) -> None:
    ledger = BoardLedger(SourceRow)
    for day, board in enumerate(days):
        read(ledger, day, board)
    for day, board in enumerate(days):
        assert standing(ledger.as_of(at(day))) == board
    assert standing(ledger.as_of(at(-1))) == {}


@settings(max_examples=25)
@given(days=st.lists(boards, min_size=1, max_size=5))
def test_files_give_back_what_was_written_and_do_not_depend_on_order(
    days: list[Board], tmp_path_factory: pytest.TempPathFactory
) -> None:
    one, other = (tmp_path_factory.mktemp("ledger") for _ in range(2))
    forward, backward = BoardLedger(SourceRow), BoardLedger(SourceRow)
    for day, board in enumerate(days):
        read(forward, day, board)
        shuffled = document(board, day)
        backward.accept({"main": shuffled}, [row(name, value) for name, value in reversed(board.items())])
    forward.save(one, "b")
    backward.save(other, "b")
    for name in ("b.jsonl", "b.readings.jsonl"):
        assert (one / name).read_bytes() == (other / name).read_bytes()
    again = BoardLedger.load(SourceRow, one, "b")
    assert sorted(again.entries, key=str) == sorted(forward.entries, key=str)
    assert again.readings == forward.readings
    assert again.save(one, "b") is False


def test_nothing_is_ever_erased() -> None:
    ledger = BoardLedger(SourceRow)
    seen = set()
    for day, board in enumerate([{"a": 1.0}, {"b": 1.0}, {"c": 2.0}, {"a": 5.0}]):
        read(ledger, day, board)
        seen |= set(board.items())
    assert seen == {(e.row.name, e.row.value) for e in ledger.entries}


@pytest.mark.parametrize("name", ['a","since":"2026-01-01T00:00:00Z"}', 'a\\","until":"2026-01-01T00:00:00Z"}', "a}"])
def test_names_that_look_like_the_times_of_a_life_are_names(tmp_path: Path, name: str) -> None:
    ledger = BoardLedger(SourceRow)
    ledger.accept({"main": document([1], 0)}, [row("b", 1.0, locator=name), row(name, 2.0, settings={"effort": name})])
    ledger.accept({"main": document([2], 1)}, [row("b", 1.0, locator=name)])
    ledger.save(tmp_path, "main")
    found = BoardLedger.load(SourceRow, tmp_path, "main").entries
    assert {(e.row.name, e.row.locator, e.since, e.until) for e in found} == {
        ("b", name, at(0), None),
        (name, row(name, 2.0).locator, at(0), at(1)),
    }


def test_unusual_line_ends_in_names_do_not_break_the_file(tmp_path: Path) -> None:
    ledger = BoardLedger(SourceRow)
    read(ledger, 0, {"a\u2028b": 1.0})
    ledger.save(tmp_path, "b")
    assert standing(BoardLedger.load(SourceRow, tmp_path, "b")) == {"a\u2028b": 1.0}


@pytest.mark.parametrize("line", ["{", '{"since":"2026-01-01T00:00:00Z"}', "[]", '{"name":"x"}'])
def test_a_damaged_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "b.jsonl").write_text(line + "\n")
    with pytest.raises(LedgerError, match="line 1"):
        BoardLedger.load(SourceRow, tmp_path, "b")
