"""The ranking as it would have stood on earlier days, from what the ledger knew then.

Two series: the *moving* basket takes every benchmark known on the day; the *frozen* basket only those known on
one fixed day, so that a change of benchmarks is not mistaken for a change of models. Adding sources re-estimates
the past, so each snapshot says what it was made from.
"""

from __future__ import annotations

import calendar
import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from weighbridge.dataset import Dataset
from weighbridge.files import KeptError, write_atomic
from weighbridge.schema import Result
from weighbridge.standing.board import placed_rows
from weighbridge.standing.cells import CellSet, cells_of
from weighbridge.standing.rows import StandingRow

FIRST_MONTH = (2024, 1)
DAILY_SINCE = date(2026, 7, 1)
FROZEN_ON = date(2026, 1, 31)
MOVING, FROZEN = "moving", "frozen"
Line = tuple[str, ...]
HEADER = (
    "day", "basket", "benchmarks", "cells_version", "model", "variant", "open_weights", "status",
    "rank", "rank_low", "rank_high", "index", "index_low", "index_high", "cells",
)  # fmt: skip


@dataclass(frozen=True)
class Snapshot:
    """The ranking on one day, ranked models only."""

    day: date
    basket: str
    benchmarks: int
    cells_version: str  # hash of the cells that it was fitted to
    rows: tuple[StandingRow, ...]


def view_at(dataset: Dataset, day: date) -> Dataset:
    """The dataset with its results as they stood at the end of a day; facts and registry stay today's."""
    at = datetime.combine(day, time(23, 59, 59), tzinfo=UTC)
    results = tuple(then for result in dataset.results if (then := _at(result, at)) is not None)
    return replace(dataset, as_of=at, results=results, changes=())


def _at(result: Result, at: datetime) -> Result | None:
    """A result as it stood at a moment; None if it did not stand on the board then."""
    if result.value_since <= at:
        gone = result.withdrawn_on is not None and result.withdrawn_on <= at
        if gone:
            return None
        return result if result.withdrawn_on is None else replace(result, withdrawn_on=None)
    for earlier in result.earlier:
        if earlier.since <= at < earlier.until:
            figures = {name: getattr(earlier, name) for name in ("value", "stderr", "cost_usd", "latency_s")}
            return replace(result, **figures, ci_low=None, ci_high=None, withdrawn_on=None)
    return None


def snapshot_days(dataset: Dataset) -> list[date]:
    """The last day of each month since 2024, each day with a change since July 2026, and the newest day."""
    end = dataset.as_of.date()
    days = {day for day in _month_ends() if day <= end} if end >= date(*FIRST_MONTH, 1) else set()
    days |= {change.at.date() for change in dataset.changes if change.at.date() >= DAILY_SINCE}
    return sorted(days | {end})


def _month_ends() -> Iterator[date]:
    year, month = FIRST_MONTH
    while year < 2100:
        yield date(year, month, calendar.monthrange(year, month)[1])
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def snapshots(dataset: Dataset, days: Iterable[date], tau: float) -> Iterator[Snapshot]:
    """Both series on each of the days, at one τ."""
    basket = {cell.benchmark for cell in cells_of(view_at(dataset, FROZEN_ON)).cells}
    for day in days:
        view = view_at(dataset, day)
        cells = cells_of(view)
        yield from _snapshot(view, day, MOVING, cells, tau)
        kept = tuple(cell for cell in cells.cells if cell.benchmark in basket)
        yield from _snapshot(view, day, FROZEN, CellSet(kept, cells.results), tau)


def _snapshot(view: Dataset, day: date, basket: str, cells: CellSet, tau: float) -> Iterator[Snapshot]:
    rows = tuple(row for row in placed_rows(view, cells, tau) if row.status == "ranked")
    if rows:
        digest = hashlib.sha256(repr(sorted(cells.cells)).encode()).hexdigest()[:12]
        yield Snapshot(day, basket, len({cell.benchmark for cell in cells.cells}), digest, rows)


def write_history(path: Path, found: Iterable[Snapshot], kept: Iterable[Line] = ()) -> bool:
    """Write snapshots as CSV with kept lines of other days, by day, basket and rank. Returns whether a byte changed."""
    lines: list[Line] = list(kept)
    for shot in found:
        lines += (_line(shot, row) for row in shot.rows)
    lines.sort(key=lambda line: line[:2])  # stable: by rank within a day and basket
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(lines)
    return write_atomic(path, text.getvalue().encode())


def _line(shot: Snapshot, row: StandingRow) -> Line:
    index = row.index
    bounds = [f"{b:.2f}" for b in (index.value, index.low, index.high)] if index is not None else []
    places = ("" if rank is None else str(rank) for rank in (row.rank, row.rank_low, row.rank_high))
    return (
        shot.day.isoformat(), shot.basket, str(shot.benchmarks), shot.cells_version, row.model, row.variant,
        str(int(row.open_weights)), row.status, *places, *bounds, str(row.cells),
    )  # fmt: skip


def kept_lines(path: Path, days: Sequence[date]) -> tuple[list[Line], list[date]]:
    """Lines of a written history that stay as they are, and those of ``days`` that are to be computed.

    The newest written day is computed again, as more may have been read on it; a written day that is not among
    ``days`` was the newest once, without a change on it, and goes.
    """
    if not path.exists():
        return [], list(days)
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        if tuple(next(reader, ())) != HEADER:
            raise KeptError(f"{path}: not a history of this version; write it anew without --new")
        lines = [tuple(line) for line in reader]
    newest = max((line[0] for line in lines), default="")
    wanted = {day.isoformat() for day in days}
    kept = [line for line in lines if line[0] < newest and line[0] in wanted]
    return kept, [day for day in days if day.isoformat() >= newest]


@dataclass(frozen=True)
class PastPlace:
    """One model's place on one day; a closed model has none while no open-weight one is ranked."""

    day: date
    basket: str
    benchmarks: int
    model: str
    variant: str
    open_weights: bool
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    index: float
    index_low: float
    index_high: float
    cells: int


def read_history(path: Path) -> tuple[PastPlace, ...]:
    """The places written by :func:`write_history`; none if there is no file."""
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(_place(line) for line in csv.DictReader(stream))


def _count(text: str) -> int | None:
    return int(text) if text else None


def _place(line: dict[str, str]) -> PastPlace:
    return PastPlace(
        day=date.fromisoformat(line["day"]),
        basket=line["basket"],
        benchmarks=int(line["benchmarks"]),
        model=line["model"],
        variant=line["variant"],
        open_weights=line["open_weights"] == "1",
        rank=_count(line["rank"]),
        rank_low=_count(line["rank_low"]),
        rank_high=_count(line["rank_high"]),
        index=float(line["index"]),
        index_low=float(line["index_low"]),
        index_high=float(line["index_high"]),
        cells=int(line["cells"]),
    )
