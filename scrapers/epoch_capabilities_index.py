"""Epoch Capabilities Index: one figure a model, fitted on the scores of about fifty benchmarks."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.structured import csv_rows, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

PAGE = "https://epoch.ai/benchmarks/eci"
SCORES = "https://epoch.ai/data/eci_scores.csv"


class EpochCapabilitiesIndex(Source):
    id = "epoch-capabilities-index"
    title = "Epoch Capabilities Index"
    home = PAGE
    maintainer = "Epoch AI"
    licence = Licence("CC-BY-4.0", "Epoch AI, Epoch Capabilities Index (epoch.ai)", PAGE)
    reach = (SCORES,)
    cadence_days = 60
    reporter = Reporter.INDEPENDENT
    problems = (
        "Made of other boards, fitted anew whenever one of them changes.",
        "Its intervals cover 90%, not 95%.",
    )
    boards = (
        Board("scores", SCORES, PAGE, "epoch-capabilities-index", "1", "eci", Expect(115, 600, fill={"ci_low": 0.9})),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """One row a model, the best of its versions. The two models that fix the scale have no interval."""
        for row in csv_rows(documents["main"], must_have=("Model", "eci", "eci_ci_low", "eci_ci_high")):
            value, low, high = (
                number_in(row.take(column), f"{row.where} {column}") for column in ("eci", "eci_ci_low", "eci_ci_high")
            )
            if value is None:
                continue
            yield board.row(row.text("Model"), value, row.where, ci_low=low, ci_high=high)
