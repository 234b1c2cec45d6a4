"""SCALE SQL benchmark: the newest month by the listing, applications left out, a misspelt key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, source_of
from weighbridge.schema import SourceRow
from weighbridge.source import Document, ParseError

URL = "https://raw.githubusercontent.com/x/leaderboard/public/data/eval_reports/models-2026-06.json"


def rows_of(page: Document) -> list[SourceRow]:
    source = source_of("sql-llm-benchmark")
    return list(source.parse(board_of(source, "newest"), {"main": page}))


def test_rows_of_the_fixture() -> None:
    rows = rows_of(document("sql-llm-benchmark", "models-2026-06.json", URL))
    assert len(rows) == 9
    assert {r.version for r in rows} == {"2026-01"}
    deepseek = find(rows, "DeepSeek-V4-Pro", "sql-understanding")
    assert (deepseek.value, deepseek.settings) == (57.6, {"thinking": "on"})
    kimi = find(rows, "Kimi-K2-Instruct-0905", "sql-optimization")
    assert (kimi.value, kimi.settings) == (44.5, {})
    assert find(rows, "GLM-4.7", "dialect-conversion").value == 68.2  # its API name is null
    assert not [r for r in rows if r.name == "SQLFlash"]
    older = document("sql-llm-benchmark", "models-2026-06.json", URL.replace("2026-06", "2025-11"))
    assert {r.version for r in rows_of(older)} == {"2025-06"}


def test_collects_the_newest_month_of_the_listing() -> None:
    source = source_of("sql-llm-benchmark")
    asked: list[str] = []

    def get(url: str) -> Document:
        asked.append(url)
        return document("sql-llm-benchmark", "tree.json", url)

    source.collect(board_of(source, "newest"), get)
    assert asked[-1].endswith("models-2026-06.json")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"real_model_namne", b"real_model_name"),
        (b"ability_score", b"score"),
        (b"Chat(Thinking)", b"Reasoner"),
        (b"{", b"<html>{"),
    ],
)
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    good = document("sql-llm-benchmark", "models-2026-06.json", URL)
    with pytest.raises(ParseError):
        rows_of(replace(good, body=good.body.replace(old, new)))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("sql-llm-benchmark", "newest")
    assert len(rows) == 35 * 3
    assert find(rows, "QwQ-32B", "sql-understanding").value == 75.6
    assert find(rows, "Seed-OSS-36B-Instruct", "dialect-conversion").value == 55.0
    assert find(rows, "MiniMax M2.5", "sql-optimization").value == 64.0
    older = rows_of_captures("sql-llm-benchmark", "newest", as_of="2025-06-16")
    assert ({r.version for r in older}, len(older)) == ({"2025-06"}, 15)
