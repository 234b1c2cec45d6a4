"""LocalAI's gallery: licences read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, told
from tests.sources.support import document, needs_captures
from weighbridge.source import ParseError

SOURCE = "localai-gallery"


def test_licences_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="index.yaml")
    assert told(rows, "Hermes-4-70B") == {"licence": "llama3"}
    assert {row.name for row in rows} == {"Hermes-4-70B"}, "no other size, no 'other', nothing stated two ways"


def test_broken_files_are_errors() -> None:
    body = document(SOURCE, "index.yaml").body
    with pytest.raises(ParseError, match="'name' is missing"):
        facts_of_body(SOURCE, body.replace(b"name:", b"title:"))
    with pytest.raises(ParseError, match="expected a list"):
        facts_of_body(SOURCE, b"models: {}")


@needs_captures
def test_the_real_gallery() -> None:
    rows = facts_of_captures(SOURCE, "models", "2026-10-31")
    assert len(rows) == 608
    assert told(rows, "North-Mini-Code-1.0") == {"licence": "apache-2.0"}
