"""BullshitBench's table of parameters: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, told
from tests.sources.support import document, needs_captures
from weighbridge.source import ParseError

SOURCE = "bullshit-bench-models"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="model_params.csv")
    assert told(rows, "ai21/jamba-large-1.7") == {
        "licence": "jamba-open-model-license",
        "total_parameters": 398e9,
        "active_parameters": 94e9,
    }
    assert told(rows, "nvidia/nemotron-3-super-120b-a12b")["active_parameters"] == 12.7e9, "read once, with its :free"
    assert told(rows, "google/gemma-3-27b-it")["active_parameters"] == 27e9
    assert "licence" not in told(rows, "prime-intellect/intellect-3"), "two licences are not one"
    assert told(rows, "tencent/hy3-preview") == {
        "licence": "tencent-hy-community-license",
        "total_parameters": 295e9,
        "active_parameters": 21e9,
    }
    assert not {"anthropic/claude-haiku-4.5", "minimax/minimax-m2.5"} & {row.name for row in rows}, (
        "closed; a sibling's"
    )


def test_broken_tables_are_errors() -> None:
    body = document(SOURCE, "model_params.csv").body
    with pytest.raises(ParseError, match="'license' is missing"):
        facts_of_body(SOURCE, body.replace(b",license,", b",terms,"))
    with pytest.raises(ParseError, match="status of a count 'guessed'"):
        facts_of_body(SOURCE, body.replace(b"94,reported", b"94,guessed"))
    with pytest.raises(ParseError, match="398 billion"):
        facts_of_body(SOURCE, body.replace(b"398,", b"398 billion,"))


@needs_captures
def test_the_real_table() -> None:
    rows = facts_of_captures(SOURCE, "parameters", "2026-12-31")
    assert len(rows) == 92
    assert told(rows, "ai21/jamba-large-1.7")["total_parameters"] == 398e9
