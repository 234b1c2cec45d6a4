"""τ-bench: strategies before models, links around parts of a cell, question marks for runs not made."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused, rows_of_text
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.source import NotFoundError

PLACE = ("tau-bench", "airline", "README.md")


def test_rows() -> None:
    rows = rows_of_fixture("tau-bench", "airline", main="README.md")
    assert len(rows) == 3 * 4
    assert find(rows, "claude-3-5-sonnet-20241022", "pass-4").value == 22.5
    assert find(rows, "gpt-4o", "pass-1", harness="TC").value == 42.0
    assert find(rows, "gpt-4o", "pass-1", harness="ReAct").value == 32.5
    assert not [row for row in rows if row.name == "mistral-large-2407"]
    retail = rows_of_fixture("tau-bench", "retail", main="README.md")
    assert [(row.benchmark, row.metric, row.value) for row in retail] == [
        ("tau-bench-retail", "pass-1", 69.2),
        ("tau-bench-retail", "pass-2", 57.6),
        ("tau-bench-retail", "pass-3", 50.9),
        ("tau-bench-retail", "pass-4", 46.2),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("### Airline", "### Airlines", "no table under the heading 'Airline'"),
        ("Pass^3", "Pass3", r"field 'Pass\^3' is missing"),
        ("TC (gpt-4o)", "gpt-4o", "expected a strategy with a model in brackets"),
        ("0.273", "???", "expected a number"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused(PLACE, old, new, message)


def test_a_page_without_tables_has_no_board_yet() -> None:
    with pytest.raises(NotFoundError, match="no table yet"):
        rows_of_text("tau-bench", "airline", "# τ-bench\n")


@needs_captures
@pytest.mark.parametrize("day", ["2025-07-13", None])
def test_captured(day: str | None) -> None:
    assert len(rows_of_captures("tau-bench", "airline", as_of=day)) == 24
    retail = rows_of_captures("tau-bench", "retail", as_of=day)
    assert len(retail) == 12
    assert find(retail, "gpt-4o", "pass-1").value == 60.4
