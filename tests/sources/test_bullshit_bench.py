"""BullshitBench: figures read by eye from its tables."""

from __future__ import annotations

import pytest

from tests.sources.support import (
    READ_AT,
    board_of,
    document,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.source import Document, ParseError


def test_rows_are_as_read_by_eye() -> None:
    rows = rows_of_fixture("bullshit-bench", "v2", main="leaderboard.csv")
    assert len(rows) == 15
    best = find(rows, "anthropic/claude-sonnet-4.6", "score", effort="high")
    assert (best.version, best.value, best.n) == ("2", 1.87, 100)
    assert find(rows, "anthropic/claude-sonnet-4.6", "called-out", effort="none").value == 89.0
    assert find(rows, "nvidia/nemotron-3-super-120b-a12b:free", "taken-in").value == 30.0
    assert find(rows, "anthropic/claude-3.7-sonnet:thinking", "score").settings == {}  # the effort was left as it is
    assert find(rows, "google/gemma-3-27b-it", "taken-in").value == 88.0


def test_other_shapes_are_refused() -> None:
    source, text = source_of("bullshit-bench"), document("bullshit-bench", "leaderboard.csv").text()
    for body, words in ((text.replace("green_rate", "green"), "green_rate"), ("<html>", "HTML"), ("", "empty")):
        with pytest.raises(ParseError, match=words):
            list(source.parse(board_of(source, "v2"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
def test_the_real_tables() -> None:
    rows = rows_of_captures("bullshit-bench", "v2")
    assert len(rows) == 456 and len({row.key() for row in rows}) == 456
    assert find(rows, "openai/gpt-5.2", "score", effort="none").value == 1.1
    first = rows_of_captures("bullshit-bench", "v1")
    assert len(first) == 402
    assert find(first, "z-ai/glm-4.5", "called-out", effort="none").value == 3.64
    assert find(first, "mistralai/mistral-large-2512", "taken-in").value == 81.82


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "count"), [("v1", "2026-02-24", 141), ("v2", "2026-03-02", 216), ("v2", "2026-04-07", 390)]
)
def test_older_dates(board: str, day: str, count: int) -> None:
    assert len(rows_of_captures("bullshit-bench", board, day)) == count
