"""SanityBoard: two generations, variants, hosts, tools, dropped tasks; runs of several or untold models."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, source_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import ParseError

RUNS = {
    "eval-results/ccs-2026-02-05T222249": "kimi",
    "eval-results/kimi-2026-01-09T074815": "thinking",
    "v1.8-results/2026-04-24T095415-opencode": "effort",
    "v1.8-results/2026-02-24T175932-opencode-brave-search": "tools",
    "eval-results/amp-2026-01-20T175048": "mixed",
    "v1.8-results/2026-02-27T213206-devin": "unknown",
    "eval-results/droid-2026-02-16T155125": "unverified",
}


def rows_of_runs() -> list[SourceRow]:
    source = source_of("sanityboard")
    documents = {
        f"{run}/{kind}.json": document("sanityboard", f"{file}.{kind}.json")
        for run, file in RUNS.items()
        for kind in ("metadata", "submission")
    }
    return list(source.parse(board_of(source, "runs"), documents))


def test_rows_of_the_fixture() -> None:
    rows = rows_of_runs()
    assert {r.name for r in rows} == {"Kimi K2.5", "Kimi K2 Thinking", "DeepSeek V4 Pro", "GLM-5"}
    kimi = find(rows, "Kimi K2.5", "weighted", harness="Claude Code")
    assert (kimi.value, kimi.version, kimi.n) == (56.73167662787038, "1", 26)
    assert kimi.settings == {
        "harness": "Claude Code",
        "harness_version": "v2.1.32",
        "host": "Kimi For Coding",
        "max_points": "31.79",
    }
    assert kimi.latency_s == pytest.approx(1521.4 / 26, abs=0.001)
    assert kimi.measured_on == date(2026, 2, 5)
    deepseek = find(rows, "DeepSeek V4 Pro", "weighted")
    assert (deepseek.version, deepseek.settings["effort"]) == ("1.8", "max")
    assert "host" not in deepseek.settings
    assert find(rows, "Kimi K2.5", "weighted", tools="Brave Search").value == 48.78341844397717
    assert "max_points" not in find(rows, "Kimi K2 Thinking", "weighted").settings
    glm = find(rows, "GLM-5", "passed")
    assert (glm.reporter, glm.settings["tools"]) == (Reporter.COMMUNITY, "debug-languages")
    assert glm.value == pytest.approx(100 * 20 / 26)


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("submission", b"weighted_pass_rate", b"rate"),
        ("metadata", b"Model Name", b"Model"),
        ("metadata", b"2026-02-05", b"5 Feb"),
        ("submission", b"{", b"<html>{"),
    ],
)
def test_broken_shapes_are_refused(kind: str, old: bytes, new: bytes) -> None:
    source = source_of("sanityboard")
    documents = {
        f"eval-results/x/{part}.json": document("sanityboard", f"kimi.{part}.json")
        for part in ("metadata", "submission")
    }
    key = f"eval-results/x/{kind}.json"
    documents[key] = replace(documents[key], body=documents[key].body.replace(old, new))
    with pytest.raises((ParseError, ValueError)):
        list(source.parse(board_of(source, "runs"), documents))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("sanityboard", "runs")
    weighted = [r for r in rows if r.metric == "weighted"]
    assert len(weighted) == 144  # 148 runs; two of mixed models, one untold, one of mixed helpers
    assert find(weighted, "GLM-5.1").value == 48.87353559627516
    assert find(weighted, "Devstral 2").settings["max_points"] == "31.89"
    assert find(weighted, "MiniMax M2.7", harness="ForgeCode").value == 41.60408531090417
    assert find(weighted, "Kimi K2.6", effort="high").version == "1.8"
    assert len(rows_of_captures("sanityboard", "runs", as_of="2026-01-14")) == 12
