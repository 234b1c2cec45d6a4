"""SecCodeBench: two versions, products with and without a named model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.source import ParseError


def test_rows_of_the_fixture() -> None:
    rows = rows_of_fixture("sec-code-bench", "current", main="leaderboard.json", versions="versions.json")
    assert len(rows) == 20
    kimi = find(rows, "Kimi K2.5(Thinking)", "total")
    assert (kimi.value, kimi.version, kimi.measured_on) == (61.25, "2.2.0", date(2026, 2, 11))
    assert find(rows, "MiniMax M2.1", "gen").value == 25.57
    assert find(rows, "Qwen3-Coder-Next", "fix-hints").value == 66.94
    old = rows_of_fixture("sec-code-bench", "2.0.0", main="2.0.0.json")
    assert {(r.name, r.settings.get("harness")) for r in old} == {("GPT-5-Codex", "Codex CLI"), ("GPT-oss-120b", None)}
    assert find(old, "GPT-oss-120b", "fix").value == 45.45
    assert {r.version for r in old} == {"2.0.0"}


def test_the_list_of_versions_says_which_is_current() -> None:
    source = source_of("sec-code-bench")
    newer = replace(document("sec-code-bench", "versions.json"), body=b'["3.0.0", "2.2.0"]')
    documents = {"main": document("sec-code-bench", "leaderboard.json"), "versions": newer}
    assert {r.version for r in source.parse(board_of(source, "current"), documents)} == {"3.0.0"}


@pytest.mark.parametrize(("old", "new"), [(b"totalScore", b"score"), (b"modelName", b"model"), (b"64.9,", b'"64.9",')])
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("sec-code-bench")
    good = document("sec-code-bench", "leaderboard.json")
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "current"), {"main": replace(good, body=good.body.replace(old, new))}))
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "current"), {"main": replace(good, body=b"<html>Moved</html>")}))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("sec-code-bench", "current")
    assert len(rows) == 140
    assert find(rows, "GLM-5(Thinking)", "total").value == 62.13
    assert find(rows, "MiMo-V2-Flash", "gen-hints").value == 43.87
    assert find(rows, "DeepSeek-R1-0528", "fix").value == 55.65
    assert len(rows_of_captures("sec-code-bench", "2.0.0")) == 125
    assert len(rows_of_captures("sec-code-bench", "current", as_of="2026-02-16")) == 105
