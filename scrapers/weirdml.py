"""WeirdML: models write programs that learn odd, small machine-learning tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.structured import csv_rows, maybe_scaled, number_in, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

SITE = "https://htihle.github.io/"
QUANTISED = re.compile(r"-(q\d_\w+)$")  # how Ollama's names end: gemma4:31b-it-q4_K_M


class WeirdMl(Source):
    id = "weirdml"
    title = "WeirdML"
    home = f"{SITE}weirdml.html"
    maintainer = "Håvard Tveit Ihle"
    licence = Licence("none stated", "WeirdML, Håvard Tveit Ihle (htihle.github.io)")
    reach = (f"{SITE}data/",)
    cadence_days = 90
    reporter = Reporter.INDEPENDENT
    problems = ("Several open models were run quantised to four bits on one machine; the row says so.",)
    boards = (
        Board(
            "main",
            f"{SITE}data/weirdml_data.csv",
            f"{SITE}weirdml.html",
            "weirdml",
            "17-tasks",
            "accuracy",
            Expect(18, 400, fill={"cost_usd": 0.85}),
        ),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """One row a model and setting. The number of tasks tells the versions apart."""
        main = documents["main"]
        for row in csv_rows(main, must_have=("display_name", "avg_acc", "cost_per_run_usd")):
            tasks = sum(name.endswith("_acc") for name in row.names()) - 1
            if tasks not in (17, 19):
                raise ParseError(f"{main.url}: {tasks} tasks; known are versions of 17 and of 19")
            value = number_in(row.take("avg_acc"), f"{row.where} avg_acc")
            error = number_in(row.maybe("avg_acc_standard_error") or "", f"{row.where} avg_acc_standard_error")
            if value is None:
                continue
            settings = {"host": row.text("API source")}
            if quantised := QUANTISED.search(row.text("internal_model_name")):
                settings["precision"] = quantised[1]
            yield board.row(
                row.text("display_name"),
                scaled(value, 100),
                row.where,
                version=f"{tasks}-tasks",
                settings=settings,
                stderr=maybe_scaled(error, 100),
                cost_usd=number_in(row.take("cost_per_run_usd"), f"{row.where} cost_per_run_usd"),
            )
