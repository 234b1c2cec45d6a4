"""EuroEval's columns about models: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, repositories, told
from tests.sources.support import document, needs_captures
from weighbridge.source import NotFoundError, ParseError

SOURCE = "euroeval-models"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="english.csv")
    assert told(rows, "gemma-4-31B-it") == {"total_parameters": 31_273_088_876.0}, "twice on the board, read once"
    assert repositories(rows, "gemma-4-31B-it") == {"google/gemma-4-31B-it"}
    assert told(rows, "Monad") == {"context": 2048.0}, "its parameters are not told"
    assert {row.name for row in rows} == {"gemma-4-31B-it", "Monad"}, "no packed weights, no encoders"
    lines = document(SOURCE, "english.csv").text().split("\n")
    for row in rows:
        assert f"{row.repository}" in lines[int(row.locator.split()[1]) - 1], "the place is a line of the whole file"


@pytest.mark.parametrize(
    ("stated", "context"),
    [("262144.0", 262_144.0), ("8192.0", None), ("128000.0", None), ("2051.0", None), ("?", None)],
)
def test_defaults_and_shortened_contexts_are_not_read(stated: str, context: float | None) -> None:
    body = document(SOURCE, "english.csv").body.replace(b"8192.0,2048.0", f"8192.0,{stated}".encode())
    assert told(facts_of_body(SOURCE, body), "Monad").get("context") == context


def test_broken_tables_are_errors() -> None:
    body = document(SOURCE, "english.csv").body
    with pytest.raises(ParseError, match="'Parameters' is missing"):
        facts_of_body(SOURCE, body.replace(b"Parameters", b"Size"))
    with pytest.raises(ParseError, match="line of task types"):
        facts_of_body(SOURCE, body.partition(b"\n")[2])


@needs_captures
def test_the_real_tables() -> None:
    assert len(facts_of_captures(SOURCE, "english", "2026-04-30")) == 571
    with pytest.raises(NotFoundError):
        facts_of_captures(SOURCE, "english", "2025-02-28")
