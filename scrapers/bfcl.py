"""Berkeley Function Calling Leaderboard: one table of all categories; its header tells four generations apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from weighbridge.readers.structured import csv_rows, maybe_scaled, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, ParseError, Source

SITE = "https://gorilla.cs.berkeley.edu/"
PER_THOUSAND = "Cost ($ Per 1k Function Calls)"  # since version 4 a total over an unstated number of calls instead


@dataclass(frozen=True)
class Era:
    """A generation of the table: its version and the column (metric → title) of each score that we keep."""

    version: str
    mark: str  # the column that no older generation has
    columns: dict[str, str]


PARTS = {"non-live-ast": "Non-Live AST Acc", "live": "Live Acc", "multi-turn": "Multi Turn Acc"}
DETECTION = {"relevance": "Relevance Detection", "irrelevance": "Irrelevance Detection"}
AGENTIC = {"web-search": "Web Search Acc", "memory": "Memory Acc", "format-sensitivity": "Format Sensitivity Max Delta"}
FIRST = {"non-live-ast": "AST Summary", "non-live-exec": "Exec Summary"}
ERAS = (  # newest first
    Era("4", "Web Search Acc", PARTS | DETECTION | AGENTIC),
    Era("3", "Non-Live Exec Acc", PARTS | DETECTION | {"non-live-exec": "Non-Live Exec Acc"}),
    Era("3 without execution", "Multi Turn Acc", PARTS | DETECTION),
    Era("2", "Irrelevance Detection", FIRST | DETECTION),
    Era("1", "AST Summary", FIRST | {"irrelevance": "Relevance Detection"}),  # what it measured got its name later
)


class Bfcl(Source):
    id = "bfcl"
    title = "Berkeley Function Calling Leaderboard"
    home = f"{SITE}leaderboard.html"
    maintainer = "UC Berkeley, Gorilla project"
    licence = Licence(
        "Apache-2.0", "Berkeley Function Calling Leaderboard, UC Berkeley", "https://github.com/ShishirPatil/gorilla"
    )
    reach = (f"{SITE}data",)
    cadence_days = 120
    reporter = Reporter.INDEPENDENT
    problems = (
        "The same model may stand twice: with its own function-calling format (FC) and asked in the prompt (Prompt).",
        "The overall figure weighs categories differently in each generation.",
    )
    boards = (
        Board(
            "overall",
            url=f"{SITE}data_overall.csv",
            page=f"{SITE}leaderboard.html",
            benchmark="bfcl",
            metric="overall",
            expect=Expect(min_rows=75, max_rows=2_200),
        ),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The table; before October 2024 it had other names."""
        for url in (board.url, f"{SITE}data_combined.csv"):
            try:
                return {"main": get(url)}
            except NotFoundError:
                continue
        return {"main": get(f"{SITE}data.csv")}

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """A row a category that was measured; ``N/A`` gives none. A blank cell under a category's title is an error."""
        for row in csv_rows(documents["main"], must_have=("Rank", "Model", "Overall Acc")):
            era = next((era for era in ERAS if era.mark in row), None)
            if era is None:
                raise ParseError(f"{row.where}: the columns are of no known generation ({', '.join(row.names()[:9])})")
            name = row.text("Model")
            cost = number_in(row.text(PER_THOUSAND), row.where) if PER_THOUSAND in row else None
            latency = number_in(row.text("Latency Mean (s)"), row.where) if "Latency Mean (s)" in row else None
            for metric, title in {board.metric: "Overall Acc", **era.columns}.items():
                suffix = "" if metric == "format-sensitivity" else "%"  # stated in points
                value = number_in(row.text(title), f"{row.where} {title}", suffix=suffix)
                if value is None:
                    continue
                yield board.row(
                    name,
                    value,
                    f"{row.where}, {title}",
                    metric=metric,
                    version=era.version,
                    cost_usd=maybe_scaled(cost, 0.001) if metric == board.metric else None,
                    latency_s=latency if metric == board.metric else None,
                )
