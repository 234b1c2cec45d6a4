"""Links: published figures of any unit brought to a score in 0–1, higher better.

The fit reads scores only. A frame that the data once set (the median rating, the median horizon) is an argument
here and is frozen by the caller, so that a new model on a board never moves the scores of the old ones.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ELO_POINTS = 400.0
"""Rating points that multiply the odds of a win by ten, on the usual Elo scale."""

ELO_SPREAD = 105.0
"""Interquartile range, in points, that goes with 400 points a decade (large Arena boards of mid-2026: 102–108)."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score in 0–1, higher better, and its standard error on the same scale (None when not published)."""

    value: float
    stderr: float | None = None


def share_score(
    raw: float, *, chance: float = 0.0, ceiling: float = 1.0, stderr: float | None = None, reverse: bool = False
) -> Score:
    """The score of a share of tasks solved: y = (raw − chance) / (ceiling − chance), held within 0–1.

    ``raw``, ``chance``, ``ceiling`` and ``stderr`` share one unit (percent, share, points). With ``reverse``
    lower is better: ``ceiling`` is then the best value (often 0) and ``chance`` the worst; it is only a check
    that the caller means it, for the formula is the same. ValueError when the range is empty or upside down.
    """
    _finite(raw, chance, ceiling)
    if (ceiling < chance) != reverse or ceiling == chance:
        raise ValueError(f"ceiling {ceiling} and chance {chance} do not span a range (reverse={reverse})")
    span = ceiling - chance
    return Score(_unit((raw - chance) / span), None if stderr is None else abs(stderr / span))


@dataclass(frozen=True, slots=True)
class EloFrame:
    """The frozen frame of one rating board: its median rating and the points that are a tenfold of the odds."""

    centre: float
    points: float = ELO_POINTS

    def score(self, rating: float, stderr: float | None = None) -> Score:
        """p = 1 / (1 + 10^(−(E − E_med) / points)): the chance of winning against the median model.

        The error by the delta method: dp/dE = p (1 − p) ln 10 / points.
        """
        _finite(rating, self.centre, self.points)
        p = _logistic(math.log(10.0) * (rating - self.centre) / self.points)
        return Score(p, None if stderr is None else p * (1 - p) * math.log(10.0) / self.points * stderr)


def elo_frame(ratings: Sequence[float]) -> EloFrame:
    """The frame of a rating column, to be frozen: E_med = its median, points = 400 · IQR / 105.

    Both follow any affine change of the column (E → α E + β, α > 0), so the scores do not change with the
    board's choice of zero and unit; a board spread as the usual Elo scale gets its 400 points. A column without
    spread keeps 400 points. ValueError for an empty column.
    """
    if len(ratings) == 0:
        raise ValueError("a rating column needs at least one rating")
    _finite(*ratings)
    low, centre, high = (float(q) for q in np.quantile(np.asarray(ratings, dtype=np.float64), (0.25, 0.5, 0.75)))
    spread = high - low
    return EloFrame(centre, ELO_POINTS * spread / ELO_SPREAD if spread > 0 else ELO_POINTS)


def horizon_score(minutes: float, median_minutes: float, *, stderr_log2: float | None = None) -> Score:
    """The score of a time horizon: y = σ(log₂(h / h_med)), with h_med frozen; never raw minutes.

    ``stderr_log2`` is the standard error of log₂ h (doublings). ValueError unless both times are above 0.
    """
    _finite(minutes, median_minutes)
    if minutes <= 0 or median_minutes <= 0:
        raise ValueError(f"time horizons are above 0, not {minutes} and {median_minutes}")
    p = _logistic(math.log2(minutes / median_minutes))
    return Score(p, None if stderr_log2 is None else p * (1 - p) * stderr_log2)


def _logistic(x: float) -> float:
    """σ(x), to twelve decimals: an affine change of a column then leaves the very same scores."""
    return round(1.0 / (1.0 + math.exp(-x)) if x >= 0 else math.exp(x) / (1.0 + math.exp(x)), 12)


def _unit(x: float) -> float:
    return min(1.0, max(0.0, x))


def _finite(*values: float) -> None:
    for value in values:
        if not math.isfinite(value):
            raise ValueError(f"must be a finite number, not {value}")
