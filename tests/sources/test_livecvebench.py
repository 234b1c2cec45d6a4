"""LiveCVEBench: rates of what could be judged, both ways of telling, zeros."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.source import ParseError


def test_rows_of_the_fixture() -> None:
    rows = rows_of_fixture("livecvebench", "leaderboard", main="leaderboard.json")
    assert len(rows) == 5
    minimax = find(rows, "MiniMax M2", "user-report")
    assert minimax.value == pytest.approx(100 * 13 / 91)  # two of 93 could not be judged
    assert (minimax.n, minimax.version, minimax.settings) == (91, "5.0.0", {"harness": "Mini-SWE-Agent"})
    assert find(rows, "MiniMax M2", "cve-description").value == pytest.approx(100 * 4 / 59)
    assert find(rows, "Gemini 3 Pro", "cve-description").value == 0.0
    assert find(rows, "GLM 4.6", "user-report").value == pytest.approx(100 * 18 / 93)


@pytest.mark.parametrize(
    ("old", "new"), [(b'"success": true', b'"success": "yes"'), (b"user_report", b"report"), (b'"version"', b'"v"')]
)
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("livecvebench")
    good = document("livecvebench", "leaderboard.json")
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "leaderboard"), {"main": replace(good, body=good.body.replace(old, new))}))
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "leaderboard"), {"main": replace(good, body=b"<html>Moved</html>")}))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("livecvebench", "leaderboard")
    assert len(rows) == 58
    assert find(rows, "DeepSeek V3.2", "cve-description", harness="Terminus-2").value == pytest.approx(100 * 8 / 59)
    assert find(rows, "GLM 4.6", "user-report", harness="Mini-SWE-Agent").value == pytest.approx(100 * 17 / 92)
    assert find(rows, "Qwen 3 Coder 480B", "cve-description", harness="OpenHands").value == 0.0
    older = rows_of_captures("livecvebench", "leaderboard", as_of="2025-12-22")
    assert ({r.version for r in older}, len(older)) == ({"3.0.0"}, 46)
    assert find(older, "Gemini 3 Pro", "user-report", harness="Terminus 2").value == pytest.approx(100 * 21 / 73)
