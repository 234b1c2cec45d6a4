"""A page for each benchmark: its card, its boards, who was best when, score against cost, harnesses."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from weighbridge.render import numbers
from weighbridge.render.boards import BoardRow, Table, main_table, matrices, results_of_version
from weighbridge.render.claims import history_of
from weighbridge.render.runs import Run
from weighbridge.render.scatter import Dot, Scatter, scatter
from weighbridge.render.telling import Agreements, saturation_of
from weighbridge.render.tickets import tickets_of
from weighbridge.render.view import ModelLine, View
from weighbridge.render.writer import Pages
from weighbridge.schema import Benchmark

LEAST_COSTS = 5  # rows with a cost that make a chart worth drawing


@dataclass(frozen=True)
class Listed:
    """A benchmark on the list of benchmarks."""

    card: Benchmark
    unit: str
    arrow: str
    open_models: int
    best_open: BoardRow | None
    best_closed: BoardRow | None
    last_change: str
    troubled: bool


@dataclass(frozen=True)
class Harnesses:
    """One model under several harnesses."""

    line: ModelLine
    runs: tuple[Run, ...]


def write(pages: Pages) -> None:
    """Write the list of benchmarks and a page for each."""
    view = pages.view
    agreements = Agreements(view)
    by_domain: dict[str, list[Listed]] = defaultdict(list)
    for key in view.benchmark_ids:
        card = view.dataset.card(key)
        main = main_table(view, card)
        by_domain[view.domain_title(card.domain)].append(_listed(view, card, main))
        pages.page(
            f"benchmarks/{key}/index.html",
            "benchmark.html",
            **_context(view, card, main),
            agreement=agreements.of(card),
        )
    pages.page("benchmarks/index.html", "benchmarks.html", by_domain=by_domain)


def _listed(view: View, card: Benchmark, main: Table) -> Listed:
    results = view.dataset.by_benchmark[card.id]
    return Listed(
        card=card,
        unit=main.unit,
        arrow=main.arrow,
        open_models=main.open_models,
        best_open=main.best_open,
        best_closed=main.best_closed,
        last_change=numbers.day(max(r.withdrawn_on or r.value_since for r in results)),
        troubled=bool(view.troubles_of(results)),
    )


def _context(view: View, card: Benchmark, main: Table) -> dict[str, object]:
    results = view.dataset.by_benchmark[card.id]
    sources: dict[str, int] = defaultdict(int)
    for result in results:
        if result.current:
            sources[result.evidence.source] += 1
    older = [
        (version, history_of(view, results_of_version(results, card, version.id), main.metric))
        for version in reversed(card.versions)
        if version.id != card.current
    ]
    return {
        "card": card,
        "domain": view.domain_title(card.domain),
        "main": main,
        "tickets": tickets_of(row.run for row in main.rows if not row.run.at_home),
        "others": matrices(view, card),
        "history": history_of(view, results_of_version(results, card, card.current), main.metric),
        "older": [(version, history) for version, history in older if history is not None],
        "sources": [(view.dataset.source_by_id.get(key), key, count) for key, count in sorted(sources.items())],
        "troubles": view.troubles_of(results),
        "cost_chart": _cost_chart(main),
        "harnesses": _harnesses(main),
        "claim": _claim(main),
        "saturation": saturation_of(view, card),
    }


def _claim(main: Table) -> str:
    if main.best_open is None:
        return "There is no open-weight model on this board."
    best = main.best_open.run
    names = [row.run.name for row in main.rows if row.place == "1"]
    error = f" ± {best.error}" if best.error else ""
    words = "is the best open-weight model" if len(names) == 1 else "are the best open-weight models"
    return f"{numbers.listing(names)} {words}: {best.value}{error}"


def _cost_chart(main: Table) -> Scatter | None:
    rows = [row for row in main.rows if row.run.result.cost_usd]
    if len(rows) < LEAST_COSTS:
        return None
    dots = [
        Dot(
            x=row.run.result.cost_usd or 0.0,
            y=row.run.result.value,
            name=row.run.name,
            detail=f"{row.run.value} at ${row.run.cost} a task" + (f", {row.run.how}" if row.run.how else ""),
            open=row.kind == "open",
            href=row.run.ticket,
        )
        for row in rows
        if row.kind != "unresolved"
    ]
    return scatter(dots, higher_is_better=main.metric.higher_is_better)


def _harnesses(main: Table) -> tuple[Harnesses, ...]:
    by_model: dict[str, list[Run]] = defaultdict(list)
    for row in main.rows:
        if row.run.model is not None and row.run.result.variant.harness:
            by_model[row.run.model.id].append(row.run)
    return tuple(
        Harnesses(runs[0].model, tuple(runs))
        for runs in by_model.values()
        if len({run.result.variant.harness for run in runs}) > 1 and runs[0].model is not None
    )
