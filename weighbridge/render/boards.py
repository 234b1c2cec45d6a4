"""The boards of a benchmark: rows with places and error bars, further metrics as a matrix, and what left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from weighbridge.render import numbers
from weighbridge.render.charts import Bar, bars
from weighbridge.render.home import range_text
from weighbridge.render.runs import Run, half_width, how_words, run_of
from weighbridge.render.view import ModelLine, View
from weighbridge.schema import Benchmark, BenchmarkVersion, Metric, Result, Unit

NEWEST_GONE = 60  # rows that left a board and are listed; all of them are in the downloads


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A run on a board. Only the run that speaks for an open-weight model has a place."""

    run: Run
    kind: str  # open, closed, unresolved
    best: bool  # the run that speaks for its model
    place: str
    place_range: str
    bar: Bar
    has_error: bool


@dataclass(frozen=True)
class Table:
    """The headline metric of a version as a table."""

    version: BenchmarkVersion
    metric: Metric
    unit: str
    arrow: str
    rows: tuple[BoardRow, ...]
    gone: tuple[Run, ...]
    gone_count: int
    axis: tuple[str, str]
    has_error: bool
    has_cost: bool
    has_latency: bool
    open_models: int
    best_open: BoardRow | None
    best_closed: BoardRow | None
    unresolved: int
    standing: int  # rows on the board
    left_out: int  # rows of unresolved names and archived models, too many to show


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One run with its numbers, metric by metric (blank where there is none), and the path of its first ticket."""

    model: ModelLine
    how: str
    path: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """Several metrics of a version side by side, for models with a page; the other rows are in the downloads."""

    key: str  # for anchors
    version: BenchmarkVersion
    current: bool
    columns: tuple[tuple[str, str, bool], ...]  # title, unit and arrow, whether lower is better
    rows: tuple[MatrixRow, ...]
    left_out: int


def main_table(view: View, card: Benchmark) -> Table:
    """The board that stands first: current version, headline metric."""
    found = [r for r in view.dataset.by_benchmark.get(card.id, []) if view.is_headline(card, r)]
    standing = [result for result in found if result.current]
    shown = [r for r in standing if view.has_page(r.model) or r.id in view.printed]
    metric = card.metrics[card.headline]
    rows, axis = _rows(view, card, [run_of(view, result) for result in shown])
    gone = sorted((r for r in found if not r.current), key=_newest_first)
    return Table(
        version=next((v for v in card.versions if v.id == card.current), BenchmarkVersion(id=card.current)),
        metric=metric,
        unit=numbers.UNIT_SIGN[metric.unit],
        arrow="↑" if metric.higher_is_better else "↓",
        rows=rows,
        gone=tuple(run_of(view, result) for result in gone[:NEWEST_GONE]),
        gone_count=len(gone),
        axis=axis,
        has_error=any(row.has_error for row in rows),
        has_cost=any(row.run.cost for row in rows),
        has_latency=any(row.run.latency for row in rows),
        open_models=len({r.model for r in standing if r.model is not None and view.models[r.model].open}),
        best_open=next((row for row in rows if row.kind == "open" and row.place), None),
        best_closed=next((row for row in rows if row.kind == "closed"), None),
        unresolved=sum(result.model is None for result in standing),
        standing=len(standing),
        left_out=len(standing) - len(shown),
    )


def _newest_first(result: Result) -> tuple[float, str, str]:
    left = result.withdrawn_on.timestamp() if result.withdrawn_on else 0.0
    return (-left, result.raw_name, result.id)


def _rows(view: View, card: Benchmark, runs: Sequence[Run]) -> tuple[tuple[BoardRow, ...], tuple[str, str]]:
    metric = card.metrics[card.headline]
    sign = -1 if metric.higher_is_better else 1
    ordered = sorted(runs, key=lambda run: (sign * run.result.value, run.name.casefold(), run.result.id))
    widths = [half_width(run.result) for run in ordered]
    drawn, (low, high) = bars(
        ((run.result.value, width) for run, width in zip(ordered, widths, strict=True)), metric.low, metric.high
    )
    places = view.places.get((card.id, card.current, card.headline), {})
    seen: set[str] = set()
    rows = []
    for run, bar, width in zip(ordered, drawn, widths, strict=True):
        model = run.result.model or ""
        place = places.get(model)
        best = place.run == run.result.id if place else model not in seen
        seen.add(model)
        rows.append(
            BoardRow(
                run=run,
                kind="unresolved" if run.model is None else "open" if run.model.open else "closed",
                best=best,
                place=str(place.rank) if place and best else "",
                place_range=range_text(place.low, place.high) if place and best else "",
                bar=bar,
                has_error=width is not None,
            )
        )
    return tuple(rows), (_axis(metric, low), _axis(metric, high))


def _axis(metric: Metric, value: float) -> str:
    return numbers.number(value, 2 if metric.unit is Unit.FRACTION else 0)


def matrices(view: View, card: Benchmark) -> tuple[Matrix, ...]:
    """The further metrics of the current version, then each older version, newest first."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in view.dataset.by_benchmark.get(card.id, []):
        if result.current and not view.is_headline(card, result):
            groups[result.version].append(result)
    age = {version.id: place for place, version in enumerate(card.versions)}
    order = sorted(groups, key=lambda version: (version != card.current, -age.get(version, -1), version))
    return tuple(_matrix(view, card, version, groups[version], age) for version in order)


def _matrix(view: View, card: Benchmark, version: str, results: Sequence[Result], age: dict[str, int]) -> Matrix:
    resolved = [result for result in results if view.has_page(result.model)]
    present = {result.metric for result in resolved}
    metrics = sorted(present, key=lambda key: (key != card.headline, list(card.metrics).index(key)))
    lines: dict[tuple[str, str, str], dict[str, Result]] = defaultdict(dict)
    for result in resolved:
        lines[str(result.model), how_words(result.variant), result.evidence.source].setdefault(result.metric, result)
    first = metrics[0] if metrics else ""
    sign = -1.0 if first and card.metrics[first].higher_is_better else 1.0

    def order(item: tuple[tuple[str, str, str], dict[str, Result]]) -> tuple[bool, float, tuple[str, str, str]]:
        key, numbers_of = item
        return (first not in numbers_of, sign * numbers_of[first].value if first in numbers_of else 0.0, key)

    return Matrix(
        key=f"v{age.get(version, len(age))}",
        version=next((v for v in card.versions if v.id == version), BenchmarkVersion(id=version)),
        current=version == card.current,
        columns=tuple(_column(card.metrics[metric]) for metric in metrics),
        rows=tuple(
            _matrix_row(view, view.models[model], how, [found.get(metric) for metric in metrics])
            for (model, how, _), found in sorted(lines.items(), key=order)
        ),
        left_out=len(results) - len(resolved),
    )


def _column(metric: Metric) -> tuple[str, str, bool]:
    arrow = "↑" if metric.higher_is_better else "↓"
    return metric.title, f"{numbers.UNIT_SIGN[metric.unit]} {arrow}", not metric.higher_is_better


def _matrix_row(view: View, model: ModelLine, how: str, results: Sequence[Result | None]) -> MatrixRow:
    first = next(result for result in results if result is not None)
    cells = tuple("" if result is None else view.value_text(result) for result in results)
    return MatrixRow(model, how, view.ticket_path(first), cells)


def results_of_version(results: Iterable[Result], card: Benchmark, version: str) -> list[Result]:
    """The results of one version on the headline metric."""
    return [result for result in results if result.version == version and result.metric == card.headline]
