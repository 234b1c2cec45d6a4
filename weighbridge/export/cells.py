"""Rows as bare lists of cells: a document that names its columns once need not name them again in every row.

A row ends with its last known cell; what is not there is not known. A column whose plural is a list of the same
document (``payload``, ``payloads``) holds places in that list, counted from 0: what repeats stands there once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import to_json

from weighbridge.export.output import Output
from weighbridge.export.rows import Measures, ResultRow


@dataclass(frozen=True)
class Layout:
    """Which cells a row has. The first ``needed`` are always there."""

    cells: tuple[tuple[str, Any, str], ...]  # name, type, description
    needed: int

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the cells, in order."""
        return tuple(name for name, _, _ in self.cells)

    def type(self) -> Any:
        """The type of a list of these cells: each has its name and description, those at the end may be left out."""
        parts = tuple(Annotated[kind, Field(title=name, description=told)] for name, kind, told in self.cells)
        whole = len(parts)
        return Annotated[
            GenericAlias(tuple, parts),
            BeforeValidator(lambda row: [*row, *[None] * (whole - len(row))]),
            Field(json_schema_extra={"minItems": self.needed}),
        ]


def layout_of(record: type[Output]) -> Layout:
    """All fields of a record as cells."""
    return Layout(tuple(fields_of(record)), len(record.model_fields))


def cells_of(record: Output) -> list[Any]:
    """A record as the list of its cells."""
    return [getattr(record, name) for name in type(record).model_fields]


def lines_of(columns: Sequence[Sequence[Any]], rows: Iterable[int]) -> Iterator[bytes]:
    """These rows of the columns, each as compact JSON without what is missing at its end."""
    for row in rows:
        cells = [column[row] for column in columns]
        while cells[-1] is None:
            cells.pop()
        yield to_json(cells)


def fields_of(record: type[Output], names: Iterable[str] | None = None) -> list[tuple[str, Any, str]]:
    """These fields of a record, or all, as cells."""
    fields = ((name, record.model_fields[name]) for name in names or record.model_fields)
    return [(name, info.rebuild_annotation(), info.description or "") for name, info in fields]


def _of(names: Iterable[str]) -> list[tuple[str, Any, str]]:
    return fields_of(ResultRow, names)


def _place(name: str, told: str) -> tuple[str, Any, str]:
    return name, int, told


_RARE = ("ci_low", "ci_high", "n", "stderr", "cost_usd", "latency_s")  # those that most rows lack last
assert {"value", *_RARE} == set(Measures.model_fields)

_VARIANT = ("variant", str | None, "How the model was run, as one readable label; null: nothing is stated, `default`.")
_PAYLOAD = _place("payload", "What it was read from, and who reported it.")

RESULT = Layout(
    (
        *_of(("id",)),
        _place("subject", "Whose result it is."),
        _place("yardstick", "What was measured."),
        *_of(("variant", "value")),
        _PAYLOAD,
        _place("span", "Since when it stands on its board, until when."),
        *_of(_RARE),
    ),
    7,
)
"""A row of ``results.json``."""

OF_BENCHMARK = Layout(
    (
        *_of(("id",)),
        _place("yardstick", "Version and metric."),
        _place("subject", "Whose result it is."),
        *_of(("value",)),
        _PAYLOAD,
        _VARIANT,
        *_of((*_RARE, "withdrawn_on")),
    ),
    5,
)
"""A result in the document of its benchmark."""

EARLIER = Layout(
    (
        *_of(("value",)),
        ("since", datetime, "The first reading with it, UTC."),
        ("until", datetime, "The first reading without it, UTC."),
        _place("digest", "The bytes it was read from."),
        *_of(("stderr", "cost_usd", "latency_s")),
    ),
    4,
)
"""A value that a row had before."""

if TYPE_CHECKING:
    ResultCells = tuple[object, ...]
    BenchmarkResultCells = tuple[object, ...]
    EarlierCells = tuple[object, ...]
    ModelResultCells = tuple[object, ...]
else:
    ResultCells, BenchmarkResultCells, EarlierCells = RESULT.type(), OF_BENCHMARK.type(), EARLIER.type()

OF_MODEL = Layout(
    (
        *_of(("id", "benchmark", "benchmark_version", "metric", "unit", "value")),
        _PAYLOAD,
        _VARIANT,
        *_of((*_RARE, "withdrawn_on")),
        ("earlier", tuple[EarlierCells, ...] | None, "Earlier values of the row, oldest first."),
    ),
    7,
)
"""A result in the document of its model."""

if not TYPE_CHECKING:
    ModelResultCells = OF_MODEL.type()
