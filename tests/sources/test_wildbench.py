"""WildBench: figures read by eye from its file."""

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
    rows = rows_of_fixture("wildbench", "main", main="stat.json")
    assert len(rows) == 32  # figures of other boards in the file are not read
    coder = find(rows, "deepseek-coder-v2", "score")
    assert coder.value == 47.39521235239142
    assert find(rows, "deepseek-coder-v2", "elo").value == 1183.530275223054
    assert find(rows, "reka-edge", "reward").value == -23.540712338646653  # below nought is possible
    assert find(rows, "reka-edge", "mathematics-and-data").value == 8.89795918367346
    assert (
        find(rows, "gemma-2-27b-it@together", "coding").locator
        == "gemma-2-27b-it@together / WB_score.Coding & Debugging"
    )


def test_other_shapes_are_refused() -> None:
    source, text = source_of("wildbench"), document("wildbench", "stat.json").text()
    for body, words in (
        (text.replace("WB_Elo", "Elo"), "'WB_Elo' is missing"),
        ("<html>", "HTML"),
        ("[]", "expected an object"),
    ):
        with pytest.raises(ParseError, match=words):
            list(source.parse(board_of(source, "main"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "count"),
    [
        ("main", "2024-06-18", 376),
        ("main", "2024-08-01", 488),
    ],
)
def test_the_real_pages(board: str, day: str, count: int) -> None:
    rows = rows_of_captures("wildbench", board, day)
    assert len(rows) == count and len({row.key() for row in rows}) == count
