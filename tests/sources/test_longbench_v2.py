"""LongBench v2: figures read by eye from its page."""

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
    rows = rows_of_fixture("longbench-v2", "main", main="index.html")
    assert len(rows) == 6 * (1 + 1 + 2 + 2 + 2)
    gemini = find(rows, "Gemini-2.5-Pro", "accuracy")
    assert (gemini.value, gemini.settings) == (63.3, {"prompt": "w/ CoT", "thinking": "on", "snapshot": "2025-03-25"})
    assert find(rows, "DeepSeek-R1-0528", "long").settings == {"prompt": "w/ CoT", "thinking": "on"}
    qwen = {row.settings.get("prompt"): row.value for row in rows if row.name == "Qwen3-32B" and row.metric == "short"}
    assert qwen == {None: 40.6, "w/ CoT": 60.0}


def test_name_mark_of_thinking_and_developer_are_told_apart() -> None:
    marked = [row for row in rows_of_fixture("longbench-v2", "main", main="index.html") if row.name == "Qwen3-32B"]
    assert {tuple(row.settings.items()) for row in marked} == {(), (("prompt", "w/ CoT"), ("thinking", "on"))}
    plain = [row for row in rows_of_fixture("longbench-v2", "main", main="index.html") if row.name == "GPT-4o"]
    assert plain and not [row for row in plain if "thinking" in row.settings]


def test_one_name_with_two_days_is_two_models() -> None:
    rows = [row for row in rows_of_fixture("longbench-v2", "main", main="index.html") if row.name == "GPT-4o"]
    plain = {
        row.settings["snapshot"]: row.value for row in rows if row.metric == "accuracy" and "prompt" not in row.settings
    }
    assert plain == {"2024-11-20": 46.0, "2024-08-06": 50.1}


def test_the_older_page_has_a_column_less() -> None:
    rows = rows_of_fixture("longbench-v2", "main", main="older.html")
    assert find(rows, "Llama 3.1 8B", "hard", prompt="w/ CoT").value == 26.7


def test_other_shapes_are_refused() -> None:
    source, text = source_of("longbench-v2"), document("longbench-v2", "index.html").text()
    for body, words in (
        (text.replace("Easy (%)", "Simple (%)"), "header of the table has changed"),
        (text.replace('id="results"', 'id="other"'), "no table of results"),
        (text.replace("63.3", "much"), "expected a number"),
        (text.replace("<td>128k</td>", ""), "cells under"),
        ("{}", "no table of results"),
    ):
        with pytest.raises(ParseError, match=words):
            list(source.parse(board_of(source, "main"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "count"),
    [
        ("main", "2024-12-17", 192),
        ("main", "2025-01-22", 253),
        ("main", "2025-08-29", 366),
    ],
)
def test_the_real_pages(board: str, day: str, count: int) -> None:
    rows = rows_of_captures("longbench-v2", board, day)
    assert len(rows) == count and len({row.key() for row in rows}) == count
