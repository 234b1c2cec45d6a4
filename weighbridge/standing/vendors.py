"""How much better vendors' own numbers look: self-reported minus independent, by vendor, pair by pair.

Two readings. *Same set-up*: benchmark and version agree. *Same benchmark*: the benchmark agrees, but the vendor does
not say, or says otherwise, how it was run (prompting, samples, subset); the difference then holds the set-up as well.
On each side the best run of a model counts, whatever its effort, as vendors print their best; quantised runs never do.
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
    """One model on one benchmark: the vendor's number and the independent one, in points."""

    vendor: str  # the organisation's id
    model: str
    own: Result
    independent: Result
    difference: float
    same_version: bool


@dataclass(frozen=True, slots=True)
class Vendor:
    """A vendor's optimism in both readings; ``same_version`` is None where no pair agrees so far."""

    vendor: str
    same_version: Optimism | None
    same_benchmark: Optimism


def pairs_of(dataset: Dataset) -> tuple[Pair, ...]:
    """Every model and benchmark with a vendor's own and an independent number, by vendor, model and benchmark.

    A version that both have goes before; else the vendor's best stands beside the best independent of any version.
    """
    own, independent = _best(dataset, {Reporter.SELF_REPORTED}), _best(dataset, INDEPENDENT)
    pairs = []
    for key in sorted(own.keys() & independent.keys()):
        both = sorted(own[key].keys() & independent[key].keys())
        if both:
            version = both[-1]
            mine, theirs = own[key][version], independent[key][version]
        else:
            mine, theirs = (_top(dataset, side[key].values()) for side in (own, independent))
        difference = _points(dataset, mine) - _points(dataset, theirs)
        vendor = dataset.model(key[0]).developer
        pairs.append(Pair(vendor, key[0], mine, theirs, difference, bool(both)))
    return tuple(sorted(pairs, key=lambda pair: (pair.vendor, pair.model, pair.own.benchmark)))


def vendors_of(pairs: Iterable[Pair]) -> tuple[Vendor, ...]:
    """The optimism of every vendor with a pair, by vendor."""
    known = tuple(pairs)
    strict = {found.reporter: found for found in optimism(_cells(pair for pair in known if pair.same_version))}
    return tuple(Vendor(found.reporter, strict.get(found.reporter), found) for found in optimism(_cells(known)))


def _cells(pairs: Iterable[Pair]) -> Iterable[Cell]:
    for pair in pairs:
        benchmark = f"{pair.own.benchmark}"
        yield Cell(pair.model, benchmark, 0.0)
        yield Cell(pair.model, benchmark, pair.difference / 100.0, reporter=pair.vendor)


def _best(dataset: Dataset, reporters: Iterable[Reporter]) -> dict[tuple[str, str], dict[str, Result]]:
    """(model, benchmark) → version → the best current run of the headline metric."""
    wanted = frozenset(reporters)
    found: dict[tuple[str, str], dict[str, Result]] = {}
    for result in dataset.current:
        card = dataset.card(result.benchmark)
        if result.model is None or result.reporter not in wanted or result.metric != card.headline or card.composite:
            continue
        if card.metrics[card.headline].unit not in POINTS or not card.metrics[card.headline].higher_is_better:
            continue
        native = dataset.fact(result.model, "precision")
        if is_quantised(mode_of(dataset.model(result.model), result.variant, native)):
            continue
        versions = found.setdefault((result.model, result.benchmark), {})
        held = versions.get(result.version)
        versions[result.version] = result if held is None else _top(dataset, (held, result))
    return found


def _top(dataset: Dataset, results: Iterable[Result]) -> Result:
    return max(results, key=lambda result: (_points(dataset, result), result.id))


def _points(dataset: Dataset, result: Result) -> float:
    return result.value * POINTS[dataset.card(result.benchmark).metrics[result.metric].unit]
