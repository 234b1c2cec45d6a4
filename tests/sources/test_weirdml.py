"""WeirdML: figures read by eye from its file, in both versions."""

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
    rows = rows_of_fixture("weirdml", "main", main="weirdml.csv")
    assert len(rows) == 5
    best = find(rows, "claude-fable-5 (high)")
    assert (best.version, best.value, best.stderr, best.cost_usd) == (
        "17-tasks",
        87.849058824,
        0.822892806,
        3.1068966666666666,
    )
    assert best.settings == {"host": "Anthropic messages"}
    gemma = find(rows, "gemma4-31b")
    assert gemma.settings == {"host": "Ollama", "precision": "q4_K_M"} and gemma.value == 52.255545455
    assert find(rows, "gpt-oss-120b (high)").settings == {"host": "Ollama"}
    assert find(rows, "llama-3.1-8b-instruct").value == 1.729411765
    assert find(rows, "deepseek-v4-flash (max)").settings == {"host": "OpenRouter"}


def test_the_older_file_is_another_version_with_other_columns() -> None:
    rows = rows_of_fixture("weirdml", "main", main="older.csv")
    pro = find(rows, "o3-pro-2025-06-10 (high)")
    assert (pro.version, pro.value, pro.stderr, pro.cost_usd) == ("19-tasks", 53.946520468, None, 5.228346341463415)


def test_other_shapes_are_refused() -> None:
    source, text = source_of("weirdml"), document("weirdml", "weirdml.csv").text()
    for body, words in (
        (text.replace("avg_acc,", "mean_acc,"), "avg_acc"),
        (text.replace("xor_easy_acc", "xor_easy"), "16 tasks"),
        ("<html>", "HTML"),
        ("", "empty"),
    ):
        with pytest.raises(ParseError, match=words):
            list(source.parse(board_of(source, "main"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
def test_the_real_file() -> None:
    rows = rows_of_captures("weirdml", "main")
    assert len(rows) == 136 and len({row.key() for row in rows}) == 136
    assert find(rows, "glm-5.2 (max)").version == "17-tasks"
    assert find(rows, "kimi-k2.6").value == pytest.approx(60, abs=10)
    assert sum("precision" in row.settings for row in rows) == 6


@needs_captures
@pytest.mark.parametrize(
    ("day", "count"), [("2025-06-27", 21), ("2025-08-15", 59), ("2025-10-16", 76), ("2026-02-09", 89)]
)
def test_older_dates(day: str, count: int) -> None:
    assert len(rows_of_captures("weirdml", "main", day)) == count
