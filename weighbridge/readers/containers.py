"""Files that hold tables or other files: zip archives, spreadsheets, parquet, listings of a code forge."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from weighbridge.readers.structured import Fields, json_of
from weighbridge.source import Document, ParseError

MAX_MEMBER = 64_000_000
MAX_MEMBERS = 10_000
MAX_SHEET_ROWS = 100_000


def zip_member(document: Document, name: str) -> Document:
    """One member of a zip archive as a document of its own (same time; the address gets ``#name``).

    Raises:
        ParseError: not a zip archive, no such member, or one that unpacks to more than 64 MB.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(document.body)) as archive:
            info = archive.getinfo(name)
            if info.file_size > MAX_MEMBER:
                raise ParseError(f"{document.url}: member {name!r} unpacks to {info.file_size} bytes")
            body = archive.read(info)
    except KeyError as error:
        raise ParseError(f"{document.url}: the archive has no member {name!r}") from error
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise ParseError(f"{document.url}: not a readable zip archive ({error})") from error
    return replace(document, url=f"{document.url}#{name}", body=body)


def zip_names(document: Document) -> list[str]:
    """Sorted names of the archive's members."""
    try:
        with zipfile.ZipFile(io.BytesIO(document.body)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError) as error:
        raise ParseError(f"{document.url}: not a readable zip archive ({error})") from error
    if len(names) > MAX_MEMBERS:
        raise ParseError(f"{document.url}: {len(names)} members in the archive")
    return sorted(names)


def sheet_rows(document: Document, sheet: str | None = None) -> Iterator[Fields]:
    """One :class:`Fields` a row of a spreadsheet's sheet (the first by default) under its header row.

    Cells keep their type (text, number, datetime, None); wholly blank rows are passed over.
    """
    import openpyxl  # noqa: PLC0415 (slow to load, and few sources need it)

    try:
        book = openpyxl.load_workbook(io.BytesIO(document.body), read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many kinds for a broken file
        raise ParseError(f"{document.url}: not a readable spreadsheet ({type(error).__name__})") from error
    if sheet is not None and sheet not in book.sheetnames:
        raise ParseError(f"{document.url}: no sheet {sheet!r} (has: {', '.join(book.sheetnames[:8])})")
    rows = book[sheet or book.sheetnames[0]].iter_rows(values_only=True, max_row=MAX_SHEET_ROWS)
    header = [str(cell).strip() if cell is not None else "" for cell in next(rows, ())]
    if not any(header):
        raise ParseError(f"{document.url}: the sheet is empty")
    for number, row in enumerate(rows, start=2):
        if any(cell is not None and str(cell).strip() for cell in row):
            yield Fields({h: c for h, c in zip(header, row, strict=False) if h}, f"sheet row {number}")


def parquet_rows(document: Document) -> Iterator[Fields]:
    """One :class:`Fields` a row of a parquet file."""
    import pyarrow.parquet  # noqa: PLC0415 (slow to load, and few sources need it)

    try:
        table = pyarrow.parquet.read_table(io.BytesIO(document.body))
    except (pyarrow.ArrowException, OSError) as error:
        raise ParseError(f"{document.url}: not a readable parquet file") from error
    for number, row in enumerate(table.to_pylist()):
        yield Fields(row, f"row {number}")


def tree_paths(document: Document) -> list[str]:
    """Sorted paths of the files in a forge's recursive tree listing.

    Raises:
        ParseError: not such a listing, or one the forge cut short.
    """
    listing: Any = json_of(document)
    if not isinstance(listing, dict) or not isinstance(listing.get("tree"), list):
        raise ParseError(f"{document.url}: not a repository listing")
    if listing.get("truncated"):
        raise ParseError(f"{document.url}: the listing was cut short by the forge")
    return sorted(entry["path"] for entry in listing["tree"] if isinstance(entry, dict) and entry.get("type") == "blob")
