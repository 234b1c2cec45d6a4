"""SciCode: research problems from natural science, as code (frozen since February 2025)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from weighbridge.readers.markdown import markdown_tables, table_with
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

PAGE = "https://scicode-bench.github.io/leaderboard/"
TABLE = "https://raw.githubusercontent.com/scicode-bench/scicode-bench.github.io/main/docs/leaderboard.md"
COLUMNS = {"Main Problem Resolve Rate": "main-problem", "Subproblem": "subproblem"}


class SciCode(Source):
    id = "scicode"
    title = "SciCode leaderboard"
    home = PAGE
    maintainer = "SciCode team"
    licence = Licence("none stated", "SciCode (scicode-bench.github.io)", "https://github.com/scicode-bench/SciCode")
    reach = (TABLE,)
    cadence_days = 365
    status = "frozen"
    status_since = date(2025, 2, 3)
    reporter = Reporter.INDEPENDENT
    boards = (Board("scicode", TABLE, PAGE, "scicode", "1", "main-problem", Expect(26, 120)),)

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        document = documents["main"]
        table = table_with(markdown_tables(document), "Models", *COLUMNS, where=document.url)
        for row in table.fields():
            name = row.text("Models")
            for column, metric in COLUMNS.items():
                value = number_in(row.take(column), f"{row.where} {column}")
                if value is not None:
                    yield board.row(name, value, f"{row.where} {column}", metric=metric)
