"""EKI's Estonian boards: what models know of Estonian language, books and matters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

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
        found: dict[tuple[str, ...], tuple[datetime, SourceRow]] = {}
        for number, line in json_lines(document):
            row = Fields(line, f"line {number}")
            test, score = row.text("benchmark_id"), row.number("score")
            stamp = row.text("timestamp")
            try:
                moment = datetime.fromisoformat(stamp)
            except ValueError as error:
                raise ParseError(f"{row.where}: 'timestamp' should be a time, is {stamp[:40]!r}") from error
            if moment.tzinfo is None:
                raise ParseError(f"{row.where}: 'timestamp' names no time zone ({stamp[:40]!r})")
            if test not in METRICS:
                continue
            entry = board.row(row.text("model_id"), score, row.where, metric=METRICS[test], measured_on=moment.date())
            if entry.key() not in found or moment > found[entry.key()][0]:
                found[entry.key()] = moment, entry
        if not found:
            raise ParseError(f"{document.url}: no line of a test that is known")
        for _, entry in found.values():
            yield entry
