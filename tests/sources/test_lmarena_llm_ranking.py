"""The mirror of LMArena's boards: figures read by eye."""

from __future__ import annotations

import pytest

from tests.sources.support import board_of, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.source import ParseError


def test_rows_are_as_read_by_eye() -> None:
    rows = rows_of_fixture("lmarena-llm-ranking", "text-style-control", main="text.json")
    glm = find(rows, "glm-5.2 (max)", "rating")
    assert (glm.value, glm.ci_low, glm.ci_high, glm.version) == (1469.0, 1462.0, 1476.0, "style-control")
    assert find(rows, "glm-5.2 (max)", "hard-prompts").value == 1490.0
    assert find(rows, "gemini-3-flash (thinking-minimal)").value == 1460.0
    assert find(rows, "mimo-v2-flash (non-thinking)").ci_high == 1397.0
    assert find(rows, "kimi-k2.6", "hard-prompts").value == 1487.0


def test_it_says_what_it_came_through() -> None:
    source = source_of("lmarena-llm-ranking")
    assert source.through == "github.com/SmallAi-API/LLM-Ranking"
    assert all("SmallAi-API/LLM-Ranking" in board.url for board in source.boards)


def test_a_board_of_another_shape_is_refused() -> None:
    with pytest.raises(ParseError, match="full"):
        rows_of_fixture("lmarena-llm-ranking", "vision", main="../deepswe/leaderboard.json")
    assert board_of(source_of("lmarena-llm-ranking"), "vision").benchmark == "arena-vision"


@needs_captures
def test_the_real_boards() -> None:
    text = rows_of_captures("lmarena-llm-ranking", "text-style-control")
    assert len(text) == 3938 and len({row.key() for row in text}) == len(text)
    assert find(text, "deepseek-v4-pro-thinking", "rating").value == 1457.0
    assert find(text, "kimi-k2.6", "expert").value == 1504.0
    vision = rows_of_captures("lmarena-llm-ranking", "vision")
    assert find(vision, "gemini-3.1-pro-preview", "rating").value == 1296.0
    assert find(vision, "gemini-3.1-pro-preview", "ocr").ci_high == 1313.0


@needs_captures
@pytest.mark.parametrize("day", ["2026-02-26", "2026-04-08", "2026-05-09"])
def test_older_dates(day: str) -> None:
    assert len(rows_of_captures("lmarena-llm-ranking", "text", day)) > 3_000
