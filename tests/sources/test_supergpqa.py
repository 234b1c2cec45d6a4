"""SuperGPQA: figures read by eye from its README."""

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
    rows = rows_of_fixture("supergpqa", "main", main="README.md")
    assert len(rows) == 28
    assert find(rows, "DeepSeek-R1", "accuracy").value == 61.82
    assert find(rows, "DeepSeek-R1", "disciplines").value == 59.95
    assert find(rows, "o3-mini-2025-01-31-high", "hard").value == 56.16
    assert find(rows, "Qwen-max-2025-01-25", "subfields").value == 52.75
    assert find(rows, "Yi-1.5-34B", "easy").value == 39.68


def test_other_shapes_are_refused() -> None:
    source, text = source_of("supergpqa"), document("supergpqa", "README.md").text()
    for body, words in (
        (text.replace("Overall (sample)", "Overall"), "no table"),
        (text.replace("61.82", "best"), "expected a number"),
        ("<html>", "no table"),
    ):
        with pytest.raises(ParseError, match=words):
            list(source.parse(board_of(source, "main"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "count"),
    [
        ("main", "2025-03-03", 105),
        ("main", "2025-03-04", 105),
    ],
)
def test_the_real_pages(board: str, day: str, count: int) -> None:
    rows = rows_of_captures("supergpqa", board, day)
    assert len(rows) == count and len({row.key() for row in rows}) == count
