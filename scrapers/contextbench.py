"""ContextBench: which code agents look at while they repair an issue, and whether they succeed."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.entries import json_list
from weighbridge.readers.structured import Fields, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, Source

HOME = "https://contextbench.github.io/"
RAW = "https://raw.githubusercontent.com/ContextBench/contextbench.github.io/main/src/data/"
TABLE = f"{RAW}agent_results.json"
FIRST_AGENT = "mini SWE-agent"  # what every model ran with before the table named agents
SPELLINGS = {"cmini SWE-agent": FIRST_AGENT}
PLACES = ("file", "block", "line")


class ContextBench(Source):
    id = "contextbench"
    title = "ContextBench"
    home = HOME
    maintainer = "ContextBench authors"
    licence = Licence("none stated", "ContextBench, contextbench.github.io")
    reach = (RAW,)
    cadence_days = 240
    reporter = Reporter.INDEPENDENT
    boards = (Board("agents", TABLE, HOME, "contextbench", "1", "pass-at-1", Expect(14, 300, {"harness": 1.0})),)

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The table of agents with models; for its first day there was one of models only."""
        try:
            return {"main": get(board.url)}
        except NotFoundError:
            return {"main": get(f"{RAW}results.json")}

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Fractions become percent: issues repaired, and the F1 of the context that was looked at."""
        for row in json_list(documents["main"]):
            agent, mark, name = row.text("model").rpartition(" + ")
            figures = row.fields("performance")
            values = {board.metric: figures.number("pass_at_1")}
            values |= {f"{place}-f1": figures.fields(place).number("f1") for place in PLACES}
            patterns = Fields(row.maybe("patterns") or {}, row.where)  # not known of some agents
            cost = patterns.maybe_number("avg_cost_per_instance")
            for metric, value in values.items():
                yield board.row(
                    name,
                    scaled(value, 100),
                    f"{row.where}/performance",
                    metric=metric,
                    settings={"harness": SPELLINGS.get(agent, agent) if mark else FIRST_AGENT},
                    cost_usd=cost if metric == board.metric else None,
                )
