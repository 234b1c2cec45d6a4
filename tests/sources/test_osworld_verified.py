"""OSWorld-Verified: a spreadsheet with both kinds of dates, blank rows, repeated runs, cells out of place."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from tests.sources.support import READ_AT, board_of, find, needs_captures, rows_of_captures, source_of
from weighbridge.schema import SourceRow
from weighbridge.source import Document, ParseError

HEADER = [
    *("Model", "Institution", "Approach type", "Max steps", "Additional a11y tree used"),
    *("Additional coding-based action", "Multiple rollout", "Date", "Success rate", "Success/Total", "thunderbird"),
]
JULY = datetime(2025, 7, 28)  # noqa: DTZ001 (a cell's date)
NO_DATE = datetime(2026, 12, 15)  # noqa: DTZ001 (12/15, which the spreadsheet took for a date)
ROWS: list[tuple[object, ...]] = [
    ("o3 CUA", "OpenAI", "Unknown", None, "No", "No", "No", None, "🚧", None, None),
    ("opencua-32b", "HKU", "Specialized model", 100, "No", "No", "No", JULY, 33.8, "121.83/360", "9/15"),
    ("opencua-32b", "HKU", "Specialized model", 100, "No", "No", "No", JULY, 35.7, "125.22/360", "9/15"),
    ("opencua-32b", "HKU", "Specialized model", 100, "No", "No", "No", JULY, 34.8, "127.95/358", "9/15"),
    ("autoglm-os-9b", "Zhipu", "Specialized model", 15, "Yes", "Yes", "No", 45887, 46.26, "166.99/361", "9/15"),
    (
        "agent s3 w/ GPT-5 bBoN (N=10)",
        "Simular",
        "Agentic framework",
        100,
        "No",
        "Yes",
        "Yes",
        45934,
        69.9,
        "252.35/361",
        "12/15",
    ),
    (
        "agent s3 w/ GPT-5 bBoN (N=1)",
        "Simular",
        "Agentic framework",
        100,
        "No",
        "Yes",
        "No",
        45934,
        63.52,
        "229.32/361",
        "11/15",
    ),
    (
        "agent s3 w/ Opus 4.5 + GPT-5 bBoN (N=10)",
        "Simular",
        "Agentic framework",
        100,
        "No",
        "Yes",
        "Yes",
        46002,
        72.58,
        "262.02/361",
        "11/15",
    ),
    ("CoACT-1", "Salesforce", "Agentic framework", 150, "No", "Yes", "No", JULY, 60.76, "219.34/361", "9/15"),
    (
        "Kimi K2.6",
        "Moonshot AI",
        "General model",
        100,
        "No",
        "No",
        "No",
        46132,
        73.06,
        "261.58/358",
        NO_DATE,
    ),
    (
        "Pointer Agent w/ Opus 4.7",
        "Pointer",
        "Agentic framework",
        100,
        "No",
        "Yes",
        "No",
        46163,
        83.64,
        "301.94 / 361",
        "10/15",
    ),
]


def sheet(header: list[str], rows: list[tuple[object, ...]]) -> Document:
    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    table.append([*header, None, None])
    for row in rows:
        table.append(list(row))
    for _ in range(30):  # the live file ends in hundreds of blank rows
        table.append([None, "  "])
    body = BytesIO()
    book.save(body)
    return Document("https://example.org/results.xlsx", body.getvalue(), READ_AT)


def rows_of_sheet(header: list[str], rows: list[tuple[object, ...]]) -> list[SourceRow]:
    source = source_of("osworld-verified")
    return list(source.parse(board_of(source, "verified"), {"main": sheet(header, rows)}))


def test_rows_of_the_fixture() -> None:
    rows = rows_of_sheet(HEADER, ROWS)
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
    header = ["Model", "Approach type", "Open-sourced?", "Max steps", "Score", "Score 2", "Score 3", "Date"]
    rows = rows_of_sheet(header, [("opencua-7b", "Specialized model", "Yes", 15, 26.2, 23.6, 23, JULY)])
    assert [(r.value, r.settings.get("run")) for r in rows] == [(26.2, None), (23.6, "2"), (23.0, "3")]


@pytest.mark.parametrize(("column", "cell"), [(8, "many"), (7, "28 July")])
def test_broken_cells_are_refused(column: int, cell: str) -> None:
    row = list(ROWS[1])
    row[column] = cell
    with pytest.raises(ParseError):
        rows_of_sheet(HEADER, [tuple(row)])


def test_broken_files_are_refused() -> None:
    source = source_of("osworld-verified")
    board = board_of(source, "verified")
    with pytest.raises(ParseError):
        rows_of_sheet(["Name", *HEADER[1:]], ROWS)
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
