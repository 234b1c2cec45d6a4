"""Tables as Parquet: typed, zstd, sorted, the same bytes for the same rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from weighbridge.export.tables import Column, Table

ROWS_IN_GROUP = 131_072
"""Each group has dictionaries of its own: four times as many rows halve the file. Within a group a reader that looks
for one benchmark skips pages by their index."""

SORTED: Mapping[str, tuple[str, ...]] = {
    "results": ("benchmark", "benchmark_version", "model"),
    "history": ("benchmark", "benchmark_version", "model"),
    "archive": ("benchmark", "benchmark_version", "model"),
    "withdrawn": ("benchmark", "benchmark_version", "model"),
}
"""Tables whose order a reader may rely on. Missing values stand last."""

# Columns whose values hardly repeat: a dictionary of them would only be a second copy. Their lengths stand apart.
_UNIQUE = frozenset({"id", "locator"})

_TYPES: Mapping[str, pa.DataType] = {
    "number": pa.float64(),
    "integer": pa.int64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "moment": pa.timestamp("ms", tz="UTC"),
}


def write_parquet(table: Table, path: Path, *, data_version: str) -> None:
    """Write one table."""
    arrow = arrow_table(table, data_version)
    names = arrow.schema.names
    order = [pq.SortingColumn(names.index(name)) for name in SORTED.get(table.shape.name, ())]
    pq.write_table(
        arrow,
        path,
        compression="zstd",
        compression_level=12,
        row_group_size=ROWS_IN_GROUP,
        sorting_columns=order or None,
        write_page_index=True,
        use_dictionary=[name for name in names if name not in _UNIQUE],  # type: ignore[arg-type]
        column_encoding={name: "DELTA_LENGTH_BYTE_ARRAY" for name in names if name in _UNIQUE},
        version="2.6",
    )


def write_partitions(table: Table, by: str, keys: Sequence[str], folder: Path, *, data_version: str) -> None:
    """Write one table as a Hive-partitioned data set: ``<folder>/<by>=<key>/part.parquet``.

    Args:
        by: what the partitions are named after; no column of the table.
        keys: the partition of each row.
    """
    rows: dict[str, list[int]] = {}
    for place, key in enumerate(keys):
        rows.setdefault(key, []).append(place)
    for key, places in sorted(rows.items()):
        cells = {name: list(map(column.__getitem__, places)) for name, column in table.cells.items()}
        path = folder / f"{by}={key}" / "part.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_parquet(Table(table.shape, cells), path, data_version=data_version)


def arrow_table(table: Table, data_version: str) -> pa.Table:
    """The table in memory: each field carries its description, the schema the table's title and the data version."""
    columns = table.shape.columns
    about: dict[bytes | str, bytes | str] = {"title": table.shape.title, "data_version": data_version}
    schema = pa.schema([_field(column) for column in columns], metadata=about)
    return pa.Table.from_arrays([_array(column, table) for column in columns], schema=schema)


def _field(column: Column) -> pa.Field[Any]:
    return pa.field(column.name, _type(column), column.nullable, {"description": column.description})


def _type(column: Column) -> pa.DataType:
    if not column.is_text:
        return _TYPES[column.kind]
    return pa.string() if column.name in _UNIQUE else pa.dictionary(pa.int32(), pa.string())


def _array(column: Column, table: Table) -> pa.Array[Any]:
    cells = table.cells[column.name]
    if not column.is_text:
        return pa.array(cells, _TYPES[column.kind])
    text = pa.array(cells, pa.string())
    return text if column.name in _UNIQUE else text.dictionary_encode()
