"""From ledger entries to results: the newest state of each row, its meaning, its evidence and its past."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from weighbridge.ledger import BoardLedger, Entry, Payload
from weighbridge.resolve import Resolver
from weighbridge.schema import Earlier, Evidence, Result, SourceRow
from weighbridge.source import AnySource, Board, Source


@dataclass(frozen=True)
class _BoardHistory:
    """What all rows of a board share while they become results."""

    source: Source
    board: Board
    times: Sequence[datetime]  # of the readings, ascending
    documents: Mapping[datetime, Mapping[str, Payload]]

    def payload(self, entry: Entry[SourceRow]) -> Payload:
        """The document an entry was read from."""
        return self.documents[entry.since][entry.row.document]

    def last_seen(self, entry: Entry[SourceRow]) -> datetime:
        """The last reading that still had the entry."""
        if entry.until is None:
            return self.times[-1]
        return self.times[bisect_left(self.times, entry.until) - 1]


def results_of(ledgers: Iterable[tuple[AnySource, Board, BoardLedger[SourceRow]]], resolver: Resolver) -> list[Result]:
    """Every row ever accepted, each in its newest state, in a fixed order."""
    results: list[Result] = []
    for source, board, ledger in ledgers:
        if not isinstance(source, Source) or not ledger.readings:
            continue
        history = _BoardHistory(
            source,
            board,
            [reading.at for reading in ledger.readings],
            ledger.documents_by_reading(),
        )
        lives: dict[tuple[str, ...], list[Entry[SourceRow]]] = defaultdict(list)
        for entry in ledger.entries:
            lives[entry.row.key()].append(entry)
        results += [_result(history, key, sorted(life, key=_start), resolver) for key, life in lives.items()]
    results.sort(key=lambda r: (r.benchmark, r.version, r.metric, r.evidence.source, r.raw_name, r.id))
    return results


def _start(entry: Entry[SourceRow]) -> datetime:
    return entry.since


def ticket_id(source: str, board: str, key: tuple[str, ...]) -> str:
    """The stable address of a row's ticket: 12 hex digits that only its key decides."""
    return hashlib.sha256("\x1f".join((source, board, *key)).encode()).hexdigest()[:12]


def _result(
    history: _BoardHistory, key: tuple[str, ...], life: Sequence[Entry[SourceRow]], resolver: Resolver
) -> Result:
    newest = life[-1]
    row = newest.row
    payload = history.payload(newest)
    when = row.measured_on or life[0].since.date()
    meaning = resolver.resolve_row(history.source.id, row.name, row.settings, when)
    return Result(
        id=ticket_id(history.source.id, history.board.id, key),
        benchmark=row.benchmark,
        version=row.version,
        metric=row.metric,
        raw_name=row.name,
        raw_settings=row.settings,
        model=meaning.model,
        variant=meaning.variant,
        rule=meaning.rule,
        value=row.value,
        stderr=row.stderr,
        ci_low=row.ci_low,
        ci_high=row.ci_high,
        n=row.n,
        cost_usd=row.cost_usd,
        latency_s=row.latency_s,
        reporter=row.reporter or history.source.reporter,
        measured_by=row.measured_by,
        measured_on=row.measured_on,
        evidence=Evidence(
            source=history.source.id,
            url=payload.url,
            page=history.board.page,
            locator=row.locator,
            retrieved_at=payload.retrieved_at,
            payload_sha256=payload.sha256,
        ),
        first_seen=life[0].since,
        value_since=newest.since,
        last_seen=history.last_seen(newest),
        withdrawn_on=newest.until,
        earlier=tuple(_earlier(history, entry, newest) for entry in life[:-1]),
    )


def _earlier(history: _BoardHistory, entry: Entry[SourceRow], newest: Entry[SourceRow]) -> Earlier:
    return Earlier(
        value=entry.row.value,
        stderr=entry.row.stderr,
        cost_usd=entry.row.cost_usd,
        latency_s=entry.row.latency_s,
        since=entry.since,
        until=entry.until or newest.since,
        payload_sha256=history.payload(entry).sha256,
    )
