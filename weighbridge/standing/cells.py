"""From published results to cells of the fit: which numbers count, of which entity, on which scale."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from weighbridge.dataset import Dataset
from weighbridge.schema import Benchmark, Metric, Model, Reporter, Result, Unit, Variant
from weighbridge.standing.frames import Frame, frame_of
from weighbridge.standing.links import Score, horizon_score, share_score
from weighbridge.standing.matrix import Cell

SEPARATOR = "|"  # between model and mode in an entity's name; neither can contain it
Item = tuple[str, str]  # benchmark, version: what numbers may be compared within

# The default ranking rests on these. Community entries are runs that their submitter chose to show, and vendors'
# own numbers are theirs: both only on the reader's wish, each with an offset of its own.
INDEPENDENT = frozenset({Reporter.INDEPENDENT, Reporter.AGGREGATED})

LEAST_BENCHMARKS, LEAST_ENTITIES = 3, 5


@dataclass(frozen=True)
class CellSet:
    """Cells with the results they stand for."""

    cells: tuple[Cell, ...]
    results: Mapping[tuple[str, str], tuple[Result, ...]]  # (entity, benchmark@version) → results


def entity_of(model: str, mode: str) -> str:
    """The name of a set of weights run in one mode."""
    return f"{model}{SEPARATOR}{mode}"


def model_of(entity: str) -> str:
    """The model of an entity."""
    return entity.partition(SEPARATOR)[0]


def mode_name(entity: str) -> str:
    """The mode of an entity."""
    return entity.partition(SEPARATOR)[2]


def mode_of(model: Model, variant: Variant, native_precision: object) -> str:
    """How the weights were run, as far as it changes what they can do: effort or thinking, and a foreign precision.

    Harness, host and tools are conditions of a board, not of the model, and stay out.
    """
    if variant.thinking == "off":
        mode = "thinking off"
    elif variant.effort:
        mode = f"effort {variant.effort}"
    elif (variant.thinking == "on" or variant.budget) and model.reasoning != "always":
        mode = "thinking on"
    else:
        mode = "default"
    if variant.precision and variant.precision.casefold() != str(native_precision or "").casefold():
        mode += f", {variant.precision}"
    return mode


def is_quantised(mode: str) -> bool:
    """Whether a mode is a run in another precision than the model's own: an entity apart, never the headline."""
    return ", " in mode


def cells_of(dataset: Dataset, *, everything: bool = False) -> CellSet:
    """The cells of the ranking: headline metrics of benchmarks that are no composites, current rows of live boards.

    A benchmark counts once for an entity: in the newest version that has the entity, and, where an aggregator
    passes on what another board at hand publishes, by the original. ``everything`` adds community and
    self-reported numbers, labelled so that the fit gives them an offset.
    """
    by_entity: dict[str, dict[Item, list[Result]]] = defaultdict(lambda: defaultdict(list))
    precision: dict[str, object] = {}
    for result in _counting(dataset, everything):
        if result.model is None:
            continue
        if result.model not in precision:
            precision[result.model] = dataset.fact(result.model, "precision")
        mode = mode_of(dataset.model(result.model), result.variant, precision[result.model])
        by_entity[entity_of(result.model, mode)][result.benchmark, result.version].append(result)
    links = _Links(dataset)
    cells: list[Cell] = []
    kept: dict[tuple[str, str], tuple[Result, ...]] = {}
    for entity, items in sorted(by_entity.items()):
        for benchmark, version in _newest_versions(dataset, items):
            same = _originals(items[benchmark, version])
            scored = [(result, links.score(result)) for result in same]
            good = [(result, score) for result, score in scored if score is not None]
            if good:
                item = f"{benchmark}@{version}"
                kept[entity, item] = tuple(result for result, _ in good)
                cells += _averaged(dataset, entity, item, good)
    return CellSet(tuple(cells), kept)


def core(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """The cells of entities with 3 benchmarks or more, on benchmarks with 5 such entities or more.

    A benchmark with two entities, or an entity with one, tells nothing of how the rest stand to each other; left in,
    hundreds of them make the fit slow and its intervals too narrow.
    """
    kept = tuple(cells)
    while True:
        entities, benchmarks = defaultdict(set), defaultdict(set)
        for cell in kept:
            entities[cell.model].add(cell.benchmark)
            benchmarks[cell.benchmark].add(cell.model)
        left = tuple(
            cell
            for cell in kept
            if len(entities[cell.model]) >= LEAST_BENCHMARKS and len(benchmarks[cell.benchmark]) >= LEAST_ENTITIES
        )
        if len(left) == len(kept):
            return kept
        kept = left


def _counting(dataset: Dataset, everything: bool) -> Iterable[Result]:
    # A retired board holds models of another age, which hang together with today's by a thread only.
    retired = {view.source.id for view in dataset.sources if view.source.status == "retired"}
    for result in dataset.current:
        card = dataset.card(result.benchmark)
        if card.composite or result.metric != card.headline or result.evidence.source in retired:
            continue
        if everything or result.reporter in INDEPENDENT:
            yield result


def _newest_versions(dataset: Dataset, items: Mapping[Item, object]) -> list[Item]:
    """Of each benchmark the newest version: versions stand on the card from old to new, or have a date."""
    newest: dict[str, tuple[int, str]] = {}
    for benchmark, version in items:
        order = [known.id for known in dataset.card(benchmark).versions]
        place = len(order) if version == dataset.card(benchmark).current else order.index(version)
        newest[benchmark] = max(newest.get(benchmark, (-1, "")), (place, version))
    return sorted((benchmark, version) for benchmark, (_, version) in newest.items())


def _originals(results: list[Result]) -> list[Result]:
    original = [result for result in results if result.reporter is not Reporter.AGGREGATED]
    return original or results


def _averaged(dataset: Dataset, entity: str, item: str, scored: Iterable[tuple[Result, Score]]) -> list[Cell]:
    """One cell a source and kind of reporter: the mean over the harnesses, hosts and settings that it tried."""
    groups: dict[tuple[str, str], list[tuple[Result, Score]]] = defaultdict(list)
    for result, score in scored:
        reporter = "" if result.reporter in INDEPENDENT else result.reporter.value
        groups[result.evidence.source, reporter].append((result, score))
    cells = []
    for (source, reporter), same in sorted(groups.items(), key=lambda group: group[0]):
        errors = [score.stderr for _, score in same if score.stderr is not None]
        cells.append(
            Cell(
                model=entity,
                benchmark=item,
                score=sum(score.value for _, score in same) / len(same),
                domain=dataset.card(same[0][0].benchmark).domain,
                reporter=reporter,
                stderr=sum(errors) / len(errors) if errors else None,
                source=source,
            )
        )
    return cells


class _Links:
    """The link of each benchmark version, with its frozen frame; one that has none yet is set by its own board."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        values: dict[Item, list[float]] = defaultdict(list)
        for result in dataset.current:
            if result.metric == dataset.card(result.benchmark).headline:
                values[result.benchmark, result.version].append(result.value)
        self._values = values
        self._frames = dict(dataset.frames)

    def score(self, result: Result) -> Score | None:
        """The result on the scale of the fit; None where its unit has no link (dollars, seconds, open-ended points)."""
        card = self._dataset.card(result.benchmark)
        metric = card.metrics[result.metric]
        stderr = _stderr(result)
        if metric.unit is Unit.RATING:
            return self._frame(result, metric.unit).elo.score(result.value, stderr)
        if metric.unit is Unit.MINUTES and metric.higher_is_better and result.value > 0:
            return horizon_score(result.value, self._frame(result, metric.unit).centre)
        return _share(metric, result, stderr)

    def _frame(self, result: Result, unit: Unit) -> Frame:
        item = (result.benchmark, result.version)
        if item not in self._frames:
            self._frames[item] = frame_of(unit, self._values[item])
        return self._frames[item]


def _share(metric: Metric, result: Result, stderr: float | None) -> Score | None:
    if metric.low is None or metric.high is None or metric.unit in (Unit.USD, Unit.SECONDS, Unit.RANK):
        return None
    if metric.higher_is_better:
        floor = metric.chance if metric.chance is not None else metric.low
        return share_score(result.value, chance=floor, ceiling=metric.high, stderr=stderr)
    worst = metric.chance if metric.chance is not None else metric.high
    return share_score(result.value, chance=worst, ceiling=metric.low, stderr=stderr, reverse=True)


def _stderr(result: Result) -> float | None:
    """The published standard error, or the one that a published 95% interval implies."""
    if result.stderr is not None:
        return result.stderr
    if result.ci_low is not None and result.ci_high is not None and result.ci_high > result.ci_low:
        return (result.ci_high - result.ci_low) / (2 * 1.96)
    return None


def benchmark_of(dataset: Dataset, item: str) -> Benchmark:
    """The card behind a cell's ``benchmark@version``."""
    return dataset.card(item.partition("@")[0])
