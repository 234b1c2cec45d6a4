"""ContextBench: agents split from models, a misspelt agent, the first day's table of models only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.source import ParseError


def test_rows_of_the_fixture() -> None:
    rows = rows_of_fixture("contextbench", "agents", main="agent_results.json")
    assert len(rows) == 12
    claude = find(rows, "Claude Sonnet 4.5", "pass-at-1")
    assert (claude.value, claude.cost_usd, claude.settings) == (53.0, 0.76, {"harness": "mini SWE-agent"})
    devstral = find(rows, "Devstral 2", "line-f1")
    assert (devstral.value, devstral.settings) == (33.2, {"harness": "mini SWE-agent"})
    gpt = find(rows, "GPT-5", "pass-at-1")
    assert (gpt.value, gpt.cost_usd, gpt.settings) == (45.2, None, {"harness": "Agentless"})
    first = rows_of_fixture("contextbench", "agents", main="results.json")
    assert find(first, "Devstral 2", "file-f1").key() == find(rows, "Devstral 2", "file-f1").key()


@pytest.mark.parametrize(("old", "new"), [(b"pass_at_1", b"pass"), (b'"block"', b'"chunk"'), (b"0.53", b'"53%"')])
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("contextbench")
    good = document("contextbench", "agent_results.json")
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "agents"), {"main": replace(good, body=good.body.replace(old, new))}))
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "agents"), {"main": replace(good, body=b"<html>Moved</html>")}))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("contextbench", "agents")
    assert len(rows) == 32
    assert find(rows, "Devstral 2", "pass-at-1").value == 40.2
    assert find(rows, "GPT-5", "pass-at-1", harness="Prometheus").value == 51.2
    assert find(rows, "GPT-5", "block-f1", harness="OpenHands").value == 19.0
    assert find(rows, "Gemini 2.5 Pro", "pass-at-1").cost_usd == 0.38
    assert len(rows_of_captures("contextbench", "agents", as_of="2026-02-04")) == 16
    assert len(rows_of_captures("contextbench", "agents", as_of="2026-02-05")) == 32
