"""SuperGPQA: questions of graduate level from 285 fields, with up to ten options."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.markdown import markdown_tables
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

HOME = "https://github.com/SuperGPQA/SuperGPQA"
RAW = "https://raw.githubusercontent.com/SuperGPQA/SuperGPQA/main/README.md"
METRICS = {
    "Overall (sample)": "accuracy",
    "Overall (subfield)": "subfields",
    "Overall (field)": "fields",
    "Overall (discipline)": "disciplines",
    "Easy (sample)": "easy",
    "Middle (sample)": "middle",
    "Hard (sample)": "hard",
}


class SuperGpqa(Source):
    id = "supergpqa"
    title = "SuperGPQA"
    home = HOME
    maintainer = "M-A-P and ByteDance"
    licence = Licence("none stated", "SuperGPQA, M-A-P", HOME)
    reach = (RAW,)
    cadence_days = 400
    reporter = Reporter.INDEPENDENT
    problems = ("The page shows the five best of each kind of model only.", "One of its makers is measured by it.")
    boards = (Board("main", RAW, HOME, "supergpqa", "1", expect=Expect(90, 2_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Seven rows a model, from a table each for reasoning, chat and base models."""
        main = documents["main"]
        tables = [table for table in markdown_tables(main) if {"Model", *METRICS} <= {*table.header}]
        if not tables:
            raise ParseError(f"{main.url}: no table with the columns Model, {', '.join(METRICS)}")
        for table in tables:
            for row in table.fields():
                name = row.text("Model")
                for column, metric in METRICS.items():
                    value = number_in(row.take(column), f"{row.where} {column}")
                    if value is None:
                        continue
                    yield board.row(name, value, row.where, metric=metric)
