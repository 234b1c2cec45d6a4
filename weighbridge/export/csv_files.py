"""Tables as CSV: RFC 4180, UTF-8 without a byte-order mark, CRLF, a header line, and no cell that is a formula.

A missing cell is empty. Truth is ``true`` or ``false``, a day ``2026-10-07``, a moment ``2026-10-07T12:00:00Z``.
A text cell that a spreadsheet could take for a formula has an apostrophe in front; see :func:`unguarded`.
Numbers are written in the fewest digits that give the same double again, and never touched.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from weighbridge.export.tables import Cell, Column, Table

FORMULA_STARTS = "=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20"

# A text that itself begins with apostrophes before such a character gets one more, so that the way back is exact.
_RISKY = re.compile(f"'*[{re.escape(FORMULA_STARTS)}]")
_FIRST = frozenset(FORMULA_STARTS + "'")


def guarded(text: str) -> str:
    """A text cell with an apostrophe in front where a spreadsheet could take it for a formula."""
    return "'" + text if _RISKY.match(text) else text


def unguarded(text: str) -> str:
    """The inverse of :func:`guarded`."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text


def csv_bytes(table: Table) -> bytes:
    """The whole file."""
    columns = table.shape.text_columns
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerows(zip(*(csv_cells(column, table.cells[column.name]) for column in columns), strict=True))
    return stream.getvalue().encode()


def csv_cells(column: Column, cells: Sequence[Cell]) -> Sequence[Any]:
    """A column's cells as they are written, before quoting."""
    if column.is_text:
        return [guarded(str(cell)) if cell is not None and str(cell)[:1] in _FIRST else cell for cell in cells]
    if column.kind == "boolean":
        return [None if cell is None else "true" if cell else "false" for cell in cells]
    if column.kind == "moment":
        return moments(cells)
    return cells


def moments(cells: Sequence[Cell]) -> list[str | None]:
    """Moments as ISO 8601 text in UTC; few differ, so each is spelled once."""
    spelled = {cell: cell.strftime("%Y-%m-%dT%H:%M:%SZ") for cell in set(cells) if isinstance(cell, datetime)}
    return [spelled[cell] if isinstance(cell, datetime) else None for cell in cells]
