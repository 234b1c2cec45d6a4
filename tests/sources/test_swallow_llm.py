"""Swallow LLM Leaderboard: four editions of its groups, placeholders below zero, modes of thinking."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused, rows_of_text
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.schema import SourceRow
from weighbridge.source import ParseError

ID, BOARD = "swallow-llm", "models"


def value(rows: list[SourceRow], name: str, benchmark: str, metric: str = "average", **settings: str) -> float:
    """The figure of one model on one of the boards."""
    return find([row for row in rows if row.benchmark == benchmark], name, metric, **settings).value


def test_rows() -> None:
    rows = rows_of_fixture(ID, BOARD, main="2026-05.yml")
    assert value(rows, "openai/gpt-oss-20b", "swallow-ja-post") == 52.1
    assert value(rows, "openai/gpt-oss-20b", "swallow-en-post", "aime-2024-2025") == 72.9
    assert value(rows, "Qwen/Qwen3.5-0.8B", "swallow-ja-post", "wmt20-en-ja") == 0.0  # a real zero
    assert value(rows, "google/gemma-3-27b-it", "swallow-en-post", "mmlu-pro") == 68.1
    assert value(rows, "Qwen/Qwen3-8B-Base", "swallow-ja-pre") == 55.1
    assert {row.version for row in rows} == {"2026-05", "2025-08"}
    assert {row.benchmark for row in rows if row.name == "Qwen/Qwen3-8B-Base"} == {"swallow-ja-pre", "swallow-en-pre"}


def test_how_a_model_thought_is_a_setting() -> None:
    rows = rows_of_fixture(ID, BOARD, main="2026-05.yml")
    settings = {row.name: dict(row.settings) for row in rows}
    assert settings["openai/gpt-oss-20b"] == {"thinking": "on", "effort": "medium"}
    assert settings["Qwen/Qwen3-8B"] == {"thinking": "on"}
    assert settings["google/gemma-3-27b-it"] == {}  # N/A
    older = rows_of_fixture(ID, BOARD, main="2026-02.yml")
    name = "openai/gpt-5.1-2025-11-13"
    assert value(older, name, "swallow-ja-post", thinking="off") == 64.0
    assert value(older, name, "swallow-ja-post", thinking="on", effort="medium") == 69.6


def test_placeholders_are_no_scores_and_spoil_the_average() -> None:
    rows = rows_of_fixture(ID, BOARD, main="2026-02.yml")
    assert {row.name for row in rows} == {"openai/gpt-5.1-2025-11-13"}
    high = [row for row in rows if row.settings.get("effort") == "high" and row.benchmark == "swallow-en-post"]
    assert {row.metric for row in high} == {"hellaswag", "mmlu-pro", "gpqa", "math-500", "aime-2024-2025"}
    first = rows_of_fixture(ID, BOARD, main="2025-03.yml")
    assert {row.benchmark for row in first if row.name == "gpt-4o-2024-08-06"} == {
        "swallow-ja-pre",
        "swallow-ja-mt-bench",
    }
    assert value(first, "CohereForAI/aya-expanse-8b", "swallow-en-pre") == 53.94


def test_editions_are_versions() -> None:
    versions = {
        file: {row.version for row in rows_of_fixture(ID, BOARD, main=file) if row.benchmark == benchmark}
        for file, benchmark in (
            ("2025-03.yml", "swallow-ja-pre"),
            ("2025-08.yml", "swallow-ja-post"),
            ("2026-02.yml", "swallow-ja-post"),
            ("2026-05.yml", "swallow-ja-post"),
        )
    }
    assert [versions[file] for file in sorted(versions)] == [{"2025-03"}, {"2025-08"}, {"2026-02"}, {"2026-05"}]
    rows = rows_of_fixture(ID, BOARD, main="2025-08.yml")
    assert value(rows, "gpt-5-2025-08-07", "swallow-ja-post", "gpqa") == 78.6
    assert not [row for row in rows if row.metric == "m-ifeval-ja"]  # hidden then


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("MMLU-ProX", "MMLUProX", "task 'MMLU-ProX' is missing"),
        ("PolyMathJaHT", "PolyMath", "the groups of tasks are of no edition known"),
        ("avg: ", "avg: x", "should be a number"),
        ("reasoning: 'on'", "reasoning: maximal", "'reasoning' should be on, off or N/A"),
        ("- id", "<html>- id", "not valid YAML"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused((ID, BOARD, "2026-05.yml"), old, new, message)


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(ParseError, match="expected a list of models"):
        rows_of_text(ID, BOARD, "[]")


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures(ID, BOARD)
    assert len({row.name for row in rows}) == 118
    assert len(rows) == 1392
    assert value(rows, "abeja/ABEJA-QwQ32b-Reasoning-Japanese-v1.0", "swallow-en-mt-bench") == 78.5
    counts = {day: len(rows_of_captures(ID, BOARD, as_of=day)) for day in ("2025-03-09", "2025-08-16", "2026-02-15")}
    assert counts == {"2025-03-09": 280, "2025-08-16": 768, "2026-02-15": 1282}
