"""Nuxt evals: stated and counted figures, three sizes of the task set, both keys of the results."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.source import ParseError


def test_rows_of_the_fixture() -> None:
    rows = rows_of_fixture("nuxt-evals", "agents", main="new.json")
    assert len(rows) == 6
    kimi = find(rows, "Kimi K2.7 Code", "pass-at-1")
    assert kimi.value == pytest.approx(82.7586206897)
    assert (kimi.version, kimi.n, kimi.settings) == ("29 tasks", 29, {"harness": "OpenCode"})
    assert (kimi.latency_s, kimi.measured_on) == (327.0041465517241, date(2026, 7, 3))
    assert find(rows, "MiniMax M2.7", "mean-rate").value == pytest.approx(38.2183908)
    assert find(rows, "MiniMax M2.7", "solved").value == pytest.approx(100 * 15 / 29)
    first = rows_of_fixture("nuxt-evals", "agents", main="first.json")
    assert [(r.metric, r.value, r.version) for r in first] == [("solved", 10.0, "10 tasks")]


@pytest.mark.parametrize(
    ("old", "new"), [(b'"success"', b'"ok"'), (b'"kimi-k2.7-code": [', b'"other": ['), (b'"modelName"', b'"model"')]
)
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("nuxt-evals")
    good = document("nuxt-evals", "new.json")
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "agents"), {"main": replace(good, body=good.body.replace(old, new))}))
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "agents"), {"main": replace(good, body=b"<html>Moved</html>")}))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("nuxt-evals", "agents")
    assert len(rows) == 54
    assert find(rows, "Kimi K2.6", "pass-at-1").value == pytest.approx(79.3103448)
    assert find(rows, "Claude Sonnet 5", "mean-rate").value == 100.0
    assert find(rows, "MiniMax M3", "pass-at-1").value == pytest.approx(86.2068966)
    assert find(rows, "GPT 5.4 (xhigh)", "pass-at-1").settings == {"harness": "Codex"}
    older = rows_of_captures("nuxt-evals", "agents", as_of="2026-02-12")
    assert find(older, "DeepSeek V3.2", "solved").value == 24.0
    assert {r.version for r in older} == {"25 tasks"}
