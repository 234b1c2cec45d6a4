"""Vectara's hallucination leaderboard: figures read by eye, under each judge."""

from __future__ import annotations

import pytest

from tests.sources.support import (
    READ_AT,
    board_of,
    document,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.source import Document, ParseError


def test_rows_are_as_read_by_eye() -> None:
    rows = rows_of_fixture("vectara-hallucination", "main", main="README.md")
    assert len(rows) == 10 and {row.version for row in rows} == {"hhem-2.3"}
    assert find(rows, "antgroup/finix_s1_32b", "hallucination-rate").value == 1.8
    assert find(rows, "meta-llama/Llama-3.3-70B-Instruct-Turbo", "hallucination-rate").value == 4.1
    assert find(rows, "zai-org/GLM-4.5-AIR-FP8", "hallucination-rate").value == 9.3
    assert find(rows, "zai-org/glm-4p7", "answer-rate").value == 99.8
    assert find(rows, "mistralai/ministral-3-3b-2512", "answer-rate").value == 74.3


def test_an_answer_rate_may_lack_its_sign_a_hallucination_rate_may_not() -> None:
    rows = rows_of_fixture("vectara-hallucination", "main", main="older.md")
    assert find(rows, "Mistral-Large2", "answer-rate").value == 100.0
    assert {row.version for row in rows} == {"hhem-1.0"}
    text = document("vectara-hallucination", "older.md").text().replace("3.6 %", "3.6")
    source = source_of("vectara-hallucination")
    with pytest.raises(ParseError, match="expected a number with '%'"):
        list(source.parse(board_of(source, "main"), {"main": Document("https://x.org/", text.encode(), READ_AT)}))


def test_other_shapes_are_refused() -> None:
    source, text = source_of("vectara-hallucination"), document("vectara-hallucination", "README.md").text()
    for body in (text.replace("|Hallucination Rate", "|Error Rate"), "<html>", "# no table"):
        with pytest.raises(ParseError, match="no table with the columns"):
            list(source.parse(board_of(source, "main"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
def test_the_real_page() -> None:
    rows = rows_of_captures("vectara-hallucination", "main")
    assert len(rows) == 192 and len({row.key() for row in rows}) == 192
    assert find(rows, "openai/gpt-oss-120b", "hallucination-rate").value == 14.2
    assert find(rows, "moonshotai/Kimi-K2.5", "answer-rate").value == 92.2


@needs_captures
@pytest.mark.parametrize(
    ("day", "version", "count"),
    [
        ("2023-11-02", "hhem-1.0", 22),
        ("2024-03-20", "hhem-1.0", 48),
        ("2024-07-25", "hhem-1.0", 104),
        ("2025-02-01", "hhem-2.1", 190),
        ("2025-07-11", "hhem-2.1", 284),
        ("2025-11-25", "hhem-2.3", 118),
    ],
)
def test_older_dates_and_their_judges(day: str, version: str, count: int) -> None:
    rows = rows_of_captures("vectara-hallucination", "main", day)
    assert (len(rows), {row.version for row in rows}) == (count, {version})
