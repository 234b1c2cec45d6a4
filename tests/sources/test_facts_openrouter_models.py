"""OpenRouter's list: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, repositories, told
from tests.sources.support import needs_captures
from weighbridge.source import ParseError

SOURCE = "openrouter-models"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="models.json")
    assert {row.name for row in rows} == {
        "deepseek/deepseek-v4-pro",
        "openai/gpt-5.5",
        "openai/gpt-oss-120b",
        "mistralai/mistral-large-2512",
    }, "free twins and moving names are passed over"
    assert told(rows, "deepseek/deepseek-v4-pro") == {
        "weights": "open",
        "context": 1_048_576.0,
        "max_output": 384_000.0,
        "modalities_in": "text",
        "modalities_out": "text",
    }, "not mandatory is not yet switchable"
    assert repositories(rows, "deepseek/deepseek-v4-pro") == {"deepseek-ai/DeepSeek-V4-Pro"}
    gpt = told(rows, "openai/gpt-5.5")
    assert (gpt["reasoning"], gpt["knowledge_cutoff"], gpt["modalities_in"]) == (
        "hybrid",
        "2025-12-01",
        "text,image,file",
    )
    assert "weights" not in gpt, "an empty id does not say that weights are closed"
    assert told(rows, "openai/gpt-oss-120b")["reasoning"] == "always"
    assert "context" not in told(rows, "mistralai/mistral-large-2512"), "0 is unknown"


def test_broken_lists_are_errors() -> None:
    with pytest.raises(ParseError, match="met an HTML"):
        facts_of_body(SOURCE, b"<!doctype html>")
    with pytest.raises(ParseError, match="'data' is missing"):
        facts_of_body(SOURCE, b'{"models": []}')
    with pytest.raises(ParseError, match="'architecture' is missing"):
        facts_of_body(SOURCE, b'{"data": [{"id": "a/b"}]}')


@needs_captures
def test_the_real_lists_of_four_dates() -> None:
    counts = {day: len(facts_of_captures(SOURCE, "models", day)) for day in ("2025-06-01", "2025-12-31", "2026-05-15")}
    assert counts == {"2025-06-01": 986, "2025-12-31": 1247, "2026-05-15": 1582}
    rows = facts_of_captures(SOURCE, "models", "2026-08-31")
    assert len(rows) == 1599
    assert told(rows, "thinkingmachines/inkling")["reasoning"] == "hybrid"
