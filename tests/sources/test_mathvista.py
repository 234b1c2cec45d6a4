"""MathVista: figures read by eye from its page."""

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
    rows = rows_of_fixture("mathvista", "main", main="index.html")
    assert len(rows) == 18 and {row.version for row in rows} == {"test"}  # the table in a comment is not there
    assert find(rows, "InternVL2-Pro", "accuracy").value == 65.84
    assert find(rows, "Qwen-VL-Plus", "geometry-problems").value == 34.7
    assert find(rows, "PoT GPT-4 (Caption+OCR)", "textbooks").value == 43.0
    assert find(rows, "InternVL2-Pro", "everyday-pictures").value == 52.3


def test_the_small_set_is_another_version_and_people_are_left_out() -> None:
    rows = rows_of_fixture("mathvista", "main", main="older.html")
    assert {row.version for row in rows} == {"testmini"}
    assert {row.name for row in rows} == {"GPT-4V (Playgroud)", "LLaVAR"}


def test_other_shapes_are_refused() -> None:
    source, text = source_of("mathvista"), document("mathvista", "index.html").text()
    for body, words in (
        (text.replace("<b>test</b> subset", "whole set"), "names neither"),
        (text.replace("<strong>ALL</strong>", "<strong>Mean</strong>"), "'ALL' is missing"),
        (text.replace("65.84", "high"), "expected a number"),
        ("{}", "no table of results"),
    ):
        with pytest.raises(ParseError, match=words):
            list(source.parse(board_of(source, "main"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "count"),
    [
        ("main", "2023-10-25", 84),
        ("main", "2025-04-27", 54),
    ],
)
def test_the_real_pages(board: str, day: str, count: int) -> None:
    rows = rows_of_captures("mathvista", board, day)
    assert len(rows) == count and len({row.key() for row in rows}) == count


@needs_captures
def test_a_page_of_before_the_results() -> None:
    with pytest.raises(ParseError, match="no table of results"):
        rows_of_captures("mathvista", "main", "2023-09-29")
