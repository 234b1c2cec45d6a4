"""Data inside HTML pages: JSON in script elements, Astro islands, tables of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag

from weighbridge.readers.structured import Fields, json_value, refuse_more
from weighbridge.source import Document, ParseError

MAX_TAGS = 100_000


def soup_of(document: Document) -> BeautifulSoup:
    """The parsed page (lxml's forgiving parser).

    Raises:
        ParseError: it has more than 100,000 tags, each of which costs a kilobyte.
    """
    text = document.text()
    refuse_more(text, "<", MAX_TAGS, document.url)
    return BeautifulSoup(text, "lxml")


def script_json(document: Document, element_id: str) -> Any:
    """The JSON inside ``<script id="…">``."""
    found = soup_of(document).find("script", id=element_id)
    if not isinstance(found, Tag) or not found.string:
        raise ParseError(f"{document.url}: no <script id={element_id!r}> with data; the page has changed")
    return json_value(found.string, f"{document.url} script#{element_id}")


def astro_islands(document: Document, component: str) -> Iterator[dict[str, Any]]:
    """Decoded ``props`` of each Astro island whose component's file name begins with ``component``."""
    pattern = re.compile(rf"/{re.escape(component)}\.[A-Za-z0-9_-]+\.js$")
    for island in soup_of(document).find_all("astro-island"):
        if isinstance(island, Tag) and pattern.search(str(island.get("component-url", ""))):
            where = f"{document.url} astro-island {component}"
            props = json_value(str(island.get("props", "")), where)
            if not isinstance(props, dict):
                raise ParseError(f"{where}: props should be an object")
            yield {key: astro_value(value, where) for key, value in props.items()}


def astro_value(encoded: Any, where: str) -> Any:
    """Undo Astro's ``[type, value]`` pairs: 0 a value, 1 a list; ``[0]`` alone is undefined (None)."""
    if not isinstance(encoded, list) or not encoded or isinstance(encoded[0], bool) or len(encoded) > 2:
        raise ParseError(f"{where}: expected an Astro [type, value] pair, met {str(encoded)[:60]}")
    tag = encoded[0]
    if tag == 0:
        value = encoded[1] if len(encoded) == 2 else None
        if isinstance(value, dict):
            return {key: astro_value(member, where) for key, member in value.items()}
        return value
    if tag == 1 and len(encoded) == 2 and isinstance(encoded[1], list):
        return [astro_value(member, where) for member in encoded[1]]
    raise ParseError(f"{where}: Astro type {tag!r} is not known")


def cell_text(cell: Tag) -> str:
    """The visible text of a cell, white space folded, footnote marks (<sup>) left out."""
    for mark in cell.find_all("sup"):
        mark.extract()
    return re.sub(r"\s+", " ", cell.get_text(" ")).strip()


def html_table(table: Tag, where: str) -> Iterator[Fields]:
    """One :class:`Fields` a body row of a plain table with one header row."""
    rows = [row for row in table.find_all("tr") if isinstance(row, Tag) and row.find_parent("table") is table]
    if not rows:
        raise ParseError(f"{where}: the table has no rows")
    header = _cells(rows[0])
    for number, row in enumerate(rows[1:], start=1):
        cells = _cells(row)
        if not any(cells):
            continue
        if len(cells) != len(header):
            raise ParseError(f"{where} row {number}: {len(cells)} cells under {len(header)} columns")
        yield Fields(dict(zip(header, cells, strict=True)), f"{where} row {number}")


def _cells(row: Tag) -> list[str]:
    """The texts of a row's own cells, not those of a table within one of them."""
    return [cell_text(cell) for cell in row.find_all(["th", "td"], recursive=False) if isinstance(cell, Tag)]
