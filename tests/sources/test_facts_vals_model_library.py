"""Vals AI's model library: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, told
from tests.sources.support import needs_captures
from weighbridge.source import ParseError

SOURCE = "vals-model-library"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="all_models.json")
    assert told(rows, "kimi/kimi-k3") == {
        "name": "Kimi K3",
        "released": "2026-07-16",
        "weights": "open",
        "context": 1_048_576.0,
        "max_output": 262_144.0,
        "modalities_in": "text,image,video",
    }
    assert told(rows, "xiaomi/mimo-v2.5-pro")["knowledge_cutoff"] == "2024-12"
    old = told(rows, "anthropic/claude-instant-1.2")
    assert old == {"name": "Claude Instant 1.2", "weights": "closed", "context": 100_000.0, "max_output": 8192.0}
    assert {row.name for row in rows if row.name.startswith("together/")} == set(), "hosts' entries carry copied dates"


def test_broken_files_are_errors() -> None:
    with pytest.raises(ParseError, match="not valid JSON"):
        facts_of_body(SOURCE, b'{"a/b": {},\n}')
    with pytest.raises(ParseError, match="expected an object of models"):
        facts_of_body(SOURCE, b"[]")
    with pytest.raises(ParseError, match="'provider_name' is missing"):
        facts_of_body(SOURCE, b'{"a/b": {}}')


@needs_captures
@pytest.mark.parametrize(("day", "count"), [("2025-11-12", 1081), ("2026-03-18", 1596), ("2026-07-20", 1025)])
def test_the_real_files(day: str, count: int) -> None:
    assert len(facts_of_captures(SOURCE, "all-models", day)) == count


@needs_captures
@pytest.mark.parametrize("day", ["2026-04-17", "2026-05-05"])
def test_two_committed_versions_are_not_json(day: str) -> None:
    with pytest.raises(ParseError, match="not valid JSON"):
        facts_of_captures(SOURCE, "all-models", day)
