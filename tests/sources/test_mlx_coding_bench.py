"""mlx-coding-bench: one table a machine, the mark of more tokens, models with a speed only."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused, rows_of_edited
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.source import NotFoundError

PLACE = ("mlx-coding-bench", "quality", "README.md")


def test_rows() -> None:
    rows = rows_of_fixture("mlx-coding-bench", "quality", main="README.md")
    found = {(row.name, row.settings["host"], row.settings.get("budget")): row.value for row in rows}
    assert found == {
        ("Qwen 3.6-27B", "M4 Pro 64GB", "raised"): 90.1,
        ("ornith-1.0-9b", "M4 Pro 64GB", "raised"): 77.3,
        ("LFM2-24B-A2B", "M4 Pro 64GB", None): 67.3,
        ("Gemma 3-4B-it QAT", "M4 Pro 64GB", None): 45.7,
        ("Qwen 3.6-27B", "M5 Max 128GB", "raised"): 86.2,
    }
    assert {row.settings["precision"] for row in rows} == {"int4"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("| Quality |", "| Score |", "the tables of quality or the line on the quantisation have changed"),
        ("> MLX Metal | int4 quantization", "> MLX Metal", "the line on the quantisation"),
        ("67.3%", "67.3", "expected a number with '%'"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused(PLACE, old, new, message)


def test_a_page_with_speeds_only_has_no_board_yet() -> None:
    with pytest.raises(NotFoundError, match="no quality measured yet"):
        rows_of_edited(*PLACE, ("> Quality: 81 problems", "> Speed"))


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("mlx-coding-bench", "quality")
    assert len(rows) == 27 + 22
    assert find(rows, "gpt-oss-20b").value == 67.0
    assert find(rows, "Qwen3-Coder-30B-A3B", host="M5 Max 128GB").value == 75.5
    for day in ("2025-03-28", "2025-05-31", "2026-04-03"):
        with pytest.raises(NotFoundError):
            rows_of_captures("mlx-coding-bench", "quality", as_of=day)
