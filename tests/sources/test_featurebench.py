"""FeatureBench: the right table of a README with several, bold names, a README without a leaderboard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.source import NotFoundError, ParseError


def test_rows_of_the_fixture() -> None:
    rows = rows_of_fixture("featurebench", "lite", main="README.md")
    assert len(rows) == 10
    deepseek = find(rows, "DeepSeek-V4-Pro", "passed")
    assert (deepseek.value, deepseek.version, deepseek.settings) == (59.6, "lite", {"harness": "OpenHands"})
    assert find(rows, "Claude Opus 4.5", "resolved").settings == {"harness": "Claude Code"}
    assert find(rows, "Kimi-2.6", "resolved").value == 20.0
    assert find(rows, "Qwen3-Coder-30B-A3B-Instruct", "resolved").value == 3.3


@pytest.mark.parametrize(
    ("old", "new"), [(b"%PASSED |", b"Passed |"), (b"| 59.6 |", b"| about 60 |"), (b"| Scaffold |", b"| Agent |")]
)
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("featurebench")
    good = document("featurebench", "README.md")
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "lite"), {"main": replace(good, body=good.body.replace(old, new))}))


def test_a_readme_without_a_leaderboard() -> None:
    source = source_of("featurebench")
    page = replace(document("featurebench", "README.md"), body=b"# FeatureBench\n")
    with pytest.raises(NotFoundError):
        list(source.parse(board_of(source, "lite"), {"main": page}))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("featurebench", "lite")
    assert len(rows) == 40
    assert find(rows, "GLM-5.1", "passed").value == 44.2
    assert find(rows, "Mimo-V2.5-Pro", "resolved").value == 13.3
    assert find(rows, "Gemini-3-Pro-Preview", "passed", harness="Gemini-CLI").value == 43.4
    assert find(rows, "GLM 4.7", "resolved").settings == {"harness": "Mini-SWE-Agent"}
    assert find(rows, "Qwen3.5-27B", "passed").value == 34.8
    with pytest.raises(NotFoundError):
        rows_of_captures("featurebench", "lite", as_of="2026-02-06")
