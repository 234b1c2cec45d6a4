"""Spider 2.0: tables by id and by the box around them, two runs of one system, the template's borrowed figures."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sources.edited import refused, rows_of_text
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.schema import Reporter
from weighbridge.source import NotFoundError

ID, FILE = "spider2", "index.html"


def test_rows() -> None:
    rows = rows_of_fixture(ID, "snow", main=FILE)
    assert {(row.settings["harness"], row.name): row.value for row in rows} == {
        ("LingXi Agent", "Claude-Sonnet-4.5"): 79.89,
        ("Spider-Agent", "Qwen3-Coder"): 31.08,
        ("Spider-Agent", "Claude-3.7-Sonnet-20250219-Thinking"): 24.31,
        ("Spider-Agent", "Claude-3.5-Sonnet-20241022"): 19.01,  # the newer of two
        ("DIN-SQL", "GPT-4o"): 0.0,
    }
    lingxi = find(rows, "Claude-Sonnet-4.5")
    assert (lingxi.measured_by, lingxi.measured_on, lingxi.reporter) == ("Ant Group", date(2025, 12, 5), None)
    assert find(rows, "Qwen3-Coder").reporter is Reporter.INDEPENDENT
    assert {row.version for row in rows} == {"2025-07"}


def test_the_first_form_of_the_page() -> None:
    rows = rows_of_fixture(ID, "snow", main="2025-02.html")
    assert [(row.settings["harness"], row.name, row.value, row.version) for row in rows] == [
        ("ReFoRCE", "o1-Preview", 26.69, "2025-02"),
        ("Spider-Agent", "DeepSeek-R1", 7.68, "2025-02"),
    ]
    assert rows[0].measured_by == "Hao AI Lab x Snowflake"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("ex-table-snow", "snow-table", "no table of snow; the page has changed"),
        ("<th>Method</th>", "<th>System</th>", "no column 'Method'"),
        ("<th>Method</th><th>Score</th>", "<th>Method</th><th>EX</th>", "no column 'Score'"),
        ("31.08", "31.08 %", "expected a number"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused((ID, "snow", FILE), old, new, message)


def test_a_page_of_another_benchmark_has_no_board_yet() -> None:
    page = '<html>Spider2<table id="ex-table"><tr><th>Model</th><th>Test (%)</th></tr></table></html>'
    with pytest.raises(NotFoundError, match="no table of this setting yet"):
        rows_of_text(ID, "lite", page)


@needs_captures
def test_captured() -> None:
    snow = rows_of_captures(ID, "snow")
    assert len(snow) == 29
    assert find(snow, "Qwen3-Coder").value == 31.08
    assert len(rows_of_captures(ID, "lite")) == 25
    dbt = rows_of_captures(ID, "dbt")
    assert find(dbt, "GPT-4.1", harness="Spider-Agent").value == 10.29
    assert [len(rows_of_captures(ID, "snow", as_of=day)) for day in ("2025-02-05", "2025-07-18")] == [12, 22]
    with pytest.raises(NotFoundError):
        rows_of_captures(ID, "snow", as_of="2024-08-23")
