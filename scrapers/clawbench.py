"""ClawBench: everyday tasks on live websites, carried through in a browser."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.markdown import markdown_tables
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, NotFoundError, ParseError, Source

README = "https://raw.githubusercontent.com/reacher-z/ClawBench/main/README.md"
PAGE = "https://github.com/reacher-z/ClawBench"


class ClawBench(Source):
    id = "clawbench"
    title = "ClawBench"
    home = PAGE
    maintainer = "ClawBench authors"
    licence = Licence("none stated", "ClawBench", PAGE)
    reach = (README,)
    cadence_days = 120
    replay_kinds = ("raw", "mirror")  # the newest copy at hand has one link replaced, nothing else
    reporter = Reporter.INDEPENDENT
    problems = ("Live websites change; 153 tasks.",)
    boards = (Board("v1", README, PAGE, "clawbench", "V1", "success", Expect(5, 100)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        document = documents["main"]
        found = [table for table in markdown_tables(document) if {"Model", "Overall", "Rank"} <= set(table.header)]
        if not found and "Success rate" not in document.text():
            raise NotFoundError(f"{document.url}: no results yet")
        if not found:
            raise ParseError(f"{document.url}: no table with the columns Rank, Model, Overall; the page has changed")
        for row in found[0].fields():
            value = number_in(row.text("Overall"), f"{row.where} Overall")
            if value is not None:
                yield board.row(row.text("Model"), value, row.where)
