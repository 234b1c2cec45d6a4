"""What became of boards and sources in one run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from weighbridge.ledger import Delta


@dataclass(frozen=True)
class BoardOutcome:
    """What became of one board in one run."""

    board: str
    outcome: str
    reason: str = ""
    rows: int = 0
    delta: Delta = field(default_factory=Delta)


TROUBLE = frozenset({"held", "unreachable", "failed"})
"""Outcomes that somebody may have to look at."""


@dataclass(frozen=True)
class SourceOutcome:
    """What became of one source in one run: the line of the summary table."""

    id: str
    boards: tuple[BoardOutcome, ...]
    seconds: float
    unresolved: int = 0

    @property
    def outcome(self) -> str:
        """The worst of its boards; a board that merely cannot be reached does not hide an update of others."""
        met = {board.outcome for board in self.boards}
        order = ("failed", "held", "updated", "unchanged", "unreachable")
        return next((outcome for outcome in order if outcome in met), "failed")

    @property
    def reason(self) -> str:
        """The reasons of the boards that did not do well, each once."""
        reasons: dict[str, list[str]] = {}
        for board in self.boards:
            if board.reason:
                reasons.setdefault(board.reason, []).append(board.board)
        return "; ".join(f"{', '.join(boards)}: {reason}" for reason, boards in reasons.items())

    def as_json(self) -> dict[str, Any]:
        """The record that ``refresh --json`` prints."""
        return {
            "id": self.id,
            "outcome": self.outcome,
            "rows": sum(board.rows for board in self.boards),
            "new": sum(board.delta.new for board in self.boards),
            "changed": sum(board.delta.changed for board in self.boards),
            "withdrawn": sum(board.delta.withdrawn for board in self.boards),
            "unresolved": self.unresolved,
            "reason": self.reason or None,
            "seconds": round(self.seconds, 2),
            "boards": [
                {"id": b.board, "outcome": b.outcome, "reason": b.reason or None, "rows": b.rows} for b in self.boards
            ],
        }
