"""llmfit's list: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, repositories, told
from tests.sources.support import document, needs_captures
from weighbridge.source import ParseError

SOURCE = "llmfit-models"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="hf_models.json")
    assert told(rows, "Qwen3-8B") == {
        "total_parameters": 8_190_735_360.0,
        "architecture": "dense",
        "context": 40_960.0,
        "repository_created": "2025-04-27",
    }
    assert repositories(rows, "Qwen3-8B") == {"Qwen/Qwen3-8B"}
    assert told(rows, "DeepSeek-V3.1") == {"total_parameters": 684_531_386_000.0, "architecture": "mixture"}
    assert "context" not in told(rows, "granite-tiny"), "a default"
    assert "context" not in told(rows, "Hermit-24B"), "its type may have a factor"
    assert told(rows, "Kimi-K2.5") == {"architecture": "mixture"}, "its files are packed: the count is not of weights"
    assert told(rows, "NVIDIA-Nemotron-Nano-9B-v2") == {"total_parameters": 8_888_227_328.0}, "a type that serves both"
    assert told(rows, "Qwen3-8B-AWQ") == {}
    assert told(rows, "tiny-random") == {"architecture": "dense"}, "a count of a test's model is no count"


def test_broken_lists_are_errors() -> None:
    body = document(SOURCE, "hf_models.json").body
    with pytest.raises(ParseError, match="'parameters_raw' is missing"):
        facts_of_body(SOURCE, body.replace(b"parameters_raw", b"parameters"))
    with pytest.raises(ParseError, match="expected a list"):
        facts_of_body(SOURCE, b"{}")
    with pytest.raises(ParseError, match="expected a date"):
        facts_of_body(SOURCE, body.replace(b"2025-04-27", b"April 2025"))


@needs_captures
def test_the_real_list() -> None:
    rows = facts_of_captures(SOURCE, "models", "2026-06-30")
    assert len(rows) == 2381
    assert told(rows, "tiny-aya-base") == {"total_parameters": 3_349_227_520.0, "architecture": "dense"}
