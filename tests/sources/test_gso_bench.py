"""GSO: one and ten attempts, hacks taken out, runs sent in, and the shape before there was any of it."""

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
from weighbridge.schema import Reporter
from weighbridge.source import ParseError


def test_rows() -> None:
    rows = rows_of_fixture("gso-bench", "gso", main="leaderboard.json")
    kimi = find(rows, "Kimi-K2-Instruct", "opt-at-1")
    assert (kimi.value, kimi.n, kimi.settings, kimi.measured_on) == (
        4.9,
        102,
        {"harness": "OpenHands"},
        date(2025, 8, 26),
    )
    assert find(rows, "Kimi-K2-Instruct", "opt-at-1-hack-adjusted").value == 1.96
    assert find(rows, "Gemini-2.5-Pro", "opt-at-1-hack-adjusted").value == 0.0
    assert find(rows, "O4-Mini (high)", "opt-at-1").value == 3.6
    assert find(rows, "O4-Mini (high)", "opt-at-10").value == 12.7
    sent_in = find(rows, "Sent-In", "opt-at-1")
    assert (sent_in.value, sent_in.reporter, sent_in.measured_by) == (0.0, Reporter.COMMUNITY, "Elsewhere")
    assert kimi.reporter is None


def test_the_first_shape() -> None:
    rows = rows_of_fixture("gso-bench", "gso", main="first.json")
    assert {row.metric: row.value for row in rows} == {"opt-at-10": 15.7, "opt-at-1": 0.0}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"score": 4.9', '"points": 4.9', "field 'score' is missing"),
        ("Opt@10", "Opt@100", "setting should be Opt@1 or Opt@10"),
        ("2025-08-26", "26 August", "expected a day"),
        ("{", "<html>{", "expected JSON, met an HTML"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    source, whole = source_of("gso-bench"), document("gso-bench", "leaderboard.json")
    broken = replace(whole, body=whole.text().replace(old, new, 1).encode())
    with pytest.raises(ParseError, match=message):
        list(source.parse(board_of(source, "gso"), {"main": broken}))
    empty = replace(whole, body=b'{"models": [], "metadata": {"total_tasks": 102}}')
    with pytest.raises(ParseError, match="the table is empty"):
        list(source.parse(board_of(source, "gso"), {"main": empty}))


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("gso-bench", "gso")
    assert len({row.key() for row in rows}) == len(rows) == 25 + 23
    assert find(rows, "GLM-4.5-Air", "opt-at-1-hack-adjusted").value == 0.98
    assert find(rows, "GPT-5.4 (xhigh)", "opt-at-1").value == 31.37
    assert len(rows_of_captures("gso-bench", "gso", as_of="2025-06-10")) == 9
    assert len(rows_of_captures("gso-bench", "gso", as_of="2025-09-02")) == 14
