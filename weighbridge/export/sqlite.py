"""Tables as one SQLite file, for people who want to query at once: same columns, with keys and indexes.

Truth is 0 or 1, days and moments are ISO 8601 text, a missing cell is NULL. The same rows give the same bytes.

``results``, ``changes`` and ``claims`` are views of smaller tables, see :mod:`weighbridge.export.factored`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from weighbridge.export.csv_files import moments
from weighbridge.export.factored import VIEWS, Stored, factored, quoted
from weighbridge.export.tables import Cell, Column, Table

PAGE_SIZE = 4_096
APPLICATION_ID = 0x57454947  # "WEIG"

_TYPES: Mapping[str, str] = {"number": "REAL", "integer": "INTEGER", "boolean": "INTEGER"}


def write_sqlite(tables: Mapping[str, Table], path: Path, *, data_version: str) -> None:
    """Write the database. Tables come in an order in which none refers to a later one."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        for setting in (
            f"page_size = {PAGE_SIZE}",
            "encoding = 'UTF-8'",
            "journal_mode = OFF",
            "synchronous = OFF",
            f"application_id = {APPLICATION_ID}",
        ):
            base.execute(f"PRAGMA {setting}")
        base.execute("BEGIN")
        base.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
        base.execute("INSERT INTO about VALUES ('data_version', ?)", (data_version,))
        for name, table in tables.items():
            if name not in VIEWS:
                _write(base, _as_it_is(table))
        if VIEWS.keys() <= tables.keys():
            for stored in factored(tables):
                _write(base, stored)
            for name, view in VIEWS.items():
                base.execute(f"CREATE VIEW {quoted(name)} AS {view}")
        base.execute("COMMIT")
        base.execute("VACUUM")


def _write(base: sqlite3.Connection, table: Stored) -> None:
    base.execute(_definition(table))
    columns = [_kept(column, table.cells[column.name]) for column in table.columns]
    marks = ", ".join("?" * len(columns))
    base.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", zip(*columns, strict=True))  # noqa: S608
    for place, index in enumerate(table.indexes, start=1):
        names = ", ".join(map(quoted, index))
        base.execute(f"CREATE INDEX {quoted(f'{table.name}_{place}')} ON {quoted(table.name)} ({names})")


def _definition(table: Stored) -> str:
    lines = [
        f"{quoted(column.name)} {_TYPES.get(column.kind, 'TEXT')}{'' if column.nullable else ' NOT NULL'}"
        for column in table.columns
    ]
    if table.key:
        lines.append(f"PRIMARY KEY ({', '.join(map(quoted, table.key))})")
    lines += [f"FOREIGN KEY ({quoted(c)}) REFERENCES {quoted(other)} (id)" for c, other in table.refers.items()]
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {quoted(table.name)} (\n  {body}\n)" + (" WITHOUT ROWID" if table.clustered else "")


def _kept(column: Column, cells: Sequence[Cell]) -> Sequence[Any]:
    if column.kind == "moment":
        return moments(cells)
    if column.kind == "date":
        return [None if cell is None else str(cell) for cell in cells]
    return cells


def _as_it_is(table: Table) -> Stored:
    shape = table.shape
    return Stored(shape.name, shape.columns, table.cells, shape.key, shape.refers, shape.indexes)
