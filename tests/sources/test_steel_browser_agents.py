"""Steel's leaderboard: placeholders, baselines and rounded figures left out; systems before models."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.source import ParseError


def test_rows_of_the_fixture() -> None:
    rows = rows_of_fixture("steel-browser-agents", "browsecomp", main="browsecomp.json")
    assert [(r.name, r.value) for r in rows] == [("GLM-5.1", 79.3), ("WebSailor-72B", 12.0), ("GPT-4o + browsing", 1.9)]
    assert (rows[0].version, rows[0].measured_by) == ("as reported", "https://z.ai/blog/glm-5.1")
    mind2web = rows_of_fixture("steel-browser-agents", "online-mind2web", main="mind2web.json")
    assert [(r.name, r.settings) for r in mind2web] == [("Claude Opus 4.6", {"harness": "ABP"}), ("UI-TARS-2", {})]
    repairs = rows_of_fixture("steel-browser-agents", "swe-bench-verified", main="sweBenchVerified.json")
    assert [(r.benchmark, r.metric, r.value) for r in repairs] == [("swe-bench-verified", "resolved", 80.2)]


@pytest.mark.parametrize(("old", "new"), [(b"79.3%", b"79.9%"), (b"systemName", b"name"), (b"79.3%", b"0.793")])
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("steel-browser-agents")
    good = document("steel-browser-agents", "browsecomp.json")
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "browsecomp"), {"main": replace(good, body=good.body.replace(old, new))}))
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "browsecomp"), {"main": replace(good, body=b"<html>Moved</html>")}))


@needs_captures
def test_real_payloads() -> None:
    counts = {
        "agentbench": 10,
        "browsecomp": 11,
        "clawbench": 7,
        "online-mind2web": 9,
        "swe-bench-verified": 10,
        "tau-bench": 10,
        "webarena": 10,
        "webvoyager": 20,
    }
    rows = {board: rows_of_captures("steel-browser-agents", board) for board in counts}
    assert {board: len(found) for board, found in rows.items()} == counts
    assert find(rows["clawbench"], "Kimi K2.5").value == 0.7
    assert find(rows["agentbench"], "AgentRL w/ GLM-4-9B-0414").value == 65.0
    assert find(rows["tau-bench"], "MiMo-V2-Flash").value == 80.3
    assert find(rows["webvoyager"], "Holo1").settings == {"harness": "Surfer-H"}
    assert find(rows["webarena"], "DeepSeek V3.2").value == 74.3
    assert len(rows_of_captures("steel-browser-agents", "webvoyager", as_of="2026-04-24")) == 18
