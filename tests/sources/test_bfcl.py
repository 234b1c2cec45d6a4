"""BFCL: rows of each generation of the table, cells without a figure, headers of no known generation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.source import ParseError


def test_version_4() -> None:
    rows = rows_of_fixture("bfcl", "overall", main="v4.csv")
    assert {row.version for row in rows} == {"4"}
    top = find(rows, "Claude-Opus-4-5-20251101 (FC)", "overall")
    assert (top.value, top.latency_s, top.cost_usd) == (77.47, 4.38, None)  # the cost is a total
    assert find(rows, "GLM-4.6 (FC thinking)", "web-search").value == 77.5
    thinking = [row for row in rows if row.name == "DeepSeek-V3.2-Exp (Prompt + Thinking)"]
    assert find(thinking, thinking[0].name, "format-sensitivity").value == 10.0
    assert len(thinking) == 9
    assert not [row for row in rows if row.metric == "format-sensitivity" and "(FC)" in row.name]  # N/A is no row
    zero = "Llama-3.1-Nemotron-Ultra-253B-v1 (FC)"
    assert find(rows, zero, "multi-turn").value == 0.0
    assert find(rows, zero, "irrelevance").value == 100.0


def test_older_generations() -> None:
    third = rows_of_fixture("bfcl", "overall", main="v3.csv")
    assert {(row.version, row.metric, row.value) for row in third} >= {
        ("3", "overall", 74.31),
        ("3", "non-live-exec", 89.39),
    }
    assert find(third, "watt-tool-70B (FC)", "overall").cost_usd is None
    later = rows_of_fixture("bfcl", "overall", main="v3b.csv")
    assert {row.version for row in later} == {"3 without execution"}
    first = rows_of_fixture("bfcl", "overall", main="v1.csv")
    name = "GPT-4-0125-Preview (Prompt)"
    assert find(first, name, "overall").cost_usd == 0.00521
    assert find(first, name, "irrelevance").value == 70.42  # the column was called relevance then


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Overall Acc", b"Overall"),
        (b"Live Acc,Multi", b"Live Accuracy,Multi"),
        (b"77.47%", b"0.7747"),
        (b"Rank,", b"<html>Rank,"),
    ],
)
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("bfcl")
    good = document("bfcl", "v4.csv")
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "overall"), {"main": replace(good, body=good.body.replace(old, new, 1))}))


def test_a_header_of_no_known_generation_is_refused() -> None:
    source = source_of("bfcl")
    table = replace(document("bfcl", "v1.csv"), body=b"Rank,Overall Acc,Model,Score\n1,80.00%,x,2\n")
    with pytest.raises(ParseError, match="no known generation"):
        list(source.parse(board_of(source, "overall"), {"main": table}))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("bfcl", "overall")
    overall = [row for row in rows if row.metric == "overall"]
    assert len(overall) == 109
    assert find(overall, "Qwen3-235B-A22B-Instruct-2507 (Prompt)").locator == "line 24, Overall Acc"
    assert find(rows, "DeepSeek-V3.2-Exp (Prompt + Thinking)", "memory").value == 44.09
    assert find(rows, "Gemma-3-1b-it (Prompt)", "overall").value == 7.17
    assert find(rows, "Gemma-3-1b-it (Prompt)", "web-search").value == 0.0
    for day, version, count in (
        ("2024-03-21", "1", 22),
        ("2024-08-19", "2", 71),
        ("2024-10-21", "3", 60),
        ("2025-05-01", "3 without execution", 121),
        ("2025-08-28", "4", 118),
    ):
        older = [row for row in rows_of_captures("bfcl", "overall", as_of=day) if row.metric == "overall"]
        assert ({row.version for row in older}, len(older)) == ({version}, count)
