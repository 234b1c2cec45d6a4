"""AoC-Agent: tables of years, models that tried a few days only, modes in brackets."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.schema import SourceRow

PLACE = ("aoc-agent", "years", "README.md")


def of_year(rows: list[SourceRow], year: str) -> list[SourceRow]:
    return [row for row in rows if row.version == year]


def test_each_year_is_a_version() -> None:
    rows = rows_of_fixture("aoc-agent", "years", main="README.md")
    assert [row.name for row in of_year(rows, "2023")] == ["claude-opus-4.6"]
    row = find(of_year(rows, "2022"), "z-ai/glm-4.7")
    assert (row.value, row.n, row.latency_s, row.metric) == (94.0, 50, 218.4, "solved")
    assert find(of_year(rows, "2022"), "claude-opus-4.6").value == 100.0


def test_modes_are_settings() -> None:
    rows = of_year(rows_of_fixture("aoc-agent", "years", main="README.md"), "2022")
    name = "nvidia/nemotron-3-nano-30b-a3b:free"
    assert find(rows, name, output="prompted", tool_choice="off").value == 40.0
    assert {row.value for row in rows if row.name == name and "output" not in row.settings} == {38.0}


def test_a_model_that_tried_a_few_days_is_left_out() -> None:
    rows = rows_of_fixture("aoc-agent", "years", main="README.md")
    assert not [row for row in rows if "gpt-oss" in row.name]
    older = rows_of_fixture("aoc-agent", "years", main="2026-01.md")
    assert {row.name: row.value for row in older} == {"z-ai/glm-4.7": 96.0, "xiaomi/mimo-v2-flash:free": 90.0}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("## 20", "## Year 20", "no table under the heading of a year"),
        (
            "| Part 1   | Part 2   | Score   | Avg D",
            "| First    | Part 2   | Score   | Avg D",
            "field 'Part 1' is missing",
        ),
        ("24/25", "96%  ", "'Part 1' should be like 24/25"),
        ("218.4s", "218.4 ", "expected a number with 's'"),
        ("(no-tool-choice)", "(no-sandbox)    ", "expected a model with known modes"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused(PLACE, old, new, message)


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("aoc-agent", "years")
    assert (len(of_year(rows, "2022")), len(of_year(rows, "2023"))) == (26, 26)
    assert find(of_year(rows, "2022"), "moonshotai/kimi-k2-thinking", output="prompted").value == 76.0
    days = ("2026-01-04", "2026-01-10", "2026-01-14", "2026-01-24", "2026-02-13")
    assert [len(rows_of_captures("aoc-agent", "years", as_of=day)) for day in days] == [9, 13, 34, 32, 42]
