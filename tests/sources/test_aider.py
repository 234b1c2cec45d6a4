"""Aider's boards: edit formats, architect pairs, quantised runs, and runs that stand on two boards."""

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
from weighbridge.schema import SourceRow
from weighbridge.source import Document, NotFoundError, ParseError


def test_one_model_in_two_edit_formats() -> None:
    rows = rows_of_fixture("aider", "polyglot", main="polyglot.yml")
    diff = find(rows, "Qwen2.5-Coder-32B-Instruct", "pass-rate-2", prompt="diff")
    whole = find(rows, "Qwen2.5-Coder-32B-Instruct", "pass-rate-2", prompt="whole")
    assert (diff.value, whole.value) == (8.0, 16.4)
    assert (diff.benchmark, diff.n, diff.latency_s, diff.measured_on) == (
        "aider-polyglot",
        225,
        84.4,
        date(2024, 12, 22),
    )
    assert diff.cost_usd is None  # 0.0 stands for unknown
    assert find(rows, "Qwen2.5-Coder-32B-Instruct", "well-formed", prompt="diff").value == 71.6


def test_architect_and_editor_are_told_apart() -> None:
    row = find(rows_of_fixture("aider", "polyglot", main="polyglot.yml"), "o3 (high)", "pass-rate-2")
    assert row.value == 78.2
    assert row.settings == {
        "prompt": "architect",
        "editor": "gpt-4.1",
        "editor_format": "editor-diff",
        "effort": "high",
    }
    assert row.cost_usd == pytest.approx(17.5518 / 224, abs=1e-6)


def test_thinking_tokens() -> None:
    rows = rows_of_fixture("aider", "polyglot", main="polyglot.yml")
    off = find(rows, "gemini-2.5-flash-preview-05-20 (no think)", "pass-rate-1")
    assert (off.value, off.settings) == (20.9, {"prompt": "diff", "thinking": "off"})
    on = find(rows, "claude-sonnet-4-20250514 (32k thinking)", "pass-rate-1")
    assert on.settings == {"prompt": "diff", "budget": "32000"}


def test_partial_runs_say_so_and_runs_on_other_exercises_are_left_out() -> None:
    rows = rows_of_fixture("aider", "edit", main="edit.yml")
    partial = find(rows, "o1-mini", "pass-rate-2")
    assert (partial.value, partial.n, partial.settings["cases"]) == (61.1, 36, "36 of 133")
    assert not [row for row in rows if row.name == "o1-mini-2024-09-12"]
    assert find(rows, "gemini-exp-1114", "pass-rate-2").cost_usd is None


def test_quantised_runs_of_one_model() -> None:
    rows = rows_of_fixture("aider", "quant", main="quant.yml", before="edit.yml")
    assert {row.name for row in rows} == {"Qwen2.5-Coder-32B-Instruct"}
    ollama = find(rows, "Qwen2.5-Coder-32B-Instruct", "pass-rate-2", host="Ollama")
    assert (ollama.value, ollama.settings["precision"], ollama.settings["context"]) == (51.9, "fp16", "2k ctx")
    fireworks = find(rows, "Qwen2.5-Coder-32B-Instruct", "pass-rate-2", host="Fireworks via OpenRouter")
    assert "precision" not in fireworks.settings
    assert len(rows) == 6  # the first run is the editing board's
    assert len(rows_of_fixture("aider", "quant", main="quant.yml")) == 9


def test_titles_of_the_qwen3_board() -> None:
    rows = rows_of_fixture("aider", "qwen3", main="qwen3.yml", before="polyglot.yml")
    row = find(rows, "Qwen3-235B-A22B", "pass-rate-2")
    assert (row.value, row.settings["thinking"], row.settings["prompt"]) == (59.1, "off", "whole")
    assert row.settings["setup"] == "with llama.cpp, Q5_K_M (unsloth), recommended /no_think settings"
    assert len(rows) == 3
    alone = rows_of_fixture("aider", "qwen3", main="qwen3.yml")
    assert find(alone, "Qwen3 32B", "pass-rate-2").settings["thinking"] == "on"


def test_refactoring_has_one_attempt() -> None:
    rows = rows_of_fixture("aider", "refactor", main="refactor.yml")
    assert {row.metric: row.value for row in rows} == {"pass-rate-1": 31.5, "well-formed": 67.4}
    assert rows[0].cost_usd == pytest.approx(1.0338 / 89, abs=1e-6)


@pytest.mark.parametrize(
    ("board", "file", "old", "new", "message"),
    [
        ("polyglot", "polyglot.yml", "pass_rate_2:", "pass_rate:", "field 'pass_rate_2' is missing"),
        ("polyglot", "polyglot.yml", "date: 2024-12-22", "date: last week", "should be a date"),
        ("polyglot", "polyglot.yml", "pass_rate_1: 4.4", "pass_rate_1: 4.4%", "should be a number"),
        ("quant", "quant.yml", "HuggingFace via GLHF: BF16", "HuggingFace weights", "expected 'host: precision'"),
        ("quant", "quant.yml", "Qwen/Qwen2.5-Coder-32B-Instruct", "Qwen/Qwen2.5-32B", "expected 'host: precision'"),
    ],
)
def test_broken_shapes_are_refused(board: str, file: str, old: str, new: str, message: str) -> None:
    source, whole = source_of("aider"), document("aider", file)
    assert old in whole.text()
    broken = replace(whole, body=whole.text().replace(old, new).encode())
    with pytest.raises(ParseError, match=message):
        list(source.parse(board_of(source, board), {"main": broken}))


@pytest.mark.parametrize("body", [b"", b"[]", b"<html><body>Not found</body></html>"])
def test_other_documents_are_refused(body: bytes) -> None:
    source = source_of("aider")
    page = replace(document("aider", "edit.yml"), body=body)
    with pytest.raises(ParseError, match="expected a list of runs"):
        list(source.parse(board_of(source, "edit"), {"main": page}))


def test_the_other_board_may_be_gone() -> None:
    def get(url: str) -> Document:
        if "edit_leaderboard" in url:
            raise NotFoundError(f"{url}: no such document")
        return document("aider", "quant.yml", url)

    source = source_of("aider")
    assert list(source.collect(board_of(source, "quant"), get)) == ["main"]


def names_of(rows: list[SourceRow]) -> set[str]:
    return {row.name for row in rows}


@needs_captures
def test_captured_boards() -> None:
    polyglot = rows_of_captures("aider", "polyglot")
    assert len(polyglot) == 69 * 3
    assert len({row.key() for row in polyglot}) == len(polyglot)
    assert find(polyglot, "DeepSeek-V3.2-Exp (Reasoner)", "pass-rate-2").value == 74.2
    assert find(polyglot, "Kimi K2", "pass-rate-2").cost_usd == pytest.approx(1.2357 / 225, abs=1e-6)
    assert find(polyglot, "Qwen3 235B A22B diff, no think, Alibaba API", "pass-rate-2").value == 59.6
    assert find(polyglot, "DeepSeek R1", "pass-rate-2", prompt="architect").value == 64.0
    edit = rows_of_captures("aider", "edit")
    assert len(names_of(edit)) == 97
    assert find(edit, "llama-3.1-405b-instruct (whole)", "pass-rate-2").value == 66.2
    architect = rows_of_captures("aider", "architect")
    assert find(architect, "o1-preview", "pass-rate-2", editor="o1-mini").value == 85.0
    assert len(architect) == 16 * 3
    quant = rows_of_captures("aider", "quant")
    assert find(quant, "Qwen2.5-Coder-32B-Instruct", "pass-rate-2", precision="q2_K").value == 61.7
    assert len(quant) == 13 * 3
    assert len(rows_of_captures("aider", "qwen3")) == 8 * 3
    assert len(rows_of_captures("aider", "refactor")) == 14 * 2


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "count"),
    [("polyglot", "2024-12-21", 18), ("edit", "2024-07-05", 90), ("refactor", "2024-07-05", 18)],
)
def test_captured_history(board: str, day: str, count: int) -> None:
    assert len(rows_of_captures("aider", board, as_of=day)) == count
