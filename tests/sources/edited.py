"""Fixtures with one place changed: what a parser makes of a page that is no longer what it was."""

from __future__ import annotations

import pytest

from tests.sources.support import READ_AT, board_of, document, source_of
from weighbridge.schema import SourceRow
from weighbridge.source import Document, ParseError


def rows_of_text(source_id: str, board_id: str, text: str) -> list[SourceRow]:
    """Rows of a board whose one document is this text."""
    source = source_of(source_id)
    page = Document("https://example.org/edited", text.encode(), READ_AT)
    return list(source.parse(board_of(source, board_id), {"main": page}))


def rows_of_edited(source_id: str, board_id: str, file: str, *edits: tuple[str, str]) -> list[SourceRow]:
    """Rows of a board whose one document is a fixture with texts replaced; each must stand in it."""
    text = document(source_id, file).text()
    for old, new in edits:
        assert old in text, f"{old!r} is not in {file}"
        text = text.replace(old, new)
    return rows_of_text(source_id, board_id, text)


def refused(where: tuple[str, str, str], old: str, new: str, message: str) -> None:
    """The fixture (source, board, file) with ``old`` made ``new`` must be a :class:`ParseError` with ``message``."""
    with pytest.raises(ParseError, match=message):
        rows_of_edited(*where, (old, new))
