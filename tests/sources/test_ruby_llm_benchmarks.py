"""LLM Ruby benchmarks: identity from metadata or slug, programs without a result, programs that were timed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, source_of
from weighbridge.schema import SourceRow
from weighbridge.source import ParseError


def rows_of_files(*files: str) -> list[SourceRow]:
    source = source_of("ruby-llm-benchmarks")
    documents = {f"results/{file}.json": document("ruby-llm-benchmarks", f"{file}.json") for file in files}
    return list(source.parse(board_of(source, "programs"), documents))


def test_rows_of_the_fixture() -> None:
    rows = rows_of_files("effort", "slug", "partial", "timed", "budget")
    qwen = find(rows, "qwen/qwen3.8-27b", "tests-passed")
    assert qwen.value == pytest.approx(100 * (0.956522 + 0.692308 + 0.642857 + 0.419355) / 4)
    assert (qwen.settings, qwen.measured_on) == ({"host": "openrouter", "effort": "low"}, date(2026, 8, 17))
    assert find(rows, "qwen/qwen3.8-27b", "vending-machine").value == 41.9355
    glm = find(rows, "glm_5", "school-library")
    assert (glm.value, glm.settings) == (78.5714, {"host": "openrouter"})
    assert [(r.metric, r.value) for r in rows if r.name == "qwen/qwen3.6-35b-a3b"] == [("vending-machine", 41.9355)]
    assert find(rows, "anthropic/claude-opus-4.7").settings == {"host": "openrouter", "budget": "8192"}
    assert not [r for r in rows if r.name == "claude_3_5_haiku"]


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"success_rate", b"rate"), (b'"implementation"', b'"name"'), (b"variant_key", b"key"), (b"{", b"<html>{")],
)
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("ruby-llm-benchmarks")
    good = document("ruby-llm-benchmarks", "effort.json")
    with pytest.raises(ParseError):
        list(
            source.parse(
                board_of(source, "programs"), {"results/a.json": replace(good, body=good.body.replace(old, new))}
            )
        )


def test_the_first_format_is_refused() -> None:
    with pytest.raises(ParseError):
        rows_of_files("old")


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("ruby-llm-benchmarks", "programs")
    assert len(rows) == 1014
    mean = [r for r in rows if r.metric == "tests-passed"]
    assert len(mean) == 197
    assert find(mean, "glm_5").value == pytest.approx(77.23805)
    assert find(rows, "kimi_k2", "calendar").value == 65.2174
    assert find(rows, "qwen/qwen3.8-27b", "vending-machine", effort="low").value == 41.9355
    assert find(rows, "claude_opus_4_6_fast", "school-library").value == 75.0
