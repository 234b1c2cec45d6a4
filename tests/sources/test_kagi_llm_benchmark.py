"""Kagi's LLM benchmark: figures read by eye, in every form of its table."""

from __future__ import annotations

import pytest

from tests.sources.support import (
    READ_AT,
    board_of,
    document,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.source import Document, ParseError


def test_rows_are_as_read_by_eye() -> None:
    rows = rows_of_fixture("kagi-llm-benchmark", "main", main="llm-benchmark.md")
    assert {row.version for row in rows} == {"2025-11-07"}
    best = find(rows, "gpt-5-pro")
    assert (best.value, best.latency_s, best.settings) == (76.8, 193.2, {"host": "kagi (ult)"})
    assert find(rows, "hermes-4-405b (thinking)").value == 55.8
    assert find(rows, "chatgpt-4o").settings == {}  # "deprecated" is no host
    assert find(rows, "deepseek chat v3.1").settings == {"host": "kagi"}
    assert find(rows, "kimi-k2-0905").value == 52.2
    assert find(rows, "magistral-small").value == 6.3


def test_a_name_with_two_figures_has_none() -> None:
    rows = rows_of_fixture("kagi-llm-benchmark", "main", main="llm-benchmark.md")
    assert len(rows) == 7 and not any(row.name == "minimax/minimax-01" for row in rows)


def test_older_forms() -> None:
    rows = rows_of_fixture("kagi-llm-benchmark", "main", main="older.md")
    assert len(rows) == 4 and {row.version for row in rows} == {"2025-02-24"}
    sonnet = {row.settings.get("thinking"): row.value for row in rows if "claude" in row.name}
    assert sonnet == {None: 53.23, "on": 62.9}
    assert find(rows, "Deepseek r1-distill-llama-70b (Groq)").value == 46.77  # its row has a cell too many
    (may,) = rows_of_fixture("kagi-llm-benchmark", "main", main="may.md")
    assert (may.name, may.value, may.version, may.latency_s) == ("o3", 78.03, "2025-05-28", None)


def test_other_shapes_are_refused() -> None:
    source, text = source_of("kagi-llm-benchmark"), document("kagi-llm-benchmark", "llm-benchmark.md").text()
    for body, words in (
        (text.replace("%accuracy", "score"), "no table"),
        (text.replace("Last task list revision", "Tasks of"), "last revision"),
        ("<html>", "last revision"),
    ):
        with pytest.raises(ParseError, match=words):
            list(source.parse(board_of(source, "main"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
@pytest.mark.parametrize(
    ("day", "version", "count"),
    [
        ("2024-07-30", "2024-07-29", 19),
        ("2024-12-21", "2024-12-18", 19),
        ("2025-02-24", "2025-02-24", 30),
        ("2025-04-18", "2025-04-17", 36),
        ("2025-06-23", "2025-05-28", 59),
        ("2025-11-07", "2025-11-07", 107),
    ],
)
def test_the_real_pages(day: str, version: str, count: int) -> None:
    rows = rows_of_captures("kagi-llm-benchmark", "main", day)
    assert (len(rows), {row.version for row in rows}) == (count, {version})
    assert len({row.key() for row in rows}) == count
