"""OckBench: right answers weighed against the tokens they cost, on 200 hard questions; two tables."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.structured import csv_rows, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

SITE = "https://ockbench.github.io/"
DATA = f"{SITE}static/data/"
# column of the score → version: with its name, in May 2026, changed its formula and the questions
SCORES = {"OckScore": "2026-05", "Reasoning Efficiency": "2026-02"}
DOMAINS = {"Math": "math", "Coding": "coding", "Science": "science"}


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
        Board(
            "overall",
            f"{DATA}top200_model_performance.csv",
            SITE,
            "ockbench",
            "2026-05",
            expect=Expect(60, 600, {"n": 1.0}),
        ),
        Board("domains", f"{DATA}per_domain_performance.csv", SITE, "ockbench", "2026-05", expect=Expect(120, 900)),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        for row in csv_rows(documents["main"], must_have=("Model", "Accuracy (%)", "Total")):
            name, total = row.text("Model"), number_in(row.text("Total"), row.where)
            cells = {"accuracy": "Accuracy (%)"}
            version = board.version
            if board.id == "domains":
                domain = row.text("Domain")
                if domain not in DOMAINS:
                    raise ParseError(f"{row.where}: domain {domain!r} is not known")
                cells = {DOMAINS[domain]: "Accuracy (%)"}
            else:
                column = next((column for column in SCORES if column in row), None)
                if column is None:
                    raise ParseError(f"{row.where}: no column of the score ({' or '.join(SCORES)})")
                cells["ockscore"], version = column, SCORES[column]
            for metric, column in cells.items():
                value = number_in(row.text(column), f"{row.where} {column}")
                if value is not None:
                    yield board.row(
                        name,
                        value,
                        f"{row.where}, {column}",
                        metric=metric,
                        version=version,
                        n=int(total) if total else None,
                    )
