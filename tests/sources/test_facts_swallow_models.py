"""Swallow's list of models: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, repositories, told
from tests.sources.support import document, needs_captures
from weighbridge.source import ParseError

SOURCE = "swallow-models"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="model.yml")
    assert told(rows, "ELYZA-Thinking-1.0-Qwen-32B") == {
        "released": "2025-05-01",
        "total_parameters": 33e9,
        "active_parameters": 33e9,
    }
    assert repositories(rows, "ELYZA-Thinking-1.0-Qwen-32B") == {"elyza/ELYZA-Thinking-1.0-Qwen-32B"}
    assert told(rows, "gpt-oss-20b")["active_parameters"] == 3.6e9, "read once, though it stands twice"
    assert told(rows, "qwq-bakeneko-32b") == {"total_parameters": 33e9}, "no date, no active parameters"
    assert not [row for row in rows if row.repository is None], "closed models have no repository and no count"


def test_a_mixture_is_not_believed_to_be_dense() -> None:
    rows = facts_of_files(SOURCE, main="model.yml")
    assert told(rows, "llm-jp-4-32b-a3b-thinking") == {"released": "2026-04-03", "total_parameters": 32e9}


def test_broken_files_are_errors() -> None:
    body = document(SOURCE, "model.yml").body
    with pytest.raises(ParseError, match="'params' is missing"):
        facts_of_body(SOURCE, body.replace(b" params:", b" size:"))
    with pytest.raises(ParseError, match="cannot be active"):
        facts_of_body(SOURCE, body.replace(b"active_params: 3.6", b"active_params: 36"))
    with pytest.raises(ParseError, match="expected a list"):
        facts_of_body(SOURCE, b"models: {}")


@needs_captures
def test_the_real_file() -> None:
    rows = facts_of_captures(SOURCE, "models", "2026-06-30")
    assert len(rows) == 331
    assert told(rows, "sarashina2.2-3b-instruct-v0.1")["active_parameters"] == 3.4e9
