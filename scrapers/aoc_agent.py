"""AoC-Agent: an agent solves the puzzles of Advent of Code, one year a version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.markdown import markdown_tables
from weighbridge.readers.structured import Fields, number_in, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

README = "https://raw.githubusercontent.com/mogottsch/aoc-agent/main/results/README.md"
PAGE = "https://github.com/mogottsch/aoc-agent/tree/main/results"
DAYS = 25
NAME = re.compile(r"(?P<model>\S+)(?: \((?P<modes>[\w, -]+)\))?")
MODES = {"prompted": ("output", "prompted"), "no-tool-choice": ("tool_choice", "off")}


class AocAgent(Source):
    id = "aoc-agent"
    title = "AoC-Agent"
    home = PAGE
    maintainer = "mogottsch"
    licence = Licence("none stated", "aoc-agent (mogottsch)", PAGE)
    reach = (README,)
    cadence_days = 120
    reporter = Reporter.INDEPENDENT
    problems = (
        "Models that were not put to all 25 days of a year are left out.",
        "The best models solve everything.",
        "Costs are left out: for a while those of two models were mixed up.",
    )
    boards = (Board("years", README, PAGE, "aoc-agent", "2023", "solved", Expect(8, 300, {"latency_s": 0.9})),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """The share of both parts of all days, from the tables of single years: the overall one mixes years."""
        document = documents["main"]
        years = [table for table in markdown_tables(document) if re.fullmatch(r"20\d\d", table.heading)]
        if not years:
            raise ParseError(f"{document.url}: no table under the heading of a year; the page has changed")
        for table in years:
            for row in table.fields():
                title, parts = row.text("Model"), [_solved(row, part) for part in ("Part 1", "Part 2")]
                if any(days != DAYS for _, days in parts):
                    continue
                name, settings = _name_and_settings(title, row.where)
                yield board.row(
                    name,
                    scaled(sum(right for right, _ in parts) / (2 * DAYS), 100),
                    f"{table.heading} {row.where}",
                    version=table.heading,
                    settings=settings,
                    n=2 * DAYS,
                    latency_s=number_in(row.text("Avg Duration"), f"{row.where} Avg Duration", suffix="s"),
                )


def _solved(row: Fields, part: str) -> tuple[int, int]:
    """(days solved, days tried)."""
    cell = row.text(part)
    match = re.fullmatch(r"(\d+)/(\d+)", cell)
    if match is None or len(cell) > 9:
        raise ParseError(f"{row.where}: '{part}' should be like 24/25, is {cell[:40]!r}")
    return int(match[1]), int(match[2])


def _name_and_settings(title: str, where: str) -> tuple[str, dict[str, str]]:
    match = NAME.fullmatch(title)
    modes = (match["modes"] or "").split(", ") if match else []
    if match is None or any(mode and mode not in MODES for mode in modes):
        raise ParseError(f"{where}: expected a model with known modes in brackets, met {title[:80]!r}")
    return match["model"], dict(MODES[mode] for mode in modes if mode)
