"""CRUXEval: predicting input or output of short Python functions (frozen since December 2024)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from weighbridge.readers.structured import csv_rows, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

SITE = "https://crux-eval.github.io/"
METRICS = {"i@1": "input-1", "i@5": "input-5", "o@1": "output-1", "o@5": "output-5"}
UNVERIFIED = " (under verification)"
SAMPLES = re.compile(r" \((n=\d+)\)$")
CHAIN_OF_THOUGHT = "+cot"


class CruxEval(Source):
    id = "cruxeval"
    title = "CRUXEval leaderboard"
    home = f"{SITE}leaderboard.html"
    maintainer = "CRUXEval team"
    licence = Licence("MIT", "CRUXEval (crux-eval.github.io)", "https://github.com/facebookresearch/cruxeval")
    reach = (f"{SITE}data.csv",)
    cadence_days = 365
    status = "frozen"
    status_since = date(2024, 12, 6)
    reporter = Reporter.INDEPENDENT
    problems = ("Rows under verification are the submitters' own figures and are labelled so.",)
    boards = (Board("cruxeval", f"{SITE}data.csv", home, "cruxeval", "1", "output-1", Expect(110, 500)),)

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        for row in csv_rows(documents["main"], must_have=["Model", *METRICS]):
            name, settings = row.text("Model"), {}
            unverified = name.endswith(UNVERIFIED)
            name = name.removesuffix(UNVERIFIED)
            if samples := SAMPLES.search(name):  # fewer samples than the usual ten
                settings["samples"] = samples[1]
                name = name[: samples.start()]
            if name.endswith(CHAIN_OF_THOUGHT):  # the board's mark for a chain-of-thought prompt
                settings["prompt"] = "cot"
                name = name.removesuffix(CHAIN_OF_THOUGHT)
            for column, metric in METRICS.items():
                value = number_in(row.take(column), f"{row.where} {column}")
                if value is not None:
                    yield board.row(
                        name,
                        value,
                        f"{row.where} {column}",
                        metric=metric,
                        settings=settings,
                        reporter=Reporter.SELF_REPORTED if unverified else None,
                    )
