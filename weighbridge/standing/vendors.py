"""How much better vendors' own numbers look: self-reported minus independent, by vendor, pair by pair.

Only the same benchmark in the same version is compared: a number whose set-up the vendor does not state is a version of
its own, and stands in no pair. On each side the best run of a model counts, whatever its effort, as vendors print their
best; quantised runs never do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from weighbridge.dataset import Dataset
from weighbridge.schema import Reporter, Result, Unit
from weighbridge.standing.cells import INDEPENDENT, is_quantised, mode_of
from weighbridge.standing.matrix import Cell
from weighbridge.standing.reporters import Optimism, optimism

POINTS = {Unit.PERCENT: 1.0, Unit.FRACTION: 100.0}  # one unit of the metric in points; other units are not compared


@dataclass(frozen=True, slots=True)
class Pair:
    """One model on one version of a benchmark: the vendor's number and the independent one, and by how many points
    the vendor's is above."""

    vendor: str  # the organisation's id
    model: str
    own: Result
    independent: Result
    difference: float


def pairs_of(dataset: Dataset) -> tuple[Pair, ...]:
    """Every model and benchmark with a vendor's own and an independent number on one version, by vendor and model."""
    own, independent = _best(dataset, {Reporter.SELF_REPORTED}), _best(dataset, INDEPENDENT)
    pairs = [
        Pair(
            vendor=dataset.model(key[0]).developer,
            model=key[0],
            own=own[key],
            independent=independent[key],
            difference=_points(dataset, own[key]) - _points(dataset, independent[key]),
        )
        for key in sorted(own.keys() & independent.keys())
    ]
    return tuple(sorted(pairs, key=lambda pair: (pair.vendor, pair.model, pair.own.benchmark, pair.own.version)))


def vendors_of(pairs: Iterable[Pair]) -> tuple[Optimism, ...]:
    """The optimism of every vendor with a pair, by vendor; ``reporter`` is the organisation's id."""
    cells: list[Cell] = []
    for pair in pairs:
        item = f"{pair.own.benchmark}@{pair.own.version}"
        cells.append(Cell(pair.model, item, 0.0))
        cells.append(Cell(pair.model, item, pair.difference / 100.0, reporter=pair.vendor))
    return optimism(cells)


def _best(dataset: Dataset, reporters: Iterable[Reporter]) -> dict[tuple[str, str, str], Result]:
    """(model, benchmark, version) → the best current run of the headline metric."""
    wanted = frozenset(reporters)
    found: dict[tuple[str, str, str], Result] = {}
    for result in dataset.current:
        card = dataset.card(result.benchmark)
        if result.model is None or result.reporter not in wanted or result.metric != card.headline or card.composite:
            continue
        if card.metrics[card.headline].unit not in POINTS or not card.metrics[card.headline].higher_is_better:
            continue
        native = dataset.fact(result.model, "precision")
        if is_quantised(mode_of(dataset.model(result.model), result.variant, native)):
            continue
        key = (result.model, result.benchmark, result.version)
        found[key] = _top(dataset, (found[key], result)) if key in found else result
    return found


def _top(dataset: Dataset, results: Iterable[Result]) -> Result:
    return max(results, key=lambda result: (_points(dataset, result), result.id))


def _points(dataset: Dataset, result: Result) -> float:
    return result.value * POINTS[dataset.card(result.benchmark).metrics[result.metric].unit]
