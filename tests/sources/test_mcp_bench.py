"""MCP-Bench: one table of a README among others."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture

PLACE = ("mcp-bench", "main", "README.md")


def test_rows() -> None:
    rows = rows_of_fixture("mcp-bench", "main", main="README.md")
    assert {row.name: row.value for row in rows} == {
        "gpt-5": 74.9,
        "gpt-oss-120b": 69.2,
        "qwen3-235b-a22b-2507": 67.8,
        "glm-4.5": 66.8,
        "llama-3-3-70b-instruct": 55.8,
        "llama-3-1-8b-instruct": 42.8,
    }
    assert (rows[0].metric, rows[0].benchmark, rows[0].locator) == ("overall", "mcp-bench", "line 7")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Overall Score |", "Score |", "no table with the columns Model, Overall Score"),
        ("0.749", "74.9 %", "expected a number"),
        ("| Model |", "| <html> |", "no table with the columns"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused(PLACE, old, new, message)


@needs_captures
@pytest.mark.parametrize("day", ["2025-08-29", None])
def test_captured(day: str | None) -> None:
    rows = rows_of_captures("mcp-bench", "main", as_of=day)
    assert len(rows) == 20
    assert find(rows, "kimi-k2").value == 62.9
