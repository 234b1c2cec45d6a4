"""Cybench: capture-the-flag tasks, run by the board, by HAL, or by vendors for their model cards."""

from __future__ import annotations

import re
from collections.abc import Iterable

from weighbridge.readers.structured import csv_rows, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

SITE = "https://cybench.github.io/"
# column → metric and the column with its number of tasks (the first guided runs were on 17 tasks only)
COLUMNS = {
    "End-to-End % Solved": ("unguided", "Count"),
    "Subtask-Guided % Solved": ("subtask-guided", "Subtask Challenge Count"),
    "Subtasks % Solved": ("subtasks", "Subtask Challenge Count"),
}
MARKS = re.compile(r"^(?P<name>[^*†]+)(?P<stars>\**)†?$")
# One star is Princeton's HAL board; two and more stand for a vendor's own system or model card, a star for each.
HAL = "HAL leaderboard"


class Cybench(Source):
    id = "cybench"
    title = "Cybench leaderboard"
    home = SITE
    maintainer = "Cybench team (Stanford)"
    licence = Licence("none stated", "Cybench (cybench.github.io)", "https://github.com/andyzorigin/cybench")
    reach = (f"{SITE}data/leaderboard.csv",)
    cadence_days = 180
    reporter = Reporter.INDEPENDENT
    problems = (
        "Most recent rows are the vendors' own, with their own agents, attempts and task selections of 37 to 40.",
        "The rows of o3-mini and o1-mini were run with a leaked answer; the board has corrected them.",
    )
    boards = (Board("cybench", f"{SITE}data/leaderboard.csv", SITE, "cybench", "1", "unguided", Expect(20, 150)),)

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        for row in csv_rows(documents["main"], must_have=["Model", *COLUMNS]):
            marked = MARKS.match(row.text("Model"))
            if marked is None:
                raise ParseError(f"{row.where}: a model's name with stars behind it expected")
            stars = len(marked["stars"])
            counts = {name: number_in(row.take(name), row.where) for name in ("Count", "Subtask Challenge Count")}
            for column, (metric, counted) in COLUMNS.items():
                value = number_in(row.take(column), f"{row.where} {column}")
                n = counts[counted]
                if value is not None:
                    yield board.row(
                        marked["name"].rstrip(),
                        value,
                        f"{row.where} {column}",
                        metric=metric,
                        n=None if n is None else int(n),
                        reporter=Reporter.SELF_REPORTED if stars > 1 else None,
                        measured_by=HAL if stars == 1 else None,
                    )
