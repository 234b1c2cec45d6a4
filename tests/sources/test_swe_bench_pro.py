"""SWE-bench Pro: both forms of the page's table; medals, asterisks, systems before models."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.source import ParseError


def test_rows_of_the_fixture() -> None:
    rows = rows_of_fixture("swe-bench-pro", "public", main="index.html")
    assert [(r.name, r.value) for r in rows] == [
        ("claude-4-5-Sonnet", 43.72),
        ("gpt-5-2025-08-07 (High)", 36.3),
        ("glm-4.5", 35.52),
        ("kimi-k2-instruct", 27.67),
        ("gpt-oss-120b", 16.2),
    ]
    assert all(r.settings == {"harness": "SWE-Agent"} for r in rows)


def test_first_form_marks_limited_runs() -> None:
    rows = rows_of_fixture("swe-bench-pro", "public", main="first.html")
    name = "gpt-5-2025-08-07 (High)"
    assert find(rows, name, limits="2 USD, 50 turns").value == 25.9
    assert [r.value for r in rows if r.name == name and "limits" not in r.settings] == [36.3]
    assert find(rows, "gpt-oss-20b").value == 16.2
    assert find(rows, "Qwen3-32B").value == 3.42


@pytest.mark.parametrize(
    ("old", "new"), [(b"% Resolved", b"Score"), (b"43.72<", b"43,72 of 100<"), (b"table", b"section")]
)
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("swe-bench-pro")
    good = document("swe-bench-pro", "index.html")
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "public"), {"main": replace(good, body=good.body.replace(old, new))}))
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "public"), {"main": replace(good, body=b"<html>Moved</html>")}))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("swe-bench-pro", "public")
    assert len(rows) == 7
    assert find(rows, "glm-4.5").value == 35.52
    assert find(rows, "claude-4-5-haiku").value == 39.45
    older = rows_of_captures("swe-bench-pro", "public", as_of="2025-10-16")
    assert len(older) == 12
    assert find(older, "SWE-Smith-32B").value == 6.84
