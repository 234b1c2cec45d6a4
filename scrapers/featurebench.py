"""FeatureBench, lite split: whole features to be added to real projects; a table in the repository's README."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.markdown import markdown_tables, table_with
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, NotFoundError, Source

URL = "https://raw.githubusercontent.com/LiberCoders/FeatureBench/main/README.md"
FIGURES = {"passed": "%PASSED", "resolved": "%RESOLVED"}


class FeatureBench(Source):
    id = "featurebench"
    title = "FeatureBench"
    home = "https://libercoders.github.io/FeatureBench/"
    maintainer = "LiberCoders"
    licence = Licence("MIT", "FeatureBench", "https://github.com/LiberCoders/FeatureBench")
    reach = (URL,)
    cadence_days = 90
    reporter = Reporter.INDEPENDENT
    problems = ("The lite split has 30 tasks: one more resolved is three points.",)
    boards = (
        Board(
            "lite",
            url=URL,
            page="https://libercoders.github.io/FeatureBench/leaderboard/",
            benchmark="featurebench",
            version="lite",
            expect=Expect(min_rows=34, max_rows=300, fill={"harness": 1.0}),
        ),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Percent of a feature's tests passed, and of tasks resolved wholly."""
        page = documents["main"]
        if "LEADERBOARD_START" not in page.text():
            raise NotFoundError(f"{page.url}: no leaderboard in it")  # it came in June 2026
        table = table_with(markdown_tables(page), "Model", "Scaffold", *FIGURES.values(), where=page.url)
        for row in table.fields():
            name, harness = row.text("Model"), row.text("Scaffold")
            for metric, column in FIGURES.items():
                value = number_in(row.text(column), f"{row.where} {column}")
                if value is not None:
                    yield board.row(name, value, f"{row.where}, {column}", metric=metric, settings={"harness": harness})
