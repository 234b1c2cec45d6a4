"""Epoch's tables of models: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, repositories, told
from tests.sources.support import document, needs_captures
from weighbridge.source import ParseError

SOURCE = "epoch-models"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="models.csv")
    assert told(rows, "Inkling") == {
        "developer": "Thinking Machines",
        "country": "US",
        "released": "2026-07-15",
        "weights": "open",
        "total_parameters": 975e9,
    }
    assert told(rows, "DeepSeek-V3 (Mar 2025)")["country"] == "CN", "a line break in a name is a space"
    assert repositories(rows, "DeepSeek-V3 (Mar 2025)") == {"deepseek-ai/DeepSeek-V3-0324"}
    assert told(rows, "GPT-5")["weights"] == "closed"
    assert told(rows, "Joint Model") == {"country": "CN", "released": "2025-07"}, "two makers are not one"
    assert repositories(rows, "Joint Model") == {None}
    assert not {"A protein model", "Twice"} & {row.name for row in rows}


def test_broken_tables_are_errors() -> None:
    body = document(SOURCE, "models.csv").body
    with pytest.raises(ParseError, match="'Parameters' is missing"):
        facts_of_body(SOURCE, body.replace(b"Parameters", b"Params"))
    with pytest.raises(ParseError, match="accessibility 'Open' is not known"):
        facts_of_body(SOURCE, body.replace(b"API access", b"Open"))
    with pytest.raises(ParseError, match="expected a date"):
        facts_of_body(SOURCE, body.replace(b"2025-08-07", b"07/08/2025"))
    with pytest.raises(ParseError, match="HTML"):
        facts_of_body(SOURCE, b"<html>")


@needs_captures
def test_the_real_tables_of_five_dates() -> None:
    counts = {day: len(facts_of_captures(SOURCE, "notable", day)) for day in ("2024-12-31", "2025-03-01", "2025-12-31")}
    assert counts == {"2024-12-31": 1553, "2025-03-01": 1585, "2025-12-31": 1903}
    assert len(facts_of_captures(SOURCE, "all", "2025-05-01")) == 4218
    assert len(facts_of_captures(SOURCE, "large-scale", "2025-12-31")) == 1749
    rows = facts_of_captures(SOURCE, "notable", "2026-07-31")
    assert len(rows) == 2235
    assert told(rows, "Inkling")["total_parameters"] == 975e9
