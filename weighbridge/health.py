"""How every board stands at a moment, and one figure for the whole: for monitors, and for the published status."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from weighbridge.dataset import BoardView, SourceView
from weighbridge.files import iso
from weighbridge.outcome import TROUBLE

DAY = timedelta(days=1)


@dataclass(frozen=True)
class BoardHealth:
    """One board as a monitor sees it. ``age_days`` is the time since its last success."""

    source: str
    board: str
    kept: str  # active, frozen or retired
    state: str  # ok, held, unreachable, failed, or never read
    attempted_at: datetime | None
    last_success: datetime | None
    last_change: datetime | None
    cadence_days: int
    age_days: float | None
    stale: bool
    rows: int
    trouble_since: datetime | None
    reason: str

    @property
    def well(self) -> bool:
        """Whether there is nothing to report."""
        return not self.stale and self.state not in TROUBLE

    def as_json(self) -> dict[str, Any]:
        """The record that ``status --json`` prints."""
        return {k: iso(v) if isinstance(v, datetime) else v for k, v in asdict(self).items()}


def healths(sources: Iterable[SourceView], now: datetime) -> list[BoardHealth]:
    """Every board's health at a moment: a board that nobody reads any more grows stale by the clock."""
    return [_health(view, board, now) for view in sources for board in view.boards]


def _health(view: SourceView, board: BoardView, now: datetime) -> BoardHealth:
    status, source = board.status, view.source
    age = None if board.last_success is None else max((now - board.last_success) / DAY, 0.0)
    overdue = source.status == "active" and (age is None or age > source.cadence_days)
    return BoardHealth(
        source=source.id,
        board=board.board.id,
        kept=source.status,
        state=status.state.value if status else "never read",
        attempted_at=status.attempted_at if status else None,
        last_success=board.last_success,
        last_change=board.last_change,
        cadence_days=source.cadence_days,
        age_days=None if age is None else round(age, 2),
        stale=board.stale or overdue,
        rows=board.rows,
        trouble_since=status.trouble_since if status else None,
        reason=status.reason if status else "",
    )


def freshness(boards: Sequence[BoardHealth]) -> dict[str, Any]:
    """One figure for the whole: the share of rows on boards still kept up that are as new as their source declares."""
    active = [board for board in boards if board.kept == "active"]
    rows, fresh = sum(b.rows for b in active), sum(b.rows for b in active if not b.stale)
    ages = [b.age_days for b in active if b.age_days is not None]
    last = max((b.attempted_at for b in boards if b.attempted_at), default=None)
    return {
        "boards": len(active),
        "fresh_boards": sum(not b.stale for b in active),
        "rows": rows,
        "fresh_rows": fresh,
        "share": round(fresh / rows, 4) if rows else None,
        "median_age_days": round(median(ages), 2) if ages else None,
        "last_attempt": iso(last) if last else None,
    }
