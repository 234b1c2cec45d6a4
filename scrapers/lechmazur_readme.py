"""What Lech Mazur's boards have in common: tables in the README of a repository a board."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from weighbridge.readers.markdown import MarkdownTable, markdown_tables
from weighbridge.readers.rows import uncontradicted
from weighbridge.readers.structured import figure_in, number_in, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Licence, ParseError, Source

GITHUB, RAW = "https://github.com/lechmazur/", "https://raw.githubusercontent.com/lechmazur/"
# Rows that are no single model: players by rule, several models together, a gap in the table.
NO_MODEL = re.compile(r"\((?:baseline)\)|^silent ?random|ensemble|^\.\.\.$", re.IGNORECASE)
MODEL = ("Model", "Model Name")


@dataclass(frozen=True)
class ReadmeTable:
    """One table of the README, found by its columns (and a word of its heading). The first score is the headline."""

    version: str
    scores: Mapping[str, str]  # metric → column
    heading: str = ""
    stderr: str = ""
    interval: str = ""  # column such as "1595-1619"
    n: str = ""
    factors: Mapping[str, float] = field(default_factory=dict)
    less_than: float | None = None  # the table states by how much the score falls short of this


def readme_board(repository: str, rows: int, branch: str = "main") -> Board:
    """The one board of a repository, with the least number of rows of a healthy README."""
    page = f"{GITHUB}{repository}"
    return Board("main", f"{RAW}{repository}/{branch}/README.md", page, expect=Expect(rows, max(250, rows * 5)))


class LechMazur(Source):
    """A board of Lech Mazur's. Each subclass states its repository and its tables, every era of them."""

    maintainer = "Lech Mazur"
    licence = Licence("none stated", "Lech Mazur, github.com/lechmazur")
    cadence_days = 120
    reporter = Reporter.INDEPENDENT
    benchmark: ClassVar[str]
    tables: ClassVar[tuple[ReadmeTable, ...]]
    # Where the page moved the zero of a rating without a word: (first day known, what is added to the version).
    moved: ClassVar[tuple[tuple[date, str], ...]] = ()

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Rows of every table that the README holds in one of the declared forms."""
        main, met = documents["main"], False
        for table in markdown_tables(main):
            for form in self.tables:
                if form.heading in table.heading and {*form.scores.values()} <= {*table.header}:
                    met = True
                    yield from uncontradicted(self._rows(board, form, table, main))
                    break
        if not met:
            raise ParseError(f"{main.url}: none of its tables has the columns of the leaderboard")

    def _rows(self, board: Board, form: ReadmeTable, table: MarkdownTable, main: Document) -> Iterator[SourceRow]:
        version = form.version
        for day, addition in self.moved:
            version = form.version + addition if main.retrieved_at.date() >= day else version
        for row in table.fields():
            name = row.text(next((column for column in MODEL if column in row), MODEL[0]))
            if NO_MODEL.search(name):
                continue
            cells = {column: str(row.take(column)) for column in row.names()}
            figures = {
                column: _figure(cells.get(column, ""), f"{row.where} {column}") for column in form.scores.values()
            }
            error, n = (_figure(cells.get(column, ""), row.where) for column in (form.stderr, form.n))
            bounds = re.fullmatch(r"(-?[\d.]+)\s*[-–]\s*(-?[\d.]+)", cells.get(form.interval, ""))
            for metric, column in form.scores.items():
                value, first = figures[column], metric == next(iter(form.scores))
                if value is None:
                    continue
                if form.less_than is not None:
                    value = round(form.less_than - value, 9)
                yield board.row(
                    name,
                    scaled(value, form.factors.get(metric, 1)),
                    f"{row.where} ({table.heading or 'table'})",
                    benchmark=self.benchmark,
                    version=version,
                    metric=metric,
                    stderr=error if first else None,
                    ci_low=figure_in(bounds[1], row.where) if bounds and first else None,
                    ci_high=figure_in(bounds[2], row.where) if bounds and first else None,
                    n=int(n) if n is not None and first else None,
                )


def _figure(cell: str, where: str) -> float | None:
    return number_in(cell, where, suffix="%" if cell.rstrip().endswith("%") else "")
