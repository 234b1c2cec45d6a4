"""MLE-bench: agent and model, standard errors, rows of several models, and the shape of one cell for both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.sources.support import (
    board_of,
    document,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.source import ParseError


def test_rows() -> None:
    rows = rows_of_fixture("mle-bench", "mle-bench", main="README.md")
    deepseek = find(rows, "Deepseek-V3.2-Speciale", "all")
    assert (deepseek.value, deepseek.stderr, deepseek.measured_on) == (56.44, 2.47, date(2025, 12, 16))
    assert deepseek.settings == {"harness": "ML-Master 2.0", "hours": "24"}
    assert find(rows, "Deepseek-V3.2-Speciale", "high").stderr == 2.22
    assert find(rows, "llama-3.1-405b-instruct", "high").value == 0.0
    leaked = find(rows, "Gemini-3-Flash-Preview", "all")
    assert (leaked.value, leaked.settings["leakage"]) == (62.66, "known")


def test_one_agent_with_two_time_limits() -> None:
    rows = rows_of_fixture("mle-bench", "mle-bench", main="README.md")
    long = find(rows, "Gemini-3-Pro-Preview", "all", harness="PiEvolve", hours="24")
    short = find(rows, "Gemini-3-Pro-Preview", "all", harness="PiEvolve", hours="12")
    assert (long.value, short.value) == (61.33, 52.0)


def test_rows_of_several_or_unknown_models_are_left_out() -> None:
    names = {row.name for row in rows_of_fixture("mle-bench", "mle-bench", main="README.md")}
    assert names == {
        "Gemini-3-Flash-Preview",
        "Gemini-3-Pro-Preview",
        "Deepseek-V3.2-Speciale",
        "llama-3.1-405b-instruct",
    }


def test_agent_and_model_in_one_cell() -> None:
    rows = rows_of_fixture("mle-bench", "mle-bench", main="older.md")
    assert {row.name for row in rows} == {"deepseek-r1", "gpt-4o-2024-08-06"}
    row = find(rows, "deepseek-r1", "all")
    assert (row.value, row.stderr, row.settings) == (29.3, 0.8, {"harness": "ML-Master"})


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("README.md", "All (%)", "Total (%)", "no table with the columns"),
        ("README.md", "56.44 ± 2.47", "56,44 ± 2,47", "expected a number"),
        ("README.md", "2025-12-16", "December", "expected a day"),
        ("older.md", "MLAB gpt-4o-2024-08-06", "MLAB", "expected an agent and a model in one cell"),
    ],
)
def test_broken_shapes_are_refused(file: str, old: str, new: str, message: str) -> None:
    source, whole = source_of("mle-bench"), document("mle-bench", file)
    broken = replace(whole, body=whole.text().replace(old, new, 1).encode())
    with pytest.raises(ParseError, match=message):
        list(source.parse(board_of(source, "mle-bench"), {"main": broken}))


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("mle-bench", "mle-bench")
    assert len({row.key() for row in rows}) == len(rows) == 23 * 4
    assert find(rows, "deepseek-r1", "all", harness="InternAgent").value == 36.44
    assert find(rows, "llama-3.1-405b-instruct", "low").value == 10.23
    for day, count in (("2025-01-06", 6), ("2025-08-14", 8), ("2025-09-15", 9), ("2025-12-19", 18)):
        assert len(rows_of_captures("mle-bench", "mle-bench", as_of=day)) == count * 4, day
    with pytest.raises(ParseError, match="no table"):
        rows_of_captures("mle-bench", "mle-bench", as_of="2024-10-08")
