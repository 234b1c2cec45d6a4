"""GPUStack's catalogue: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, repositories, told
from tests.sources.support import document, needs_captures
from weighbridge.source import ParseError

SOURCE = "gpustack-models"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="catalog.yaml")
    assert told(rows, "DeepSeek-V4-Pro") == {
        "licence": "mit",
        "released": "2026-04-23",
        "total_parameters": 1.6e12,
        "active_parameters": 49e9,
        "context": 1_048_576.0,
    }
    assert told(rows, "Qwen3-8B")["context"] == 131_072.0
    assert repositories(rows, "Qwen3-8B") == {"Qwen/Qwen3-8B"}, "its packed twin is not another model"
    assert {row.name for row in rows} == {"DeepSeek-V4-Pro", "Qwen3-8B"}, "one repository, and language models only"


def test_broken_files_are_errors() -> None:
    body = document(SOURCE, "catalog.yaml").body
    with pytest.raises(ParseError, match="unit of size 'X'"):
        facts_of_body(SOURCE, body.replace(b"size_unit: T", b"size_unit: X"))
    with pytest.raises(ParseError, match="'licenses' is missing"):
        facts_of_body(SOURCE, body.replace(b"licenses:", b"licence:"))


@needs_captures
def test_the_real_file() -> None:
    rows = facts_of_captures(SOURCE, "models", "2026-10-31")
    assert len(rows) == 310
    assert told(rows, "MiniMax-M2.5")["licence"] == "modified-mit"
    assert told(rows, "MiniMax-M2.7")["licence"] == "modified-mit", "as stated; the registry corrects it"
