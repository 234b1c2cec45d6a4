"""The leaderboard's rows: one model, its headline mode, its place as a range and what the place rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Status = Literal["ranked", "provisional", "unranked"]


@dataclass(frozen=True)
class Band:
    """A value with its 90% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class StandingRow:
    """One model on the leaderboard.

    ``rank`` and its range count models of the same kind (open among open; closed yardsticks have the rank that
    they would have among the open ones). ``tie_band`` numbers the groups whose members cannot be told apart.
    """

    model: str
    open_weights: bool
    variant: str  # the headline mode: how the model was run
    status: Status
    missing: tuple[str, ...]  # what it lacks to be ranked, in words
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    tie_band: int | None
    index: Band | None
    cells: int  # benchmarks that count
    domains: int
    sources: int
    domain_index: Mapping[str, Band] = field(default_factory=dict)


@dataclass(frozen=True)
class Standing:
    """The whole ranking with the words that belong to it."""

    rows: tuple[StandingRow, ...]  # ranked first, by rank; then provisional; then unranked
    method: str  # a sentence: how the order came about
    provisional: bool  # True while the order is not the statistical index

    def of(self, model: str) -> StandingRow | None:
        """The row of a model, None where it has no result that counts."""
        return self._by_model().get(model)

    def _by_model(self) -> dict[str, StandingRow]:
        return {row.model: row for row in self.rows}
