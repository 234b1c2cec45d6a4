"""PostTrainBench: two editions, and rows that are no agents."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused, rows_of_text
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.source import NotFoundError

PLACE = ("posttrainbench", "main", "2026-03.md")


def test_rows() -> None:
    rows = rows_of_fixture("posttrainbench", "main", main="2026-03.md")
    assert [(row.name, row.settings["harness"], row.value) for row in rows] == [
        ("Opus 4.6", "Claude Code", 23.2),
        ("GPT-5.2", "Codex CLI", 21.4),
        ("GPT 5.4", "Codex CLI", 20.2),
        ("GPT 5.1 Codex Max", "Codex CLI", 19.7),
        ("GLM 5", "OpenCode", 13.9),
    ]
    assert {row.version for row in rows} == {"2026-03"}


def test_the_first_edition() -> None:
    rows = rows_of_fixture("posttrainbench", "main", main="2025-12.md")
    assert [(row.name, row.value, row.version) for row in rows] == [
        ("gpt-5.1-codex-max", 34.9, "2025-12"),
        ("gemini-3-pro", 18.0, "2025-12"),
    ]
    assert dict(rows[0].settings) == {}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("| Avg |", "| Mean |", "no table with the columns of the leaderboard"),
        ("23.2", "23.2%", "expected a number"),
        ("| Claude Code |", "|  |", "field 'Scaffold' should be text"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused(PLACE, old, new, message)


def test_a_page_without_tables_has_no_board_yet() -> None:
    with pytest.raises(NotFoundError, match="no table yet"):
        rows_of_text("posttrainbench", "main", "# PostTrainBench\n")


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("posttrainbench", "main")
    assert len(rows) == 12
    assert find(rows, "Gemini 3.1 Pro").value == 21.6
    assert find(rows, "Sonnet 4.5").value == 9.9
    assert len(rows_of_captures("posttrainbench", "main", as_of="2025-12-30")) == 5
