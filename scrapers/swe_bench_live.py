"""SWE-bench-Live: fresh issues in Python, six other languages and on Windows; every row is one agent with one model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from weighbridge.readers.entries import day_in
from weighbridge.readers.runs import latest_runs
from weighbridge.readers.structured import Fields, json_lines, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, ParseError, Source

SITE = "https://swe-bench-live.github.io/"
BENCHMARKS = (
    *("swe-bench-live-lite", "swe-bench-live-full", "swe-bench-live-verified", "swe-bench-live-windows"),
    *("swe-bench-live-java", "swe-bench-live-rust", "swe-bench-live-go", "swe-bench-live-tsjs"),
    *("swe-bench-live-csharp", "swe-bench-live-ccpp"),
)
AUTHORS_AGENTS = {"Agentless", "Claude Code", "OpenHands", "SWE-agent", "Win-agent"}  # what the authors run themselves


class SweBenchLive(Source):
    id = "swe-bench-live"
    title = "SWE-bench-Live"
    home = SITE
    maintainer = "Microsoft and the SWE-bench-Live authors"
    licence = Licence("none stated", "SWE-bench-Live leaderboard, swe-bench-live.github.io")
    reach = (SITE,)
    cadence_days = 60
    reporter = Reporter.INDEPENDENT
    problems = (
        "Task sets grow: rows of one language are counted over different numbers of tasks, "
        "so each number of tasks is a version of its own.",
    )
    boards = (
        Board(
            "reports",
            url=f"{SITE}reports-0605.jsonl",
            page=SITE,
            metric="resolved",
            expect=Expect(min_rows=14, max_rows=400, fill={"n": 1.0, "harness": 1.0, "measured_on": 1.0}),
        ),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The reports; in its first fortnight the site kept them under another name."""
        try:
            return {"main": get(board.url)}
        except NotFoundError:
            return {"main": get(f"{SITE}reports.jsonl")}

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        """One row an agent, model and task set: of several runs the latest counts."""
        return latest_runs(self._rows(board, documents), ties="first")

    def _rows(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        for number, entry in json_lines(documents["main"]):
            report = Fields(entry, f"line {number}")
            *parts, name = report.text("name").split(" + ")
            if not parts:
                raise ParseError(f"{report.where}: expected a system + model, met {name[:80]!r}")
            system, *between = parts
            if any(character.isdigit() for part in between for character in part):
                continue  # two models share the work: not a result of either
            benchmark, total = f"swe-bench-live-{report.text('set')}", int(report.number("total"))
            if benchmark not in BENCHMARKS or total < 1:
                raise ParseError(f"{report.where}: the task set {benchmark!r} of {total} tasks is not known")
            harness = " + ".join([system, *between])
            by_authors = (
                harness in AUTHORS_AGENTS
                and report.text("logo").casefold() in harness.casefold()
                and not report.maybe("url")  # of a submission
            )
            yield board.row(
                name,
                scaled(_resolved(report, total) / total, 100),
                report.where,
                version=f"{total} tasks",
                benchmark=benchmark,
                settings={"harness": harness},
                n=total,
                reporter=Reporter.INDEPENDENT if by_authors else Reporter.COMMUNITY,
                measured_on=day_in(report.text("date"), report.where),
            )


def _resolved(report: Fields, total: int) -> int:
    """How many tasks were resolved: a number, or a list of the tasks (the first format lists them apart)."""
    stated: Any = report.take("resolved_ids" if "resolved_ids" in report else "resolved")
    count = len(set(map(str, stated))) if isinstance(stated, list) else stated
    if isinstance(count, bool) or not isinstance(count, int) or not 0 <= count <= total:
        raise ParseError(f"{report.where}: expected a list or a number of resolved tasks, met {str(stated)[:60]!r}")
    return count
