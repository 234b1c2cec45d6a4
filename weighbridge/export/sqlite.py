"""Tables as one SQLite file, for people who want to query at once: same columns, with keys and indexes.

Truth is 0 or 1, days and moments are ISO 8601 text, a missing cell is NULL. The same rows give the same bytes.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from weighbridge.export.csv_files import moments
from weighbridge.export.tables import Cell, Column, Shape, Table

PAGE_SIZE = 4_096
APPLICATION_ID = 0x57454947  # "WEIG"

_TYPES: Mapping[str, str] = {"number": "REAL", "integer": "INTEGER", "boolean": "INTEGER"}


def write_sqlite(tables: Iterable[Table], path: Path, *, data_version: str) -> None:
    """Write the database. ``tables`` come in an order in which none refers to a later one."""
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
        for table in tables:
            _write(base, table)
        base.execute("COMMIT")
        base.execute("VACUUM")


def _write(base: sqlite3.Connection, table: Table) -> None:
    shape = table.shape
    base.execute(definition(shape))
    columns = [sqlite_cells(column, table.cells[column.name]) for column in shape.columns]
    marks = ", ".join("?" * len(columns))
    base.executemany(f"INSERT INTO {_name(shape.name)} VALUES ({marks})", zip(*columns, strict=True))  # noqa: S608
    for place, columns_of_index in enumerate(shape.indexes):
        names = ", ".join(map(_name, columns_of_index))
        base.execute(f"CREATE INDEX {_name(f'{shape.name}_{place + 1}')} ON {_name(shape.name)} ({names})")


def definition(shape: Shape) -> str:
    """The statement that creates a table."""
    lines = [_declaration(column) for column in shape.columns]
    if shape.key:
        lines.append(f"PRIMARY KEY ({', '.join(map(_name, shape.key))})")
    lines += [f"FOREIGN KEY ({_name(c)}) REFERENCES {_name(other)} (id)" for c, other in shape.refers.items()]
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {_name(shape.name)} (\n  {body}\n)"


def sqlite_cells(column: Column, cells: Sequence[Cell]) -> Sequence[Any]:
    """A column's cells as SQLite keeps them."""
    if column.kind == "moment":
        return moments(cells)
    if column.kind == "date":
        return [None if cell is None else str(cell) for cell in cells]
    return cells


def _declaration(column: Column) -> str:
    kind = _TYPES.get(column.kind, "TEXT")
    return f"{_name(column.name)} {kind}{'' if column.nullable else ' NOT NULL'}"


def _name(name: str) -> str:
    """A quoted identifier: ``index`` is a word of the language."""
    return f'"{name}"'
