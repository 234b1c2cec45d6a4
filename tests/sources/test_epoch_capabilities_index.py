"""Epoch Capabilities Index: figures read by eye from its table."""

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
    rows = rows_of_fixture("epoch-capabilities-index", "scores", main="scores.csv")
    assert len(rows) == 8
    best = find(rows, "GPT-5.6 Sol", "eci")
    assert (best.value, best.ci_low, best.ci_high) == (161.65, 159.11, 164.85)
    assert find(rows, "DeepSeek-R1").value == 139.51
    assert find(rows, "Qwen3-235B-A22B").ci_low == 134.78
    assert find(rows, "Gemma 2B").value == 92.8


def test_the_two_models_that_fix_the_scale_have_no_interval() -> None:
    rows = rows_of_fixture("epoch-capabilities-index", "scores", main="scores.csv")
    assert {(row.name, row.value) for row in rows if row.ci_low is None} == {
        ("GPT-5", 150.0),
        ("Claude 3.5 Sonnet", 130.0),
    }


def test_other_shapes_are_refused() -> None:
    source = source_of("epoch-capabilities-index")
    text = document("epoch-capabilities-index", "scores.csv").text()
    for body, words in ((text.replace(",eci,", ",index,"), "'eci'"), ("<html>", "HTML"), ("", "empty")):
        with pytest.raises(ParseError, match=words):
            list(source.parse(board_of(source, "scores"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
def test_the_real_table() -> None:
    rows = rows_of_captures("epoch-capabilities-index", "scores")
    assert len(rows) == 222 and len({row.key() for row in rows}) == 222
    assert find(rows, "Claude Fable 5").value == 161.53
    older = rows_of_captures("epoch-capabilities-index", "scores", "2026-01-01")
    assert len(older) == 140 and find(older, "Gemini 3 Pro").value == 153.99290428017454
