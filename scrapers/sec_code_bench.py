"""SecCodeBench: whether generated and repaired code is safe; one table a version."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.entries import day_in, json_list
from weighbridge.readers.structured import json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, ParseError, Source

DATA = "https://alibaba.github.io/sec-code-bench/json/"
PAGE = "https://alibaba.github.io/sec-code-bench/"
SCORES = {"total": "totalScore"} | {kind: f"{kind}Score" for kind in ("gen", "fix")}
SCORES |= {f"{kind}-hints": f"{kind}HintsScore" for kind in ("gen", "fix")}
NO_MODEL = ("Auto", "Default", "Zulu")  # the product chooses


class SecCodeBench(Source):
    id = "sec-code-bench"
    title = "SecCodeBench"
    home = PAGE
    maintainer = "Alibaba"
    licence = Licence("Apache-2.0", "SecCodeBench leaderboard, Alibaba", "https://github.com/alibaba/sec-code-bench")
    reach = (DATA,)
    cadence_days = 90
    reporter = Reporter.INDEPENDENT
    problems = ("Its maintainer develops some of the models on the board.",)
    boards = (
        Board("current", f"{DATA}leaderboard.json", PAGE, "sec-code-bench", "2.2.0", "total", Expect(90, 900)),
        Board("2.0.0", f"{DATA}leaderboard/2.0.0.json", PAGE, "sec-code-bench", "2.0.0", "total", Expect(110, 140)),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The table, and for the current one the list of versions that says which it is."""
        documents = {"main": get(board.url)}
        if board.id == "current":
            try:
                documents["versions"] = get(f"{DATA}leaderboard/versions.json")
            except NotFoundError:
                return documents
        return documents

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Scores from 0 to 100: in all, for writing and for repairing, each without and with a hint about safety."""
        versions = json_of(documents["versions"]) if "versions" in documents else [board.version]
        if not isinstance(versions, list) or not versions:
            raise ParseError(f"{documents['versions'].url}: expected a list of versions")
        for row in json_list(documents["main"]):
            parts = row.text("modelName").split(" + ")  # product + kind + model, or the model alone
            if any(part in NO_MODEL for part in parts):
                continue
            day = day_in(row.text("testDate").split()[0], row.where, "%Y/%m/%d")
            for metric, field in SCORES.items():
                yield board.row(
                    parts[-1],
                    row.number(field),
                    f"{row.where}/{field}",
                    metric=metric,
                    version=str(versions[0]),
                    settings={"harness": " ".join(parts[:-1])} if len(parts) > 1 else {},
                    measured_on=day,
                )
