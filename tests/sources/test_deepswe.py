"""DeepSWE: figures read by eye from the board."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.sources.support import (
    READ_AT,
    board_of,
    document,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.schema import SourceRow
from weighbridge.source import Document, ParseError


def parsed(body: bytes) -> list[SourceRow]:
    source = source_of("deepswe")
    main = Document("https://deepswe.datacurve.ai/x.json", body, READ_AT)
    return list(source.parse(board_of(source, "v1.1"), {"main": main}))


def board() -> Any:
    return json.loads(document("deepswe", "leaderboard.json").body)


def test_rows_are_as_read_by_eye() -> None:
    rows = rows_of_fixture("deepswe", "v1.1", main="leaderboard.json")
    assert len(rows) == 10
    best = find(rows, "claude-opus-5", "pass-at-1")
    assert (best.value, best.n, best.cost_usd) == (73.648648649, 444, 11.837583271396396)
    assert (best.ci_low, best.ci_high, best.latency_s) == (69.776338222, 77.520959075, 1911.819866231982)
    assert best.settings == {"harness": "mini-swe-agent", "effort": "max"}
    assert find(rows, "glm-5-2", "pass-at-1", effort="high").value == 36.283185841
    four = find(rows, "glm-5-2", "pass-at-4", effort="max")
    assert (four.value, four.ci_low, four.cost_usd) == (76.991150442, None, None)


def test_no_effort_no_cost_and_the_agent_in_the_configuration() -> None:
    rows = rows_of_fixture("deepswe", "v1.1", main="leaderboard.json")
    kimi = find(rows, "kimi-k2-7-code", "pass-at-1")
    assert kimi.settings == {"harness": "mini-swe-agent"} and kimi.cost_usd is None
    assert find(rows, "gpt-5-6-luna", "pass-at-1").settings == {"harness": "mini-swe-agent", "effort": "low"}


def test_other_shapes_are_refused() -> None:
    other = board()
    other["n_tasks_in_set"] = 120
    with pytest.raises(ParseError, match=r"120 tasks, version 1\.1 has 113"):
        parsed(json.dumps(other).encode())
    renamed = board()
    renamed["rows"][0]["pass1"] = renamed["rows"][0].pop("pass_at_1")
    with pytest.raises(ParseError, match="pass_at_1"):
        parsed(json.dumps(renamed).encode())
    agent = board()
    agent["rows"][4]["config"] = "codex_gpt_5_6_luna_low"
    with pytest.raises(ParseError, match="mini-swe-agent"):
        parsed(json.dumps(agent).encode())
    with pytest.raises(ParseError, match="HTML"):
        parsed(b"<!doctype html>")


@needs_captures
def test_the_real_board() -> None:
    rows = rows_of_captures("deepswe", "v1.1")
    assert len(rows) == 122 and len({row.key() for row in rows}) == 122
    assert find(rows, "kimi-k3", "pass-at-1").value == 68.514412417
    assert find(rows, "deepseek-v4-pro", "pass-at-1", effort="max").cost_usd == 0.24138687892256638
    assert find(rows, "gemini-3-1-pro-preview", "pass-at-1").value == pytest.approx(11.7257, abs=1e-4)
    assert find(rows, "claude-opus-5", "pass-at-1", effort="max").value == 73.648648649
    assert "effort" not in find(rows, "kimi-k2-7-code", "pass-at-4").settings


@needs_captures
@pytest.mark.parametrize(
    ("day", "count"), [("2026-06-19", 38), ("2026-06-21", 40), ("2026-06-25", 42), ("2026-07-02", 52)]
)
def test_older_dates(day: str, count: int) -> None:
    rows = rows_of_captures("deepswe", "v1.1", day)
    assert len(rows) == count
    assert find(rows, "claude-fable-5", "pass-at-1", effort="xhigh").value == 69.911504425
