"""The published tables: their columns, keys and cells, from which CSV, Parquet and SQLite are written alike."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from weighbridge.dataset import Dataset
from weighbridge.export.catalogue import (
    benchmark_rows,
    claim_rows,
    domain_rows,
    leaderboard_entries,
    model_rows,
    price_rows,
    source_rows,
)
from weighbridge.export.documents import LeaderboardEntry
from weighbridge.export.output import Output, columns_from
from weighbridge.export.ranking import past_rows
from weighbridge.export.records import Records
from weighbridge.export.rows import (
    CHANGE_IN_SHORT,
    RESULT_IN_SHORT,
    BenchmarkRow,
    ChangeRow,
    ClaimRow,
    DomainRow,
    HistoryRow,
    LeaderboardRow,
    ModelRow,
    PastPlaceRow,
    PriceRow,
    ResultRow,
    SourceRow,
)
from weighbridge.files import json_line
from weighbridge.standing.report import NO_REPORT, RankingReport
from weighbridge.standing.rows import Standing

Kind = Literal["text", "number", "integer", "boolean", "date", "moment", "list", "mapping"]
Cell = str | float | int | bool | date | datetime | None

LIST_SEPARATOR = "; "


@dataclass(frozen=True)
class Column:
    """One column. A list is written as text joined with ``; ``, a mapping as compact JSON text."""

    name: str
    kind: Kind
    nullable: bool
    description: str
    choices: tuple[str, ...] = ()  # the words a text column is limited to

    @property
    def is_text(self) -> bool:
        """Whether its cells are text."""
        return self.kind in ("text", "list", "mapping")


@dataclass(frozen=True)
class Shape:
    """What a table is: its rows' class, its keys, and the columns that queries start from."""

    name: str
    title: str
    row: type[Output]
    key: tuple[str, ...]
    refers: Mapping[str, str] = field(default_factory=dict)  # column → table whose id it holds
    indexes: tuple[tuple[str, ...], ...] = ()
    formats: tuple[str, ...] = ("csv", "parquet", "sqlite")
    short: tuple[str, ...] = ()  # the columns that CSV and JSON carry; none named: all

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in the order of the class's fields."""
        return columns_of(self.row)

    @cached_property
    def text_columns(self) -> tuple[Column, ...]:
        """The columns that its text formats carry."""
        if not self.short:
            return self.columns
        by_name = {column.name: column for column in self.columns}
        return tuple(by_name[name] for name in self.short)

    def columns_in(self, form: str) -> tuple[Column, ...]:
        """The columns that a format carries."""
        return self.text_columns if form in ("csv", "json") else self.columns


@dataclass(frozen=True)
class Table:
    """A shape with its cells: column → cells in the order of the rows. None is missing."""

    shape: Shape
    cells: Mapping[str, Sequence[Cell]]

    def __len__(self) -> int:
        return len(self.cells[self.shape.columns[0].name])


def table_of(shape: Shape, rows: Sequence[Output]) -> Table:
    """The table of these rows."""
    return table_of_columns(shape, columns_from(rows, [column.name for column in shape.columns]))


def table_of_columns(shape: Shape, values: Mapping[str, Sequence[Any]]) -> Table:
    """The table of these columns, lists and mappings brought to text."""
    return Table(shape, {column.name: _cells(column, values[column.name]) for column in shape.columns})


def _cells(column: Column, values: Sequence[Any]) -> Sequence[Cell]:
    if column.kind == "list":
        return [LIST_SEPARATOR.join(value) or None for value in values]
    if column.kind == "mapping":
        return [json_line(value) if value else None for value in values]
    return values


_ARCHIVE_REFERS = {"benchmark": "benchmarks", "source": "sources"}
_RESULT_REFERS = {"model": "models", **_ARCHIVE_REFERS}

SHAPES: Mapping[str, Shape] = {
    shape.name: shape
    for shape in (
        Shape("benchmarks", "Benchmarks with the metric shown first", BenchmarkRow, ("id",)),
        Shape("sources", "Sources with their terms and state", SourceRow, ("id",)),
        Shape("models", "Models with their published facts", ModelRow, ("id",), indexes=(("developer",),)),
        Shape("claims", "Every statement about a model with its source", ClaimRow, (), {"model": "models"}),
        Shape(
            "claims_archive",
            "Every statement about a model that only old boards and catalogues name",
            ClaimRow,
            (),
            formats=("parquet",),
        ),
        Shape("leaderboard", "One model a row: its place as a range", LeaderboardRow, ("model",), {"model": "models"}),
        Shape(
            "leaderboard_domains",
            "A model's index within a domain",
            DomainRow,
            ("model", "domain"),
            {"model": "models"},
            (("domain", "index"),),
        ),
        Shape(
            "history_of_ranking",
            "One model's place on one past day",
            PastPlaceRow,
            ("day", "basket", "model"),
            {"model": "models"},
            formats=("parquet",),
        ),
        Shape(
            "results",
            "Every result that stands, and those withdrawn in the last 90 days, with their evidence",
            ResultRow,
            ("id",),
            _RESULT_REFERS,
            (("benchmark", "benchmark_version", "metric"), ("model",), ("source",)),
            short=RESULT_IN_SHORT,
        ),
        Shape(
            "withdrawn",
            "Results that left their board more than 90 days ago, in their last state",
            ResultRow,
            ("id",),
            _RESULT_REFERS,
            formats=("parquet",),
        ),
        Shape(
            "prices",
            "What hosts ask for a million tokens",
            PriceRow,
            ("model", "host", "variant"),
            {"model": "models", "source": "sources"},
        ),
        Shape(
            "changes",
            "New, changed, withdrawn and returned rows of boards in the last 90 days",
            ChangeRow,
            ("id", "at", "kind"),
            _RESULT_REFERS,
            (("at",), ("model",)),
            short=CHANGE_IN_SHORT,
        ),
        Shape(
            "changes_archive",
            "What happened to rows of boards more than 90 days ago",
            ChangeRow,
            ("id", "at", "kind"),
            _RESULT_REFERS,
            formats=("parquet",),
        ),
        Shape(
            "history",
            "Every value that a row ever had, rows of the archive included",
            HistoryRow,
            ("id", "since"),
            _ARCHIVE_REFERS,
            formats=("parquet",),
        ),
        Shape(
            "archive",
            "Results of models that only old boards name, outside every ranking and page",
            ResultRow,
            ("id",),
            _ARCHIVE_REFERS,
            formats=("parquet",),
        ),
    )
}
"""Tables by name, referred ones first."""


@dataclass(frozen=True)
class Content:
    """All that is published of a data state: rows for the JSON documents, tables for the rest."""

    records: Records
    entries: Sequence[LeaderboardEntry]
    models: Sequence[ModelRow]
    benchmarks: Sequence[BenchmarkRow]
    sources: Sequence[SourceRow]
    tables: Mapping[str, Table]

    def domains(self, table: str) -> list[str]:
        """The domain of each row of a table that has a benchmark."""
        of = {benchmark.id: benchmark.domain for benchmark in self.benchmarks}
        return [of[str(benchmark)] for benchmark in self.tables[table].cells["benchmark"]]


def content_of(dataset: Dataset, standing: Standing, report: RankingReport = NO_REPORT) -> Content:
    """All rows and tables of a dataset and its standing."""
    records, entries = Records(dataset), leaderboard_entries(dataset, standing)
    models, benchmarks, sources = model_rows(dataset), benchmark_rows(dataset), source_rows(dataset)
    tables = (
        table_of(SHAPES["benchmarks"], benchmarks),
        table_of(SHAPES["sources"], sources),
        table_of(SHAPES["models"], models),
        table_of(SHAPES["claims"], claim_rows(dataset)),
        table_of(SHAPES["claims_archive"], claim_rows(dataset, archived=True)),
        table_of(SHAPES["leaderboard"], entries),
        table_of(SHAPES["leaderboard_domains"], domain_rows(entries)),
        table_of(SHAPES["history_of_ranking"], past_rows(report)),
        table_of_columns(SHAPES["results"], records.columns(records.listed)),
        table_of_columns(SHAPES["withdrawn"], records.columns(records.withdrawn)),
        table_of(SHAPES["prices"], price_rows(dataset)),
        table_of_columns(SHAPES["changes"], records.changes()),
        table_of_columns(SHAPES["changes_archive"], records.changes(archived=True)),
        table_of_columns(SHAPES["history"], records.history()),
        table_of_columns(SHAPES["archive"], records.columns(records.archived)),
    )
    return Content(records, entries, models, benchmarks, sources, {table.shape.name: table for table in tables})


# --- from a class's fields to columns ----------------------------------------------------------


def columns_of(row: type[Output]) -> tuple[Column, ...]:
    """The columns that a class of rows has."""
    columns = []
    for name, info in row.model_fields.items():
        bare, nullable = _bare(info.annotation)
        kind, choices = _kind(bare)
        # An empty list or mapping is an empty cell.
        nullable = nullable or kind in ("list", "mapping")
        columns.append(Column(name, kind, nullable, info.description or "", choices))
    return tuple(columns)


def _bare(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        (bare,) = [part for part in get_args(annotation) if part is not type(None)]
        return _bare(bare)[0], True
    return annotation, False


_SIMPLE: Mapping[Any, Kind] = {
    str: "text",
    float: "number",
    int: "integer",
    bool: "boolean",
    date: "date",
    datetime: "moment",
}


def _kind(bare: Any) -> tuple[Kind, tuple[str, ...]]:
    if bare in _SIMPLE:
        return _SIMPLE[bare], ()
    if get_origin(bare) is Literal:
        return "text", get_args(bare)
    if isinstance(bare, type) and issubclass(bare, Enum):
        return "text", tuple(member.value for member in bare)
    if get_origin(bare) is tuple:
        return "list", ()
    if get_origin(bare) is Mapping:
        return "mapping", ()
    raise TypeError(f"a table has no column for {bare!r}")
