"""Replay every capture in date order through the same pipeline: how the ledger's history came about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime, time
from functools import partial
from pathlib import Path

from weighbridge.discovery import all_sources
from weighbridge.http import Fetcher
from weighbridge.outcome import SourceOutcome
from weighbridge.pipeline import Desk, read_source, refresh
from weighbridge.registry import load_registry
from weighbridge.replay import CaptureStore
from weighbridge.source import AnySource
from weighbridge.status import note_outcomes

DayRun = tuple[date, SourceOutcome]


def end_of(day: date) -> datetime:
    """The last second of a day, in UTC."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=UTC)


def replay_desk(data: Path, store: CaptureStore, as_of: datetime | None) -> Desk:
    """A desk whose fetchers answer from captures; its clock is the moment asked for, or the newest capture."""
    return Desk(
        data=data,
        registry=load_registry(data / "registry"),
        fetcher=partial(_replaying, store, as_of),
        now=as_of or store.newest_moment(),
    )


def _replaying(store: CaptureStore, as_of: datetime | None, source: AnySource) -> Fetcher:
    return Fetcher.replaying(store, as_of=as_of, kinds=source.replay_kinds)


def backfill(
    source_ids: Sequence[str],
    data: Path,
    captures: Path,
    *,
    workers: int = 2,
    progress: Callable[[str, list[DayRun]], None] = lambda source, runs: None,
) -> list[SourceOutcome]:
    """Read every source on each day that has captures of it, then once more as of the newest capture.

    A day before a board's newest accepted reading changes nothing, so a second backfill changes no byte.
    """
    runs: list[DayRun] = []
    with ProcessPoolExecutor(max_workers=workers) as pool:
        for source_id, days in zip(
            source_ids,
            pool.map(_replay_days, source_ids, [data] * len(source_ids), [captures] * len(source_ids)),
            strict=True,
        ):
            progress(source_id, days)
            runs += days
    for day, outcome in sorted(runs, key=lambda run: (run[0], run[1].id)):
        note_outcomes(data, end_of(day), [outcome])
    sources = all_sources()
    return refresh([sources[key] for key in source_ids], replay_desk(data, CaptureStore(captures), None))


def _replay_days(source_id: str, data: Path, captures: Path) -> list[DayRun]:
    source = all_sources()[source_id]
    store = CaptureStore(captures)
    days = store.days(source.reach, source.replay_kinds)
    return [(day, read_source(source, replay_desk(data, store, end_of(day)))) for day in days]
