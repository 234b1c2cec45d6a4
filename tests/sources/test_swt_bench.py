"""SWT-bench: three tables joined; set-ups and ways of judging told apart; systems that name no model."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import ParseError

FILES = {"runs": "runs.csv", "approaches": "approaches.csv", "orgs": "orgs.csv"}


def rows_of(board_id: str) -> list[SourceRow]:
    return rows_of_fixture("swt-bench", board_id, **FILES)


def test_lite() -> None:
    rows = rows_of("lite")
    assert len(rows) == 8  # two rates of four runs; two systems name no model
    devstral = find(rows, "Devstral 2", "resolved")
    assert (devstral.value, devstral.measured_by, devstral.reporter) == (89.1, "Mistral AI", Reporter.SELF_REPORTED)
    assert devstral.settings == {"harness": "DevstralTestGen", "mode": "reproduction"}
    assert find(rows, "Cl. Sonnet 3.5", "resolved", setup="CI setup").value == 28.3
    assert find(rows, "Cl. Sonnet 3.5", "coverage", setup="vanilla").value == 43.6
    mixtral = find(rows, "Mixtral 8x22B", "resolved")
    assert (mixtral.value, mixtral.reporter, mixtral.measured_by) == (0.7, Reporter.INDEPENDENT, None)


def test_verified() -> None:
    rows = rows_of("verified")
    assert {(r.name, r.metric, r.value) for r in rows} == {
        ("GPT-5", "resolved", 79.8),
        ("GPT-5", "coverage", 66.3),
        ("Claude 4 Sonnet", "resolved", 87.0),
        ("Claude 4 Sonnet", "coverage", 69.8),
    }


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [
        ("runs", b"success_rate", b"rate"),
        ("runs", b"lite,,OpenHands", b"full,,OpenHands"),
        ("approaches", b"OpenHands,", b"OpenHand,"),
        ("orgs", b"org_key", b"key"),
        ("runs", b"table_type", b"<html>"),
    ],
)
def test_broken_shapes_are_refused(table: str, old: bytes, new: bytes) -> None:
    source = source_of("swt-bench")
    documents = {key: document("swt-bench", file) for key, file in FILES.items()}
    documents[table] = replace(documents[table], body=documents[table].body.replace(old, new))
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "lite"), documents))


@needs_captures
def test_real_payloads() -> None:
    lite, verified = rows_of_captures("swt-bench", "lite"), rows_of_captures("swt-bench", "verified")
    assert (len(lite), len(verified)) == (36, 22)
    assert find(lite, "Mistral Large 2", "resolved").value == 16.3
    assert find(verified, "GPT-5-mini", "resolved", harness="OpenHands").value == 62.4
    assert find(verified, "GPT-5-mini", "resolved", harness="ReProAgent").measured_by == "Nanjing University"
    assert len(rows_of_captures("swt-bench", "verified", as_of="2025-08-26")) == 18
