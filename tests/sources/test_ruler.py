"""RULER: figures read by eye from its README."""

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
    rows = rows_of_fixture("ruler", "main", main="README.md")
    llama = find(rows, "meta-llama/Meta-Llama-3.1-70B-Instruct", "average")  # linked; shown as Llama3.1 (70B)
    assert (llama.value, llama.reporter) == (89.6, Reporter.INDEPENDENT)
    assert find(rows, "meta-llama/Meta-Llama-3.1-70B-Instruct", "128k").value == 66.6
    assert find(rows, "mistralai/Mistral-Large-Instruct-2411", "128k").value == 48.1
    assert find(rows, "Qwen/Qwen1.5-72B-Chat", "64k").value == 0.0  # nought is a score
    assert find(rows, "ai21labs/AI21-Jamba-1.5-Large", "4k").value == 96.7
    assert find(rows, "Gemini-1.5-pro", "128k").value == 94.4  # linked elsewhere, with brackets in the address


def test_figures_of_the_models_authors_are_marked() -> None:
    rows = rows_of_fixture("ruler", "main", main="README.md")
    reported = {row.name for row in rows if row.reporter is Reporter.SELF_REPORTED}
    assert reported == {"ai21labs/AI21-Jamba-1.5-Large", "Qwen/Qwen3-14B", "LGAI-EXAONE/EXAONE-4.0-1.2B"}


def test_an_average_of_fewer_lengths_is_not_taken() -> None:
    rows = rows_of_fixture("ruler", "main", main="README.md")
    assert [row.metric for row in rows if "EXAONE" in row.name] == ["4k", "8k", "16k", "32k", "64k"]
    assert [row.metric for row in rows if row.name == "meta-llama/Llama-2-7b-chat-hf"] == ["4k"]


def test_other_shapes_are_refused() -> None:
    source, text = source_of("ruler"), document("ruler", "README.md").text()
    for body, words in (
        (text.replace("|128K|Avg.", "|256K|Avg."), "no table"),
        (text.replace("66.6", "high"), "expected a number"),
        ("<html>", "no table"),
    ):
        with pytest.raises(ParseError, match=words):
            list(source.parse(board_of(source, "main"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "count"),
    [
        ("main", "2024-04-25", 120),
        ("main", "2024-08-14", 197),
        ("main", "2024-12-04", 239),
        ("main", "2025-10-09", 307),
    ],
)
def test_the_real_pages(board: str, day: str, count: int) -> None:
    rows = rows_of_captures("ruler", board, day)
    assert len(rows) == count and len({row.key() for row in rows}) == count
