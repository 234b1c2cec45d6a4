"""OpenAI's simple-evals: figures read by eye from its README, in two editions."""

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
from weighbridge.schema import Reporter
from weighbridge.source import Document, ParseError


def test_rows_are_as_read_by_eye() -> None:
    rows = {
        (row.benchmark, row.version, row.name): row
        for row in rows_of_fixture("simple-evals", "results", main="README.md")
    }
    o3 = rows["mmlu", "simple-evals", "o3-high"]
    assert (o3.value, o3.settings, o3.reporter) == (93.3, {}, Reporter.SELF_REPORTED)
    assert rows["gpqa-diamond", "simple-evals", "gpt-4.1-2025-04-14"].settings == {"prompt": "assistant"}
    assert rows["drop", "simple-evals", "gpt-4o-2024-08-06"].value == 79.8
    assert ("humaneval", "simple-evals", "o1") not in rows
    assert ("simpleqa", "simple-evals", "gpt-4-0125-preview") not in rows
    sonnet = rows["mgsm", "simple-evals, as reported", "Claude 3.5 Sonnet"]
    assert (sonnet.value, sonnet.reporter, sonnet.measured_by) == (91.6, Reporter.SELF_REPORTED, None)
    asked = rows["simpleqa", "simple-evals", "Claude 3.5 Sonnet"]
    assert (asked.value, asked.reporter, asked.measured_by) == (28.9, Reporter.INDEPENDENT, "OpenAI")


def test_math_is_another_set_for_models_since_o1() -> None:
    rows = rows_of_fixture("simple-evals", "results", main="README.md")
    assert {row.name: row.value for row in rows if row.benchmark == "math-500"} == {"o3-high": 98.1, "o1": 96.4}
    names = {row.name for row in rows if row.benchmark == "math"}
    assert names == {"gpt-4o-2024-08-06", "gpt-4-0125-preview", "Claude 3.5 Sonnet", "Llama 3.1 8b"}  # not gpt-4.1


def test_the_first_edition() -> None:
    rows = rows_of_fixture("simple-evals", "results", main="older.md")
    assert find(rows, "gpt-4-turbo-2024-04-09", "f1", prompt="chatgpt").value == 85.4
    opus = [row for row in rows if row.name == "Claude-3-Opus" and row.benchmark == "mmlu"]
    assert {(row.version, row.settings.get("prompt"), row.value, row.reporter) for row in opus} == {
        ("simple-evals", "empty", 84.1, Reporter.INDEPENDENT),
        ("simple-evals", "lmsys", 84.2, Reporter.INDEPENDENT),
        ("simple-evals, as reported", None, 86.8, Reporter.SELF_REPORTED),
    }


def test_languages_have_a_column_a_model() -> None:
    rows = rows_of_fixture("simple-evals", "multilingual", main="languages.md")
    assert len(rows) == 90
    assert find(rows, "o3-high", "accuracy").value == 88.8
    assert find(rows, "gpt-4.1-nano-2025-04-14", "yoruba").value == 45.5


def test_other_shapes_are_refused() -> None:
    source, text = source_of("simple-evals"), document("simple-evals", "README.md").text()
    for body, words in (
        (text.replace("| Prompt ", "| System "), "no table"),
        (text.replace(" MMLU ", " M ").replace("GPQA", "G"), "columns for"),
        (text.replace("93.3", "good"), "expected a number"),
        ("<html>", "no table"),
    ):
        with pytest.raises(ParseError, match=words):
            list(
                source.parse(board_of(source, "results"), {"main": Document("https://x.org/", body.encode(), READ_AT)})
            )


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "count"),
    [
        ("results", "2024-04-12", 64),
        ("results", "2024-10-31", 113),
        ("results", "2025-04-15", 167),
        ("results", "2025-07-10", 209),
        ("multilingual", "2024-09-12", 32),
        ("multilingual", "2025-04-22", 90),
    ],
)
def test_the_real_pages(board: str, day: str, count: int) -> None:
    rows = rows_of_captures("simple-evals", board, day)
    assert len(rows) == count and len({row.key() for row in rows}) == count
