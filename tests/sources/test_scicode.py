"""SciCode: a table of decorated cells, a true zero, and the months without a table."""

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
from weighbridge.source import ParseError


def test_rows() -> None:
    rows = rows_of_fixture("scicode", "scicode", main="leaderboard.md")
    assert find(rows, "OpenAI o3-mini-low", "main-problem").value == 10.8
    assert find(rows, "OpenAI o3-mini-low", "subproblem").value == 33.3
    assert find(rows, "Deepseek-R1", "subproblem").value == 28.5
    assert find(rows, "Claude3.5-Sonnet (new)", "main-problem").value == 4.6
    assert find(rows, "Llama-3.1-70B-Chat", "main-problem").value == 0.0
    assert find(rows, "Llama-3.1-70B-Chat", "main-problem").locator == "line 10 Main Problem Resolve Rate"


def test_the_older_decoration() -> None:
    rows = rows_of_fixture("scicode", "scicode", main="older.md")
    assert {row.metric: row.value for row in rows} == {"main-problem": 4.6, "subproblem": 26.0}
    assert {row.name for row in rows} == {"Claude3.5-Sonnet"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Subproblem", "Subtask", "no table with the columns"),
        ("|:-", "", "no table with the columns"),
        ("**4.6**", "**4,6**", "expected a number"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    source, whole = source_of("scicode"), document("scicode", "leaderboard.md")
    body = whole.text().replace(old, new) if old != "|:-" else "# Leaderboard\n\nUnder construction\n"
    with pytest.raises(ParseError, match=message):
        list(source.parse(board_of(source, "scicode"), {"main": replace(whole, body=body.encode())}))


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("scicode", "scicode")
    assert len(rows) == 40
    assert find(rows, "Deepseek-v3", "subproblem").value == 23.7
    assert len(rows_of_captures("scicode", "scicode", as_of="2024-11-04")) == 30
    with pytest.raises(ParseError, match="no table"):
        rows_of_captures("scicode", "scicode", as_of="2024-07-15")
