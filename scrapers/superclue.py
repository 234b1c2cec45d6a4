"""SuperCLUE: Chinese questions in open talk and in multiple choice, one table an edition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from weighbridge.readers.markdown import MarkdownTable, markdown_tables
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Licence, NotFoundError, ParseError, Source

README = "https://raw.githubusercontent.com/CLUEbenchmark/SuperCLUE/main/README.md"
PAGE = "https://github.com/CLUEbenchmark/SuperCLUE"
EDITION = re.compile(r"SuperCLUE总排行榜（(\d{4})年(\d{1,2})月）")
FIRST = re.compile(r"总榜单-v(1\.0)版")
MODEL, TOTAL, ACCESS = "模型", "总分", "使用"
HUMAN = "人类"


class SuperClue(Source):
    id = "superclue"
    title = "SuperCLUE"
    home = PAGE
    maintainer = "CLUE"
    licence = Licence("none stated", "SuperCLUE, CLUE benchmarks", PAGE)
    reach = (README,)
    cadence_days = 365
    status = "frozen"
    status_since = date(2023, 12, 31)
    reporter = Reporter.INDEPENDENT
    problems = ("The table in the repository ends in 2023.", "Open answers are compared by a judging model.")
    boards = (Board("overall", README, PAGE, "superclue", "2023-12", "total", Expect(10, 100)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """The table of totals; each edition has questions of its own. The human row is no model."""
        document = documents["main"]
        version, table = _edition(document)
        for row in table.fields():
            name = row.text(MODEL).rstrip("↗ ")
            value = number_in(row.text(TOTAL), row.where)
            access = row.maybe_text(ACCESS)
            if name == HUMAN or value is None:
                continue
            yield board.row(name, value, row.where, version=version, settings={"access": access} if access else {})


def _edition(document: Document) -> tuple[str, MarkdownTable]:
    tables = markdown_tables(document)
    if not tables:
        raise NotFoundError(f"{document.url}: no table yet")
    for table in tables:
        edition, first = EDITION.fullmatch(table.heading), FIRST.fullmatch(table.heading)
        if (edition or first) and MODEL in table.header and TOTAL in table.header:
            return f"{edition[1]}-{int(edition[2]):02}" if edition else "1.0", table
    raise ParseError(f"{document.url}: no table of totals under the heading of an edition; the page has changed")
