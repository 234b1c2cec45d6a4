"""LLM Stats' files of models: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, told
from tests.sources.support import document, needs_captures
from weighbridge.source import NotFoundError, ParseError

SOURCE = "llm-stats-models"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(
        SOURCE, **{"a/model.json": "qwen.json", "b/model.json": "gpt.json", "c/model.json": "grok.json"}
    )
    assert told(rows, "Qwen3-235B-A22B") == {
        "released": "2025-04-29",
        "licence": "apache_2_0",
        "total_parameters": 235e9,
    }
    assert told(rows, "grok-2") == {"released": "2024-08-13"}, "weights are linked, but 'proprietary' is no licence"
    assert {row.name for row in rows} == {"Qwen3-235B-A22B", "grok-2"}
    assert {row.document for row in rows} == {"a/model.json", "c/model.json"}


def test_weights_that_two_models_link_to_are_left_out() -> None:
    assert facts_of_files(SOURCE, **{"a/model.json": "qwen.json", "b/model.json": "qwen.json"}) == []


def test_broken_files_are_errors() -> None:
    body = document(SOURCE, "qwen.json").body
    with pytest.raises(ParseError, match="'param_count'"):
        facts_of_body(SOURCE, body.replace(b"235000000000", b'"many"'))


@needs_captures
def test_the_real_files() -> None:
    rows = facts_of_captures(SOURCE, "models", "2026-10-31")
    assert len(rows) == 324
    with pytest.raises(NotFoundError):
        facts_of_captures(SOURCE, "models", "2025-03-31")
