"""LongBench v2: multiple-choice questions about texts of up to two million words."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from weighbridge.readers.pages import cell_text, soup_of
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

SITE = "https://longbench2.github.io/"
METRICS = {
    "Overall (%)": "accuracy",
    "Easy (%)": "easy",
    "Hard (%)": "hard",
    "Short (%)": "short",
    "Medium (%)": "medium",
    "Long (%)": "long",
}
WITH_COT = "w/ CoT"
NO_MODEL = ("Human", "Random")
THINKS = "🧠"  # behind a name: the model reasons by itself where others are told to


class LongBenchV2(Source):
    id = "longbench-v2"
    title = "LongBench v2"
    home = SITE
    maintainer = "THUDM (Tsinghua University)"
    licence = Licence("none stated", "LongBench v2, longbench2.github.io", SITE)
    reach = (SITE,)
    cadence_days = 240
    reporter = Reporter.INDEPENDENT
    problems = ("Texts beyond a model's window are cut in the middle.",)
    boards = (Board("main", SITE, SITE, "longbench-v2", "1", expect=Expect(165, 3_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Two rows a model and length: answering at once, and after reasoning (chain of thought)."""
        main = documents["main"]
        table = soup_of(main).find("table", id="results")
        rows = [_cells(row) for row in table.find_all("tr")] if isinstance(table, Tag) else []
        if len(rows) < 3:
            raise ParseError(f"{main.url}: no table of results; the page has changed")
        # The second row of the header halves the columns of the first: plain, then with chain of thought.
        first, second = ([cell_text(cell) for cell in row] for row in rows[:2])
        about = first[: -len(METRICS)]
        known = first[-len(METRICS) :] == list(METRICS) and {"Model", "Params", "Date"} <= {*about}
        if not known or second != ["", WITH_COT] * len(METRICS):
            raise ParseError(f"{main.url}: the header of the table has changed ({', '.join(first)})")
        for number, row in enumerate(rows[2:], start=3):
            where = f"table row {number}"
            if len(row) != len(about) + len(second):
                raise ParseError(f"{main.url} {where}: {len(row)} cells under {len(about) + len(second)} columns")
            cells = dict(zip(about, row, strict=False))
            for organisation in cells["Model"].find_all("p"):  # within the link or behind it
                organisation.extract()
            title = cell_text(cells["Model"])
            name = title.removesuffix(THINKS).strip()
            if name in NO_MODEL:
                continue
            with_cot = {"prompt": WITH_COT} | ({"thinking": "on"} if title.endswith(THINKS) else {})
            # Closed models are listed under one name with the days of their versions.
            dated = {"snapshot": cell_text(cells["Date"])} if cell_text(cells["Params"]) == "-" else {}
            for position, cell in enumerate(row[len(about) :]):
                value = number_in(cell_text(cell), f"{where}, column {position}")
                if value is None:
                    continue
                yield board.row(
                    name,
                    value,
                    where,
                    metric=list(METRICS.values())[position // 2],
                    settings=dated | (with_cot if position % 2 else {}),
                )


def _cells(row: Tag) -> list[Tag]:
    return [cell for cell in row.find_all(["th", "td"]) if isinstance(cell, Tag)]
