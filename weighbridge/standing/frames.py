"""The frozen frames of rating boards and time horizons: zero and unit of their scores, set once and kept.

A rating says only how a model stands to the others on its board. If the frame followed the board, each new model
would move the scores of the old ones; so ``weighbridge history`` sets the frame of a benchmark version when it first
has enough models, and keeps it in ``data/standing/frames.csv``.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from weighbridge.files import KeptError, write_atomic
from weighbridge.schema import Benchmark, Result, Unit
from weighbridge.standing.links import EloFrame, elo_frame

LEAST_MODELS = 8  # quartiles of fewer say little
HEADER = ("benchmark", "version", "centre", "points", "frozen_on")
Item = tuple[str, str]  # benchmark, version


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of a benchmark version; ``points`` is 0 for a time horizon, whose centre is its median in minutes."""

    centre: float
    points: float
    frozen_on: date | None = None  # None: of the day's own data

    @property
    def elo(self) -> EloFrame:
        """The frame of a rating column."""
        return EloFrame(self.centre, self.points)


def frame_of(unit: Unit, values: list[float]) -> Frame:
    """The frame that the values on a board set; ValueError where there is none, or no horizon above 0."""
    if unit is Unit.RATING:
        found = elo_frame(values)
        return Frame(found.centre, found.points)
    positive = sorted(value for value in values if value > 0)
    if not positive:
        raise ValueError("no time horizon above 0")
    return Frame(positive[len(positive) // 2], 0.0)


def needs_frame(card: Benchmark) -> bool:
    """Whether a benchmark's scores depend on who else is on its board."""
    metric = card.metrics[card.headline]
    return metric.unit is Unit.RATING or (metric.unit is Unit.MINUTES and metric.higher_is_better)


def fresh_frames(
    cards: Mapping[str, Benchmark], results: tuple[Result, ...], kept: Mapping[Item, Frame], day: date
) -> dict[Item, Frame]:
    """The kept frames, and those that the current results now set for benchmark versions that had none."""
    values: dict[Item, dict[str, float]] = defaultdict(dict)
    for result in results:
        card = cards[result.benchmark]
        if needs_frame(card) and result.metric == card.headline:
            values[result.benchmark, result.version][result.id] = result.value
    found = dict(kept)
    for item, column in sorted(values.items()):
        figures = [column[key] for key in sorted(column)]
        if item not in found and len(figures) >= LEAST_MODELS:
            card = cards[item[0]]
            made = frame_of(card.metrics[card.headline].unit, figures)
            found[item] = Frame(float(np.round(made.centre, 6)), float(np.round(made.points, 6)), day)
    return found


def write_frames(path: Path, frames: Mapping[Item, Frame]) -> bool:
    """Write the frames as CSV, in a fixed order. Returns whether a byte changed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for (benchmark, version), frame in sorted(frames.items()):
        writer.writerow((benchmark, version, repr(frame.centre), repr(frame.points), frame.frozen_on))
    return write_atomic(path, text.getvalue().encode())


def read_frames(path: Path) -> dict[Item, Frame]:
    """The frames written by :func:`write_frames`; none if there is no file.

    Raises:
        KeptError: the file is damaged; the message names it.
    """
    if not path.exists():
        return {}
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return {
                (line["benchmark"], line["version"]): Frame(
                    float(line["centre"]), float(line["points"]), date.fromisoformat(line["frozen_on"])
                )
                for line in csv.DictReader(stream)
            }
    except (KeyError, ValueError, TypeError) as error:
        raise KeptError(f"{path}: {error}; restore it from the history of the repository") from error
