"""ACEBench: headings inside the table, and the suffix of models run on the authors' own machines."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture

PLACE = ("acebench", "main", "README.md")


def test_rows() -> None:
    rows = rows_of_fixture("acebench", "main", main="README.md")
    assert len(rows) == 5 * 4
    coder = {row.metric: row.value for row in rows if row.name == "Qwen2.5-Coder-32B-Instruct"}
    assert coder == {"overall": 85.3, "normal": 90.8, "special": 81.3, "agent": 71.5}
    assert dict(find(rows, "Hammer2.1-3b", "overall").settings) == {"host": "local"}
    assert dict(find(rows, "deepseek-chat", "overall").settings) == {}
    assert find(rows, "Llama-3.2-3B-Instruct", "agent").value == 0.0
    assert not [row for row in rows if "source model" in row.name]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("overall |", "total |", "no table with the columns Model, overall"),
        ("0.853", "85,3", "expected a number"),
        ("| Model  ", "| <!DOCTYPE html>  ", "no table with the columns"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused(PLACE, old, new, message)


@needs_captures
@pytest.mark.parametrize("day", ["2025-02-26", "2025-07-19", None])
def test_captured(day: str | None) -> None:
    rows = rows_of_captures("acebench", "main", as_of=day)
    assert len(rows) == 29 * 4
    assert find(rows, "Qwen2.5-72B-Instruct", "overall").value == 79.3
