"""The dump of Hugging Face's Hub: facts read by eye."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet
import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, told
from tests.sources.support import document, needs_captures
from weighbridge.source import ParseError

SOURCE = "hf-hub-stats"


def parquet(rows: list[dict[str, Any]]) -> bytes:
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pa.Table.from_pylist(rows), buffer)
    return buffer.getvalue()


def fixture() -> list[dict[str, Any]]:
    """The fixture is kept as JSON so that it can be read; the dump is parquet."""
    rows: list[dict[str, Any]] = json.loads(document(SOURCE, "rows.json").body)
    return [{**row, "createdAt": datetime.fromisoformat(row["createdAt"])} for row in rows]


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_body(SOURCE, parquet(fixture()))
    assert told(rows, "DeepSeek-V4-Pro") == {
        "licence": "mit",
        "total_parameters": 861_608_274_846.0,
        "architecture": "mixture",
        "repository_created": "2026-04-22",
    }
    assert told(rows, "MiniMax-M2.5") == {
        "licence": "modified-mit",
        "total_parameters": 228_703_644_928.0,
        "repository_created": "2026-02-12",
    }
    assert told(rows, "Hammer2.1-7b") == {
        "licence": "cc-by-nc-4.0",
        "base": "Qwen/Qwen2.5-Coder-7B-Instruct",
        "architecture": "dense",
        "repository_created": "2025-01-02",
    }
    merged = told(rows, "a-merge")
    assert merged == {"repository_created": "2024-05-01"}, "no licence, no count, two bases, types of both kinds"
    assert told(rows, "an-unnamed-licence") == {"total_parameters": 5.0, "repository_created": "2024-05-02"}
    assert rows[0].repository == "deepseek-ai/DeepSeek-V4-Pro"


@pytest.mark.parametrize(
    ("counts", "sizes"),
    [
        ({"BF16": 8_000_000_000, "F32": 1_000}, {"file_size_16_bit_gb": 16.0}),
        ({"BF16": 4_000_000_000, "F16": 4_000_000_000}, {"file_size_16_bit_gb": 16.0}),
        ({"F8_E4M3": 600_000_000_000, "BF16": 2_500_000_000, "F32": None}, {"file_size_8_bit_gb": 605.0}),
        ({"F32": 1_000_000_000}, {}),
        ({"I8": 1_623_000_000_000, "F8_E4M3": 24_000_000_000}, {}),
        ({"BF16": 8_000_000_000, "U8": 900_000_000}, {}),
    ],
)
def test_files_of_one_precision_have_a_size(counts: dict[str, int | None], sizes: dict[str, float]) -> None:
    row = {**fixture()[0], "safetensors": {"total": 5, "parameters": counts}}
    facts = told(facts_of_body(SOURCE, parquet([row])), "DeepSeek-V4-Pro")
    assert {fact: value for fact, value in facts.items() if fact.startswith("file_size")} == sizes


def test_broken_dumps_are_errors() -> None:
    with pytest.raises(ParseError, match="not a readable parquet"):
        facts_of_body(SOURCE, b"<html>")
    renamed = [{("model" if key == "id" else key): value for key, value in row.items()} for row in fixture()]
    with pytest.raises(ParseError, match="'id' is missing"):
        facts_of_body(SOURCE, parquet(renamed))


@needs_captures
def test_the_real_dump() -> None:
    rows = facts_of_captures(SOURCE, "repositories", "2026-06-30")
    assert len(rows) == 19_573
    assert told(rows, "Qwen3-235B-A22B")["licence"] == "apache-2.0"
    assert told(rows, "Kimi-K2-Instruct")["licence"] == "modified-mit"
