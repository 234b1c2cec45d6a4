"""EvalPlus: four benchmarks in one table, in its shapes before and since 2024-04-24."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import (
    board_of,
    document,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.schema import SourceRow
from weighbridge.source import ParseError


def values(rows: list[SourceRow], name: str) -> dict[tuple[str, str], float]:
    return {(row.benchmark, row.version): row.value for row in rows if row.name == name}


def test_rows() -> None:
    rows = rows_of_fixture("evalplus", "evalplus", main="results.json")
    assert values(rows, "OpenCoder-8B-Instruct") == {
        ("humaneval", "1"): 81.7,
        ("humaneval-plus", "1"): 77.4,
        ("mbpp-evalplus", "2"): 82.0,
        ("mbpp-plus", "2"): 71.4,
    }
    assert values(rows, "Code-13B") == {("humaneval", "1"): 56.1, ("humaneval-plus", "1"): 52.4}
    assert values(rows, "Command-R+")["humaneval", "1"] == 64.0
    assert rows[3].locator == "OpenCoder-8B-Instruct/pass@1/mbpp+"


def test_the_older_shape_has_the_older_tasks() -> None:
    rows = rows_of_fixture("evalplus", "evalplus", main="older.json")
    assert values(rows, "Code-13B") == {
        ("humaneval", "1"): 56.1,
        ("humaneval-plus", "1"): 51.8,
        ("mbpp-evalplus", "1"): 52.9,
        ("mbpp-plus", "1"): 42.6,
    }
    assert len(values(rows, "StableLM-7B")) == 2


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"mbpp+": 71.4', '"mbpp_plus": 71.4', r"field 'mbpp\+' is missing"),
        ('"pass@1"', '"pass@10"', "field 'pass@1' is missing"),
        ('"humaneval": 81.7', '"humaneval": "81.7%"', "should be a number or null"),
        ("{", "<html>{", "expected JSON, met an HTML"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    source, whole = source_of("evalplus"), document("evalplus", "results.json")
    broken = replace(whole, body=whole.text().replace(old, new, 1).encode())
    with pytest.raises(ParseError, match=message):
        list(source.parse(board_of(source, "evalplus"), {"main": broken}))
    with pytest.raises(ParseError, match="the table is empty"):
        list(source.parse(board_of(source, "evalplus"), {"main": replace(whole, body=b"{}")}))


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("evalplus", "evalplus")
    assert len({row.name for row in rows}) == 125
    assert len({row.key() for row in rows}) == len(rows) == 428
    assert values(rows, "zyte-1B") == {
        ("humaneval", "1"): 2.4,
        ("humaneval-plus", "1"): 1.8,
        ("mbpp-evalplus", "2"): 9.8,
        ("mbpp-plus", "2"): 7.5,
    }
    assert values(rows, "gemma-2b-it")["humaneval-plus", "1"] == 15.2
    older = rows_of_captures("evalplus", "evalplus", as_of="2024-04-19")
    assert len({row.name for row in older}) == 101
    assert values(older, "Llama3-8B-instruct")["mbpp-plus", "1"] == 57.4
