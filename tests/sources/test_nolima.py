"""NoLiMa: figures read by eye from its README."""

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
    rows = [row for row in rows_of_fixture("nolima", "main", main="README.md") if row.version == "1"]
    assert find(rows, "GPT-4o", "32k").value == 69.7
    assert find(rows, "GPT-4o", "base").value == 99.3  # without the threshold in brackets
    assert find(rows, "Llama 4 Scout", "1k").value == 72.3  # its mark is not closed
    assert find(rows, "Gemma 3 4B", "32k").value == 0.9
    assert [row.metric for row in rows if row.name == "Llama 4 Maverick"] == ["4k", "2k", "1k", "base"]  # not yet run


def test_the_hard_part_is_a_version_of_its_own_with_ways_of_asking() -> None:
    rows = [row for row in rows_of_fixture("nolima", "main", main="README.md") if row.version == "hard"]
    assert len(rows) == 25
    assert find(rows, "Llama 3.3 70B", "32k", prompt="w/o CoT").value == 8.9
    assert find(rows, "Llama 3.3 70B", "4k", prompt="w/ CoT").value == 73.0
    assert find(rows, "GPT-o1", "16k").settings == {}
    assert not any(row.name == "Reasoning Models" for row in rows)


def test_other_shapes_are_refused() -> None:
    source, text = source_of("nolima"), document("nolima", "README.md").text()
    for body, words in (
        (text.replace("| 32K |", "| 64K |"), "no table"),
        (text.replace("69.7", "good"), "expected a number"),
        ("<html>", "no table"),
    ):
        with pytest.raises(ParseError, match=words):
            list(source.parse(board_of(source, "main"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "count"),
    [
        ("main", "2025-02-19", 109),
        ("main", "2025-04-10", 148),
        ("main", "2025-05-05", 148),
    ],
)
def test_the_real_pages(board: str, day: str, count: int) -> None:
    rows = rows_of_captures("nolima", board, day)
    assert len(rows) == count and len({row.key() for row in rows}) == count
