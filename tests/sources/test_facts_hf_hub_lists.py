"""Lists of the Hub's popular repositories: licences read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import catalogue, facts_of_body, facts_of_captures, facts_of_files, told
from tests.sources.support import document, needs_captures
from weighbridge.source import FactSource, ParseError

SOURCE = "hf-hub-lists"


def test_licences_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="trending.json")
    assert told(rows, "DeepSeek-V4-Pro") == {"licence": "mit"}
    assert len(rows) == 1, "a licence of the kind 'other', and none at all, are not known"


def test_the_table_of_tracked_repositories() -> None:
    source = catalogue(SOURCE)
    assert isinstance(source, FactSource)
    rows = list(source.parse(source.boards[1], {"main": document(SOURCE, "tracked.csv")}))
    assert [(row.repository, row.fact, row.value) for row in rows] == [("zai-org/GLM-OCR", "licence", "mit")]


def test_broken_lists_are_errors() -> None:
    with pytest.raises(ParseError, match="'tags' is missing"):
        facts_of_body(SOURCE, document(SOURCE, "trending.json").body.replace(b"tags", b"labels"))


@needs_captures
def test_the_real_lists() -> None:
    assert len(facts_of_captures(SOURCE, "trending", "2026-06-30")) == 677
    assert len(facts_of_captures(SOURCE, "tracked", "2026-06-30")) == 1166
