"""EKI's Estonian boards: what models know of Estonian language, books and matters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from weighbridge.readers.runs import latest_runs, moment_in
from weighbridge.readers.structured import Fields, json_lines
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

LINES = "https://raw.githubusercontent.com/keeleinstituut/leaderboard-data-ui/main/results.jsonl"
PAGE = "https://github.com/keeleinstituut/leaderboard-data-ui"
METRICS = {
    "keelenou": "language-advice",
    "trivia_et_2": "trivia",
    "bib_bench": "books",
    "idiom_bench": "idioms",
    "term_bench": "terminology",
    "propaganda_resistance": "propaganda-resistance",
}


class EkiEstonianLlm(Source):
    id = "eki-estonian-llm"
    title = "EKI Estonian LLM leaderboard"
    home = PAGE
    maintainer = "Institute of the Estonian Language (EKI)"
    licence = Licence("none stated", "Institute of the Estonian Language (EKI)", PAGE)
    reach = (LINES,)
    cadence_days = 120
    reporter = Reporter.INDEPENDENT
    problems = (
        "The board's overall figure is a mean over the tests a model happened to take; it is left out.",
        "Tests that join the board are read once they have a name here.",
    )
    boards = (Board("tests", LINES, PAGE, "eki-estonian", "2026", "language-advice", Expect(6, 1_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """One line a model and test; of several the newest."""
        document = documents["main"]
        dated: list[tuple[datetime, SourceRow]] = []
        for number, line in json_lines(document):
            row = Fields(line, f"line {number}")
            test, score = row.text("benchmark_id"), row.number("score")
            moment = moment_in(row.text("timestamp"), row.where)
            if test in METRICS:
                model, metric, day = row.text("model_id"), METRICS[test], moment.date()
                dated.append((moment, board.row(model, score, row.where, metric=metric, measured_on=day)))
        if not dated:
            raise ParseError(f"{document.url}: no line of a test that is known")
        yield from latest_runs(entry for _, entry in sorted(dated, key=lambda pair: pair[0]))
