"""Lists of the Hub's popular repositories: licences read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import catalogue, facts_of_body, facts_of_captures, facts_of_files, told
from tests.sources.support import document, needs_captures
from weighbridge.source import FactSource, ParseError

SOURCE = "hf-hub-lists"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="trending.json")
    assert told(rows, "DeepSeek-V4-Pro") == {
        "licence": "mit",
        "architecture": "mixture",
        "repository_created": "2026-04-22",
    }
    assert told(rows, "own-terms") == {"repository_created": "2026-04-01"}, "'other' is no licence"
    assert told(rows, "silent") == {"repository_created": "2026-04-02"}


def test_the_table_of_tracked_repositories() -> None:
    source = catalogue(SOURCE)
    assert isinstance(source, FactSource)
    rows = list(source.parse(source.boards[1], {"main": document(SOURCE, "tracked.csv")}))
    assert [(row.repository, row.fact, row.value) for row in rows] == [
        ("zai-org/GLM-OCR", "licence", "mit"),
        ("zai-org/GLM-OCR", "repository_created", "2026-01-29"),
        ("argmaxinc/whisperkit-coreml", "repository_created", "2024-02-28"),
    ]


def test_broken_lists_are_errors() -> None:
    with pytest.raises(ParseError, match="'tags' is missing"):
        facts_of_body(SOURCE, document(SOURCE, "trending.json").body.replace(b"tags", b"labels"))


@needs_captures
def test_the_real_lists() -> None:
    assert len(facts_of_captures(SOURCE, "trending", "2026-06-30")) == 2033
    assert len(facts_of_captures(SOURCE, "tracked", "2026-06-30")) == 3913
