"""Rows as bare lists of cells: a document that names its columns once need not name them again in every row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from weighbridge.export.output import Output
from weighbridge.export.rows import RESULT_IN_SHORT, ResultRow


def cells_of(row: type[Output], names: Sequence[str]) -> Any:
    """The type of a list with these fields of a class of rows, in this order; each keeps name and description."""
    parts = []
    for name in names:
        info = row.model_fields[name]
        named = Field(title=name, description=info.description)
        parts.append(Annotated[(info.annotation, *info.metadata, named)])
    return tuple[tuple(parts)]  # type: ignore[misc]


if TYPE_CHECKING:
    ResultCells = tuple[object, ...]
else:
    ResultCells = cells_of(ResultRow, RESULT_IN_SHORT)
