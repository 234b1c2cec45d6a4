"""HELM's file of models: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, told
from tests.sources.support import document, needs_captures
from weighbridge.source import ParseError

SOURCE = "helm-models"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="model_metadata.yaml")
    assert told(rows, "qwen/qwen3-235b-a22b-instruct-2507-fp8") == {
        "released": "2025-07-21",
        "developer": "Qwen",
        "weights": "open",
        "total_parameters": 235e9,
    }
    limited = told(rows, "openai/gpt-5-2025-08-07")
    assert limited == {"released": "2025-08-07", "developer": "OpenAI"}, "limited access says nothing of weights"
    assert told(rows, "arabicai/llm-x") == {"developer": "Arabic.AI"}
    assert not {"simple/model1", "adobe/giga-gan", "writer/palmyra"} & {row.name for row in rows}


def test_broken_files_are_errors() -> None:
    body = document(SOURCE, "model_metadata.yaml").body
    with pytest.raises(ParseError, match="'access' is missing"):
        facts_of_body(SOURCE, body.replace(b"access:", b"reach:"))
    with pytest.raises(ParseError, match="is not known"):
        facts_of_body(SOURCE, body.replace(b"limited", b"partial"))


@needs_captures
def test_the_real_file() -> None:
    rows = facts_of_captures(SOURCE, "models", "2026-06-30")
    assert len(rows) == 1765
    assert told(rows, "qwen/qwen3-235b-a22b-thinking-2507")["total_parameters"] == 235e9
