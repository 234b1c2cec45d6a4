"""How much there is: sources, boards, benchmarks, results and models, in all and source by source."""

from __future__ import annotations

import inspect
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from weighbridge.dataset import Dataset, SourceView
from weighbridge.schema import Result
from weighbridge.source import Source


@dataclass(frozen=True)
class SourceTally:
    """One source of results: what stands on its boards now, and what its history met."""

    id: str
    status: str
    rows: int
    models: int
    benchmarks: int
    unresolved: float  # share of the rows, 0-1
    held: tuple[str, ...]  # days on which a board was refused, each with the reason in words
    lines: int  # of its scraper, without blank lines and lines of comment


@dataclass(frozen=True)
class Tally:
    """Counts over everything. Results are current ones; ``archived`` of them are of retired boards."""

    sources: int
    catalogues: int  # sources of facts about models
    price_lists: int
    boards: int
    benchmarks: int
    results: int
    archived: int
    models: int
    open_models: int
    resolved: int
    withdrawn: int
    median_lines: float
    by_source: tuple[SourceTally, ...]


def tally(dataset: Dataset) -> Tally:
    """The counts of a dataset, archived results among them."""
    everything = (*dataset.results, *dataset.archive)
    current = [result for result in everything if result.current]
    models = {result.model for result in current if result.model is not None}
    by_source: dict[str, list[Result]] = defaultdict(list)
    for result in current:
        by_source[result.evidence.source].append(result)
    rows = tuple(
        _of_source(view, by_source[view.source.id]) for view in dataset.sources if isinstance(view.source, Source)
    )
    return Tally(
        sources=sum(row.rows > 0 for row in rows),
        catalogues=sum(view.source.shelf == "claims" for view in dataset.sources),
        price_lists=sum(view.source.shelf == "prices" for view in dataset.sources),
        boards=sum(len(view.boards) for view in dataset.sources if isinstance(view.source, Source)),
        benchmarks=len({result.benchmark for result in current}),
        results=len(current),
        archived=sum(result.current for result in dataset.archive),
        models=len(models),
        open_models=sum(dataset.is_open(model) for model in models),
        resolved=sum(result.model is not None for result in current),
        withdrawn=len(everything) - len(current),
        median_lines=median(row.lines for row in rows) if rows else 0.0,
        by_source=rows,
    )


def _of_source(view: SourceView, rows: list[Result]) -> SourceTally:
    return SourceTally(
        id=view.source.id,
        status=view.source.status,
        rows=len(rows),
        models=len({row.model for row in rows if row.model is not None}),
        benchmarks=len({row.benchmark for row in rows}),
        unresolved=sum(row.model is None for row in rows) / len(rows) if rows else 0.0,
        held=tuple(f"{hold.day} {hold.board}: {hold.outcome}, {hold.reason}" for hold in view.holds),
        lines=code_lines(inspect.getsource(sys.modules[type(view.source).__module__]).splitlines()),
    )


def code_lines(lines: Iterable[str]) -> int:
    """Lines that are neither blank nor a comment alone."""
    return sum(bool(line.strip()) and not line.lstrip().startswith("#") for line in lines)
