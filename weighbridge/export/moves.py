"""Moves on the leaderboard that are more than chance: from one kept day to the next, out of the tied places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from itertools import pairwise

from weighbridge.standing.history import MOVING, PastPlace


@dataclass(frozen=True, slots=True)
class Move:
    """One model's place on two days that follow each other; its two ranges have no place in common."""

    before: PastPlace
    after: PastPlace
    of: tuple[int, int]  # models that had a place on the two days

    @property
    def model(self) -> str:
        """Id of the model."""
        return self.after.model

    @property
    def at(self) -> datetime:
        """The beginning of the later day: no reading of that day is known to have brought it."""
        return datetime.combine(self.after.day, time(), tzinfo=UTC)


def moves_of(history: Iterable[PastPlace]) -> list[Move]:
    """All moves of ranked models, all benchmarks of the day counted; the newest first, each day by its new places."""
    by_day: dict[object, dict[str, PastPlace]] = defaultdict(dict)
    for place in history:
        if place.basket == MOVING:
            by_day[place.day][place.model] = place
    days = sorted(by_day, key=str)
    found = [
        Move(by_day[earlier][model], place, (_placed(by_day[earlier]), _placed(by_day[later])))
        for earlier, later in pairwise(days)
        for model, place in by_day[later].items()
        if model in by_day[earlier] and _apart(by_day[earlier][model], place)
    ]
    return sorted(found, key=lambda move: (-move.at.timestamp(), move.after.rank or 0, move.model))


def _placed(day: Mapping[str, PastPlace]) -> int:
    return sum(place.open_weights and place.rank is not None for place in day.values())


def _apart(before: PastPlace, after: PastPlace) -> bool:
    """Whether both days have a range of places and the two have none in common."""
    if before.rank_low is None or before.rank_high is None or after.rank_low is None or after.rank_high is None:
        return False
    return after.rank_high < before.rank_low or after.rank_low > before.rank_high
