"""SWT-bench: tests that reproduce an issue; a table of runs, one of approaches and one of their organisations."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.entries import day_in
from weighbridge.readers.structured import csv_rows, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, ParseError, Source

RAW = "https://raw.githubusercontent.com/logic-star-ai/swt-bench/master/docs/"
PAGE = "https://swtbench.com/"
FIGURES = {"resolved": "success_rate", "coverage": "coverage_increase"}
AUTHORS_RESULTS = "https://github.com/logic-star-ai/swt-bench"  # where runs of the benchmark's authors lie
VENDOR = {"Devstral 2": "mistral"}  # a model whose own vendor entered the run


def _board(key: str, benchmark: str, rows: int) -> Board:
    expect = Expect(rows, 400, fill={"harness": 1.0, "measured_on": 1.0})
    return Board(key, f"{RAW}runs.csv", PAGE, benchmark, "1", expect=expect)


class SwtBench(Source):
    id = "swt-bench"
    title = "SWT-bench"
    home = PAGE
    maintainer = "LogicStar AI and ETH Zurich"
    licence = Licence("MIT", "SWT-bench leaderboard, LogicStar AI", "https://github.com/logic-star-ai/swt-bench")
    reach = (RAW,)
    cadence_days = 180
    reporter = Reporter.COMMUNITY
    problems = (
        "Two ways of judging stand side by side: with the project's unit tests, and with a free reproduction script.",
    )
    boards = (_board("verified", "swt-bench-verified", 16), _board("lite", "swt-bench-lite", 28))

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The runs, and the two tables that say who entered them."""
        return {"runs": get(board.url)} | {key: get(f"{RAW}{key}.csv") for key in ("approaches", "orgs")}

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Two rates a run, in percent: issues reproduced, and coverage of the repaired lines."""
        names = {row.text("org_key"): row.text("org_name") for row in csv_rows(documents["orgs"])}
        approaches = {
            row.text("model_name"): (row.text("org_key"), row.text("trajectory_link"))
            for row in csv_rows(documents["approaches"])
        }
        for row in csv_rows(documents["runs"], must_have=("table_type", "model_details", "success_rate")):
            table = row.text("table_type")
            if table not in ("lite", "verified"):
                raise ParseError(f"{row.where}: {table!r} is no table of this board")
            system, details, mode = row.text("model_name"), row.maybe_text("model_details"), row.text("data_mode")
            if table != board.id or details is None or details.startswith(("v2", "L*")):
                continue  # another table; or a system that names its own version and no model
            model, *rest = (part.strip() for part in details.replace(" + ", ",").split(","))
            organisation, link = approaches.get(system, ("", ""))
            if organisation not in names:
                raise ParseError(f"{row.where}: the approach {system!r} or its organisation is in no table")
            by_authors = link.startswith(AUTHORS_RESULTS)
            reporter = Reporter.INDEPENDENT if by_authors else None
            if VENDOR.get(model) == organisation:
                reporter = Reporter.SELF_REPORTED
            measured_on = day_in(row.text("date"), row.where)
            for metric, field in FIGURES.items():
                value = number_in(row.text(field), row.where)
                if value is not None:
                    yield board.row(
                        model,
                        value,
                        f"{row.where}, {field}",
                        metric=metric,
                        settings={"harness": system, "mode": mode} | ({"setup": ", ".join(rest)} if rest else {}),
                        reporter=reporter,
                        measured_by=None if by_authors else names[organisation],
                        measured_on=measured_on,
                        document="runs",
                    )
