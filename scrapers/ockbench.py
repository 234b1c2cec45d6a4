"""OckBench: right answers weighed against the tokens they cost, on 200 hard questions; two tables."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.entries import one_of
from weighbridge.readers.structured import csv_rows, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

SITE = "https://ockbench.github.io/"
DATA = f"{SITE}static/data/"
# column of the score → version: with its name, in May 2026, changed its formula and the questions
SCORES = {"OckScore": "2026-05", "Reasoning Efficiency": "2026-02"}
DOMAINS = {"Math": "math", "Coding": "coding", "Science": "science"}


def _board(key: str, file: str, expect: Expect) -> Board:
    return Board(key, f"{DATA}{file}", SITE, "ockbench", "2026-05", expect=expect)


class OckBench(Source):
    id = "ockbench"
    title = "OckBench"
    home = SITE
    maintainer = "OckBench authors"
    licence = Licence("none stated", "OckBench leaderboard, ockbench.github.io")
    reach = (DATA,)
    cadence_days = 60
    reporter = Reporter.INDEPENDENT
    problems = (
        "The score takes points off for long answers and may be negative.",
        "One model was asked four times; its figures are out of 800 (n of its row).",
    )
    boards = (
        _board("overall", "top200_model_performance.csv", Expect(60, 600, {"n": 1.0})),
        _board("domains", "per_domain_performance.csv", Expect(120, 900)),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        for row in csv_rows(documents["main"], must_have=("Model", "Accuracy (%)", "Total")):
            name, count = row.text("Model"), int(number_in(row.text("Total"), row.where) or 0) or None
            if board.id == "domains":
                metric = one_of(DOMAINS, row.text("Domain"), row.where)
                cells, version = {metric: "Accuracy (%)"}, board.version
            else:
                column = next((column for column in SCORES if column in row), None)
                if column is None:
                    raise ParseError(f"{row.where}: no column of the score ({' or '.join(SCORES)})")
                cells, version = {"accuracy": "Accuracy (%)", "ockscore": column}, SCORES[column]
            for metric, column in cells.items():
                if (value := number_in(row.text(column), f"{row.where} {column}")) is not None:
                    yield board.row(name, value, f"{row.where}, {column}", metric=metric, version=version, n=count)
