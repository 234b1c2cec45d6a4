"""EvalPlus: HumanEval and MBPP, with the original and with many more tests (frozen since December 2024)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from weighbridge.readers.entries import json_table
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

SITE = "https://evalplus.github.io/"
# our benchmark → where the figure stands since 2024-04-24, and where it stood before
PLACES = {
    "humaneval": (("pass@1", "humaneval"), ("pass@1_base", "humaneval")),
    "humaneval-plus": (("pass@1", "humaneval+"), ("pass@1_plus", "humaneval")),
    "mbpp-evalplus": (("pass@1", "mbpp"), ("pass@1_base", "mbpp")),
    "mbpp-plus": (("pass@1", "mbpp+"), ("pass@1_plus", "mbpp")),
}
# MBPP+ lost its broken tasks when the table changed its shape; scores moved by up to ten points.
NEW_TASKS = ("mbpp-evalplus", "mbpp-plus")


class EvalPlus(Source):
    id = "evalplus"
    title = "EvalPlus leaderboard"
    home = f"{SITE}leaderboard.html"
    maintainer = "EvalPlus team"
    licence = Licence("Apache-2.0", "EvalPlus leaderboard (evalplus.github.io)", "https://github.com/evalplus/evalplus")
    reach = (f"{SITE}results.json",)
    cadence_days = 365
    status = "frozen"
    status_since = date(2024, 12, 26)
    reporter = Reporter.INDEPENDENT
    problems = (
        "HumanEval and MBPP are old, public and saturated.",
        "What the board calls open data is the training data, not the weights.",
    )
    boards = (Board("evalplus", f"{SITE}results.json", home, "humaneval-plus", "1", "pass-1", Expect(220, 1_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        for name, row in json_table(documents["main"]):
            old_shape = "pass@1_base" in row
            groups = {key: row.fields(key) for key in ("pass@1_base", "pass@1_plus") if old_shape}
            groups = groups or {"pass@1": row.fields("pass@1")}
            for benchmark, places in PLACES.items():
                group, field = places[old_shape]
                value = groups[group].number_or_null(field)
                if value is not None:
                    yield board.row(
                        name,
                        value,
                        f"{name}/{group}/{field}",
                        version="2" if benchmark in NEW_TASKS and not old_shape else "1",
                        benchmark=benchmark,
                    )
