"""Tables as one SQLite file, for people who want to query at once: same columns, with keys and indexes.

Truth is 0 or 1, days and moments are ISO 8601 text, a missing cell is NULL. The same rows give the same bytes.

``results`` and ``changes`` are views: underneath, each payload stands once in ``payloads``, each row of a board once
in ``board_rows``, each event in ``events``. That makes the file less than half as large.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from weighbridge.export.csv_files import moments
from weighbridge.export.rows import Subject, Yardstick
from weighbridge.export.tables import SHAPES, Cell, Column, Shape, Table

PAGE_SIZE = 4_096
APPLICATION_ID = 0x57454947  # "WEIG"

_TYPES: Mapping[str, str] = {"number": "REAL", "integer": "INTEGER", "boolean": "INTEGER"}


@dataclass(frozen=True)
class Stored:
    """One table as it is kept."""

    name: str
    columns: Sequence[Column]
    cells: Mapping[str, Sequence[Cell]]
    key: Sequence[str] = ()
    refers: Mapping[str, str] = field(default_factory=dict)  # column → table whose id it holds
    indexes: Sequence[Sequence[str]] = ()


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
            for stored in _factored(tables["results"], tables["changes"]):
                _write(base, stored)
            for name, view in VIEWS.items():
                base.execute(f"CREATE VIEW {_quoted(name)} AS {view}")
        base.execute("COMMIT")
        base.execute("VACUUM")


def _write(base: sqlite3.Connection, table: Stored) -> None:
    base.execute(_definition(table))
    columns = [_kept(column, table.cells[column.name]) for column in table.columns]
    marks = ", ".join("?" * len(columns))
    base.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", zip(*columns, strict=True))  # noqa: S608
    for place, index in enumerate(table.indexes, start=1):
        names = ", ".join(map(_quoted, index))
        base.execute(f"CREATE INDEX {_quoted(f'{table.name}_{place}')} ON {_quoted(table.name)} ({names})")


def _definition(table: Stored) -> str:
    lines = [
        f"{_quoted(column.name)} {_TYPES.get(column.kind, 'TEXT')}{'' if column.nullable else ' NOT NULL'}"
        for column in table.columns
    ]
    if table.key:
        lines.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    lines += [f"FOREIGN KEY ({_quoted(c)}) REFERENCES {_quoted(other)} (id)" for c, other in table.refers.items()]
    body = ",\n  ".join(lines)
    return f"CREATE TABLE {_quoted(table.name)} (\n  {body}\n)"


def _kept(column: Column, cells: Sequence[Cell]) -> Sequence[Any]:
    if column.kind == "moment":
        return moments(cells)
    if column.kind == "date":
        return [None if cell is None else str(cell) for cell in cells]
    return cells


def _quoted(name: str) -> str:
    """A quoted identifier: ``index`` is a word of the language."""
    return f'"{name}"'


def _as_it_is(table: Table) -> Stored:
    shape = table.shape
    return Stored(shape.name, shape.columns, table.cells, shape.key, shape.refers, shape.indexes)


# --- results and changes, each fact kept once --------------------------------------------------

_EVIDENCE = ("source", "source_url", "source_page", "retrieved_at", "payload_sha256")
_OF_ROW = tuple(name for name in (*Subject.model_fields, *Yardstick.model_fields, "reporter") if name != "id")
_PAYLOAD = Column("payload", "integer", nullable=False, description="Id of the payload that it was read from.")


def _columns(shape: Shape, left_out: Sequence[str]) -> list[Column]:
    return [column for column in shape.columns if column.name not in left_out] + [_PAYLOAD]


def _view(shape: Shape, tables: str, home: Mapping[str, str]) -> str:
    """A view with the columns of a shape; ``home`` gives the table of each that is not in ``t``."""
    columns = ", ".join(f"{home.get(column.name, 't')}.{_quoted(column.name)}" for column in shape.columns)
    return f"SELECT {columns} FROM {tables}"  # noqa: S608


_RESULTS, _CHANGES = SHAPES["results"], SHAPES["changes"]
VIEWS: Mapping[str, str] = {
    "results": _view(_RESULTS, "board_rows t JOIN payloads p ON p.id = t.payload", dict.fromkeys(_EVIDENCE, "p")),
    "changes": _view(
        _CHANGES,
        "events t JOIN board_rows r ON r.id = t.id JOIN payloads p ON p.id = t.payload",
        {**dict.fromkeys(_EVIDENCE, "p"), **dict.fromkeys(_OF_ROW, "r")},
    ),
}


def _factored(results: Table, changes: Table) -> tuple[Stored, Stored, Stored]:
    """Payloads, rows of boards and events, from which the views give back both tables."""
    pages = dict(zip(results.cells["id"], results.cells["source_page"], strict=True))
    page_of_event = [pages[key] for key in changes.cells["id"]]
    places: dict[tuple[Cell, ...], int] = {}
    of_row, of_event = (
        [places.setdefault(key, len(places)) for key in zip(*columns, strict=True)]
        for columns in (
            [results.cells[name] for name in _EVIDENCE],
            [page_of_event if name == "source_page" else changes.cells[name] for name in _EVIDENCE],
        )
    )
    by_name = {column.name: column for column in results.shape.columns}
    payloads = dict(zip(_EVIDENCE, zip(*places, strict=True), strict=True)) if places else dict.fromkeys(_EVIDENCE, ())
    number = Column("id", "integer", nullable=False, description="Number of the payload.")
    return (
        Stored(
            "payloads",
            [number, *(by_name[name] for name in _EVIDENCE)],
            {"id": list(range(len(places))), **payloads},
            ("id",),
            {"source": "sources"},
            (("source",),),
        ),
        Stored(
            "board_rows",
            _columns(_RESULTS, _EVIDENCE),
            {**results.cells, "payload": of_row},
            ("id",),
            {"model": "models", "benchmark": "benchmarks", "payload": "payloads"},
            (("benchmark", "benchmark_version", "metric"), ("model",), ("payload",)),
        ),
        Stored(
            "events",
            _columns(_CHANGES, (*_EVIDENCE, *_OF_ROW)),
            {**changes.cells, "payload": of_event},
            ("id", "at", "kind"),
            {"id": "board_rows", "payload": "payloads"},
            (("at",),),
        ),
    )
