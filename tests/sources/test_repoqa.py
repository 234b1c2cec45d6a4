"""RepoQA: fractions at the board's similarity, over all languages and in each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.sources.support import (
    board_of,
    document,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.source import ParseError


def test_rows() -> None:
    rows = rows_of_fixture("repoqa", "repoqa", main="results.json")
    deepseek = find(rows, "deepseek-ai/DeepSeek-V2-Chat", "all")
    assert (deepseek.value, deepseek.measured_on) == (83.4, date(2024, 5, 19))
    assert find(rows, "deepseek-ai/DeepSeek-V2-Chat", "java").value == 91.0
    assert find(rows, "gpt-4-turbo-2024-04-09", "all").value == 76.4
    assert find(rows, "gpt-4-turbo-2024-04-09", "typescript").value == 55.0
    assert find(rows, "Qwen/Qwen1.5-7B-Chat", "all").value == 2.8
    assert find(rows, "Qwen/Qwen1.5-7B-Chat", "python").locator == "Qwen/Qwen1.5-7B-Chat/scores/python/0.8"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"0.8"', '"0.80"', r"field '0\.8' is missing"),
        ('"rust"', '"go"', "field 'rust' is missing"),
        ("2024-05-13 01:38:51.141924", "last May", "expected a day"),
        ("{", "<html>{", "expected JSON, met an HTML"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    source, whole = source_of("repoqa"), document("repoqa", "results.json")
    broken = replace(whole, body=whole.text().replace(old, new, 1).encode())
    with pytest.raises(ParseError, match=message):
        list(source.parse(board_of(source, "repoqa"), {"main": broken}))
    with pytest.raises(ParseError, match="the table is empty"):
        list(source.parse(board_of(source, "repoqa"), {"main": replace(whole, body=b"{}")}))


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("repoqa", "repoqa")
    assert len(rows) == 33 * 6
    assert find(rows, "mistralai/Mistral-7B-Instruct-v0.3", "all").value == 62.0
    assert find(rows, "Qwen/Qwen1.5-72B-Chat", "all").measured_on == date(2024, 5, 31)
    earlier = rows_of_captures("repoqa", "repoqa", as_of="2024-05-23")
    assert find(earlier, "mistralai/Mistral-7B-Instruct-v0.3", "all").value == 61.6
