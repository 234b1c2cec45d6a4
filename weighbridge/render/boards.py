"""One board of a benchmark: its rows with their places and error bars, and what left it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from weighbridge.render import numbers
from weighbridge.render.charts import Bar, bars
from weighbridge.render.home import range_text
from weighbridge.render.runs import Run, half_width, run_of
from weighbridge.render.view import View
from weighbridge.schema import Benchmark, BenchmarkVersion, Metric, Result, Unit


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A run on a board. Only the best run of an open-weight model has a place."""

    run: Run
    kind: str  # open, closed, unresolved
    best: bool  # the best run of its model
    place: str
    place_range: str
    bar: Bar
    has_error: bool


@dataclass(frozen=True)
class Table:
    """A metric of a version as a table."""

    key: str  # for anchors
    version: BenchmarkVersion
    metric: Metric
    unit: str
    arrow: str
    rows: tuple[BoardRow, ...]
    gone: tuple[Run, ...]
    axis: tuple[str, str]
    has_error: bool
    has_cost: bool
    has_latency: bool
    open_models: int
    best_open: BoardRow | None
    best_closed: BoardRow | None
    unresolved: int

    @property
    def several_sources(self) -> bool:
        """Whether more than one source feeds the table."""
        return len({row.run.result.evidence.source for row in self.rows}) > 1


def tables_of(view: View, card: Benchmark) -> tuple[Table, ...]:
    """All tables of a benchmark: the current version's headline first, then its other metrics, then older versions."""
    groups: dict[tuple[str, str], list[Result]] = defaultdict(list)
    for result in view.dataset.by_benchmark.get(card.id, []):
        groups[result.version, result.metric].append(result)
    age = {version.id: place for place, version in enumerate(card.versions)}

    def order(key: tuple[str, str]) -> tuple[bool, int, bool, str]:
        version, metric = key
        return (version != card.current, -age.get(version, -1), metric != card.headline, metric)

    return tuple(_table(view, card, key, groups[key]) for key in sorted(groups, key=order))


def _table(view: View, card: Benchmark, key: tuple[str, str], results: Sequence[Result]) -> Table:
    version, metric = key
    known = {v.id: v for v in card.versions}
    how = card.metrics[metric]
    standing = [run_of(view, result) for result in results if result.current]
    rows, axis = _rows(view, how, standing)
    return Table(
        key=f"v{list(known).index(version) if version in known else 0}-{metric}",
        version=known.get(version, BenchmarkVersion(id=version)),
        metric=how,
        unit=numbers.UNIT_SIGN[how.unit],
        arrow="↑" if how.higher_is_better else "↓",
        rows=rows,
        gone=tuple(run_of(view, r) for r in _left(results)),
        axis=axis,
        has_error=any(row.has_error for row in rows),
        has_cost=any(row.run.cost for row in rows),
        has_latency=any(row.run.latency for row in rows),
        open_models=len({row.run.result.model for row in rows if row.kind == "open"}),
        best_open=next((row for row in rows if row.kind == "open" and row.place), None),
        best_closed=next((row for row in rows if row.kind == "closed"), None),
        unresolved=sum(row.kind == "unresolved" for row in rows),
    )


def _left(results: Iterable[Result]) -> list[Result]:
    gone = [result for result in results if not result.current]
    return sorted(gone, key=lambda r: (-(r.withdrawn_on.timestamp() if r.withdrawn_on else 0), r.raw_name, r.id))


def _rows(view: View, metric: Metric, runs: Sequence[Run]) -> tuple[tuple[BoardRow, ...], tuple[str, str]]:
    sign = -1 if metric.higher_is_better else 1
    ordered = sorted(runs, key=lambda run: (sign * run.result.value, run.name.casefold(), run.result.id))
    widths = [half_width(run.result) for run in ordered]
    drawn, (low, high) = bars(
        ((run.result.value, width) for run, width in zip(ordered, widths, strict=True)), metric.low, metric.high
    )
    places = (
        view.places.get((runs[0].result.benchmark, runs[0].result.version, runs[0].result.metric), {}) if runs else {}
    )
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
