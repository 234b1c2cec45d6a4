"""SWE-bench-Live: rows read by eye, sets that grew, two-model rows, the first format."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.schema import Reporter
from weighbridge.source import ParseError


def test_rows_of_the_fixture() -> None:
    rows = rows_of_fixture("swe-bench-live", "reports", main="reports.jsonl")
    assert len(rows) == 6  # the row of two models is left out
    first = find(rows, "Claude-4.6-Opus")
    assert (first.benchmark, first.version, first.n) == ("swe-bench-live-tsjs", "204 tasks", 204)
    assert first.value == pytest.approx(100 * 112 / 204)
    assert (first.reporter, first.measured_on) == (Reporter.COMMUNITY, date(2026, 7, 10))
    own = find(rows, "Deepseek-v4-Pro")
    assert (own.benchmark, own.version, own.value) == ("swe-bench-live-rust", "64 tasks", 28.125)
    assert (own.settings, own.reporter) == ({"harness": "OpenHands"}, Reporter.INDEPENDENT)
    assert find(rows, "DeepSeek-V3.1-Terminus").version == "45 tasks"
    assert find(rows, "Seed-OSS-36B").settings == {"harness": "MIT-IBM Agent (BOAD) + SWE-Agent"}
    listed = find(rows, "DeepSeek V3")  # a list of 40 tasks instead of their number
    assert listed.benchmark == "swe-bench-live-lite"
    assert listed.value == pytest.approx(100 * 40 / 300)
    assert find(rows, "Qwen3-Coder-480B-A35B").reporter is Reporter.COMMUNITY  # entered by somebody else


def test_first_format() -> None:
    rows = rows_of_fixture("swe-bench-live", "reports", main="first.jsonl")
    assert [row.name for row in rows] == ["DeepSeek V3"]
    assert rows[0].value == pytest.approx(100 * 46 / 300)


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"resolved": 112', b'"resolved": "54%"'), (b'"tsjs"', b'"cobol"'), (b'"resolved": 112', b'"resolved": 205')],
)
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("swe-bench-live")
    good = document("swe-bench-live", "reports.jsonl")
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "reports"), {"main": replace(good, body=good.body.replace(old, new))}))


def test_a_page_instead_is_refused() -> None:
    source = source_of("swe-bench-live")
    page = replace(document("swe-bench-live", "reports.jsonl"), body=b"<html>Not found</html>")
    with pytest.raises(ParseError, match="HTML"):
        list(source.parse(board_of(source, "reports"), {"main": page}))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("swe-bench-live", "reports")
    assert len(rows) == 140  # 144 lines, four of them of two models
    assert len({(r.benchmark, r.version) for r in rows}) == 20
    tsjs = [r for r in rows if r.benchmark == "swe-bench-live-tsjs" and r.version == "204 tasks"]
    assert find(tsjs, "Deepseek-v4-Pro", harness="Claude Code").value == pytest.approx(100 * 63 / 204)
    windows = [r for r in rows if r.benchmark == "swe-bench-live-windows"]
    assert find(windows, "DeepSeek-V3.1-Terminus").value == 20.0
    assert find(rows, "Seed-OSS-36B").value == 20.0
    for day, count in (("2025-05-26", 15), ("2025-12-02", 18), ("2026-06-06", 130)):
        assert len(rows_of_captures("swe-bench-live", "reports", as_of=day)) == count
