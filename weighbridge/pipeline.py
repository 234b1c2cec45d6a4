"""fetch → parse → check → ledger: one source after another or side by side, none able to stop the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from weighbridge.checks import collapse, declared, drift
from weighbridge.http import Fetcher
from weighbridge.ledger import BoardLedger, LedgerError, ledger_folder
from weighbridge.outcome import BoardOutcome, SourceOutcome
from weighbridge.registry import Registry
from weighbridge.source import AnySource, Board, Document, FetchError, ParseError, Source
from weighbridge.status import note_outcomes

WORKERS = 4


@dataclass(frozen=True)
class Desk:
    """Where a run works: the data folder, the registry, the fetcher's maker and the run's clock."""

    data: Path
    registry: Registry
    fetcher: Callable[[AnySource], AbstractContextManager[Fetcher]]
    now: datetime


def refresh(
    sources: Iterable[AnySource],
    desk: Desk,
    *,
    progress: Callable[[SourceOutcome], None] = lambda outcome: None,
    workers: int = WORKERS,
) -> list[SourceOutcome]:
    """Read each source once and enter what passes the checks. Sources run side by side; none stops another."""
    outcomes = []
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for outcome in pool.map(lambda source: read_source(source, desk), sources):
            outcomes.append(outcome)
            progress(outcome)
    note_outcomes(desk.data, desk.now, outcomes)
    return outcomes


def read_source(source: AnySource, desk: Desk) -> SourceOutcome:
    """Read the boards of one source, one after another, and enter what passes the checks."""
    started = time.monotonic()
    with desk.fetcher(source) as fetcher:
        boards = tuple(_read_board(source, board, fetcher, desk) for board in source.boards)
    return SourceOutcome(source.id, boards, time.monotonic() - started)


def _read_board(source: AnySource, board: Board, fetcher: Fetcher, desk: Desk) -> BoardOutcome:
    try:
        documents = source.collect(board, fetcher.restricted(source.reach))
        ledger: BoardLedger[Any] = BoardLedger.load(source.rows, ledger_folder(desk.data, source), board.id)
        return _weigh(source, board, documents, ledger, desk)
    except Exception as error:  # whatever goes wrong with one board must not stop the others
        return BoardOutcome(board.id, *_trouble(error))


def _trouble(error: Exception) -> tuple[str, str]:
    """(outcome, reason in one sentence) of what went wrong."""
    if isinstance(error, FetchError):
        return "unreachable", _sentence(error)
    if isinstance(error, ParseError | ValidationError | LedgerError):
        return "failed", _sentence(error)
    if isinstance(error, OSError):
        return "failed", f"cannot read or write the ledger: {_sentence(error)}"
    return "failed", f"a mistake in the scraper ({type(error).__name__}): {_sentence(error)}"


def _weigh(
    source: AnySource, board: Board, documents: Mapping[str, Document], ledger: BoardLedger[Any], desk: Desk
) -> BoardOutcome:
    standing = ledger.standing()
    read_at = max(document.retrieved_at for document in documents.values())
    if ledger.same_documents(documents):
        return BoardOutcome(board.id, "unchanged", rows=len(standing))
    if ledger.last_reading is not None and read_at < ledger.last_reading:
        return BoardOutcome(board.id, "unchanged", rows=len(standing))  # an older page tells nothing new
    rows = list(source.parse(board, documents))  # type: ignore[attr-defined]
    if not rows:
        raise ParseError(f"{board.url}: no rows; an empty board is a broken one")
    if isinstance(source, Source):
        rows = collapse(rows)
        reasons = declared(board, rows, desk.registry.benchmarks, read_at)
        if not reasons and not _accepted(source, board, documents, desk.registry):
            reasons = drift(rows, [entry.row for entry in standing.values()], desk.registry.benchmarks)
        if reasons:
            return BoardOutcome(board.id, "held", "; ".join(reasons), len(standing))
    delta = ledger.accept(documents, rows)
    ledger.save(ledger_folder(desk.data, source), board.id)
    return BoardOutcome(board.id, "unchanged" if delta.quiet else "updated", "", len(rows), delta)


def _accepted(source: AnySource, board: Board, documents: Mapping[str, Document], registry: Registry) -> bool:
    hashes = {document.sha256 for document in documents.values()}
    return any(
        word.source == source.id and word.board == board.id and any(h.startswith(word.sha256) for h in hashes)
        for word in registry.acceptances
    )


def _sentence(error: BaseException) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        return f"{error.title}.{place}: {first['msg']} (met {str(first.get('input'))[:60]!r})"
    text = " ".join(str(error).split())
    return text[:400] or type(error).__name__
