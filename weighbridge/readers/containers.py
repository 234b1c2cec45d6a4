"""Files that hold tables or other files: zip archives, spreadsheets, parquet, listings of a code forge."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from weighbridge.readers.structured import Fields, json_of, shown
from weighbridge.source import Document, ParseError

MAX_MEMBER = 64_000_000
MAX_MEMBERS = 10_000
MAX_TABLE = 256_000_000  # bytes of a spreadsheet or a Parquet file once unpacked
MAX_TABLE_ROWS = 1_000_000
MAX_SHEET_ROWS = 100_000

# Everything that the standard library raises on an archive that is damaged, locked or packed in an unknown way.
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)


def zip_member(document: Document, name: str) -> Document:
    """One member of a zip archive as a document of its own (same time; the address gets ``#name``).

    Raises:
        ParseError: not a zip archive, no such member, or one that unpacks to more than 64 MB.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(document.body)) as archive:
            info = archive.getinfo(name)
            body = archive.read(info) if info.file_size <= MAX_MEMBER else None
    except KeyError as error:
        raise ParseError(f"{document.url}: the archive has no member {name!r}") from error
    except _BROKEN_ZIP as error:
        raise ParseError(f"{document.url}: not a readable zip archive ({ascii(str(error))[1:-1]})") from error
    if body is None:
        raise ParseError(f"{document.url}: member {name!r} unpacks to {info.file_size} bytes")
    return replace(document, url=f"{document.url}#{name}", body=body)


def zip_names(document: Document) -> list[str]:
    """Sorted names of the archive's members."""
    try:
        with zipfile.ZipFile(io.BytesIO(document.body)) as archive:
            names = archive.namelist()
    except _BROKEN_ZIP as error:
        raise ParseError(f"{document.url}: not a readable zip archive ({ascii(str(error))[1:-1]})") from error
    if len(names) > MAX_MEMBERS:
        raise ParseError(f"{document.url}: {len(names)} members in the archive")
    return sorted(names)


def sheet_rows(document: Document, sheet: str | None = None) -> Iterator[Fields]:
    """One :class:`Fields` a row of a spreadsheet's sheet (the first by default) under its header row.

    Cells keep their type (text, number, datetime, None); wholly blank rows are passed over.

    Raises:
        ParseError: not a readable spreadsheet, no such sheet, no header, or one that unpacks to more than 256 MB.
    """
    _refuse_bomb(document)
    try:
        header, rows = _sheet(document, sheet)
        for number, row in enumerate(rows, start=2):
            if any(cell is not None and str(cell).strip() for cell in row):
                yield Fields({h: c for h, c in zip(header, row, strict=False) if h}, f"sheet row {number}")
    except ParseError:
        raise
    except Exception as error:  # openpyxl raises many kinds for a broken file, at the first row and at the last
        raise ParseError(f"{document.url}: not a readable spreadsheet ({type(error).__name__})") from error


def _sheet(document: Document, sheet: str | None) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """The header and the rows under it."""
    import openpyxl  # noqa: PLC0415 (slow to load, and few sources need it)

    book = openpyxl.load_workbook(io.BytesIO(document.body), read_only=True, data_only=True)
    if sheet is not None and sheet not in book.sheetnames:
        raise ParseError(f"{document.url}: no sheet {sheet!r} (has: {shown(book.sheetnames)})")
    rows: Iterator[tuple[Any, ...]]
    rows = book[sheet or book.sheetnames[0]].iter_rows(values_only=True, max_row=MAX_SHEET_ROWS)
    header = [str(cell).strip() if cell is not None else "" for cell in next(rows, ())]
    if not any(header):
        raise ParseError(f"{document.url}: the sheet is empty")
    return header, rows


def _refuse_bomb(document: Document) -> None:
    """Nothing is unpacked further than the archive announces, so the announced sizes can be trusted as bounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(document.body)) as archive:
            size = sum(info.file_size for info in archive.infolist())
    except _BROKEN_ZIP as error:
        raise ParseError(f"{document.url}: not a readable spreadsheet ({type(error).__name__})") from error
    if size > MAX_TABLE:
        raise ParseError(f"{document.url}: the spreadsheet unpacks to {size} bytes")


def parquet_rows(document: Document) -> Iterator[Fields]:
    """One :class:`Fields` a row of a parquet file.

    Raises:
        ParseError: not a readable one, or one of more than 256 MB unpacked or 1,000,000 rows.
    """
    import pyarrow.parquet  # noqa: PLC0415 (slow to load, and few sources need it)

    try:
        file = pyarrow.parquet.ParquetFile(io.BytesIO(document.body))
        groups = [file.metadata.row_group(number) for number in range(file.metadata.num_row_groups)]
        size = sum(group.total_byte_size for group in groups)
        if size > MAX_TABLE or sum(group.num_rows for group in groups) > MAX_TABLE_ROWS:
            raise ParseError(f"{document.url}: {file.metadata.num_rows} rows that unpack to {size} bytes")
        rows = file.read().to_pylist()
    except (pyarrow.ArrowException, OSError, UnicodeError, OverflowError) as error:
        raise ParseError(f"{document.url}: not a readable parquet file") from error
    for number, row in enumerate(rows):
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
    files = [entry for entry in listing["tree"] if isinstance(entry, dict) and entry.get("type") == "blob"]
    return sorted(Fields(entry, f"{document.url} /tree").text("path") for entry in files)
