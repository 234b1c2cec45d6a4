"""LiveBench: one board a release; category means of its task scores, and their mean as the overall score."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from statistics import fmean

from weighbridge.readers.structured import Fields, csv_rows, json_of, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, ParseError, Source

SITE = "https://livebench.ai/"
METRICS = {
    "Reasoning": "reasoning",
    "Coding": "coding",
    "Agentic Coding": "agentic-coding",
    "Mathematics": "mathematics",
    "Data Analysis": "data-analysis",
    "Language": "language",
    "IF": "instruction-following",
}


def _release(date: str, tasks: int, min_rows: int, max_rows: int, *, costs: str = "", **earlier: str) -> Board:
    """A release by its date; ``earlier`` maps a number of tasks it once had (``tasks_22``) to what it was then."""
    url = f"{SITE}table_{date.replace('-', '_')}.csv"
    options = {f"tasks_{tasks}": date, "costs": costs, **earlier}
    return Board(date, url, SITE, "livebench", date, "overall", Expect(min_rows, max_rows), options)


class LiveBench(Source):
    id = "livebench"
    title = "LiveBench"
    home = SITE
    maintainer = "LiveBench (Abacus.AI and universities)"
    licence = Licence("none stated", "LiveBench (livebench.ai)", "https://github.com/LiveBench/LiveBench")
    reach = (SITE,)
    cadence_days = 45
    reporter = Reporter.INDEPENDENT
    problems = (
        "Rows are re-scored and withdrawn inside a release.",
        "Release 2026-01-08 got one more task some days after it was published.",
        "A row with fewer fields than the table's header is left out, since nobody can tell which are missing: "
        "nemotron-3-super-120b-a12b in release 2026-01-08.",
        "A model without a score on one task gets neither that category nor an overall score here.",
    )
    boards = (
        _release("2026-06-25", 23, 80, 1000, costs="yes"),
        _release("2026-01-08", 23, 450, 2000, tasks_22="2026-01-08 as first published"),
        _release("2025-12-23", 21, 450, 1000),
        _release("2025-11-25", 20, 450, 1000),
        _release("2025-05-30", 20, 480, 1100),
        _release("2025-04-25", 17, 340, 800),
        _release("2025-04-02", 18, 380, 900),
        _release("2024-11-25", 18, 390, 900),
        _release("2024-08-31", 18, 360, 800),
        _release("2024-06-24", 17, 440, 1000),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The release's task scores, its categories, and what a question cost where that is published."""
        name = board.id.replace("-", "_")
        found = {"main": get(board.url), "categories": get(f"{SITE}categories_{name}.json")}
        if board.options["costs"]:
            with suppress(NotFoundError):  # the scores stand without it
                found["costs"] = get(f"{SITE}cost_{name}.csv")
        return found

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        categories = _categories(documents["categories"])
        costs = _costs(documents["costs"]) if "costs" in documents else {}
        table = documents["main"]
        tasks = [task for members in categories.values() for task in members]
        version = board.options.get(f"tasks_{len(tasks)}")
        if version is None:
            raise ParseError(f"{table.url}: the release has {len(tasks)} tasks, other than declared")
        for row in csv_rows(_whole_rows(table), must_have=["model", *tasks]):
            name = row.text("model")
            scores = {task: number_in(row.take(task), f"{row.where} {task}") for task in tasks}
            if row.left():
                raise ParseError(f"{table.url}: task {row.left()[0]!r} belongs to no category")
            means = {METRICS[key]: _mean([scores[task] for task in members]) for key, members in categories.items()}
            for metric, value in {"overall": _mean(list(means.values())), **means}.items():
                if value is not None:
                    yield board.row(
                        name,
                        round(value, 6),
                        row.where,
                        metric=metric,
                        version=version,
                        cost_usd=costs.get(name) if metric == "overall" else None,
                    )


def _categories(document: Document) -> dict[str, list[str]]:
    """Category → its tasks."""
    stated = Fields(json_of(document), document.url)
    unknown = sorted(set(stated.names()) - METRICS.keys())
    if unknown or not stated.names():
        raise ParseError(f"{document.url}: unknown category {unknown[0]!r}" if unknown else f"{document.url}: empty")
    return {name: [str(task) for task in stated.items(name)] for name in stated.names()}


def _costs(document: Document) -> dict[str, float | None]:
    """Dollars a question by model; 0 stands for a model without a price."""
    rows = csv_rows(document, must_have=["model", "cost_per_question"])
    return {row.text("model"): number_in(row.take("cost_per_question"), row.where) or None for row in rows}


def _whole_rows(table: Document) -> Document:
    """The table with its too short rows blanked, so that line numbers stay."""
    lines = table.text().splitlines()
    columns = lines[0].count(",") if lines else 0
    short = [number for number, line in enumerate(lines) if line.strip() and line.count(",") < columns]
    if len(short) > 1 + len(lines) // 20:
        raise ParseError(
            f"{table.url}: {len(short)} of {len(lines)} rows have too few fields, first line {short[0] + 1}"
        )
    kept = ["" if number in short else line for number, line in enumerate(lines)]
    return replace(table, body="\n".join(kept).encode())


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known and len(known) == len(values) else None
