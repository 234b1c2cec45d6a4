"""EKI's Estonian boards: lines of single tests, the newest of two, tests not read."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sources.edited import refused, rows_of_text
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.source import ParseError

PLACE = ("eki-estonian-llm", "tests", "results.jsonl")


def test_rows() -> None:
    rows = rows_of_fixture("eki-estonian-llm", "tests", main="results.jsonl")
    assert {(row.name, row.metric): row.value for row in rows} == {
        ("openai/gpt-4o-mini", "trivia"): 35.7,
        ("openai/gpt-oss-120b", "trivia"): 20.2,
        ("openai/gpt-oss-120b", "propaganda-resistance"): 59.02,
        ("google/gemma-4-31b-it", "language-advice"): 45.83,
        ("google/gemma-4-31b-it", "books"): 6.5,
        ("nvidia/nemotron-3-super-120b-a12b", "idioms"): 4.33,
    }
    newest = find(rows, "openai/gpt-oss-120b", "trivia")
    assert (newest.measured_on, newest.locator) == (date(2026, 4, 8), "line 3")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"score"', '"value"', "field 'score' is missing"),
        ("45.83", '"45.83"', "should be a number"),
        ("2026-04-20T08:00:00Z", "April", "line 5: expected a time, met 'April'"),
        ('{"model_id": "openai/gpt-4o-mini"', '<html>{"model_id": "openai/gpt-4o-mini"', "expected JSON, met an HTML"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused(PLACE, old, new, message)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(ParseError, match="no line of a test that is known"):
        rows_of_text("eki-estonian-llm", "tests", "")


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("eki-estonian-llm", "tests")
    assert len({row.name for row in rows}) == 33
    assert len(rows) == 117
    assert find(rows, "z-ai/glm-4.7", "language-advice").value == 37.92
    assert len(rows_of_captures("eki-estonian-llm", "tests", as_of="2026-03-26")) == 6
