"""ZeroEval: four reasoning tasks asked without examples, every model in the same way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weighbridge.readers.entries import json_list
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

HOME = "https://github.com/WildEval/ZeroEval"
RAW = "https://raw.githubusercontent.com/WildEval/ZeroEval/main/result_dirs/"
GRID = {
    "Puzzle Acc": "puzzles",
    "Cell Acc": "cells",
    "Easy Puzzle Acc": "easy",
    "Hard Puzzle Acc": "hard",
    "Small Puzzle Acc": "small",
    "Medium Puzzle Acc": "medium",
    "Large Puzzle Acc": "large",
    "XL Puzzle Acc": "extra-large",
}


def _board(key: str, benchmark: str, version: str, rows: int, metric: str = "accuracy") -> Board:
    return Board(key, f"{RAW}{key}.summary.json", HOME, benchmark, version, metric, Expect(rows, 1_500))


class ZeroEval(Source):
    id = "zeroeval"
    title = "ZeroEval"
    home = HOME
    maintainer = "WildEval (Allen Institute for AI)"
    licence = Licence("Apache-2.0", "ZeroEval, WildEval", HOME)
    reach = (RAW,)
    status = "frozen"
    status_since = date(2025, 4, 14)
    reporter = Reporter.INDEPENDENT
    problems = ("Runs that gave no answer count as wrong, and are many for small models.",)
    boards = (
        _board("zebra-grid", "zebralogic", "1", 110, metric="puzzles"),
        _board("mmlu-redux", "mmlu-redux", "1", 2),
        _board("math-l5", "math-level-5", "zeroeval", 16),
        _board("crux", "cruxeval", "zeroeval", 2, metric="output-1"),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """A row a model and way of decoding; of the puzzles also by size and difficulty."""
        columns = GRID if board.id == "zebra-grid" else {"Acc": board.metric}
        for row in json_list(documents["main"]):
            mode = row.text("Mode")
            settings = {} if mode == "greedy" else {"decoding": mode}
            name, total = row.text("Model"), int(row.number("Total Puzzles" if board.id == "zebra-grid" else "Total"))
            headline = next(iter(columns))
            for column, metric in columns.items():
                figure = row.text(column) if column == headline else row.maybe_text(column) or ""
                value = number_in(figure, f"{row.where} {column}")
                if value is None:
                    continue
                yield board.row(
                    name,
                    value,
                    f"{row.where} {column}",
                    metric=metric,
                    settings=settings,
                    n=total if column == headline else None,
                )
