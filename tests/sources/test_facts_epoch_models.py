"""Epoch's tables of models: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, repositories, told
from tests.sources.support import document, needs_captures
from weighbridge.source import ParseError

SOURCE = "epoch-models"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, main="models.csv")
    assert told(rows, "Inkling") == {
        "developer": "Thinking Machines",
        "country": "US",
        "released": "2026-07-15",
        "weights": "open",
        "total_parameters": 975e9,
    }
    assert told(rows, "DeepSeek-V3 (Mar 2025)")["country"] == "CN", "a line break in a name is a space"
    assert repositories(rows, "DeepSeek-V3 (Mar 2025)") == {"deepseek-ai/DeepSeek-V3-0324"}
    assert told(rows, "GPT-5")["weights"] == "closed"
    assert told(rows, "Joint Model") == {"country": "CN", "released": "2025-07"}, "two makers are not one"
    assert repositories(rows, "Joint Model") == {None}
    assert not {"A protein model", "Twice"} & {row.name for row in rows}


@pytest.mark.parametrize(
    ("note", "count"),
    [
        ("671B total, 37B active", 37e9),
        ("from the base model: Total Parameters: 456B Activated Parameters per Token: 45.9B", 45.9e9),
        ("total parameters - 424B active parameters - 47B", 47e9),
        ("30.5 billion total parameters, with only 3.3 billion activated per token", 3.3e9),
        ("235B total, 22B active parameters. Lightweight variant has 30B total, 3B active", None),
        ("Rumored to be 1.8T parameter MoE with 280B activated on the forward pass", None),
        ("activates 18.6B~31.3B parameters", None),
        ("", None),
    ],
)
def test_active_parameters_stand_in_notes(note: str, count: float | None) -> None:
    head, *lines = document(SOURCE, "models.csv").body.decode().split("\n")
    table = "\n".join([f"{head},Parameters notes", f'{lines[0]},"{note}"'])
    assert told(facts_of_body(SOURCE, table.encode()), "Inkling").get("active_parameters") == count


@pytest.mark.parametrize(
    ("note", "licence"),
    [
        ("MIT license https://huggingface.co/inclusionAI/Ling-1T", "mit"),
        ("Apache 2.0 https://huggingface.co/a/b Apache 2.0 https://github.com/a/b", "apache-2.0"),
        ("License at https://huggingface.co/a/b describes restrictions, unlike MIT", None),
        ("MIT license for the code https://github.com/a/b", None),
    ],
)
def test_licences_stand_in_notes(note: str, licence: str | None) -> None:
    head, *lines = document(SOURCE, "models.csv").body.decode().split("\n")
    table = "\n".join([f"{head},Accessibility notes", f'{lines[0]},"{note}"'])
    assert told(facts_of_body(SOURCE, table.encode()), "Inkling").get("licence") == licence


@pytest.mark.parametrize(
    ("note", "licences"),
    [
        ("Apache 2.0 https://github.com/a/b MIT license https://huggingface.co/a/B-8B-Base", {"B-8B-Base": "mit"}),
        ("Exaone license (permits research only) https://huggingface.co/a/B-32B", {"B-32B": "exaone"}),
        ("Apache 2.0 https://huggingface.co/a/B-8B MIT: https://huggingface.co/a/B-8B", {}),
        ("MIT https://huggingface.co/datasets/a https://huggingface.co/a/B-8B", {}),
        ("unlike MIT at https://huggingface.co/a/B-8B", {}),
    ],
)
def test_a_licence_belongs_to_the_repository_it_stands_before(note: str, licences: dict[str, str]) -> None:
    head, *lines = document(SOURCE, "models.csv").body.decode().split("\n")
    table = "\n".join([f"{head},Accessibility notes", f'{lines[0]},"{note}"'])
    rows = [row for row in facts_of_body(SOURCE, table.encode()) if row.fact == "licence" and row.name != "Inkling"]
    assert {row.name: row.value for row in rows} == licences
    assert {row.repository for row in rows} == {f"a/{name}" for name in licences}


def test_broken_tables_are_errors() -> None:
    body = document(SOURCE, "models.csv").body
    with pytest.raises(ParseError, match="'Parameters' is missing"):
        facts_of_body(SOURCE, body.replace(b"Parameters", b"Params"))
    with pytest.raises(ParseError, match="accessibility 'Open' is not known"):
        facts_of_body(SOURCE, body.replace(b"API access", b"Open"))
    with pytest.raises(ParseError, match="expected a date"):
        facts_of_body(SOURCE, body.replace(b"2025-08-07", b"07/08/2025"))
    with pytest.raises(ParseError, match="HTML"):
        facts_of_body(SOURCE, b"<html>")


@needs_captures
def test_the_real_tables_of_five_dates() -> None:
    counts = {day: len(facts_of_captures(SOURCE, "notable", day)) for day in ("2024-12-31", "2025-03-01", "2025-12-31")}
    assert counts == {"2024-12-31": 1560, "2025-03-01": 1594, "2025-12-31": 1968}
    assert len(facts_of_captures(SOURCE, "all", "2025-05-01")) == 4233
    assert len(facts_of_captures(SOURCE, "large-scale", "2025-12-31")) == 1904
    rows = facts_of_captures(SOURCE, "notable", "2026-07-31")
    assert len(rows) == 2316
    assert told(rows, "Inkling")["total_parameters"] == 975e9
