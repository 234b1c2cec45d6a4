"""PM-LLM-Benchmark: figures in emoji and bold, a model in both tables, vision that was not tried."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.source import ParseError


def test_rows_of_the_fixture() -> None:
    rows = rows_of_fixture("pm-llm-benchmark", "open", open="os.md", small="small.md")
    assert {r.version for r in rows} == {"judge gpt-5.4"}
    kimi = [r for r in rows if r.name == "moonshotaikimi-k2.6"]
    assert find(kimi, "moonshotaikimi-k2.6", "score").value == 37.8
    assert find(kimi, "moonshotaikimi-k2.6", "conformance").value == 7.2  # wears a figure as the best
    assert find(kimi, "moonshotaikimi-k2.6", "vision").value == 3.1
    small = [r for r in rows if r.name == "qwen3.54b"]
    assert (len(small), {r.document for r in small}) == (8, {"open"})  # once, and no vision
    ministral = find(rows, "ministral-3b-2512", "vision")
    assert (ministral.value, ministral.document) == (3.5, "small")
    assert find(rows, "ministral-3b-2512", "score").value == 19.1


@pytest.mark.parametrize(
    ("old", "new"), [(b"| Score |", b"| Points |"), (b"| PCo |", b"| P |"), (b"**37.8**", b"**high**")]
)
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("pm-llm-benchmark")
    good, small = document("pm-llm-benchmark", "os.md"), document("pm-llm-benchmark", "small.md")
    changed = replace(good, body=good.body.replace(old, new))
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "open"), {"open": changed, "small": small}))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("pm-llm-benchmark", "open")
    score = [r for r in rows if r.metric == "score"]
    assert len(score) == 57
    assert find(score, "deepseek-v4-pro").value == 36.4
    assert find(score, "gpt-oss-20b").value == 19.7
    assert find(rows, "qwen3.54b", "fairness").value == 4.2
    assert find(rows, "ministral-3b-2512", "vision").document == "small"
    assert len(rows_of_captures("pm-llm-benchmark", "open", as_of="2026-03-11")) == 391
