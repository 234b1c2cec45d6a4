"""DS-1000: data-science code in seven Python libraries; the authors' retired list of baselines."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bs4 import NavigableString, Tag

from weighbridge.readers.entries import day_in
from weighbridge.readers.pages import cell_text, soup_of
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

SITE = "https://ds1000-code-gen.github.io/"
PAGE = f"{SITE}deprecated_baselines.html"
HEADER = ["Rank", "Model", "Details", "Score"]


class Ds1000(Source):
    id = "ds-1000"
    title = "DS-1000 baselines"
    home = PAGE
    maintainer = "DS-1000 team"
    licence = Licence("none stated", "DS-1000 (ds1000-code-gen.github.io)", SITE)
    reach = (SITE,)
    cadence_days = 365
    status = "retired"
    status_since = date(2024, 6, 11)
    reporter = Reporter.COMMUNITY
    problems = ("Most rows are figures from the papers of the models, with their own prompts and decoding.",)
    boards = (Board("baselines", PAGE, PAGE, "ds-1000", "1", "pass-1", Expect(18, 60)),)

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        document = documents["main"]
        rows = [list(line.select("th, td")) for line in soup_of(document).select("table tr")]
        if not rows or [cell_text(cell) for cell in rows[0]] != HEADER or any(len(row) != 4 for row in rows):
            raise ParseError(f"{document.url}: no table with the columns {', '.join(HEADER)}; the page has changed")
        for number, (rank, model, details, score) in enumerate(rows[1:], start=1):
            where = f"row {number}"
            value = number_in(cell_text(score), where)
            if value is None:
                raise ParseError(f"{document.url} {where}: no score")
            name, _, method = _first_line(model).partition(" + ")
            prompt = _first_line(details)
            settings = {"prompt": prompt, "decoding": cell_text(details).removeprefix(prompt).strip(" -")}
            yield board.row(
                name,
                value,
                where,
                settings={key: text for key, text in {**settings, "harness": method}.items() if text},
                measured_on=day_in(cell_text(rank).partition(" ")[2], where, "%b %d, %Y"),
            )


def _first_line(cell: Tag) -> str:
    """The cell's own text before its first element: name without maker and paper, prompt without numbers."""
    texts = [str(node).strip() for node in cell.children if type(node) is NavigableString]
    return next((text for text in texts if text), "")
