"""Arena-Hard-Auto: figures read by eye from its README, of both sets."""

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
    rows = rows_of_fixture("arena-hard", "main", main="README.md")
    assert len(rows) == 18
    found = {(row.version, row.metric, row.name): row for row in rows}
    o3 = found["2.0", "score", "o3-2025-04-16"]
    assert (o3.value, o3.ci_low, o3.ci_high) == (85.9, 85.1, 86.8)  # not the 87.6 of a command's output
    assert found["2.0, judged by GPT-4.1", "score", "gemini-2.5"].value == 49.1
    assert found["2.0", "creative-writing", "gemini-2.5"].value == 90.8
    assert found["2.0", "score", "Qwen3-4B"].ci_low == 13.9


def test_a_line_that_breaks_off_has_a_value_and_no_interval() -> None:
    rows = rows_of_fixture("arena-hard", "main", main="README.md")
    s1 = next(row for row in rows if row.metric == "creative-writing" and row.name == "s1.1-32B")
    assert (s1.value, s1.ci_low, s1.ci_high) == (8.2, None, None)


def test_the_first_set() -> None:
    rows = rows_of_fixture("arena-hard", "main", main="older.md")
    assert {row.version for row in rows} == {"0.1"}
    sonnet = find(rows, "claude-3-5-sonnet-20240620")
    assert (sonnet.value, sonnet.ci_low, sonnet.ci_high) == (79.3, 77.2, 81.3)
    assert find(rows, "gpt-4-0314").ci_low == 50.0
    assert [row.value for row in rows_of_fixture("arena-hard", "main", main="first.md")] == [77.74, 37.9]


def test_other_shapes_are_refused() -> None:
    source, text = source_of("arena-hard"), document("arena-hard", "README.md").text()
    for body, words in (
        (text.replace("Judge", "Referee"), "no line of a leaderboard"),
        ("<html>", "no line of a leaderboard"),
        ("", "no line of a leaderboard"),
    ):
        with pytest.raises(ParseError, match=words):
            list(source.parse(board_of(source, "main"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "count"),
    [
        ("main", "2024-03-31", 10),
        ("main", "2024-05-22", 44),
        ("main", "2024-09-03", 61),
        ("main", "2025-06-18", 84),
    ],
)
def test_the_real_pages(board: str, day: str, count: int) -> None:
    rows = rows_of_captures("arena-hard", board, day)
    assert len(rows) == count and len({row.key() for row in rows}) == count
