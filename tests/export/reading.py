"""Reads a published table back from each of its formats, as the cells that it was written from."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from weighbridge.export.csv_files import unguarded
from weighbridge.export.factored import VIEWS
from weighbridge.export.tables import LIST_SEPARATOR, Cell, Column, Shape
from weighbridge.files import json_line

Rows = list[tuple[Cell, ...]]


def from_cells(columns: Sequence[Column], cells: Any) -> Rows:
    """The rows of a table that was just made, with these of its columns."""
    return list(zip(*(cells[column.name] for column in columns), strict=True))


def from_csv(shape: Shape, body: bytes) -> Rows:
    """The rows of a CSV file, by its documented dialect."""
    lines = list(csv.reader(io.StringIO(body.decode(), newline=""), strict=True))
    columns = shape.text_columns
    assert lines[0] == [column.name for column in columns]
    return [tuple(_cell(column, text) for column, text in zip(columns, line, strict=True)) for line in lines[1:]]


def _cell(column: Column, text: str) -> Cell:
    if text == "":
        assert column.nullable, column.name
        return None
    if column.is_text:
        return unguarded(text)
    if column.kind == "boolean":
        return {"true": True, "false": False}[text]
    if column.kind in ("date", "moment"):
        return _time(column, text)
    return float(text) if column.kind == "number" else int(text)


def _time(column: Column, text: str) -> date | datetime:
    if column.kind == "date":
        return date.fromisoformat(text)
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def from_parquet(shape: Shape, path: Path) -> Rows:
    """The rows of a Parquet file."""
    table = pq.read_table(path)
    assert table.column_names == [column.name for column in shape.columns]
    return [tuple(row.values()) for row in table.to_pylist()]


def from_sqlite(shape: Shape, path: Path) -> Rows:
    """The rows of a table of the SQLite file, in the order they were written; those of a view in any order."""
    with closing(sqlite3.connect(path)) as base:
        order = "" if shape.name in VIEWS else "ORDER BY rowid"
        found = base.execute(f'SELECT * FROM "{shape.name}" {order}')
        assert [name for name, *_ in found.description] == [column.name for column in shape.columns]
        rows = found.fetchall()
    return [tuple(_kept(column, value) for column, value in zip(shape.columns, row, strict=True)) for row in rows]


def _kept(column: Column, value: Any) -> Cell:
    if value is None or column.is_text:
        return value  # type: ignore[no-any-return]
    if column.kind == "boolean":
        return bool(value)
    if column.kind in ("date", "moment"):
        return _time(column, value)
    return value  # type: ignore[no-any-return]


def from_json(shape: Shape, rows: Sequence[dict[str, Any]]) -> Rows:
    """The rows of a JSON collection; a field that is left out is missing."""
    return [tuple(_stated(column, row.get(column.name)) for column in shape.text_columns) for row in rows]


def _stated(column: Column, value: Any) -> Cell:
    if value is None:
        return None
    if column.kind == "list":
        return LIST_SEPARATOR.join(value) or None
    if column.kind == "mapping":
        return json_line(value) if value else None
    if column.kind in ("date", "moment"):
        return _time(column, value)
    return value  # type: ignore[no-any-return]


def results(public: Path) -> list[dict[str, Any]]:
    """The rows of ``results.json``."""
    return rows(load(public / "api" / "v1" / "results.json"))


def rows(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The results of a document, each cell under the name of its column.

    What is not there is not known; a cell whose plural is a list of the document is a place in that list.
    """
    found = []
    for cells in document["results"]:
        row = dict(zip_longest(document["columns"], cells))
        for name in [name for name in row if f"{name}s" in document]:
            row |= zip(document[f"{name}_columns"], document[f"{name}s"][row.pop(name)], strict=True)
        found.append(row)
    return found


def named(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """A list of cells of a document (``price``: its prices), each cell under its name."""
    return [dict(zip(document[f"{name}_columns"], cells, strict=True)) for cells in document[f"{name}s"]]


def load(path: Path) -> Any:
    """A JSON file."""
    return json.loads(path.read_bytes())
