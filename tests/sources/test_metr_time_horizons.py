"""METR's time horizons: figures read by eye, in minutes."""

from __future__ import annotations

import pytest

from tests.sources.support import (
    READ_AT,
    board_of,
    document,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.source import Document, ParseError


def test_rows_are_as_read_by_eye() -> None:
    rows = rows_of_fixture("metr-time-horizons", "v1.1", main="v1_1.yaml")
    assert len(rows) == 4
    opus = find(rows, "claude_3_opus", "p50")
    assert (opus.version, opus.value, opus.ci_low, opus.ci_high) == ("1.1", 3.952262, 1.676577, 8.644877)
    assert find(rows, "claude_3_opus", "p80").value == 0.638973
    assert find(rows, "gpt_5_4_xhigh", "p50").value == 342.0
    first = rows_of_fixture("metr-time-horizons", "v1.0", main="v1_0.yaml")
    assert (find(first, "kimi_k2_thinking", "p50").value, find(first, "qwen_2_72b", "p80").ci_low) == (
        57.599525,
        0.12378,
    )


def test_results_carried_over_from_the_older_version_are_left_out() -> None:
    rows = rows_of_fixture("metr-time-horizons", "v1.1", main="v1_1.yaml")
    assert not any(row.name == "gpt2" for row in rows)


def test_other_shapes_are_refused() -> None:
    source, text = source_of("metr-time-horizons"), document("metr-time-horizons", "v1_1.yaml").text()
    for body, words in (
        (text.replace("v1.1", "v2"), "not version 1"),
        (text.replace("p50_horizon_length", "p50"), "p50_horizon_length"),
        (text.replace("estimate: 342", "estimate: long"), "should be a number"),
        ("results: []", "benchmark_name"),
    ):
        with pytest.raises(ParseError, match=words):
            list(source.parse(board_of(source, "v1.1"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
def test_the_real_files() -> None:
    rows = rows_of_captures("metr-time-horizons", "v1.1")
    assert find(rows, "gpt_5_2", "p50").value == pytest.approx(352.249302)
    assert find(rows, "gpt_5_2025_08_07", "p50").value == pytest.approx(203.01, abs=0.01)
    older = rows_of_captures("metr-time-horizons", "v1.1", "2026-02-22")
    assert find(older, "gpt_5_2025_08_07", "p50").value == pytest.approx(213.95, abs=0.01)  # revised since
    first = rows_of_captures("metr-time-horizons", "v1.0")
    assert len(first) == 66 and {row.version for row in first} == {"1.0"}
