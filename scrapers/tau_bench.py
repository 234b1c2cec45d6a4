"""τ-bench, the first edition: agents that serve a simulated customer, two domains (followed by τ²-bench)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from weighbridge.readers.markdown import markdown_tables
from weighbridge.readers.structured import number_in, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, NotFoundError, ParseError, Source

README = "https://raw.githubusercontent.com/sierra-research/tau-bench/main/README.md"
PAGE = "https://github.com/sierra-research/tau-bench"
METRICS = {f"Pass^{k}": f"pass-{k}" for k in (1, 2, 3, 4)}
STRATEGY = re.compile(r"(?P<strategy>TC|Act|ReAct) \((?P<model>[^()]+)\)")
NOT_RUN = "??"


class TauBench(Source):
    id = "tau-bench"
    title = "τ-bench"
    home = PAGE
    maintainer = "Sierra"
    licence = Licence("MIT", "τ-bench, Sierra", PAGE)
    reach = (README,)
    cadence_days = 365
    status = "frozen"
    status_since = date(2025, 7, 13)
    reporter = Reporter.INDEPENDENT
    problems = ("Followed by τ²-bench; some of its tasks were mended there.",)
    boards = (
        Board("airline", README, PAGE, "tau-bench-airline", "1", "pass-1", Expect(20, 100, {"harness": 1.0})),
        Board("retail", README, PAGE, "tau-bench-retail", "1", "pass-1", Expect(12, 100, {"harness": 1.0})),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Four rates a row; the strategy (tool calls, Act, ReAct) stands before the model."""
        document = documents["main"]
        tables = {table.heading: table for table in markdown_tables(document)}
        if not tables:
            raise NotFoundError(f"{document.url}: no table yet")
        heading = board.id.capitalize()
        if heading not in tables:
            raise ParseError(f"{document.url}: no table under the heading {heading!r}; the page has changed")
        for row in tables[heading].fields():
            title = STRATEGY.fullmatch(row.text("Strategy"))
            if title is None:
                raise ParseError(f"{row.where}: expected a strategy with a model in brackets")
            for column, metric in METRICS.items():
                cell = row.text(column)
                if cell != NOT_RUN and (value := number_in(cell, f"{row.where} {column}")) is not None:
                    yield board.row(
                        title["model"],
                        scaled(value, 100),
                        f"{heading} {row.where} {column}",
                        metric=metric,
                        settings={"harness": title["strategy"]},
                    )
