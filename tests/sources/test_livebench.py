"""LiveBench: category means and their mean, the row too short to be read, costs, and releases that changed."""

from __future__ import annotations

from dataclasses import replace

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
from weighbridge.schema import SourceRow
from weighbridge.source import Document, NotFoundError, ParseError

FILES = {"main": "table.csv", "categories": "categories.json"}


def rows_with(key: str, old: str, new: str, board: str = "2026-06-25") -> list[SourceRow]:
    """Rows of the fixture with one of its documents edited."""
    source = source_of("livebench")
    documents = {name: document("livebench", file) for name, file in FILES.items()}
    body = documents[key].text()
    assert old in body
    documents[key] = replace(documents[key], body=body.replace(old, new).encode())
    return list(source.parse(board_of(source, board), documents))


def test_category_means_and_their_mean() -> None:
    rows = rows_of_fixture("livebench", "2026-06-25", **FILES, costs="cost.csv")
    expected = {
        "overall": 77.4361,
        "reasoning": 85.84125,
        "coding": 77.1585,
        "agentic-coding": 54.949667,
        "mathematics": 95.08625,
        "data-analysis": 79.243333,
        "language": 82.074,
        "instruction-following": 67.7,
    }
    for metric, value in expected.items():
        row = find(rows, "deepseek-v4-pro-0813", metric)
        assert row.value == pytest.approx(value, abs=1e-4), metric
        assert (row.benchmark, row.version, row.locator) == ("livebench", "2026-06-25", "line 2")
    assert find(rows, "glm-5.2", "overall").value == pytest.approx(73.1573, abs=1e-4)
    assert find(rows, "glm-5.2", "overall").locator == "line 4"


def test_costs_are_dollars_a_question_and_no_price_is_no_cost() -> None:
    rows = rows_of_fixture("livebench", "2026-06-25", **FILES, costs="cost.csv")
    assert find(rows, "deepseek-v4-pro-0813", "overall").cost_usd == 0.0342
    assert find(rows, "ox-alpha-max", "overall").cost_usd is None
    assert find(rows, "glm-5.2", "coding").cost_usd is None  # it is the whole run's, so it stands once
    without = rows_of_fixture("livebench", "2026-06-25", **FILES)
    assert len(without) == len(rows)


def test_a_short_row_is_left_out_and_a_blank_cell_spoils_only_its_category() -> None:
    rows = rows_of_fixture("livebench", "2026-06-25", **FILES)
    assert not [row for row in rows if row.name.startswith("nemotron")]
    partial = {row.metric: row.value for row in rows if row.name == "one-task-not-run"}
    assert "overall" not in partial
    assert "language" not in partial
    assert partial["coding"] == pytest.approx(20.264)
    assert len(partial) == 6


def test_many_short_rows_are_refused() -> None:
    with pytest.raises(ParseError, match="3 of 6 rows have too few fields, first line 3"):
        rows_with("main", ",74.0,", ",")


def test_another_number_of_tasks_is_another_version_or_refused() -> None:
    source = source_of("livebench")
    documents = {name: document("livebench", file) for name, file in FILES.items()}
    lines = [line.split(",") for line in documents["main"].text().splitlines()]
    shorter = "\n".join(",".join(cells[:5] + cells[6:]) for cells in lines if len(cells) == 24)
    documents["main"] = replace(documents["main"], body=shorter.encode())
    categories = documents["categories"].text().replace('"consecutive_events", ', "")
    documents["categories"] = replace(documents["categories"], body=categories.encode())
    rows = list(source.parse(board_of(source, "2026-01-08"), documents))
    assert {row.version for row in rows} == {"2026-01-08 as first published"}
    with pytest.raises(ParseError, match="22 tasks, other than declared"):
        list(source.parse(board_of(source, "2026-06-25"), documents))


@pytest.mark.parametrize(
    ("key", "old", "new", "message"),
    [
        ("main", "zebra_puzzle", "zebra_puzzle_v2", "column 'zebra_puzzle' is missing"),
        ("main", "model,", "<!DOCTYPE html><html>model,", "met an HTML or XML page"),
        ("main", "98.0", "98.0 %", "expected a number"),
        ("categories", '"Language"', '"Languages"', "unknown category 'Languages'"),
        ("categories", '"typos"', '"typo"', "column 'typo' is missing"),
        ("categories", "{", "<html>{", "expected JSON, met an HTML"),
    ],
)
def test_broken_shapes_are_refused(key: str, old: str, new: str, message: str) -> None:
    with pytest.raises(ParseError, match=message):
        rows_with(key, old, new)


def test_a_task_outside_all_categories_is_refused() -> None:
    source = source_of("livebench")
    table = document("livebench", "table.csv")
    lines = table.text().splitlines()
    wider = f"{lines[0]},extra\n{lines[1]},1.0"
    documents = {"main": replace(table, body=wider.encode()), "categories": document("livebench", "categories.json")}
    with pytest.raises(ParseError, match="task 'extra' belongs to no category"):
        list(source.parse(board_of(source, "2026-06-25"), documents))


def test_a_missing_cost_file_does_not_lose_the_scores() -> None:
    def get(url: str) -> Document:
        if "cost" in url:
            raise NotFoundError(f"{url}: no such document")
        return document("livebench", "table.csv" if "table" in url else "categories.json", url)

    source = source_of("livebench")
    assert list(source.collect(board_of(source, "2026-06-25"), get)) == ["main", "categories"]


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "models"),
    [
        ("2026-06-25", None, 46),
        ("2026-06-25", "2026-06-24", 11),
        ("2026-06-25", "2026-08-03", 37),
        ("2026-01-08", None, 126),
        ("2026-01-08", "2026-01-08", 65),
        ("2025-05-30", None, 70),
        ("2024-06-24", None, 73),
    ],
)
def test_captured_releases(board: str, day: str | None, models: int) -> None:
    rows = rows_of_captures("livebench", board, as_of=day)
    assert len({row.name for row in rows}) == models
    assert len({row.key() for row in rows}) == len(rows)


@needs_captures
def test_captured_figures() -> None:
    rows = rows_of_captures("livebench", "2026-06-25")
    assert find(rows, "deepseek-v4-pro-0813", "overall").value == pytest.approx(77.4361, abs=1e-4)
    assert find(rows, "deepseek-v4-pro-0813", "overall").cost_usd == 0.0342
    assert find(rows, "gpt-5.6-sol-max", "mathematics").value == pytest.approx(96.19775, abs=1e-4)
    assert find(rows, "qwen3.8-27b", "language").value == pytest.approx(74.3457, abs=1e-4)
    assert find(rows, "ox-alpha-max", "overall").cost_usd is None
    old = rows_of_captures("livebench", "2024-11-25")
    assert not [row for row in old if row.name == "phi-3-small-8k-instruct" and row.metric in ("overall", "language")]
    assert find(old, "deepseek-r1", "mathematics").value == pytest.approx((88.0 + 88.542 + 65.597) / 3, abs=1e-4)
