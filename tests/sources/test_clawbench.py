"""ClawBench: one table among many of a README."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused, rows_of_text
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.source import NotFoundError

PLACE = ("clawbench", "v1", "README.md")


def test_rows() -> None:
    rows = rows_of_fixture("clawbench", "v1", main="README.md")
    assert {row.name: row.value for row in rows} == {
        "Claude Sonnet 4.6": 33.3,
        "GLM-5": 24.2,
        "Gemini 3 Flash": 19.0,
        "GPT-5.4": 6.5,
        "Gemini 3.1 Flash Lite": 3.3,
    }
    assert {(row.benchmark, row.version, row.metric) for row in rows} == {("clawbench", "V1", "success")}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Overall", "Total", "no table with the columns Rank, Model, Overall"),
        ("24.2", "24.2%", "expected a number"),
        ("| Rank ", "| # ", "no table with the columns"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused(PLACE, old, new, message)


def test_a_page_without_results_has_no_board_yet() -> None:
    with pytest.raises(NotFoundError, match="no results yet"):
        rows_of_text("clawbench", "v1", "# ClawBench\n\n| Port | Service |\n|---|---|\n| 7878 | API |\n")


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("clawbench", "v1")
    assert len(rows) == 6
    assert find(rows, "Claude Haiku 4.5").value == 18.3
    with pytest.raises(NotFoundError):
        rows_of_captures("clawbench", "v1", as_of="2026-04-10")
