"""KCORES LLM Arena: four programs with moving pictures, scored by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weighbridge.readers.entries import json_list
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

RAW = "https://raw.githubusercontent.com/KCORES/kcores-llm-arena/main/"
PAGE = "https://github.com/KCORES/kcores-llm-arena"


def _board(metric: str, folder: str) -> Board:
    address = f"{RAW}benchmark-{folder}/scripts/benchmark-data.json"
    return Board(metric, address, PAGE, "kcores-llm-arena", "1", metric, Expect(17, 100))


class KcoresLlmArena(Source):
    id = "kcores-llm-arena"
    title = "KCORES LLM Arena"
    home = PAGE
    maintainer = "KCORES"
    licence = Licence("none stated", "KCORES LLM Arena", PAGE)
    reach = (RAW,)
    cadence_days = 365
    status = "frozen"
    status_since = date(2025, 4, 29)
    reporter = Reporter.INDEPENDENT
    problems = (
        "One answer a task, scored by hand.",
        "Three final scores differ by a point or two from the sum of their parts; they are taken as stated.",
    )
    boards = (
        _board("heptagon", "ball-bouncing-inside-spinning-heptagon"),
        _board("mandelbrot", "mandelbrot-set-meet-libai"),
        _board("mars-mission", "mars-mission"),
        _board("solar-system", "solar-system"),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        for row in json_list(documents["main"]):
            yield board.row(row.text("LLM"), row.number("Final-Score"), f"{row.where}/Final-Score")
