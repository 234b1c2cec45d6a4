"""LMArena's former catalogue: figures read by eye, in both scales of its history."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from tests.sources.support import (
    READ_AT,
    board_of,
    document,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.schema import SourceRow
from weighbridge.source import Document, ParseError


def parsed(body: bytes, board: str = "text-style-control", read_at: datetime = READ_AT) -> list[SourceRow]:
    source = source_of("lmarena-catalog")
    return list(source.parse(board_of(source, board), {"main": Document("https://example.org/x", body, read_at)}))


def test_rows_are_as_read_by_eye() -> None:
    rows = rows_of_fixture("lmarena-catalog", "text-style-control", main="text.json")
    assert len(rows) == 6  # the category without refusals is not read
    llama = find(rows, "llama-3.1-405b-instruct-bf16", "rating")
    assert (llama.value, llama.ci_low, llama.ci_high) == (1336.1824774987435, 1332.599731691401, 1339.765223306086)
    assert (llama.benchmark, llama.version) == ("arena-text", "style-control")
    assert find(rows, "gemini-3-pro", "coding").value == 1520.182360193323
    assert find(rows, "gpt-oss-120b", "longer-query").value == 1323.9756362966918
    assert find(rows, "claude-opus-4-5-20251101-thinking-32k").settings == {}


def test_readings_before_the_offset_moved_are_another_version() -> None:
    body, early = document("lmarena-catalog", "text.json").body, datetime(2025, 3, 7, tzinfo=UTC)
    assert {row.version for row in parsed(body, read_at=early)} == {"style-control-until-2025-05"}
    assert {row.version for row in parsed(body, "text", early)} == {"raw"}
    assert {row.version for row in parsed(body, "vision", early)} == {"raw-until-2025-05"}


def test_other_shapes_are_refused() -> None:
    whole = json.loads(document("lmarena-catalog", "text.json").body)
    whole["full"]["gemini-3-pro"]["elo"] = whole["full"]["gemini-3-pro"].pop("rating")
    with pytest.raises(ParseError, match="full/gemini-3-pro: field 'rating' is missing"):
        parsed(json.dumps(whole).encode())
    with pytest.raises(ParseError, match="field 'full' is missing"):
        parsed(b'{"overall": {}}')
    with pytest.raises(ParseError, match="HTML"):
        parsed(b"<!doctype html>")
    assert parsed(b'{"full": {}}') == []


@needs_captures
def test_the_real_boards() -> None:
    text = rows_of_captures("lmarena-catalog", "text-style-control")
    assert len(text) == 2995 and len({row.key() for row in text}) == len(text)
    assert find(text, "deepseek-r1-0528", "rating").value == 1417.9266643074968
    assert find(text, "RWKV-4-Raven-14B", "coding").ci_high == 1080.6358229901462
    raw = rows_of_captures("lmarena-catalog", "text")
    assert find(raw, "gemini-3-pro", "rating").value == 1486.6027120272704
    vision = rows_of_captures("lmarena-catalog", "vision")
    assert find(vision, "gemini-3-pro", "creative-writing").value == 1391.969880063023
    assert find(vision, "gemini-3-pro", "ocr").ci_low == 1316.9740170817608


@needs_captures
def test_older_dates() -> None:
    rows = rows_of_captures("lmarena-catalog", "text-style-control", "2025-03-07")
    assert find(rows, "deepseek-r1", "rating").value == 1320.2962035264854
    assert {row.version for row in rows} == {"style-control-until-2025-05"}
    assert len(rows_of_captures("lmarena-catalog", "vision", "2025-03-07")) == 162
