"""BigCodeBench: two tables, base models without instruction scores, and the first table's calibrated figures."""

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
    rows = rows_of_fixture("bigcodebench", "bigcodebench", main="results.json")
    assert len(rows) == 6  # nulls are no rows
    magicoder = find(rows, "Magicoder-S-DS-6.7B", "instruct")
    assert (magicoder.value, magicoder.benchmark, magicoder.version) == (36.2, "bigcodebench", "1")
    assert find(rows, "Magicoder-S-DS-6.7B", "complete").value == 47.6
    assert find(rows, "StarCoder2-3B").metric == "complete"
    assert find(rows, "DeepSeek-R1-Distill-Qwen-1.5B").value == 0.0


def test_how_a_model_was_run_stands_behind_its_name() -> None:
    source, whole = source_of("bigcodebench"), document("bigcodebench", "results.json")
    scored = whole.text().replace('"instruct": null, "complete": null', '"instruct": 35.8, "complete": null')
    for told, settings in (
        ("temperature=1, reasoning=high", {"temperature": "1", "effort": "high"}),
        ("temperature=1, length=12800, reasoning=3200", {"temperature": "1", "length": "12800", "budget": "3200"}),
    ):
        body = scored.replace("temperature=1, reasoning=high", told).encode()
        rows = list(source.parse(board_of(source, "bigcodebench"), {"main": replace(whole, body=body)}))
        row = find(rows, "o3-mini-2025-01-31")
        assert (row.value, row.settings) == (35.8, settings)


def test_the_first_table_is_read_by_its_calibrated_figures() -> None:
    rows = rows_of_fixture("bigcodebench", "bigcodebench", main="first.json")
    assert {row.metric: row.value for row in rows} == {"instruct": 36.2, "complete": 47.6}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"complete": 21.4', '"completed": 21.4', "field 'complete' is missing"),
        ('"complete": 21.4', '"complete": "21.4"', "should be a number or null"),
        ("{", "<html>{", "expected JSON, met an HTML"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    source, whole = source_of("bigcodebench"), document("bigcodebench", "results.json")
    broken = replace(whole, body=whole.text().replace(old, new, 1).encode())
    with pytest.raises(ParseError, match=message):
        list(source.parse(board_of(source, "bigcodebench"), {"main": broken}))
    with pytest.raises(ParseError, match="the table is empty"):
        list(source.parse(board_of(source, "bigcodebench"), {"main": replace(whole, body=b"{}")}))


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("bigcodebench", "bigcodebench")
    assert len({row.name for row in rows}) == 156
    hard = rows_of_captures("bigcodebench", "bigcodebench-hard")
    assert len({(row.name, *row.settings.items()) for row in hard}) == 202
    assert find(hard, "Magicoder-S-DS-6.7B", "instruct").value == 13.5
    assert find(hard, "DeepSeek-R1-Distill-Qwen-1.5B", "instruct").value == 0.0
    assert not [row for row in hard if row.name == "Granite-Code-3B-Base" and row.metric == "instruct"]
    assert len(rows_of_captures("bigcodebench", "bigcodebench", as_of="2024-06-06")) == 92
    assert len(rows_of_captures("bigcodebench", "bigcodebench", as_of="2024-10-17")) == 206
