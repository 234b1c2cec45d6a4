"""EvalPerf: how fast the code is that models write (frozen since December 2024)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from weighbridge.readers.entries import json_table
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

SITE = "https://evalplus.github.io/"
METRICS = {"dps": "dps", "dps_norm": "dps-norm", "pass@1": "pass-1"}
MARK = "(⏩)"


class EvalPerf(Source):
    id = "evalperf"
    title = "EvalPerf leaderboard"
    home = f"{SITE}evalperf.html"
    maintainer = "EvalPlus team"
    licence = Licence("Apache-2.0", "EvalPerf (evalplus.github.io)", "https://github.com/evalplus/evalplus")
    reach = (f"{SITE}results/evalperf/",)
    cadence_days = 365
    status = "frozen"
    status_since = date(2024, 12, 26)
    reporter = Reporter.INDEPENDENT
    problems = ("Win rates are left out: they depend on which other models stand on the board.",)
    boards = (
        Board(
            "evalperf", f"{SITE}results/evalperf/COMBINED-RESULTS.json", home, "evalperf", "1", "dps", Expect(70, 300)
        ),
    )

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        for key, row in json_table(documents["main"], "heatmap_data"):  # every pair of models, not a model
            name = key.removesuffix(MARK).strip().replace("--", "/")  # a file's name for org/model
            for field, metric in METRICS.items():
                yield board.row(
                    name,
                    round(row.number(field), 6),
                    f"{key}/{field}",
                    metric=metric,
                    settings={"mark": "⏩"} if key.endswith(MARK) else {},
                )
