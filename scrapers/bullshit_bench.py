"""BullshitBench: questions that make no sense; the right answer says so."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.structured import csv_rows, number_in, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

RAW = "https://raw.githubusercontent.com/petergpt/bullshit-benchmark/main/data/"
HOME = "https://github.com/petergpt/bullshit-benchmark"


def _board(version: str, path: str, rows: int) -> Board:
    return Board(
        f"v{version}", f"{RAW}{path}", HOME, "bullshit-bench", version, expect=Expect(rows, 1_500, fill={"n": 1.0})
    )


class BullshitBench(Source):
    id = "bullshit-bench"
    title = "BullshitBench"
    home = HOME
    maintainer = "Peter Gostev"
    licence = Licence("none stated", "BullshitBench, github.com/petergpt", HOME)
    reach = (RAW,)
    cadence_days = 60
    reporter = Reporter.INDEPENDENT
    problems = ("Answers are graded by a panel of models.",)
    boards = (_board("2", "v2/latest/leaderboard.csv", 190), _board("1", "latest/leaderboard.csv", 120))

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Three rows a model and effort: mean grade, share called out clearly, share taken at face value."""
        columns = ("model", "reasoning", "avg_score", "green_rate", "red_rate", "nonsense_count")
        for row in csv_rows(documents["main"], must_have=columns):
            name, _, asked = row.text("model").partition("@reasoning=")
            effort = row.text("reasoning")
            settings = {"effort": effort} if effort != "default" and asked else {}
            count = number_in(row.take("nonsense_count"), f"{row.where} nonsense_count")
            for metric, column, factor in (
                ("score", columns[2], 1),
                ("called-out", columns[3], 100),
                ("taken-in", columns[4], 100),
            ):
                value = number_in(row.take(column), f"{row.where} {column}")
                if value is None:
                    continue
                yield board.row(
                    name,
                    scaled(value, factor),
                    row.where,
                    metric=metric,
                    settings=settings,
                    n=None if count is None else int(count),
                )
