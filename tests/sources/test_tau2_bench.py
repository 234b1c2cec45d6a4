"""τ²-bench: domains, versions, who reports; what is not in the manifest; chains of models."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.sources.support import FIXTURES, board_of, document, find, needs_captures, rows_of_captures, source_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Document, NotFoundError, ParseError

FILES = {
    "gpt-5-2-none_sierra_2026-02-26": "gpt-5-2-none.json",
    "kimi-k3_sierra_2026-08-04": "kimi-k3.json",
    "glm-5-think_sierra_2026-03-02": "glm-5-think.json",
    "distyl-buttonagent_distyl_2026-03-25": "distyl.json",
    "o3_openai_2025-01-15": "o3.json",
    "qwen3-max_qwen_2024_09_23": "qwen3-max.json",
    "claude-opus-4_anthropic_2025-05-22": "claude-opus-4.json",
    "raft-30b-a3b_neu_2026-04-29": "raft.json",
    "livekit-cascaded_livekit_2026-05-19": "cascaded.json",
    "grok-mentor_pickle_2026-07-07": "mentor.json",
}


def rows_of(board_id: str, *without: str) -> list[SourceRow]:
    source = source_of("tau2-bench")
    board = board_of(source, board_id)

    def get(url: str) -> Document:
        name = url.split("/")[-2]
        if url == board.url:
            return document("tau2-bench", "manifest.json", url)
        if name in without:
            raise NotFoundError(url)
        return document("tau2-bench", FILES[name], url)

    return list(source.parse(board, source.collect(board, get)))


def test_text_rows() -> None:
    rows = rows_of("bench")
    banking = find([r for r in rows if r.benchmark == "tau2-bench-banking"], "Kimi K3", "pass-1")
    assert (banking.value, banking.version) == (37.11340206185567, "1.0.1")
    assert banking.settings == {"effort": "max", "user_simulator": "gpt-5.2", "retrieval": "alltools"}
    assert (banking.reporter, banking.measured_on) == (Reporter.INDEPENDENT, date(2026, 7, 24))
    assert {r.benchmark for r in rows if r.name == "Kimi K3"} == {"tau2-bench-banking"}  # null domains give nothing
    airline = find([r for r in rows if r.benchmark == "tau2-bench-airline"], "GPT-5.2", "pass-1")
    assert (airline.value, airline.version, airline.cost_usd) == (52.5, "1", 0.053692803500000004)
    assert {r.metric for r in rows if r.name == "GPT-5.2"} == {"pass-1", "pass-4"}
    glm = find(rows, "GLM-5", "pass-1")
    assert (glm.version, glm.settings["thinking"]) == ("1", "enabled")  # marked 0.2.1-dev, later 1.0.1
    assert find(rows, "Distyl ButtonAgent", "pass-1").version == "before 1.0.1"
    assert find(rows, "Claude Opus 4").version == "original tau-bench"


def test_who_reports() -> None:
    rows = rows_of("bench")
    assert {r.benchmark: r.value for r in rows if r.name == "o3"} == {
        "tau2-bench-retail": 73.9,
        "tau2-bench-airline": 52.0,
    }
    assert all(r.reporter is Reporter.SELF_REPORTED for r in rows if r.name in ("o3", "Qwen3-Max"))
    raft = find(rows, "RAFT-30B-A3B", "pass-1")
    assert (raft.version, raft.cost_usd, raft.settings["submission"]) == ("not stated", None, "custom")
    assert "example.org" not in repr(rows)  # no address of a person


def test_voice_rows() -> None:
    rows = rows_of("voice")  # the chain of three providers is left out
    assert [(r.benchmark, r.name, r.settings["harness"], r.value) for r in rows] == [
        ("tau2-voice-retail", "grok-voice-think-fast-1.0", "tool-mentor", 76.31578947368422)
    ]


def test_one_missing_submission_does_not_lose_the_rest() -> None:
    assert {r.name for r in rows_of("bench", "o3_openai_2025-01-15")} == {r.name for r in rows_of("bench")} - {"o3"}


def test_broken_shapes_are_refused() -> None:
    source = source_of("tau2-bench")
    board = board_of(source, "bench")
    manifest, entry = document("tau2-bench", "manifest.json"), document("tau2-bench", "o3.json")
    key = "o3_openai_2025-01-15"
    for old, new in ((b"pass_1", b"pass1"), (b"model_name", b"name"), (b"73.9", b'"73.9%"')):
        rows = []
        try:
            rows = list(
                source.parse(board, {"manifest": manifest, key: replace(entry, body=entry.body.replace(old, new))})
            )
        except ParseError:
            continue
        assert not rows, old  # no figure at all: the pipeline refuses an empty board
    with pytest.raises(ParseError, match="domain"):
        other = replace(entry, body=entry.body.replace(b'"retail"', b'"hotel"'))
        list(source.parse(board, {"manifest": manifest, key: other}))
    with pytest.raises(ParseError):
        list(source.parse(board, {"manifest": replace(manifest, body=b"<html></html>")}))
    assert (FIXTURES / "tau2-bench" / "o3.json").exists()


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("tau2-bench", "bench")
    assert len(rows) == 316
    telecom = [r for r in rows if r.benchmark == "tau2-bench-telecom"]
    assert find(telecom, "Qwen3.5-397B-A17B", "pass-1").value == 97.81
    assert find(telecom, "Kimi-k2", "pass-1").reporter is Reporter.SELF_REPORTED
    assert "qwen3-max_qwen_2025-10-30" not in {r.document for r in rows}  # in the store, not in the manifest
    assert len(rows_of_captures("tau2-bench", "voice")) == 48
    assert len(rows_of_captures("tau2-bench", "bench", as_of="2025-10-04")) == 74
    before = rows_of_captures("tau2-bench", "bench", as_of="2026-06-01")
    assert find([r for r in before if r.benchmark == "tau2-bench-banking"], "GLM-5", "pass-1").version == "before 1.0.1"
