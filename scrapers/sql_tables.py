"""Rows of the text-to-SQL boards: a system and its model in the first line of a cell, who submitted it, and when."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bs4 import Tag

from weighbridge.readers.pages import cell_text
from weighbridge.schema import SourceRow
from weighbridge.source import ParseError

DAY = re.compile(r"([A-Z][a-z]{2})[a-z]* (\d{1,2}), (20\d\d)")
NOT_MODELS = {"CoT", "COT", "SQLFixAgent"}  # what stands behind a plus although it is no model


@dataclass(frozen=True)
class Entry:
    """One body row: the title's own line, the affiliation below it, the day, and all cells by column."""

    title: str
    affiliation: str | None
    day: date | None
    cells: dict[str, str]
    where: str

    def cell(self, column: str) -> str:
        """The cell under a column that must be there."""
        if column not in self.cells:
            raise ParseError(f"{self.where}: no column {column!r}; the table has changed")
        return self.cells[column]

    def system_and_model(self) -> tuple[str, str] | None:
        """The parts of ``System + Model``; None where no model, or more than one, is named."""
        parts = [part.strip() for part in re.split(r"\s\+\s", self.title)]
        if len(parts) != 2 or "(" in parts[0]:  # a plus inside brackets tells of training, not of a system
            return None
        return (parts[1], parts[0]) if parts[1] in NOT_MODELS else (parts[0], parts[1])


def entries(table: Tag, column: str, where: str) -> Iterator[Entry]:
    """The body rows of a table whose titles stand under ``column``; rows of one cell, and blank ones, are skipped."""
    rows = table.find_all("tr")
    header = [cell_text(cell) for cell in rows[0].find_all("th")] if rows else []
    if column not in header:
        raise ParseError(f"{where}: no column {column!r} (has: {', '.join(header)[:120]}); the table has changed")
    for number, row in enumerate(rows[1:], 1):
        cells = row.find_all("td")
        if len(cells) <= 1:
            continue
        if len(cells) != len(header):
            raise ParseError(f"{where} row {number}: {len(cells)} cells under {len(header)} columns")
        cell = cells[header.index(column)]
        marked = cell.find(class_="affiliation") or cell.find("i")
        texts = [cell_text(other) for other in cells]
        yield Entry(
            title=" ".join(next(cell.stripped_strings, "").split()),
            affiliation=(cell_text(marked) or None) if marked else None,
            day=_day(str(row.get("data-date") or texts[0])),
            cells=dict(zip(header, texts, strict=True)),
            where=f"{where} row {number}",
        )


def standing(rows: Iterable[SourceRow]) -> Iterator[SourceRow]:
    """One row a key: of several the newest; none where the newest contradict each other."""
    found: dict[tuple[str, ...], list[SourceRow]] = defaultdict(list)
    for row in rows:
        found[row.key()].append(row)
    for same in found.values():
        last = max(row.measured_on or date.min for row in same)
        latest = [row for row in same if (row.measured_on or date.min) == last]
        if len({row.value for row in latest}) == 1:
            yield latest[0]


def _day(text: str) -> date | None:
    match = DAY.search(text)
    if match is None:
        return None
    try:
        return datetime.strptime(" ".join(match.groups()), "%b %d %Y").date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:  # the board has a 31st of June
        return None
