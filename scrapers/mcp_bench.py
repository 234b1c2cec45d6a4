"""MCP-Bench: tasks that need tools of many MCP servers, graded by rules and by a model."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weighbridge.readers.markdown import markdown_tables, table_with
from weighbridge.readers.structured import number_in, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

README = "https://raw.githubusercontent.com/Accenture/mcp-bench/main/README.md"
PAGE = "https://github.com/Accenture/mcp-bench"


class McpBench(Source):
    id = "mcp-bench"
    title = "MCP-Bench"
    home = PAGE
    maintainer = "Accenture"
    licence = Licence("Apache-2.0", "MCP-Bench, Accenture", PAGE)
    reach = (README,)
    cadence_days = 365
    status = "frozen"
    status_since = date(2025, 9, 4)
    reporter = Reporter.INDEPENDENT
    problems = ("A part of the score is given by a judging model.",)
    boards = (Board("main", README, PAGE, "mcp-bench", "1", "overall", Expect(17, 60)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        document = documents["main"]
        table = table_with(markdown_tables(document), "Model", "Overall Score", where=document.url)
        for row in table.fields():
            value = number_in(row.text("Overall Score"), row.where)
            if value is not None:
                yield board.row(row.text("Model"), scaled(value, 100), row.where)
