"""What the tests of catalogues of models share: facts of a fixture, or of the real payload."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.sources.support import CAPTURES, READ_AT, document
from weighbridge.discovery import fact_sources
from weighbridge.http import Fetcher
from weighbridge.replay import CaptureStore
from weighbridge.schema import FactRow
from weighbridge.source import Document, FactSource


def catalogue(source_id: str) -> FactSource:
    """The source of facts with that id."""
    return fact_sources()[source_id]


def facts_of_files(source_id: str, **files: str) -> list[FactRow]:
    """Facts parsed from fixture files, each given by the key of its document."""
    source = catalogue(source_id)
    documents = {key: document(source_id, file) for key, file in files.items()}
    return list(source.parse(source.boards[0], documents))


def facts_of_body(source_id: str, body: bytes, key: str = "main") -> list[FactRow]:
    """Facts parsed from bytes."""
    source = catalogue(source_id)
    main = Document("https://example.org/fixture", body, READ_AT)
    return list(source.parse(source.boards[0], {key: main}))


def facts_of_captures(source_id: str, board_id: str, as_of: str) -> list[FactRow]:
    """Facts through the real HTTP path, answered from the captures of that day or before."""
    source = catalogue(source_id)
    board = next(board for board in source.boards if board.id == board_id)
    until = datetime.fromisoformat(as_of).replace(hour=23, minute=59, second=59, tzinfo=UTC)
    with Fetcher.replaying(CaptureStore(CAPTURES), as_of=until, kinds=source.replay_kinds) as fetcher:
        documents = source.collect(board, fetcher.restricted(source.reach))
    return list(source.parse(board, documents))


def told(rows: list[FactRow], name: str) -> dict[str, str | float | bool]:
    """Fact → value of one name; a fact that stands twice fails."""
    same = [row for row in rows if row.name == name]
    assert len({row.key() for row in same}) == len(same)
    return {row.fact: row.value for row in same}


def repositories(rows: list[FactRow], name: str) -> set[str | None]:
    """The repositories given for a name."""
    return {row.repository for row in rows if row.name == name}
