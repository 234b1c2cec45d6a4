"""RepoQA: finding a described function in a long repository (frozen since June 2024)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from weighbridge.readers.entries import day_in, json_table
from weighbridge.readers.structured import scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

SITE = "https://evalplus.github.io/"
SIMILARITY = "0.8"  # a found function counts from this similarity on: the board's own choice
LANGUAGES = ("all", "python", "cpp", "java", "typescript", "rust")


class RepoQA(Source):
    id = "repoqa"
    title = "RepoQA leaderboard"
    home = f"{SITE}repoqa.html"
    maintainer = "EvalPlus team"
    licence = Licence("Apache-2.0", "RepoQA (evalplus.github.io)", "https://github.com/evalplus/repoqa")
    reach = (f"{SITE}results/repoqa/",)
    cadence_days = 365
    status = "frozen"
    status_since = date(2024, 6, 1)
    reporter = Reporter.INDEPENDENT
    boards = (
        Board("repoqa", f"{SITE}results/repoqa/COMBINED-RESULTS.json", home, "repoqa", "1", "all", Expect(170, 600)),
    )

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        for name, row in json_table(documents["main"]):
            day, scores = day_in(row.text("eval_date"), row.where), row.fields("scores")
            for language in LANGUAGES:
                yield board.row(
                    name,
                    scaled(scores.fields(language).fields(SIMILARITY).number("pass@1"), 100),
                    f"{name}/scores/{language}/{SIMILARITY}",
                    metric=language,
                    measured_on=day,
                )
