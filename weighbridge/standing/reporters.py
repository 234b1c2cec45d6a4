"""How much better a reporter's own numbers look: its results minus the independent ones of the same benchmark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from weighbridge.standing.matrix import Cell

LEVEL = 0.90


@dataclass(frozen=True, slots=True)
class Optimism:
    """Reported minus independent, over the pairs of model and benchmark that both have measured.

    ``points`` is the mean difference in points (0–100), ``low``–``high`` its 90% interval (Student's t over
    models: pairs of one model are averaged first; None for fewer than two models), ``pairs`` and ``models`` count.
    """

    reporter: str
    points: float
    low: float | None
    high: float | None
    pairs: int
    models: int


def optimism(cells: Iterable[Cell]) -> tuple[Optimism, ...]:
    """The optimism of every reporter that has results beside independent ones, by reporter; a benchmark's version
    is to be part of its name. Several independent (or own) results of a pair are averaged."""
    independent: dict[tuple[str, str], list[float]] = {}
    reported: dict[str, dict[tuple[str, str], list[float]]] = {}
    for cell in cells:
        pair = (cell.model, cell.benchmark)
        table = independent if cell.independent else reported.setdefault(cell.reporter, {})
        table.setdefault(pair, []).append(cell.score)
    rows = (_optimism(reporter, own, independent) for reporter, own in sorted(reported.items()))
    return tuple(row for row in rows if row is not None)


def _optimism(
    reporter: str,
    own: dict[tuple[str, str], list[float]],
    independent: dict[tuple[str, str], list[float]],
) -> Optimism | None:
    by_model: dict[str, list[float]] = {}
    for pair in sorted(own.keys() & independent.keys()):
        by_model.setdefault(pair[0], []).append(100.0 * float(np.mean(own[pair]) - np.mean(independent[pair])))
    if not by_model:
        return None
    means = np.array([float(np.mean(v)) for v in by_model.values()])
    low, high = None, None
    if len(means) >= 2:
        reach = stdtrit(len(means) - 1, 0.5 + LEVEL / 2.0) * means.std(ddof=1) / np.sqrt(len(means))
        low, high = float(means.mean() - reach), float(means.mean() + reach)
    return Optimism(reporter, float(means.mean()), low, high, sum(len(v) for v in by_model.values()), len(means))
