"""MathArena's registry: figures read by eye."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sources.support import (
    READ_AT,
    board_of,
    document,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.source import Document, ParseError


def test_rows_are_as_read_by_eye() -> None:
    rows = rows_of_fixture("matharena-hf-registry", "main", main="registry.json")
    assert len(rows) == 6
    found = {(row.benchmark, row.name): row for row in rows}
    glm = found["aime-2026", "zai-org/GLM-5"]
    assert (glm.value, glm.measured_on, glm.metric) == (95.83, date(2026, 2, 18), "accuracy")
    assert found["hmmt-feb-2026", "zai-org/GLM-5"].value == 86.36
    assert found["aime-2026", "stepfun-ai/Step-3.5-Flash"].value == 96.67
    assert found["hmmt-feb-2026", "stepfun-ai/Step-3.5-Flash"].value == 86.36
    assert found["hmmt-feb-2026", "lm-provers/QED-Nano"].value == 62.88


def test_other_shapes_are_refused() -> None:
    source, text = source_of("matharena-hf-registry"), document("matharena-hf-registry", "registry.json").text()
    for body, words in (
        (text.replace('"score"', '"result"'), "'score' is missing"),
        (text.replace('"entries"', '"rows"'), "entries"),
        ("<html>", "HTML"),
    ):
        with pytest.raises(ParseError, match=words):
            list(source.parse(board_of(source, "main"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
def test_the_real_registry() -> None:
    rows = rows_of_captures("matharena-hf-registry", "main")
    assert len(rows) == 24 and len({row.key() for row in rows}) == 24
    assert {row.benchmark for row in rows} == {"aime-2026", "hmmt-feb-2026"}
    qwen = [row.value for row in rows if row.name == "Qwen/Qwen3-30B-A3B-Thinking-2507"]
    assert sorted(qwen) == [78.79, 87.5]
    assert len(rows_of_captures("matharena-hf-registry", "main", "2026-03-10")) == 10
