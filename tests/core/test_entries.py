"""Lists and tables of objects: each entry knows its place; what is empty or unknown is refused in words."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.core.support import at
from weighbridge.readers.entries import day_in, entries_of, json_list, json_table, one_of
from weighbridge.readers.structured import Fields
from weighbridge.source import Document, ParseError


def written(value: object) -> Document:
    """A JSON document."""
    return Document("https://board.example/a.json", json.dumps(value).encode(), at(0))


def test_entries_know_their_place() -> None:
    rows = list(json_list(written([{"model": "a"}, {"model": "b"}])))
    assert [(row.where, row.text("model")) for row in rows] == [("/0", "a"), ("/1", "b")]
    rows = list(entries_of(Fields({"rows": [{"model": "a"}]}, "https://board.example/"), "rows"))
    assert [(row.where, row.text("model")) for row in rows] == [("rows/0", "a")]
    table = dict(json_table(written({"a": {"x": 1}, "about": "words"}), "about"))
    assert [(key, row.number("x")) for key, row in table.items()] == [("a", 1.0)]


def test_what_is_empty_or_of_another_shape_is_refused() -> None:
    values: tuple[object, ...] = ([], {}, "text")
    for value in values:
        with pytest.raises(ParseError, match="expected a list of entries"):
            json_list(written(value))
    with pytest.raises(ParseError, match="expected an object, met"):
        list(json_list(written([1])))
    with pytest.raises(ParseError, match="the table is empty"):
        json_table(written({"about": "words"}), "about")
    with pytest.raises(ParseError, match="page/rows: the table is empty"):
        entries_of(Fields({"rows": []}, "page"), "rows")


def test_days() -> None:
    assert day_in("2026-05-12", "row 1") == date(2026, 5, 12)
    assert day_in("2026-05-12T23:59:00Z", "row 1") == date(2026, 5, 12)
    assert day_in("May 12, 2026", "row 1", "%b %d, %Y") == date(2026, 5, 12)
    with pytest.raises(ParseError, match="row 1: expected a day, met '12 May'"):
        day_in("12 May", "row 1")


def test_a_word_stands_for_what_is_declared() -> None:
    assert one_of({"Math": "math"}, "Math", "row 1") == "math"
    with pytest.raises(ParseError, match="row 1: 'Law' is not known, only Math"):
        one_of({"Math": "math"}, "Law", "row 1")
