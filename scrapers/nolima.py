"""NoLiMa: finds a fact in a long text that shares no word with the question."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.markdown import MarkdownTable, markdown_tables, table_with
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

HOME = "https://github.com/adobe-research/NoLiMa"
RAW = "https://raw.githubusercontent.com/adobe-research/NoLiMa/main/README.md"
LENGTHS = ("32K", "16K", "8K", "4K", "2K", "1K")
NOT_YET = "⏳"


class NoLiMa(Source):
    id = "nolima"
    title = "NoLiMa"
    home = HOME
    maintainer = "Adobe Research"
    licence = Licence("Adobe Research License (non-commercial)", "NoLiMa, Adobe Research", HOME)
    reach = (RAW,)
    cadence_days = 300
    reporter = Reporter.INDEPENDENT
    boards = (Board("main", RAW, HOME, "nolima", "1", expect=Expect(85, 900)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Rows of the whole set and, where the page has it, of its hardest part (a version of its own)."""
        main = documents["main"]
        tables = markdown_tables(main)
        yield from self._rows(board, board.version, table_with(tables, "Models", *LENGTHS, where=main.url))
        for table in tables:
            if "NoLiMa-Hard" in table.heading and "Base Score" in table.header:
                yield from self._rows(board, "hard", table)

    def _rows(self, board: Board, version: str, table: MarkdownTable) -> Iterator[SourceRow]:
        above = ""
        for row in table.fields():
            name, prompt = row.text("Models"), {}
            cells = {length: str(row.take(length)).replace(NOT_YET, "") for length in LENGTHS if length in row}
            base = next((column for column in table.header if column.startswith("Base Score")), "Base Score")
            cells["base"] = str(row.take(base)).split(" (")[0]  # what follows is the threshold of their own
            if not any(cells.values()):
                above = name  # a model whose ways of being asked follow, or the heading of a group
                continue
            if name.startswith("- "):
                name, prompt = above, {"prompt": name.removeprefix("- ")}
            for length, cell in cells.items():
                value = number_in(cell, f"{row.where} {length}")
                if value is None:
                    continue
                yield board.row(name, value, row.where, metric=length.lower(), version=version, settings=prompt)
