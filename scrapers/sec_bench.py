"""SEC-bench: agents that prove and mend vulnerabilities of real programs."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.entries import day_in, entries_of, one_of
from weighbridge.readers.structured import Fields, yaml_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

PAGE = "https://sec-bench.github.io/"
FILE = "https://raw.githubusercontent.com/SEC-bench/sec-bench.github.io/main/data/leaderboards.yaml"
TASKS = {"PoC Generation": "proofs", "Vulnerability Patching": "patches"}


class SecBench(Source):
    id = "sec-bench"
    title = "SEC-bench"
    home = PAGE
    maintainer = "SEC-bench team"
    licence = Licence("Apache-2.0", "SEC-bench leaderboard", "https://github.com/SEC-bench/sec-bench.github.io")
    reach = (FILE,)
    cadence_days = 365
    reporter = Reporter.COMMUNITY
    problems = ("Three agents with one model so far; the harness differs, not the model.",)
    boards = (Board("tasks", FILE, PAGE, "sec-bench", "1", "patches", Expect(5, 400, {"harness": 1.0})),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Solved tasks in per cent, an agent and model; what the team has run again itself is independent."""
        whole = Fields(yaml_of(documents["main"]), documents["main"].url)
        for table in entries_of(whole, "leaderboards"):
            metric = one_of(TASKS, table.text("display_name"), table.where)
            for number, entry in enumerate(table.items("results")):
                row = Fields(entry, f"{table.where}/results/{number}")
                harness, plus, name = row.text("model").rpartition(" + ")
                if not plus:
                    raise ParseError(f"{row.where}: expected an agent + model, met {name[:60]!r}")
                yield board.row(
                    name,
                    row.number("resolved"),
                    row.where,
                    metric=metric,
                    settings={"harness": harness},
                    reporter=Reporter.INDEPENDENT if row.take("verified") is True else None,
                    measured_on=day_in(row.text("date"), row.where),
                )
