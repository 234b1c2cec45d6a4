"""SWE-PolyBench: issues of projects in four languages; every row is a system with a model in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.entries import day_in
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, NotFoundError, Source

DATA = "https://raw.githubusercontent.com/amazon-science/SWE-PolyBench/gh-pages/template/polybench_data.json"
PAGE = "https://amazon-science.github.io/SWE-PolyBench/"
LANGUAGES = {"resolved": "resolved", "python": "resolved_py", "javascript": "resolved_js"} | {
    "typescript": "resolved_ts",
    "java": "resolved_java",
}
AUTHORS_AGENTS = ("Aider-PB", "Agentless-PB", "SWE-agent-PB")  # adapted and run by the benchmark's authors
BRACKETS = re.compile(r"(?P<system>.+?) \((?P<model>[^()]+)\)")
PLUS = re.compile(r"(?P<system>.+?) \+ (?P<model>.+)")


def _board(key: str, benchmark: str, name: str, rows: int) -> Board:
    expect = Expect(rows, 500, fill={"harness": 1.0, "measured_on": 1.0})
    return Board(key, DATA, PAGE, benchmark, expect=expect, options={"name": name})


class SwePolyBench(Source):
    id = "swe-polybench"
    title = "SWE-PolyBench"
    home = PAGE
    maintainer = "Amazon Science"
    licence = Licence("MIT", "SWE-PolyBench leaderboard, Amazon", "https://github.com/amazon-science/SWE-PolyBench")
    reach = (DATA,)
    cadence_days = 120
    reporter = Reporter.COMMUNITY
    problems = ("Systems that do not name their model (Amazon Q, Rovo Dev, iSWE-Agent) are left out.",)
    # PolyBench500 counts a part of the runs on the full set once more; it is not read.
    boards = (
        _board("verified", "swe-polybench-verified", "Verified", 36),
        _board("full", "swe-polybench-full", "Full", 36),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Five rates a system, in percent: over all tasks, and in each language; ``-`` where one was not run."""
        whole = Fields(json_of(documents["main"]), documents["main"].url)
        tables = [Fields(entry, "leaderboards") for entry in whole.items("leaderboards")]
        table = next((table for table in tables if table.take("name") == board.options["name"]), None)
        if table is None:
            raise NotFoundError(f"{board.url}: no leaderboard called {board.options['name']!r}")
        for number, entry in enumerate(table.items("results")):
            row = Fields(entry, f"{board.options['name']}/{number}")
            title = row.text("name")
            split = BRACKETS.fullmatch(title) or PLUS.fullmatch(title)
            if split is None or re.match(r"v\d", split["model"]):
                continue  # the brackets hold the system's version: no model is named
            by_authors = split["system"] in AUTHORS_AGENTS
            measured_on = day_in(row.text("date"), row.where)
            for metric, field in LANGUAGES.items():
                value = row.take(field)
                if value == "-":
                    continue
                yield board.row(
                    split["model"],
                    Fields({field: value}, row.where).number(field),
                    f"{row.where}/{field}",
                    metric=metric,
                    version="1",
                    settings={"harness": split["system"]},
                    reporter=Reporter.INDEPENDENT if by_authors else None,
                    measured_on=measured_on,
                )
