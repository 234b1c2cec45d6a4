"""ACEBench: calls of functions in plain, flawed and multi-turn tasks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weighbridge.readers.markdown import markdown_tables, table_with
from weighbridge.readers.structured import number_in, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

README = "https://raw.githubusercontent.com/chenchen0103/ACEBench/main/README.md"
PAGE = "https://github.com/chenchen0103/ACEBench"
METRICS = ("overall", "normal", "special", "agent")
LOCAL = "-local"  # closes the names of models that were run on the authors' own machines


class AceBench(Source):
    id = "acebench"
    title = "ACEBench"
    home = PAGE
    maintainer = "ACEBench team"
    licence = Licence("none stated", "ACEBench", PAGE)
    reach = (README,)
    cadence_days = 365
    status = "frozen"
    status_since = date(2025, 2, 26)
    reporter = Reporter.INDEPENDENT
    problems = ("Some keys were corrected in October 2025; the table was not run again.",)
    boards = (Board("main", README, PAGE, "acebench", "1", "overall", Expect(100, 400)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        document = documents["main"]
        table = table_with(markdown_tables(document), "Model", *METRICS, where=document.url)
        for row in table.fields():
            title = row.text("Model")
            cells = {metric: row.maybe_text(metric) for metric in METRICS}
            if not any(cells.values()):
                continue  # a heading inside the table: closed models, open models
            for metric, cell in cells.items():
                value = number_in(cell or "", f"{row.where} {metric}")
                if value is not None:
                    yield board.row(
                        title.removesuffix(LOCAL),
                        scaled(value, 100),
                        f"{row.where} {metric}",
                        metric=metric,
                        settings={"host": "local"} if title.endswith(LOCAL) else {},
                    )
