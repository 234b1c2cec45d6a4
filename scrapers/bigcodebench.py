"""BigCodeBench: pass@1 on calls to many libraries, the whole set and the hard part (frozen since April 2025)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from weighbridge.readers.entries import json_table
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

SITE = "https://bigcode-bench.github.io/"
# How some models were run stands behind their names: "o1-2024-12-17 (temperature=1, reasoning=high)".
STATED = re.compile(r"(?P<name>.+) \((?P<pairs>\w+=[\w.]+(?:, \w+=[\w.]+)*)\)")


def _board(benchmark: str, file: str, rows: int) -> Board:
    return Board(benchmark, f"{SITE}{file}", SITE, benchmark, "1", "instruct", Expect(rows, rows * 5))


class BigCodeBench(Source):
    id = "bigcodebench"
    title = "BigCodeBench"
    home = SITE
    maintainer = "BigCode project"
    licence = Licence("none stated", "BigCodeBench (bigcode-bench.github.io)")
    reach = (SITE,)
    cadence_days = 365
    status = "frozen"
    status_since = date(2025, 4, 16)
    reporter = Reporter.INDEPENDENT
    problems = (
        "What the board calls open data is the training data, not the weights.",
        "Base models have no score on instructions; some models were run on the hard part only.",
    )
    boards = (_board("bigcodebench", "results.json", 80), _board("bigcodebench-hard", "results-hard.json", 140))

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        for title, row in json_table(documents["main"]):
            name, settings = _name_and_settings(title)
            scores = row.fields("pass@1")
            # The first table (June 2024) had raw figures beside the calibrated ones that are the only ones since.
            suffix = "-cal" if "complete-cal" in scores else ""
            for metric in ("instruct", "complete"):
                value = scores.number_or_null(metric + suffix)
                if value is not None:
                    yield board.row(name, value, f"{title}/pass@1/{metric}{suffix}", metric=metric, settings=settings)


def _name_and_settings(title: str) -> tuple[str, dict[str, str]]:
    stated = STATED.fullmatch(title)
    if stated is None:
        return title, {}
    settings = dict(pair.split("=") for pair in stated["pairs"].split(", "))
    if reasoning := settings.pop("reasoning", None):
        settings["budget" if reasoning.isdigit() else "effort"] = reasoning
    return stated["name"], settings
