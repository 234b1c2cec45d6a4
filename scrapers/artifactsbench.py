"""ArtifactsBench: visual, interactive pieces of code, run in a browser and graded by a model that looks at them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weighbridge.readers.entries import entries_of
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, Source

MOCKS = "https://raw.githubusercontent.com/ArtifactsBenchmark/ArtifactsBenchmark.github.io/main/src/mocks/"
TABLE = f"{MOCKS}artifacts1.json"
FORMER = f"{MOCKS}artifacts_gemini_2.5_pro.json"  # the same table until the end of July 2025
PAGE = "https://artifactsbenchmark.github.io/leaderboard.html"
METRICS = {"AVG": "average", "GAME": "games", "SVG": "svg", "WEB": "web", "SI": "simulations", "MS": "management"}


class ArtifactsBench(Source):
    id = "artifactsbench"
    title = "ArtifactsBench"
    home = "https://artifactsbenchmark.github.io/"
    maintainer = "Tencent Hunyuan"
    licence = Licence("none stated", "ArtifactsBench (artifactsbenchmark.github.io)", home)
    reach = (MOCKS,)
    cadence_days = 365
    status = "frozen"
    status_since = date(2025, 8, 9)
    reporter = Reporter.INDEPENDENT
    problems = ("Graded by Gemini 2.5 Pro, which stands on the board itself.",)
    boards = (Board("main", TABLE, PAGE, "artifactsbench", "1", "average", Expect(80, 400)),)

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        try:
            return {"main": get(board.url)}
        except NotFoundError:
            return {"main": get(FORMER)}

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        document = documents["main"]
        for row in entries_of(Fields(json_of(document), document.url), "performances"):
            name = row.text("model")
            for field, metric in METRICS.items():
                value = row.number_or_null(field)
                if value is not None:
                    yield board.row(name, value, f"{row.where}/{field}", metric=metric)
