"""Epoch AI's Benchmarking Hub: one archive, a table a benchmark, its own runs beside copies of others' boards."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from scrapers.epoch_hub_tables import COPY, TABLES, Table
from weighbridge.readers.containers import zip_member
from weighbridge.readers.entries import day_in
from weighbridge.readers.markdown import plain
from weighbridge.readers.rows import uncontradicted
from weighbridge.readers.structured import Fields, csv_rows, figure_in, maybe_scaled, number_in, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

ARCHIVE = "https://epoch.ai/data/benchmark_data.zip"
PAGE = "https://epoch.ai/benchmarks"
SOURCE_LINKS = ("Source link", "Source Link", "Source link (site from table)")
BY_FILE = {table.file: table for table in TABLES}


class EpochHub(Source):
    id = "epoch-hub"
    title = "Epoch AI Benchmarking Hub"
    home = PAGE
    maintainer = "Epoch AI"
    licence = Licence("CC-BY-4.0", "Epoch AI, AI Benchmarking Hub (epoch.ai/benchmarks)", PAGE)
    reach = (ARCHIVE,)
    cadence_days = 45
    reporter = Reporter.AGGREGATED
    problems = (
        "Copies of other boards lag behind them, and model names are as Epoch assigned them, at times wrongly.",
        "Figures from papers were measured with different prompts by parties with an interest.",
        "Where a copy contradicts itself and nothing tells its rows apart, neither is taken.",
    )
    boards = tuple(
        Board(t.file, ARCHIVE, PAGE, t.benchmark, t.version, next(iter(t.scores)), Expect(t.rows, t.rows * 5))
        for t in TABLES
    )

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        table, member = BY_FILE[board.id], zip_member(documents["main"], f"{board.id}.csv")
        columns = (table.name, next(iter(table.scores.values())))
        found: dict[tuple[str, ...], list[tuple[str, SourceRow]]] = defaultdict(list)
        for fields in csv_rows(member, must_have=columns):
            cells = {name: str(fields.take(name)) for name in fields.names()}
            for row in _rows(board, table, Cells(cells, f"{board.id}.csv {fields.where}")):
                found[row.key()].append((cells.get(table.day or table.latest, ""), row))
        for rows in found.values():
            newest = max(day for day, _ in rows)
            yield from uncontradicted(row for day, row in rows if day == newest)


class Cells(Fields):
    """The cells of one row as text; a column that older editions lack reads as blank."""

    def cell(self, name: str) -> str:
        return (self.maybe_text(name) or "") if name else ""

    def figure(self, name: str) -> float | None:
        return number_in(self.cell(name), f"{self.where} {name}")


def _rows(board: Board, table: Table, cells: Cells) -> Iterator[SourceRow]:
    source, links = cells.cell("Source"), [link for link in map(cells.cell, SOURCE_LINKS) if link.startswith("http")]
    listed = cells.cell("Name")
    name, settings = _named(table, cells, listed)
    if not name or table.only not in source:
        return
    for setting, column in table.settings.items():
        text = listed if column == "Name" else source if column == "Source" else cells.cell(column)
        if text and text != name:
            settings[setting] = " ".join(text.split())
    column, before = table.edition
    version = cells.cell(column).removeprefix(before) or COPY if column else table.version
    day = cells.cell(table.day)[:10]
    error = cells.figure(table.stderr[0])
    low, high = map(cells.figure, table.interval)
    around = re.fullmatch(r"=?\+([\d.]+)/-([\d.]+)", cells.cell("Score 95% CI"))  # how older ratings state theirs
    n, cost, latency = (cells.figure(table.figures.get(key, "")) for key in ("n", "cost_usd", "latency_s"))
    headline = next(iter(table.scores))
    for metric, score in table.scores.items():
        value, first = cells.figure(score), metric == headline
        if value is None:
            continue
        yield board.row(
            name,
            scaled(value, table.factor),
            cells.where,
            benchmark=table.benchmark,
            version=version,
            metric=metric,
            settings=settings,
            stderr=maybe_scaled(error, table.stderr[1]) if first else None,
            ci_low=(value - figure_in(around[2], cells.where) if around else low) if first else None,
            ci_high=(value + figure_in(around[1], cells.where) if around else high) if first else None,
            n=int(n) if first and n is not None else None,
            cost_usd=cost if first else None,
            latency_s=latency if first else None,
            reporter=Reporter.INDEPENDENT if table.own else Reporter.AGGREGATED,
            measured_by=None if table.own else ", ".join(dict.fromkeys([source, *links])).strip(", ")[:900] or None,
            measured_on=day_in(day, cells.where) if day else None,
        )


def _named(table: Table, cells: Cells, listed: str) -> tuple[str, dict[str, str]]:
    """The row's model, and what its name says of the system around it."""
    name = listed if table.name == "Name" else cells.cell(table.name)
    system, plus, model = name.partition(" + ")
    if plus:
        return model, {"harness": system}
    if name and listed and _sizes(name) and _sizes(listed) and not _sizes(name) & _sizes(listed):
        name = listed  # assigned to a checkpoint of another size than the board itself names
    if not name:
        name = listed if table.second_name == "Name" else cells.cell(table.second_name)
    return plain(name).rstrip("*† "), {}


def _sizes(name: str) -> set[str]:
    """Numbers of parameters in a name: ``Qwen-1_8B`` has 1.8."""
    return set(re.findall(r"(\d{1,6}(?:\.\d{1,6})?)\s{0,3}b\b", name.replace("_", ".").lower()))
