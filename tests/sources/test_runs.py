"""What sources of many runs and of many files share."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest

from tests.core.support import row
from weighbridge.readers.listing import files_of_tree
from weighbridge.readers.runs import latest_runs, moment_in
from weighbridge.source import Document, NotFoundError, ParseError

NOW = datetime(2026, 10, 7, tzinfo=UTC)


def test_of_several_runs_the_latest_counts_in_whatever_order() -> None:
    runs = [row("a", 1.0, measured_on=date(2026, 1, day)) for day in (2, 9, 5)]
    assert [r.measured_on for r in latest_runs([*runs, row("b", 2.0)])] == [date(2026, 1, 9), None]
    assert latest_runs([runs[0], row("a", 3.0)]) == [runs[0]], "a run without a day is older"
    assert len(latest_runs([runs[0], row("a", 1.0, settings={"effort": "high"})])) == 2, "another setting, another row"


def test_of_runs_of_one_day_the_order_decides() -> None:
    runs = [row("a", value, measured_on=date(2026, 1, 2)) for value in (1.0, 2.0)]
    assert [r.value for r in latest_runs(runs)] == [2.0]
    assert [r.value for r in latest_runs(runs, ties="first")] == [1.0]


def test_a_time_needs_its_zone() -> None:
    assert moment_in("2026-04-20T08:00:00Z", "line 1") == datetime(2026, 4, 20, 8, tzinfo=UTC)
    for text, words in (("April", "line 1: expected a time"), ("2026-04-20T08:00:00", "without its zone")):
        with pytest.raises(ParseError, match=words):
            moment_in(text, "line 1")


def test_wanted_files_of_a_listing_are_asked_for_and_absent_ones_passed_over() -> None:
    entries = [{"path": path, "type": "blob"} for path in ("b/1.json", "a/1.json", "a/2.json", "a/read.me")]
    asked: list[str] = []

    def get(url: str) -> Document:
        asked.append(url)
        if url.endswith("a/2.json"):
            raise NotFoundError(url)
        return Document(url, json.dumps({"tree": entries}).encode(), NOW)

    documents = files_of_tree(get, "https://f/tree", "https://f/raw/", lambda path: path.endswith(".json"))
    assert list(documents) == ["tree", "a/1.json", "b/1.json"]
    assert asked == ["https://f/tree", *(f"https://f/raw/{path}" for path in ("a/1.json", "a/2.json", "b/1.json"))]
