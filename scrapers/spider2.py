"""Spider 2.0: SQL for real warehouses of data; three settings, a table each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bs4 import Tag

from scrapers.sql_tables import Entry, entries, standing
from weighbridge.readers.pages import soup_of
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Licence, NotFoundError, ParseError, Source

PAGE = "https://spider2-sql.github.io/"
# Board → the table's id, and the title of the box around it before tables had ids (February 2025).
PLACES = {"snow": ("ex-table-snow", "Spider 2.0-Snow"), "lite": ("ex-table-lite", "Spider 2.0-lite")} | {
    "dbt": ("ex-table-main", "")
}
AUTHORS_AGENT = "Spider-Agent"
FIRST = "2025-02"


class Spider2(Source):
    id = "spider2"
    title = "Spider 2.0"
    home = PAGE
    maintainer = "XLang Lab, University of Hong Kong"
    licence = Licence("none stated", "Spider 2.0 (spider2-sql.github.io)", PAGE)
    reach = (PAGE,)
    cadence_days = 120
    reporter = Reporter.COMMUNITY
    problems = (
        "Systems that do not name their model, or name several, are left out.",
        "Of several runs of one system and model the newest counts.",
        "The first page held figures of another benchmark to fill its template; they are not read.",
    )
    boards = (
        Board("snow", PAGE, PAGE, "spider2-snow", "2025-07", "execution-accuracy", Expect(11, 200, {"harness": 1.0})),
        Board("lite", PAGE, PAGE, "spider2-lite", "2025-07", "execution-accuracy", Expect(7, 200, {"harness": 1.0})),
        Board("dbt", PAGE, PAGE, "spider2-dbt", "1", "solved", Expect(5, 200, {"harness": 1.0})),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        table, version = _table(documents["main"], board)
        yield from standing(_rows(board, version, entries(table, "Method", board.id)))


def _rows(board: Board, version: str, found: Iterable[Entry]) -> Iterator[SourceRow]:
    for entry in found:
        if "Score" not in entry.cells:
            raise ParseError(f"{entry.where}: no column 'Score'; the table has changed")
        named, value = entry.system_and_model(), number_in(entry.cells["Score"], f"{entry.where} Score")
        if named is None or value is None:
            continue
        system, name = named
        own = system == AUTHORS_AGENT and entry.affiliation is None
        yield board.row(
            name,
            value,
            entry.where,
            version=version,
            settings={"harness": system},
            reporter=Reporter.INDEPENDENT if own else None,
            measured_by=entry.affiliation,
            measured_on=entry.day,
        )


def _table(document: Document, board: Board) -> tuple[Tag, str]:
    """The table of a setting, and the version of its figures: they were all measured anew before July 2025."""
    soup = soup_of(document)
    identity, title = PLACES[board.id]
    table = soup.find("table", id=identity)
    if isinstance(table, Tag):
        return table, board.version
    box = soup.find("div", title=title) if title else None
    table = box.find("table") if isinstance(box, Tag) else None
    if isinstance(table, Tag):
        return table, FIRST
    if f"spider 2.0-{board.id}" in soup.get_text(" ").lower():
        raise ParseError(f"{document.url}: no table of {board.id}; the page has changed")
    raise NotFoundError(f"{document.url}: no table of this setting yet")
