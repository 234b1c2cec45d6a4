"""ZeroEval: figures read by eye from its summaries."""

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
    rows = rows_of_fixture("zeroeval", "zebra-grid", main="zebra-grid.json")
    assert len(rows) == 24
    r1 = find(rows, "deepseek-R1", "puzzles")
    assert (r1.benchmark, r1.value, r1.n, r1.settings) == ("zebralogic", 78.7, 1000, {})
    assert find(rows, "deepseek-R1", "extra-large").value == 28.5
    assert find(rows, "Llama-3.1-405B-Inst@sambanova", "cells").value == 39.06
    assert find(rows, "Yi-1.5-9B-Chat", "hard").value == 0.0
    crux = rows_of_fixture("zeroeval", "crux", main="crux.json")
    assert [(row.version, row.metric, row.value) for row in crux] == [
        ("zeroeval", "output-1", 95.88),
        ("zeroeval", "output-1", 79.62),
    ]


def test_sampling_is_a_setting() -> None:
    rows = rows_of_fixture("zeroeval", "zebra-grid", main="older.json")
    cells = {row.settings.get("decoding"): row.value for row in rows if row.metric == "cells"}
    assert cells == {None: 54.34, "sampling": 53.01}


def test_other_shapes_are_refused() -> None:
    source, text = source_of("zeroeval"), document("zeroeval", "zebra-grid.json").text()
    for body, words in (
        (text.replace('"Puzzle Acc"', '"Accuracy"'), "'Puzzle Acc' is missing"),
        (text.replace("78.70", "high"), "expected a number"),
        ("[]", "not empty"),
        ("<html>", "HTML"),
    ):
        with pytest.raises(ParseError, match=words):
            list(
                source.parse(
                    board_of(source, "zebra-grid"), {"main": Document("https://x.org/", body.encode(), READ_AT)}
                )
            )


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "count"),
    [
        ("zebra-grid", "2024-07-11", 116),
        ("zebra-grid", "2025-04-14", 552),
        ("mmlu-redux", "2024-12-24", 57),
        ("math-l5", "2024-12-24", 43),
        ("crux", "2024-12-24", 51),
    ],
)
def test_the_real_pages(board: str, day: str, count: int) -> None:
    rows = rows_of_captures("zeroeval", board, day)
    assert len(rows) == count and len({row.key() for row in rows}) == count
