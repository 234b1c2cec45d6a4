"""MMMU and MMMU-Pro: questions of university level with pictures; most figures are the vendors' own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from weighbridge.readers.entries import entries_of
from weighbridge.readers.rows import uncontradicted
from weighbridge.readers.structured import Fields, json_of, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Licence, Source

SITE = "https://mmmu-benchmark.github.io/"
NO_MODEL = ("human_expert", "random_frequent")
METRICS = {
    "overall": "accuracy",
    "artDesign": "art-and-design",
    "business": "business",
    "science": "science",
    "healthMedicine": "health-and-medicine",
    "humanSocialSci": "humanities-and-social-science",
    "techEng": "tech-and-engineering",
}
PRO = {"overall": "accuracy", "original": "standard", "standard": "standard", "vision": "vision"}


def _board(key: str, benchmark: str, version: str, rows: int) -> Board:
    return Board(
        key, f"{SITE}leaderboard_data.json", f"{SITE}#leaderboard", benchmark, version, expect=Expect(rows, 4_000)
    )


class Mmmu(Source):
    id = "mmmu"
    title = "MMMU leaderboard"
    home = SITE
    maintainer = "MMMU team"
    licence = Licence("CC-BY-SA-4.0", "MMMU leaderboard, mmmu-benchmark.github.io", SITE)
    reach = (SITE,)
    cadence_days = 240
    reporter = Reporter.SELF_REPORTED
    problems = ("Three of four figures are from the models' authors, with prompts of their own; the row says so.",)
    boards = (
        _board("validation", "mmmu", "validation", 320),
        _board("test", "mmmu", "test", 150),
        _board("pro", "mmmu-pro", "1", 45),
    )

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        return uncontradicted(self._rows(board, documents["main"]))

    def _rows(self, board: Board, main: Document) -> Iterator[SourceRow]:
        for row in entries_of(Fields(json_of(main), main.url), "leaderboardData"):
            about = row.fields("info")
            name, kind = about.text("name"), about.text("type")
            if kind in NO_MODEL or board.id not in row:
                continue
            scores = row.fields(board.id)
            by_author = scores.maybe_text("source") == "author"
            for key, metric in (PRO if board.id == "pro" else METRICS).items():
                value = number_in(scores.maybe_text(key) or "", f"{scores.where}/{key}")
                if value is None:
                    continue
                yield board.row(
                    name,
                    value,
                    f"{scores.where}/{key}",
                    metric=metric,
                    reporter=Reporter.SELF_REPORTED if by_author else Reporter.INDEPENDENT,
                )
