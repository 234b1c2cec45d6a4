"""Ollama's library: sizes read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, told
from tests.sources.support import document, needs_captures
from weighbridge.source import ParseError

SOURCE = "ollama-library"


def test_sizes_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="models.json")
    assert told(rows, "deepseek-v3:671b") == {
        "file_size_4_bit_gb": 404.0,
        "file_size_8_bit_gb": 713.0,
        "file_size_16_bit_gb": 1300.0,
    }
    assert told(rows, "gemma4:e2b-it") == {"file_size_4_bit_gb": 7.2, "file_size_16_bit_gb": 10.0}
    small = told(rows, "smollm2:135m-instruct")
    assert small == {"file_size_4_bit_gb": 0.105, "file_size_16_bit_gb": 0.271}, "the first of two at 16 bits"
    names = {row.name for row in rows}
    assert names == {"deepseek-v3:671b", "gemma4:e2b-it", "smollm2:135m-instruct"}, "no tag that hides its format"


def test_broken_files_are_errors() -> None:
    body = document(SOURCE, "models.json").body
    with pytest.raises(ParseError, match="'size' is missing"):
        facts_of_body(SOURCE, body.replace(b'"size"', b'"bytes"'))
    with pytest.raises(ParseError, match=r"deepseek-v3:671b-q4_K_M: expected a size like 4.9GB, met '160K'"):
        facts_of_body(SOURCE, body.replace(b'"404GB"', b'"160K"'))
    with pytest.raises(ParseError):
        facts_of_body(SOURCE, b"<html><body>")


@needs_captures
def test_the_real_library() -> None:
    rows = facts_of_captures(SOURCE, "tags", "2026-08-31")
    assert len(rows) == 1660
    assert told(rows, "qwen3:8b") == {
        "file_size_4_bit_gb": 5.2,
        "file_size_8_bit_gb": 8.9,
        "file_size_16_bit_gb": 16.0,
    }
    assert len(facts_of_captures(SOURCE, "tags", "2025-08-01")) == 1394
