"""What the tests of single sources share: parse a fixture, or the real payload where the captures are at hand."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from weighbridge.discovery import result_sources
from weighbridge.http import Fetcher
from weighbridge.replay import CaptureStore
from weighbridge.schema import SourceRow
from weighbridge.source import Board, Document, Source

FIXTURES = Path(__file__).parents[1] / "fixtures"
CAPTURES = Path(__file__).parents[2].parent / "shared" / "captures"
READ_AT = datetime(2026, 10, 7, 12, tzinfo=UTC)

needs_captures = pytest.mark.skipif(not (CAPTURES / "captures.jsonl").exists(), reason="the captures are not at hand")


def source_of(source_id: str) -> Source:
    """The source with that id."""
    return result_sources()[source_id]


def board_of(source: Source, board_id: str) -> Board:
    """The source's board with that id."""
    return next(board for board in source.boards if board.id == board_id)


def document(source_id: str, file: str, url: str = "https://example.org/fixture") -> Document:
    """A file of ``tests/fixtures/<source>/`` as a fetched document."""
    return Document(url=url, body=(FIXTURES / source_id / file).read_bytes(), retrieved_at=READ_AT)


def rows_of_fixture(source_id: str, board_id: str, **files: str) -> list[SourceRow]:
    """Rows of a board parsed from fixture files: ``main="leaderboard.json"``; no key means ``main``."""
    source = source_of(source_id)
    documents = {key: document(source_id, file) for key, file in files.items()}
    return list(source.parse(board_of(source, board_id), documents))


@cache
def captures() -> CaptureStore:
    """The captures at hand, listed once for all tests."""
    return CaptureStore(CAPTURES)


def rows_of_captures(source_id: str, board_id: str, as_of: str | None = None) -> list[SourceRow]:
    """Rows of a board through the real HTTP path, answered from the captures (newest at or before the day)."""
    source = source_of(source_id)
    board = board_of(source, board_id)
    until = datetime.fromisoformat(as_of).replace(hour=23, minute=59, second=59, tzinfo=UTC) if as_of else None
    with Fetcher.replaying(captures(), as_of=until, kinds=source.replay_kinds) as fetcher:
        documents = source.collect(board, fetcher.restricted(source.reach))
    return list(source.parse(board, documents))


def find(rows: list[SourceRow], name: str, metric: str | None = None, **settings: str) -> SourceRow:
    """The one row with that raw name (and metric, and settings)."""
    found = [
        row
        for row in rows
        if row.name == name
        and (metric is None or row.metric == metric)
        and all(row.settings.get(key) == value for key, value in settings.items())
    ]
    assert len(found) == 1, f"{len(found)} rows for {name!r} {metric or ''} {settings or ''}"
    return found[0]
