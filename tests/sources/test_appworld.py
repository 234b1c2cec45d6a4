"""AppWorld: the precise name of the model, methods that train it, zeros."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.schema import Reporter
from weighbridge.source import ParseError


def test_rows_of_the_fixture() -> None:
    rows = rows_of_fixture("appworld", "leaderboard", main="_leaderboard.json")
    assert len(rows) == 20
    llama = find(rows, "meta-llama/Llama-3-70b-chat-hf", "task-goal-normal")
    assert (llama.value, llama.settings, llama.reporter) == (8.9, {"harness": "PlanExec"}, Reporter.INDEPENDENT)
    assert llama.measured_on == date(2024, 7, 26)
    assert find(rows, "deepseek-ai/deepseek-coder-33b-instruct", "scenario-goal-normal").value == 0.0
    trained = find(rows, "Qwen-2.5-32B-Instruct trained with LOOP", "task-goal-challenge")
    assert (trained.value, trained.reporter) == (47.2, None)
    assert find(rows, "Qwen3-14B trained with Alibaba Cloud ApsaraLab AgentRL", "scenario-goal-challenge").value == 50.4
    assert find(rows, "gpt-4.1-2025-04-14", "task-goal-challenge").settings == {"harness": "IBM CUGA"}


@pytest.mark.parametrize(
    ("old", "new"), [(b"task_goal_completion", b"tgc"), (b"tooltip", b"title"), (b"test_challenge", b"challenge")]
)
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("appworld")
    good = document("appworld", "_leaderboard.json")
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "leaderboard"), {"main": replace(good, body=good.body.replace(old, new))}))
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "leaderboard"), {"main": replace(good, body=b"<html>Moved</html>")}))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("appworld", "leaderboard")
    assert len(rows) == 72
    assert find(rows, "meta-llama/Llama-3-70b-chat-hf", "task-goal-normal", harness="ReAct").value == 20.8
    assert find(rows, "Qwen3-14B trained with Alibaba Cloud ApsaraLab AgentRL", "task-goal-normal").value == 86.9
    assert find(rows, "gpt-4.1-2025-04-14", "scenario-goal-normal").value == 62.5
    assert len(rows_of_captures("appworld", "leaderboard", as_of="2024-11-27")) == 56
