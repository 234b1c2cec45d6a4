"""Xinference's list: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, told
from tests.sources.support import document, needs_captures
from weighbridge.source import ParseError

SOURCE = "xinference-models"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="llm_family.json")
    assert told(rows, "gpt-oss-20b") == {
        "context": 131_072.0,
        "total_parameters": 20e9,
        "active_parameters": 3.6e9,
    }
    assert told(rows, "opt-125m") == {"context": 2048.0}, "1B for 125M: sizes of dense models are not read"
    assert {row.name for row in rows} == {"gpt-oss-20b", "opt-125m"}, "no packed files, no other hubs"


def test_broken_files_are_errors() -> None:
    body = document(SOURCE, "llm_family.json").body
    with pytest.raises(ParseError, match="'context_length' is missing"):
        facts_of_body(SOURCE, body.replace(b"context_length", b"context"))
    with pytest.raises(ParseError, match="expected a list"):
        facts_of_body(SOURCE, b"{}")


@needs_captures
def test_the_real_list() -> None:
    rows = facts_of_captures(SOURCE, "models", "2026-10-31")
    assert len(rows) == 407
    assert told(rows, "Qwen3.8-2.4T-A95B")["active_parameters"] == 95e9
