"""MathVista: mathematical questions with pictures; the test set, and formerly a small part of it."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from weighbridge.readers.markdown import plain
from weighbridge.readers.pages import html_table, soup_of
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

SITE = "https://mathvista.github.io/"
METRICS = {
    "ALL": "accuracy",
    "FQA": "figures",
    "GPS": "geometry-problems",
    "MWP": "word-problems",
    "TQA": "textbooks",
    "VQA": "everyday-pictures",
}
NO_MODEL = ("Human", "Human Performance", "Random Chance")
SETS = {"test subset": "test", "testmini subset": "testmini"}


class MathVista(Source):
    id = "mathvista"
    title = "MathVista"
    home = SITE
    maintainer = "MathVista team (UCLA, University of Washington, Microsoft)"
    licence = Licence("CC-BY-SA-4.0", "MathVista, mathvista.github.io", SITE)
    reach = (SITE,)
    cadence_days = 365
    reporter = Reporter.COMMUNITY
    problems = (
        "Few models were entered for the test set; the longer table of its small part is no longer shown.",
        "Part of the rows are language models fed with captions by other tools.",
    )
    boards = (Board("main", SITE, SITE, "mathvista", "test", expect=Expect(45, 2_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Six rows a model, of the tables that are shown (others stand in comments)."""
        main = documents["main"]
        tables = [table for table in soup_of(main).find_all("table", id="results") if isinstance(table, Tag)]
        if not tables:
            raise ParseError(f"{main.url}: no table of results; the page has changed")
        for table in tables:
            version = _set(table, main.url)
            for row in html_table(table, f"{main.url} {version}"):
                name = plain(row.text("Model")).rstrip("* ")
                if name in NO_MODEL:
                    continue
                for column, metric in METRICS.items():
                    value = number_in(str(row.take(column)), f"{row.where} {column}")
                    if value is None:
                        continue
                    yield board.row(name, value, row.where.removeprefix(f"{main.url} "), metric=metric, version=version)


def _set(table: Tag, where: str) -> str:
    """The version that the line above a table names."""
    above = table.find_previous(["p", "h2", "h3"])
    text = " ".join(above.get_text(" ").split()) if isinstance(above, Tag) else ""
    for words, version in SETS.items():
        if words in text:
            return version
    raise ParseError(f"{where}: the line above the table names neither of {', '.join(SETS)}")
