"""MMMU: figures read by eye from its file."""

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
from weighbridge.schema import Reporter
from weighbridge.source import Document, ParseError


def test_rows_are_as_read_by_eye() -> None:
    rows = rows_of_fixture("mmmu", "validation", main="leaderboard.json")
    gpt = find(rows, "GPT-5 w/ thinking", "accuracy")
    assert (gpt.benchmark, gpt.version, gpt.value, gpt.reporter) == ("mmmu", "validation", 84.2, Reporter.SELF_REPORTED)
    assert find(rows, "Claude 3.5 Sonnet").reporter is Reporter.INDEPENDENT
    assert find(rows, "SpaRE-7B").value == 51.0
    test = rows_of_fixture("mmmu", "test", main="leaderboard.json")
    assert [(row.name, row.value) for row in test] == [("InternVL2.5-78B", 61.8)]
    pro = rows_of_fixture("mmmu", "pro", main="leaderboard.json")
    assert find(pro, "Claude 3.5 Sonnet", "vision").value == 48.0
    assert find(pro, "InternVL2.5-78B", "standard").value == 51.4


def test_people_and_chance_are_left_out() -> None:
    for board in ("validation", "test", "pro"):
        rows = rows_of_fixture("mmmu", board, main="leaderboard.json")
        assert not any("Human" in row.name or "Choice" in row.name for row in rows)


def test_other_shapes_are_refused() -> None:
    source, text = source_of("mmmu"), document("mmmu", "leaderboard.json").text()
    for body, words in (
        (text.replace('"leaderboardData"', '"rows"'), "leaderboardData"),
        (text.replace('"type"', '"kind"'), "'type' is missing"),
        (text.replace('"84.2"', '"high"'), "expected a number"),
        ("<html>", "HTML"),
    ):
        with pytest.raises(ParseError, match=words):
            list(
                source.parse(
                    board_of(source, "validation"), {"main": Document("https://x.org/", body.encode(), READ_AT)}
                )
            )


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "count"),
    [
        ("validation", "2024-09-04", 366),
        ("validation", "2025-09-03", 491),
        ("test", "2024-12-10", 316),
        ("test", "2025-09-03", 335),
        ("pro", "2024-09-04", 60),
        ("pro", "2025-09-03", 108),
    ],
)
def test_the_real_pages(board: str, day: str, count: int) -> None:
    rows = rows_of_captures("mmmu", board, day)
    assert len(rows) == count and len({row.key() for row in rows}) == count
