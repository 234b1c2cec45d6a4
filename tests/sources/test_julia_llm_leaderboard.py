"""Julia LLM Leaderboard: two tables, hosts and quantisations behind names, prices of nothing."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused, rows_of_text
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.source import NotFoundError

PLACE = ("julia-llm-leaderboard", "all", "README.md")


def test_rows() -> None:
    rows = rows_of_fixture("julia-llm-leaderboard", "all", main="README.md")
    assert {row.name: row.value for row in rows} == {
        "claude-3-5-sonnet-20240620": 85.8,
        "codestral-2405": 76.3,
        "deepseek-coder": 71.6,
        "Llama-3-70b-chat-hf": 76.8,
        "phind-codellama:34b-v2": 61.8,
        "codellama:13b-instruct": 56.4,
        "mistral:7b-instruct-v0.2": 44.3,
    }
    sonnet = find(rows, "claude-3-5-sonnet-20240620")
    assert (sonnet.cost_usd, sonnet.latency_s) == (0.0073, 6.3)
    assert find(rows, "codestral-2405").cost_usd is None  # a price of nothing was not known


def test_host_and_quantisation_are_settings() -> None:
    rows = rows_of_fixture("julia-llm-leaderboard", "all", main="README.md")
    assert dict(find(rows, "Llama-3-70b-chat-hf").settings) == {"host": "Together.ai"}
    assert dict(find(rows, "codellama:13b-instruct").settings) == {"precision": "q4_K_M"}
    assert dict(find(rows, "mistral:7b-instruct-v0.2").settings) == {"precision": "q4_0"}
    assert dict(find(rows, "phind-codellama:34b-v2").settings) == {}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("### Local Models", "### Open Models", "no table under the heading 'Local Models'"),
        ("| Elapsed | Score |", "| Elapsed | Points |", "field 'Score' is missing"),
        ("85.8", "85,8 ", "expected a number"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused(PLACE, old, new, message)


def test_a_page_without_tables_has_no_board_yet() -> None:
    with pytest.raises(NotFoundError, match="no table yet"):
        rows_of_text("julia-llm-leaderboard", "all", "# Julia-LLM-Leaderboard\n")


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("julia-llm-leaderboard", "all")
    assert len(rows) == 58
    assert find(rows, "codellama:70b-instruct", precision="q2_K").value == 29.8
    assert len({row.key() for row in rows}) == 58
    assert len(rows_of_captures("julia-llm-leaderboard", "all", as_of="2024-02-06")) == 41
    assert len(rows_of_captures("julia-llm-leaderboard", "all", as_of="2024-04-10")) == 43
