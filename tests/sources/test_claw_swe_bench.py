"""Claw-SWE-bench: a section over models and a section over harnesses, whose shared rows count once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import (
    board_of,
    document,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.source import ParseError


def test_rows() -> None:
    rows = rows_of_fixture("claw-swe-bench", "full-350", main="leaderboard.json")
    assert len(rows) == 3 * 9
    glm = find(rows, "GLM 5.2", "pass-1")
    assert (glm.value, glm.n, glm.latency_s, glm.settings) == (74.3, 350, 488.2, {"harness": "OpenClaw"})
    assert glm.cost_usd == pytest.approx(0.598857)
    assert find(rows, "GLM 5.2", "c-cpp").value == 83.3
    assert find(rows, "GLM 5.1", "pass-1", harness="OpenClaw").value == 73.4
    nano = find(rows, "GLM 5.1", "pass-1", harness="NanoBot")
    assert (nano.value, nano.locator) == (60.9, "sections/claws/groups/0/rows/1")
    assert find(rows, "GLM 5.1", "js-ts", harness="NanoBot").cost_usd is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"total_pass1": 74.3', '"pass1": 74.3', "field 'total_pass1' is missing"),
        ('"Ruby": 70.5', '"Ruby": "70.5"', "should be a number"),
        ("Full-350", "Full-400", "the split is Full-400, this source reads full-350"),
        ('"claws"', '"harnesses"', "field 'claws' is missing"),
        ("{", "<html>{", "expected JSON, met an HTML"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    source, whole = source_of("claw-swe-bench"), document("claw-swe-bench", "leaderboard.json")
    broken = replace(whole, body=whole.text().replace(old, new, 1).encode())
    with pytest.raises(ParseError, match=message):
        list(source.parse(board_of(source, "full-350"), {"main": broken}))
    empty = replace(whole, body=b'{"meta": {"split": "Full-350"}, "sections": {"openclaw": {"rows": []}}}')
    with pytest.raises(ParseError, match="the table is empty"):
        list(source.parse(board_of(source, "full-350"), {"main": empty}))


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("claw-swe-bench", "full-350")
    assert len({row.key() for row in rows}) == len(rows) == 18 * 9
    assert find(rows, "DeepSeek-V4 Flash", "pass-1").cost_usd == pytest.approx(8.2 / 350, abs=1e-6)
    assert find(rows, "Qwen 3.6-flash", "pass-1", harness="GenericAgent").value == 38.6
    assert len(rows_of_captures("claw-swe-bench", "full-350", as_of="2026-06-15")) == 17 * 9
