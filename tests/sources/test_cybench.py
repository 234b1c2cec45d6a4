"""Cybench: who ran a row is told by stars, and how many tasks it had by columns."""

from __future__ import annotations

from dataclasses import replace

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
from weighbridge.schema import Reporter
from weighbridge.source import ParseError


def test_rows_and_who_ran_them() -> None:
    rows = rows_of_fixture("cybench", "cybench", main="leaderboard.csv")
    opus = find(rows, "Claude Opus 4.6", "unguided")
    assert (opus.value, opus.n, opus.reporter, opus.measured_by) == (93.0, 37, Reporter.SELF_REPORTED, None)
    mini = find(rows, "OpenAI o3-mini", "unguided")
    assert (mini.value, mini.n, mini.reporter, mini.measured_by) == (22.5, 40, None, "HAL leaderboard")
    llama = {row.metric: row.value for row in rows if row.name == "Llama 3.1 405B Instruct"}
    assert llama == {"unguided": 7.5, "subtask-guided": 15.0, "subtasks": 20.5}
    assert find(rows, "GPT-4o", "subtasks").reporter is None
    assert len([row for row in rows if row.name == "Claude 4.5 Sonnet"]) == 1


def test_the_first_guided_runs_were_on_fewer_tasks() -> None:
    rows = rows_of_fixture("cybench", "cybench", main="first.csv")
    assert {row.metric: (row.value, row.n) for row in rows} == {
        "unguided": (12.5, 40),
        "subtask-guided": (29.4, 17),
        "subtasks": (32.9, 17),
    }


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("End-to-End % Solved", "Solved", "column 'End-to-End % Solved' is missing"),
        ("Model,", "<html>Model,", "met an HTML"),
        (",93,", ",93%,", "expected a number"),
        ("GPT-4o,", "*,", "a model's name with stars behind it expected"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    source, whole = source_of("cybench"), document("cybench", "leaderboard.csv")
    broken = replace(whole, body=whole.text().replace(old, new, 1).encode())
    with pytest.raises(ParseError, match=message):
        list(source.parse(board_of(source, "cybench"), {"main": broken}))
    with pytest.raises(ParseError, match="the table is empty"):
        list(source.parse(board_of(source, "cybench"), {"main": replace(whole, body=b"")}))


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("cybench", "cybench")
    assert len({row.name for row in rows}) == 21
    assert len({row.key() for row in rows}) == len(rows)
    assert find(rows, "Grok 4 Fast", "unguided").reporter is Reporter.SELF_REPORTED
    assert find(rows, "Llama 3 70b Chat", "subtasks").value == 8.2
    assert len(rows_of_captures("cybench", "cybench", as_of="2024-08-12")) == 21
    assert len(rows_of_captures("cybench", "cybench", as_of="2025-10-22")) == 32
