"""ArtifactsBench: figures in per cent, a blank one, and the file's former name."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused, rows_of_text
from tests.sources.support import (
    READ_AT,
    board_of,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.source import Document, NotFoundError, ParseError

PLACE = ("artifactsbench", "main", "artifacts1.json")


def test_rows() -> None:
    rows = rows_of_fixture("artifactsbench", "main", main="artifacts1.json")
    assert len(rows) == 4 * 6 - 1
    oss = {row.metric: row.value for row in rows if row.name == "GPT-OSS-120B"}
    assert oss == {"average": 56.91, "games": 53.88, "svg": 54.19, "web": 58.77, "simulations": 57.69} | {
        "management": 56.97
    }
    assert not [row for row in rows if row.name == "KAT-V1-40B" and row.metric == "svg"]
    assert find(rows, "GPT-5", "average").locator == "performances/0/AVG"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"GAME"', '"GAMES"', "field 'GAME' is missing"),
        ("72.55", '"72.55"', "should be a number or null"),
        ('"performances"', '"scores"', "field 'performances' is missing"),
        ("{\n", "<html>{", "expected JSON, met an HTML"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused(PLACE, old, new, message)


def test_an_empty_table_is_refused() -> None:
    with pytest.raises(ParseError, match="the table is empty"):
        rows_of_text("artifactsbench", "main", '{"performances": []}')


def test_the_former_name_answers_for_the_time_before() -> None:
    def get(url: str) -> Document:
        if "artifacts1" in url:
            raise NotFoundError(f"{url}: no such document")
        return Document(url, b"", READ_AT)

    source = source_of("artifactsbench")
    assert "gemini_2.5_pro" in source.collect(board_of(source, "main"), get)["main"].url


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("artifactsbench", "main")
    assert len(rows) == 22 * 6
    assert find(rows, "Kimi K2 Instruct", "average").value == 47.65
    days = ("2025-07-25", "2025-07-27", "2025-07-31")
    assert [len(rows_of_captures("artifactsbench", "main", as_of=day)) for day in days] == [84, 102, 114]
