"""How each board did when it was last tried, and every hold there was: the public record of trouble."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from weighbridge.files import iso, json_line, moment, write_atomic
from weighbridge.outcome import BoardOutcome, SourceOutcome


class State(StrEnum):
    """How the last attempt ended."""

    OK = "ok"
    HELD = "held"
    UNREACHABLE = "unreachable"
    FAILED = "failed"


@dataclass(frozen=True)
class BoardStatus:
    """The last attempt at one board. Its last success is the ledger's newest reading."""

    attempted_at: datetime
    state: State = State.OK
    reason: str = ""
    trouble_since: datetime | None = None


@dataclass(frozen=True, order=True)
class Hold:
    """One refusal: the day, the board and the reason in words."""

    day: date
    source: str
    board: str
    outcome: str
    reason: str


@dataclass
class StatusBook:
    """``data/status.jsonl`` (one line a board) and ``data/review/holds.jsonl`` (one line a refusal)."""

    boards: dict[tuple[str, str], BoardStatus] = field(default_factory=dict)
    holds: set[Hold] = field(default_factory=set)

    @classmethod
    def load(cls, data: Path) -> StatusBook:
        """Read both files; missing ones are empty."""
        book = cls()
        for line in _lines(data / "status.jsonl"):
            since = line.get("trouble_since")
            book.boards[line["source"], line["board"]] = BoardStatus(
                moment(line["attempted_at"]),
                State(line["state"]),
                line.get("reason", ""),
                moment(since) if since else None,
            )
        for line in _lines(data / "review" / "holds.jsonl"):
            day = date.fromisoformat(line["day"])
            book.holds.add(Hold(day, line["source"], line["board"], line["outcome"], line["reason"]))
        return book

    def save(self, data: Path) -> None:
        """Write both files, sorted."""
        lines = []
        for (source, board), status in sorted(self.boards.items()):
            line = {
                "source": source,
                "board": board,
                "state": status.state,
                "attempted_at": iso(status.attempted_at),
            }
            if status.reason:
                line["reason"] = status.reason
            if status.trouble_since is not None:
                line["trouble_since"] = iso(status.trouble_since)
            lines.append(json_line(line))
        write_atomic(data / "status.jsonl", "".join(f"{line}\n" for line in lines).encode())
        holds = [
            json_line(
                {
                    "day": h.day.isoformat(),
                    "source": h.source,
                    "board": h.board,
                    "outcome": h.outcome,
                    "reason": h.reason,
                }
            )
            for h in sorted(self.holds)
        ]
        write_atomic(data / "review" / "holds.jsonl", "".join(f"{line}\n" for line in holds).encode())


def note_outcomes(data: Path, now: datetime, outcomes: Iterable[SourceOutcome]) -> None:
    """Enter a run's outcomes. Replaying the past says nothing of today: older than the last attempt is passed over.

    An outcome is noted as its state only, so that a second run over the same pages changes no byte.
    """
    book = StatusBook.load(data)
    for outcome in outcomes:
        for board in outcome.boards:
            if board.outcome in ("held", "failed"):
                book.holds.add(Hold(now.date(), outcome.id, board.board, board.outcome, board.reason))
            before = book.boards.get((outcome.id, board.board), BoardStatus(attempted_at=now))
            if before.attempted_at <= now:
                book.boards[outcome.id, board.board] = _after(before, board, now)
    book.save(data)


def _after(before: BoardStatus, board: BoardOutcome, now: datetime) -> BoardStatus:
    if board.outcome in ("updated", "unchanged"):
        return BoardStatus(attempted_at=now)
    state = State(board.outcome)
    lasting = before.state is state and before.reason == board.reason and before.trouble_since is not None
    return BoardStatus(now, state, board.reason, before.trouble_since if lasting else now)


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
