"""Vals AI's list of models: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, told
from tests.sources.support import document, needs_captures
from weighbridge.source import ParseError

SOURCE = "vals-models"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="models.csv")
    assert told(rows, "zai/glm-5.3") == {
        "name": "GLM 5.3",
        "developer": "zAI",
        "country": "CN",
        "released": "2026-08-18",
        "weights": "open",
        "context": 1_000_000.0,
        "max_output": 131_072.0,
        "modalities_in": "text",
    }
    argon = told(rows, "google/gemini-4-argon")
    assert (argon["country"], argon["modalities_in"]) == ("US", "text,image,audio,video")
    assert "max_output" not in argon
    assert told(rows, "cohere/command-a-03-2025")["weights"] == "closed", "Vals' own opinion: the weights are public"


def test_broken_tables_are_errors() -> None:
    body = document(SOURCE, "models.csv").body
    with pytest.raises(ParseError, match="'open_source' is missing"):
        facts_of_body(SOURCE, body.replace(b"open_source", b"open"))
    with pytest.raises(ParseError, match="should be true or false"):
        facts_of_body(SOURCE, body.replace(b"2026-08-18,true", b"2026-08-18,yes"))
    with pytest.raises(ParseError, match="HTML"):
        facts_of_body(SOURCE, b"<html>")


@needs_captures
def test_the_real_dump() -> None:
    rows = facts_of_captures(SOURCE, "models", "2026-10-31")
    assert len(rows) == 1969
    assert sum(row.fact == "weights" and row.value == "open" for row in rows) == 87
    assert told(rows, "stepfun/step-5-preview")["released"] == "2026-09-28"
