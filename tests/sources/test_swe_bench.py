"""SWE-bench: rows read by eye from the page, its file and its first format; broken shapes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.schema import Reporter
from weighbridge.source import NotFoundError, ParseError


def test_bash_only_names_the_model_and_keeps_effort_and_agent_version() -> None:
    rows = rows_of_fixture("swe-bench", "bash-only", page="page.html")
    assert len(rows) == 7
    row = find(rows, "minimax-m2.5")
    assert (row.benchmark, row.metric, row.value, row.cost_usd) == (
        "swe-bench-bash-only",
        "resolved",
        75.8,
        0.073289987844,
    )
    assert row.settings == {
        "harness": "mini-SWE-agent",
        "harness_version": "2.0.0",
        "effort": "high",
        "attempts": "1",
    }
    assert (row.reporter, row.measured_on) == (Reporter.INDEPENDENT, date(2026, 2, 17))
    assert find(rows, "claude-opus-4-5-20251101").settings["effort"] == "medium"
    assert find(rows, "gpt-5.2-2025-12-11", effort="high").value == 71.8
    assert [r.value for r in rows if r.name == "gpt-5.2-2025-12-11" and "effort" not in r.settings] == [69.0]
    assert find(rows, "glm-4.6").settings["temperature"] == "1"
    assert find(rows, "gemini-2.0-flash").cost_usd is None


def test_verified_splits_system_and_model_and_leaves_out_what_names_none_or_several() -> None:
    rows = rows_of_fixture("swe-bench", "verified", page="page.html")
    assert {(r.name, r.settings.get("harness"), r.value) for r in rows} == {
        ("claude-opus-4-5-20251101", "live-SWE-agent", 79.2),
        ("Qwen/Qwen3-Coder-480B-A35B-Instruct", "OpenHands", 69.6),
        ("zai-org/GLM-4.6", None, 68.2),
        ("Qwen3-Coder-30B-A3B-Instruct", "EntroPO + R2E", 60.4),
        ("Qwen3-Coder-30B-A3B-Instruct", "EntroPO + R2E", 52.2),
        ("claude-3-5-sonnet-20241022", "OpenHands + CodeAct v2.1", 53.0),
        ("claude-3.5-sonnet-20241022", "Tools", 49.0),
        ("SWE-agent-LM-32B", "SWE-agent", 40.2),  # its tag names the base model
        ("Skywork-SWE-32B", "Skywork-SWE-32B + TTS(Bo8)", 47.0),  # likewise
        ("gpt-4o-2024-08-06", "EPAM AI/Run Developer Agent", 27.0),  # the later of two runs
    }
    assert find(rows, "Qwen3-Coder-30B-A3B-Instruct", attempts="2+").value == 60.4
    assert all(row.reporter is None for row in rows)


def test_zero_stays_zero_and_mixed_models_are_left_out() -> None:
    rows = rows_of_fixture("swe-bench", "lite", file="leaderboards.json")
    assert [(r.name, r.settings, r.value) for r in rows] == [("Deepseek V3", {"harness": "Moatless Tools"}, 0.0)]


def test_older_shapes() -> None:
    rows = rows_of_fixture("swe-bench", "full", file="first.json")
    assert [(r.name, r.value) for r in rows] == [("GPT 4", 12.29), ("SWE-Llama 13B", 0.7)]
    assert rows[0].measured_on == date(2024, 4, 2)
    early = rows_of_fixture("swe-bench", "bash-only", page="tables.html", file="leaderboards.json")
    assert [(r.name, r.value) for r in early] == [("llama-4-maverick-instruct", 21.04)]


def test_what_was_read_last_counts() -> None:
    page, file = document("swe-bench", "page.html"), document("swe-bench", "leaderboards.json")
    later = replace(file, retrieved_at=file.retrieved_at + timedelta(hours=1))
    source = source_of("swe-bench")
    board = board_of(source, "bash-only")
    assert len(list(source.parse(board, {"page": page, "file": file}))) == 7
    assert len(list(source.parse(board, {"page": page, "file": later}))) == 1


def test_broken_shapes_are_refused() -> None:
    source = source_of("swe-bench")
    page = document("swe-bench", "page.html")
    board = board_of(source, "verified")
    for body in (b"<html><body>Moved</body></html>", page.body.replace(b'"resolved"', b'"solved"')):
        with pytest.raises(ParseError):
            list(source.parse(board, {"page": replace(page, body=body)}))
    with pytest.raises(NotFoundError, match="no leaderboard called 'Multilingual'"):
        list(source.parse(board_of(source, "multilingual"), {"page": page}))


@needs_captures
def test_real_payloads() -> None:
    bash = rows_of_captures("swe-bench", "bash-only")
    assert len(bash) == 46
    assert find(bash, "glm-5").value == 72.8
    assert find(bash, "kimi-k2.5").cost_usd == pytest.approx(0.146554, abs=1e-6)
    assert find(bash, "Kimi-K2-Thinking").value == 63.4
    assert find(bash, "gpt-oss-120b").value == 26.0
    verified = rows_of_captures("swe-bench", "verified")
    assert len(verified) == 81
    assert find(verified, "kimi-k2-0905-preview").value == 71.2
    assert find(verified, "moonshot/kimi-k2-0711-preview").settings == {"harness": "OpenHands", "attempts": "1"}
    multilingual = rows_of_captures("swe-bench", "multilingual")
    assert len(multilingual) == 13
    assert find(multilingual, "deepseek-v3.2").value == 59.0
    assert find(rows_of_captures("swe-bench", "multimodal"), "gpt-4.1-2025-04-14").value == 31.14


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "count"),
    [
        ("full", "2024-04-16", 7),
        ("verified", "2025-03-31", 34),
        ("lite", "2025-05-07", 35),
        ("bash-only", "2025-07-28", 12),
        ("bash-only", "2025-12-11", 31),
    ],
)
def test_older_real_payloads(board: str, day: str, count: int) -> None:
    assert len(rows_of_captures("swe-bench", board, as_of=day)) == count
