"""BIRD: questions to big databases in SQL; systems, single trained models, and a small open part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bs4 import Tag

from scrapers.sql_tables import Entry, entries, standing
from weighbridge.readers.pages import cell_text, soup_of
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Licence, NotFoundError, ParseError, Source

PAGE = "https://bird-bench.github.io/"
HUMAN, BASELINE, NEW_DEV = "Human Performance", "Baseline", "New Dev "
FIRST_PAGE = "Tunable Params"  # a column of the tables of 2023, which named next to no models
TEST = {"execution-accuracy": "Test (%)"}
DIALECTS = {"sqlite": "SQLite", "mysql": "MySQL", "postgresql": "PostgreSQL"}
# Board → the column that only its table has, its columns by metric, and words that only a page with it has.
TABLES = {
    "systems": ("Oracle Knowledge", TEST, "Oracle"),
    "single-models": ("Self Consistency", TEST, "Single Trained Model Track"),
    "mini-dev": ("SQLite", DIALECTS, "BIRD Mini-Dev"),
}


class BirdSql(Source):
    id = "bird-sql"
    title = "BIRD-SQL"
    home = PAGE
    maintainer = "BIRD team (HKU and Alibaba)"
    licence = Licence("none stated", "BIRD-bench (bird-bench.github.io)", PAGE)
    reach = (PAGE,)
    cadence_days = 120
    reporter = Reporter.COMMUNITY
    problems = (
        "Systems that do not name their model, or name several, are left out.",
        "Rows of one model that contradict each other with nothing to tell them apart are left out.",
        "Rows marked 'New Dev' were run on the mended development set: a version of its own.",
    )
    boards = (
        Board("systems", PAGE, PAGE, "bird-sql", "test", "execution-accuracy", Expect(5, 200, {"harness": 1.0})),
        Board("single-models", PAGE, PAGE, "bird-sql", "test", "execution-accuracy", Expect(20, 200)),
        Board("mini-dev", PAGE, PAGE, "bird-mini-dev", "1", "sqlite", Expect(25, 200)),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        table = _table(documents["main"], board.id)
        yield from standing(_rows(board, entries(table, "Model", board.id)))


def _rows(board: Board, found: Iterable[Entry]) -> Iterator[SourceRow]:
    mark, columns, _ = TABLES[board.id]
    for entry in found:
        named = entry.system_and_model()
        if entry.title == HUMAN or not entry.title or (board.id == "systems" and named is None):
            continue
        system, name = named or ("", entry.title)
        settings = {"harness": system} if system else {}
        if board.id == "systems":
            settings["knowledge"] = "given" if entry.cell(mark) else "none"
        elif entry.cells.get(mark) and board.id == "single-models":
            settings["self_consistency"] = entry.cells[mark]
        for metric, column in columns.items():
            cell = entry.cell(column)
            value = number_in(cell.removeprefix(NEW_DEV), f"{entry.where} {column}")
            if value is not None:
                yield board.row(
                    name,
                    value,
                    f"{entry.where} {column}",
                    metric=metric,
                    version="new-dev" if cell.startswith(NEW_DEV) else board.version,
                    settings=settings,
                    reporter=Reporter.INDEPENDENT if entry.affiliation in (BASELINE, None) else None,
                    measured_by=entry.affiliation if entry.affiliation != BASELINE else None,
                    measured_on=entry.day,
                )


def _table(document: Document, board: str) -> Tag:
    column, _, sign = TABLES[board]
    soup = soup_of(document)
    for table in soup.find_all("table", id="ex-table"):
        if isinstance(table, Tag) and column in [cell_text(cell) for cell in table.find_all("th")]:
            return table
    text = soup.get_text(" ")
    if sign in text and FIRST_PAGE not in text:
        raise ParseError(f"{document.url}: no table has the column {column!r}; the page has changed")
    raise NotFoundError(f"{document.url}: this table does not stand there yet")
