"""KCORES LLM Arena: final scores as stated, real zeros among them."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused, rows_of_text
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.source import ParseError

PLACE = ("kcores-llm-arena", "mars-mission", "benchmark-data.json")


def test_rows() -> None:
    rows = rows_of_fixture("kcores-llm-arena", "mars-mission", main="benchmark-data.json")
    assert {row.name: row.value for row in rows} == {
        "Claude-3.7-Sonnet": 39.0,
        "DeepSeek-R1": 28.0,
        "Llama-4-Maverick-17B-128E(402B)": 35.0,
        "GPT-4.5-Preview": 0.0,
        "Qwen3-235B-A22B-Thinking": 49.0,
    }
    assert {(row.benchmark, row.metric) for row in rows} == {("kcores-llm-arena", "mars-mission")}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Final-Score", "Score", "field 'Final-Score' is missing"),
        ("39}", '"39"}', "should be a number"),
        ("[\n", "<html>[", "expected JSON, met an HTML"),
        ('"LLM"', '"Model"', "field 'LLM' is missing"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused(PLACE, old, new, message)


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(ParseError, match="expected a list of entries"):
        rows_of_text("kcores-llm-arena", "heptagon", "[]")


@needs_captures
@pytest.mark.parametrize(
    ("board", "score", "first", "count"),
    [
        ("heptagon", 60.0, "2025-03-10", 21),  # its parts make 58
        ("mandelbrot", 84.0, "2025-02-25", 20),
        ("mars-mission", 0.0, "2025-02-25", 18),
        ("solar-system", 85.0, "2025-03-01", 19),
    ],
)
def test_captured(board: str, score: float, first: str, count: int) -> None:
    rows = rows_of_captures("kcores-llm-arena", board)
    assert len(rows) == 38
    assert find(rows, "OpenAI-o4-mini").value == score
    assert len(rows_of_captures("kcores-llm-arena", board, as_of=first)) == count
