"""MCPMark: fractions to percent, effort from the key, models run once, pilots of another size."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.source import ParseError


def test_rows_of_the_fixture() -> None:
    rows = rows_of_fixture("mcpmark", "summary", main="summary.json")
    coder = "qwen3-coder-480b-a35b-instruct"  # stands under the key qwen-3-coder-plus
    top = find(rows, coder, "pass-at-1")
    assert (top.value, top.n, top.settings) == (24.8, 127, {})
    assert top.cost_usd == pytest.approx(36.462068 / 127)
    assert top.latency_s == 274.2899
    assert find(rows, coder, "pass-at-4").value == 40.94
    assert find(rows, coder, "pass-all-4").value == 12.6
    assert find(rows, coder, "postgres").value == 47.62
    assert find(rows, "gpt-5-mini-2025-08-07", "pass-at-1").settings == {"effort": "high"}
    assert find(rows, "gpt-4.1-nano-2025-04-14", "pass-all-4").value == 0.0
    once = {r.metric for r in rows if r.name == "claude-opus-4-1-20250805"}
    assert once == {"pass-at-1", "filesystem", "github", "notion", "playwright", "postgres"}


@pytest.mark.parametrize(
    ("old", "new"), [(b'"pass@1"', b'"p1"'), (b'"total_tasks": 127', b'"total_tasks": 125'), (b'"notion"', b'"linear"')]
)
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("mcpmark")
    good = document("mcpmark", "summary.json")
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "summary"), {"main": replace(good, body=good.body.replace(old, new))}))
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "summary"), {"main": replace(good, body=b"<html>Moved</html>")}))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("mcpmark", "summary")
    main = [r for r in rows if r.metric == "pass-at-1"]
    assert len(main) == 39
    assert find(main, "gpt-oss-120b").value == 4.72
    assert find(main, "deepseek-v3.2-reasoner").value == 36.81
    assert find(main, "kimi-k2-0905-preview").cost_usd == pytest.approx(72.571305 / 127)
    assert find(main, "claude-sonnet-4-20250514", effort="low").value == 27.36
    assert len(rows_of_captures("mcpmark", "summary", as_of="2025-09-18")) == 230
    assert len(rows_of_captures("mcpmark", "summary", as_of="2025-08-28")) == 70
    for pilot in ("2025-08-17", "2025-08-21", "2025-08-23"):
        with pytest.raises(ParseError):
            rows_of_captures("mcpmark", "summary", as_of=pilot)
