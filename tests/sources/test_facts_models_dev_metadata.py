"""models.dev model files: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import (
    catalogue,
    facts_of_body,
    facts_of_captures,
    facts_of_files,
    repositories,
    told,
)
from tests.sources.support import document, needs_captures
from weighbridge.source import Document, ParseError

SOURCE = "models-dev-metadata"


def one(file: str) -> dict[str, str]:
    return {f"models/x/{file}": file}


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, **one("deepseek-v4-pro-0813.toml"))
    assert told(rows, "deepseek-v4-pro-0813") == {
        "name": "DeepSeek V4 Pro 0813",
        "released": "2026-08-12",
        "weights": "open",
        "licence": "MIT",
        "context": 1_048_576.0,
        "max_output": 384_000.0,
        "modalities_in": "text",
        "modalities_out": "text",
    }
    assert repositories(rows, "deepseek-v4-pro-0813") == {"deepseek-ai/DeepSeek-V4-Pro-0813"}
    counted = told(facts_of_files(SOURCE, **one("qwen3.8-27b.toml")), "qwen3.8-27b")
    assert (counted["total_parameters"], counted["modalities_in"]) == (27_781_427_952.0, "text,image,video")


def test_a_host_service_of_other_weights_is_not_the_repository() -> None:
    rows = facts_of_files(SOURCE, **one("step-3.5-flash-2603.toml"))
    assert repositories(rows, "step-3.5-flash-2603") == {None}
    assert "max_output" not in told(rows, "step-3.5-flash-2603"), "0 is unknown"


def test_placeholder_dates_and_moving_names_are_left_out() -> None:
    sonar = told(facts_of_files(SOURCE, **one("sonar.toml")), "sonar")
    assert "released" not in sonar
    assert (sonar["reasoning"], sonar["knowledge_cutoff"], sonar["weights"]) == ("never", "2025-09", "closed")
    assert facts_of_files(SOURCE, **one("deepseek-chat.toml")) == []


def test_only_model_files_are_asked_for() -> None:
    source, asked = catalogue(SOURCE), list[str]()

    def get(url: str) -> Document:
        asked.append(url)
        return document(SOURCE, "listing.json" if "trees" in url else url.rpartition("/")[2])

    assert set(source.collect(source.boards[0], get)) == {
        "models/deepseek/deepseek-v4-pro-0813.toml",
        "models/stepfun/step-3.5-flash-2603.toml",
    }
    assert len(asked) == 3


def test_broken_files_are_errors() -> None:
    with pytest.raises(ParseError, match="not valid TOML"):
        facts_of_body(SOURCE, b"<html>", "models/x/y.toml")
    with pytest.raises(ParseError, match="'limit' is missing"):
        facts_of_body(SOURCE, b'name = "x"\n', "models/x/y.toml")


@needs_captures
def test_the_real_files() -> None:
    rows = facts_of_captures(SOURCE, "models", "2026-09-30")
    assert len(rows) == 1756
    assert told(rows, "deepseek-v4.1-flash")["released"] == "2026-09-08"
    assert told(rows, "glm-5.1")["weights"] == "open"
    assert told(rows, "kimi-k2.5")["released"] == "2026-01", "a month stays a month"
    assert told(facts_of_captures(SOURCE, "models", "2026-06-10"), "glm-5.1")["weights"] == "closed", (
        "weights came later"
    )
