"""Rows as bare lists of cells: a document that names its columns once need not name them again in every row."""

from __future__ import annotations

from collections.abc import Sequence
from types import GenericAlias
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from weighbridge.export.output import Output
from weighbridge.export.rows import RESULT_IN_SHORT, ResultRow

EVIDENCE = ("reporter", "source", "source_url", "retrieved_at", "payload_sha256")
"""What a row of ``results.json`` says by the place of its payload."""

RESULT_CELLS = tuple(name for name in RESULT_IN_SHORT if name not in EVIDENCE)


def cells_of(row: type[Output], names: Sequence[str], *last: Any) -> Any:
    """The type of a list with these fields of a class of rows, in this order; each keeps name and description."""
    parts: list[Any] = []
    for name in names:
        info = row.model_fields[name]
        named = Field(title=name, description=info.description)
        parts.append(Annotated[(info.annotation, *info.metadata, named)])
    return GenericAlias(tuple, (*parts, *last))


if TYPE_CHECKING:
    ResultCells = tuple[object, ...]
else:
    _PLACE = Annotated[int, Field(title="payload", description="Its evidence: place in `payloads`, from 0.")]
    ResultCells = cells_of(ResultRow, RESULT_CELLS, _PLACE)
