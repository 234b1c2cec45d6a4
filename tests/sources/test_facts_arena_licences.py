"""LMArena's column of licences: read by eye."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.fact_support import catalogue, facts_of_captures, facts_of_files, told
from tests.sources.support import document, needs_captures
from weighbridge.schema import FactRow
from weighbridge.source import ParseError

SOURCE = "arena-licences"


def table(former: bytes = b"license") -> list[FactRow]:
    source, page = catalogue(SOURCE), document(SOURCE, "text.csv")
    body = page.body.replace(b"license", former)
    return list(source.parse(source.boards[1], {"main": replace(page, body=body)}))


def test_licences_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="overall.json")
    assert told(rows, "glm-4.7") == {"licence": "MIT"}
    assert {row.name for row in rows} == {"glm-4.7"}, "no closed models, no vague words, nothing stated two ways"
    assert [(row.name, row.value) for row in table()] == [("StripedHyena-Nous-7B", "Apache 2.0")]


def test_broken_tables_are_errors() -> None:
    with pytest.raises(ParseError, match="'license'"):
        table(former=b"terms")


@needs_captures
def test_the_real_tables() -> None:
    counts = {board: len(facts_of_captures(SOURCE, board, "2026-10-31")) for board in ("overall", "text", "vision")}
    assert counts == {"overall": 169, "text": 131, "vision": 23}
    assert len(facts_of_captures(SOURCE, "former", "2024-06-30")) > 50
