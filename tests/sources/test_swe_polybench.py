"""SWE-PolyBench: systems split from models, cells without a figure, systems that name no model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.schema import Reporter
from weighbridge.source import NotFoundError, ParseError


def test_rows_of_the_fixture() -> None:
    rows = rows_of_fixture("swe-polybench", "verified", main="data.json")
    assert len(rows) == 11  # five rates each of two systems, one of a third
    first = find(rows, "Deepseek R1", "resolved")
    assert (first.value, first.settings, first.reporter) == (
        13.874345549738221,
        {"harness": "Aider-PB"},
        Reporter.INDEPENDENT,
    )
    assert find(rows, "Deepseek R1", "java").value == 8.695652173913043
    entered = find(rows, "GPT-5", "typescript")
    assert (entered.value, entered.settings, entered.reporter) == (35.0, {"harness": "PrometheusV1.2"}, None)
    assert entered.measured_on == date(2025, 12, 2)
    assert [(r.metric, r.value) for r in rows if r.name == "gpt-5-mini"] == [("python", 32.743362831858406)]
    assert not {r.settings["harness"] for r in rows} & {"Amazon Q Developer Agent", "iSWE-Agent", "Atlassian Rovo Dev"}
    full = rows_of_fixture("swe-polybench", "full", main="data.json")
    assert find(full, "Llama3.3 70B", "resolved").value == 6.018957345971564


@pytest.mark.parametrize(("old", "new"), [(b'"resolved_py"', b'"python"'), (b"13.874345549738221", b'"13.9 %"')])
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("swe-polybench")
    good = document("swe-polybench", "data.json")
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "verified"), {"main": replace(good, body=good.body.replace(old, new))}))
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "verified"), {"main": replace(good, body=b"<html>Moved</html>")}))


def test_a_board_that_is_not_there_yet() -> None:
    source = source_of("swe-polybench")
    good = document("swe-polybench", "data.json")
    with pytest.raises(NotFoundError):
        list(
            source.parse(
                board_of(source, "verified"), {"main": replace(good, body=good.body.replace(b"Verified", b"Lite"))}
            )
        )


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("swe-polybench", "verified")
    assert len(rows) == 50
    assert find(rows, "gpt-5-mini", "resolved").value == 28.272251308900525
    assert find(rows, "Llama3.3 70B", "resolved").value == 8.638743455497382
    assert find(rows, "Mistral-Large", "java").value == 10.144927536231885
    assert len(rows_of_captures("swe-polybench", "full")) == 40
    assert len(rows_of_captures("swe-polybench", "verified", as_of="2026-05-04")) == 46  # one rate of a fifth system
    assert len(rows_of_captures("swe-polybench", "full", as_of="2025-04-14")) == 40
