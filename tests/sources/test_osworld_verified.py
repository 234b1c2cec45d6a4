"""OSWorld-Verified: a spreadsheet with both kinds of dates, blank rows, repeated runs, cells out of place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from tests.sources.support import FIXTURES, READ_AT, board_of, find, needs_captures, rows_of_captures, source_of
from weighbridge.schema import SourceRow
from weighbridge.source import Document, ParseError

Row = list[object]
TABLE: list[Row] = json.loads((FIXTURES / "osworld-verified" / "rows.json").read_text(encoding="utf-8"))


def cell(value: object) -> object:
    """``date:2025-07-28`` stands for a cell that the spreadsheet keeps as a date."""
    if isinstance(value, str) and value.startswith("date:"):
        return datetime.fromisoformat(value.removeprefix("date:"))
    return value


def sheet(table: list[Row]) -> Document:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in table:
        page.append([*(cell(value) for value in row), None, None])
    for _ in range(30):  # the live file ends in hundreds of blank rows
        page.append([None, "  "])
    body = BytesIO()
    book.save(body)
    return Document("https://example.org/results.xlsx", body.getvalue(), READ_AT)


def rows_of_sheet(table: list[Row]) -> list[SourceRow]:
    source = source_of("osworld-verified")
    return list(source.parse(board_of(source, "verified"), {"main": sheet(table)}))


def rows_by_board() -> Iterator[tuple[str, SourceRow]]:
    """(board, row) of the sheet made here."""
    yield from (("verified", row) for row in rows_of_sheet(TABLE))


def test_rows_of_the_fixture() -> None:
    rows = rows_of_sheet(TABLE)
    assert len(rows) == 8  # under way, two models, and a framework without a model are left out
    assert [(r.value, r.settings.get("run"), r.n) for r in rows if r.name == "opencua-32b"] == [
        (33.8, None, 360),
        (35.7, "2", None),  # the quotients of these two are interchanged
        (34.8, "3", None),
    ]
    glm = find(rows, "autoglm-os-9b")
    assert glm.settings == {"max_steps": "15", "tools": "accessibility tree, code"}
    assert glm.measured_on == date(2025, 8, 18)  # from a serial number
    assert find(rows, "GPT-5", rollouts="10").value == 69.9
    assert [r.settings for r in rows if r.name == "GPT-5" and "rollouts" not in r.settings] == [
        {"harness": "agent s3", "max_steps": "100", "tools": "code"}
    ]
    kimi = find(rows, "Kimi K2.6")
    assert (kimi.benchmark, kimi.version, kimi.value, kimi.n) == ("osworld", "verified", 73.06, 358)
    assert kimi.measured_on == date(2026, 4, 20)
    assert find(rows, "Opus 4.7").n == 361


def test_first_form_holds_three_runs_a_row() -> None:
    header: Row = ["Model", "Approach type", "Open-sourced?", "Max steps", "Score", "Score 2", "Score 3", "Date"]
    rows = rows_of_sheet([header, ["opencua-7b", "Specialized model", "Yes", 15, 26.2, 23.6, 23, "date:2025-07-28"]])
    assert [(r.value, r.settings.get("run")) for r in rows] == [(26.2, None), (23.6, "2"), (23.0, "3")]


@pytest.mark.parametrize(("column", "text"), [(8, "many"), (7, "28 July")])
def test_broken_cells_are_refused(column: int, text: str) -> None:
    row = list(TABLE[2])
    row[column] = text
    with pytest.raises(ParseError):
        rows_of_sheet([TABLE[0], row])


def test_broken_files_are_refused() -> None:
    source = source_of("osworld-verified")
    board = board_of(source, "verified")
    with pytest.raises(ParseError):
        rows_of_sheet([["Name", *TABLE[0][1:]], *TABLE[1:]])
    with pytest.raises(ParseError, match="spreadsheet"):
        list(source.parse(board, {"main": Document("https://example.org/", b"<html></html>", READ_AT)}))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("osworld-verified", "verified")
    assert len(rows) == 127
    assert find(rows, "claude-sonnet-4-5-20250929", max_steps="15").value == 42.88
    assert find(rows, "Kimi K2.6").measured_on == date(2026, 4, 20)
    assert find(rows, "qwen2.5-vl-72b-instruct", max_steps="100").value == 5.0
    assert find(rows, "gui-owl-32b").settings["harness"] == "mobile-agent-v3"
    assert [r.value for r in rows if r.name == "Holo3-35B-A3B"] == [82.56, 78.15]
    for day, count in (("2025-07-31", 65), ("2025-09-09", 75), ("2026-01-15", 115)):
        assert len(rows_of_captures("osworld-verified", "verified", as_of=day)) == count
