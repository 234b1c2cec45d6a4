"""EvalPerf: scores of speed, the table of pairs left out, and the marked second run of a model."""

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
    rows = rows_of_fixture("evalperf", "evalperf", main="results.json")
    assert len(rows) == 4 * 3
    opencoder = find(rows, "infly/OpenCoder-8B-Instruct", "dps")
    assert (opencoder.value, opencoder.benchmark) == (81.655764, "evalperf")
    assert find(rows, "infly/OpenCoder-8B-Instruct", "dps-norm").value == 77.465576
    assert find(rows, "deepseek-chat-v3", "pass-1").value == 88.559322
    marked = find(rows, "o1-mini-2024-09-12", "dps", mark="⏩")
    assert marked.value == 84.946971
    assert [row.value for row in rows if row.name == marked.name and row.metric == "dps"] == [85.007387, 84.946971]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"dps_norm"', '"dps_normalised"', "field 'dps_norm' is missing"),
        ('"dps": 81.65576442357961', '"dps": null', "should be a number"),
        ("{", "<html>{", "expected JSON, met an HTML"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    source, whole = source_of("evalperf"), document("evalperf", "results.json")
    broken = replace(whole, body=whole.text().replace(old, new, 1).encode())
    with pytest.raises(ParseError, match=message):
        list(source.parse(board_of(source, "evalperf"), {"main": broken}))
    with pytest.raises(ParseError, match="the table is empty"):
        list(source.parse(board_of(source, "evalperf"), {"main": replace(whole, body=b'{"heatmap_data": {}}')}))


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("evalperf", "evalperf")
    assert len({row.key() for row in rows}) == len(rows) == 34 * 3
    assert find(rows, "Qwen/QwQ-32B-Preview", "dps").value > 50
    assert find(rows, "infly/OpenCoder-8B-Instruct", "dps").value == 81.655764
    assert len(rows_of_captures("evalperf", "evalperf", as_of="2024-10-27")) == 24 * 3
