"""Pipe tables in Markdown, several to a page, freed of the decorations that READMEs put around cells."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from weighbridge.readers.structured import MAX_LINES, Fields, refuse_more
from weighbridge.source import Document, ParseError

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_COMMENTED = "\x01"
_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,600}\)")
_FOOTNOTE = re.compile(r"\[\^[^\]]{1,20}\]")
_TAG = re.compile(r"<[^<>]{0,400}>")
_MEDALS = re.compile("[🥇🥈🥉🏅🏆⭐🌟🚀✨🆕🔥👑]\ufe0f?")


@dataclass(frozen=True)
class MarkdownTable:
    """One table: the nearest heading above it, its header and its rows of plain cells."""

    heading: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]  # (line number, cells)

    def fields(self) -> Iterator[Fields]:
        """One :class:`Fields` a row, keyed by the header.

        Raises:
            ParseError: a row has more cells than the header (fewer are padded, as Markdown does).
        """
        for line, cells in self.rows:
            if len(cells) > len(self.header):
                raise ParseError(f"line {line}: {len(cells)} cells under {len(self.header)} columns")
            padded = cells + ("",) * (len(self.header) - len(cells))
            yield Fields(dict(zip(self.header, padded, strict=True)), f"line {line}")


def markdown_tables(document: Document) -> list[MarkdownTable]:
    """All pipe tables of a page, in order; rows inside HTML comments are not there."""
    refuse_more(document.text(), "\n", MAX_LINES, document.url)
    lines = _lines_without_comments(document.text())
    tables, heading, index = [], "", 0
    while index < len(lines):
        line = lines[index].strip()
        if line.startswith("#"):
            heading = plain(line.lstrip("# "))
        if "|" in line and index + 1 < len(lines) and _is_rule(lines[index + 1]):
            end = index + 2
            while end < len(lines) and ("|" in lines[end] or lines[end] == _COMMENTED):
                end += 1
            rows = tuple((n + 1, _cells(lines[n])) for n in range(index + 2, end) if lines[n] != _COMMENTED)
            tables.append(MarkdownTable(heading, _cells(line), rows))
            index = end
        else:
            index += 1
    return tables


def table_with(tables: list[MarkdownTable], *columns: str, where: str) -> MarkdownTable:
    """The first table that has all these columns.

    Raises:
        ParseError: there is none.
    """
    for table in tables:
        if all(column in table.header for column in columns):
            return table
    raise ParseError(f"{where}: no table with the columns {', '.join(columns)}; the page has changed")


def plain(cell: str) -> str:
    """A cell's text without links, HTML, bold, code marks, footnotes and medals."""
    text = _LINK.sub(r"\1", _LINK.sub(r"\1", cell))
    text = _FOOTNOTE.sub("", text)
    text = html.unescape(_TAG.sub("", text))
    text = _MEDALS.sub("", text).replace("\\_", "_").replace("\\*", "*").replace("**", "").replace("`", "")
    text = re.sub(r"\s+", " ", text).strip()
    while len(text) > 2 and text[0] == text[-1] and text[0] in "*_~":
        text = text[1:-1].strip()
    return text


def _lines_without_comments(text: str) -> list[str]:
    """Lines under their old numbers; one that was nothing but comment is marked, for it does not end a table."""
    marked = _COMMENT.sub(lambda m: _COMMENTED + ("\n" + _COMMENTED) * m.group().count("\n"), text)
    return [
        _COMMENTED if _COMMENTED in line and not rest.strip() else rest
        for line in marked.split("\n")
        for rest in (line.replace(_COMMENTED, ""),)
    ]


def _is_rule(line: str) -> bool:
    return len(line) < 5_000 and "-" in line and "|" in line and bool(_RULE.fullmatch(line.strip()))


def _cells(line: str) -> tuple[str, ...]:
    body = line.strip().replace("\\|", "\x00")
    body = body.removeprefix("|").removesuffix("|")
    return tuple(plain(cell.replace("\x00", "|")) for cell in body.split("|"))
