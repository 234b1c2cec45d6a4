"""CRUXEval: four columns, prompts and samples told by marks behind the name, rows not yet verified."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import (
    board_of,
    document,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.schema import Reporter
from weighbridge.source import ParseError


def test_rows() -> None:
    rows = rows_of_fixture("cruxeval", "cruxeval", main="data.csv")
    assert {row.metric: row.value for row in rows if row.name == "phi-1"} == {
        "input-1": 13.1,
        "input-5": 21.1,
        "output-1": 21.7,
        "output-5": 32.0,
    }
    assert [row.value for row in rows if row.name == "codellama-7b" and row.metric == "output-1"] == [34.2, 29.9]
    assert find(rows, "codellama-7b", "output-1", prompt="cot").value == 29.9
    assert find(rows, "codellama-7b", "input-5", prompt="cot").locator == "line 4 i@5"


def test_fewer_samples_have_no_pass_at_five() -> None:
    rows = [
        row for row in rows_of_fixture("cruxeval", "cruxeval", main="data.csv") if row.name == "gpt-4-turbo-2024-04-09"
    ]
    assert {row.metric for row in rows} == {"input-1", "output-1"}
    assert all(row.settings["samples"] == "n=3" for row in rows)
    assert find(rows, "gpt-4-turbo-2024-04-09", "output-1", prompt="cot").value == 82.0


def test_rows_under_verification_are_the_submitters_own() -> None:
    rows = rows_of_fixture("cruxeval", "cruxeval", main="data.csv")
    row = find(rows, "semcoder-6.7b", "input-1")
    assert (row.value, row.reporter, row.settings) == (62.5, Reporter.SELF_REPORTED, {"prompt": "cot"})
    assert find(rows, "phi-1", "input-1").reporter is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("o@1", "output@1", "column 'o@1' is missing"),
        ("Model,", "<html>Model,", "met an HTML"),
        ("13.1", "13.1%", "expected a number"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    source, whole = source_of("cruxeval"), document("cruxeval", "data.csv")
    broken = replace(whole, body=whole.text().replace(old, new, 1).encode())
    with pytest.raises(ParseError, match=message):
        list(source.parse(board_of(source, "cruxeval"), {"main": broken}))
    with pytest.raises(ParseError, match="the table is empty"):
        list(source.parse(board_of(source, "cruxeval"), {"main": replace(whole, body=b"")}))


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("cruxeval", "cruxeval")
    assert len({row.key() for row in rows}) == len(rows) == 160
    assert find(rows, "starcoder2-15b", "output-1").value == 47.1
    assert find(rows, "claude-3-opus", "output-1", prompt="cot").settings["samples"] == "n=1"
    assert len(rows_of_captures("cruxeval", "cruxeval", as_of="2024-01-03")) == 124
