"""Vectara's hallucination leaderboard: how often a summary says what its source does not."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.markdown import markdown_tables, table_with
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

RAW = "https://raw.githubusercontent.com/vectara/hallucination-leaderboard/main/README.md"
HOME = "https://github.com/vectara/hallucination-leaderboard"
# First the judge was replaced, then judge and documents: told apart by words on the page, newest first.
ERAS = (("hhem-2.3-old-dataset", "hhem-2.3"), ("HHEM-2.1", "hhem-2.1"), ("Hallucination Rate", "hhem-1.0"))


class VectaraHallucination(Source):
    id = "vectara-hallucination"
    title = "Vectara Hallucination Leaderboard"
    home = HOME
    maintainer = "Vectara"
    licence = Licence("Apache-2.0", "Vectara hallucination leaderboard", HOME)
    reach = (RAW,)
    cadence_days = 90
    reporter = Reporter.INDEPENDENT
    problems = (
        "Judged by Vectara's own model.",
        "A model that refuses to summarise what is hard hallucinates less; the answer rate stands beside it.",
    )
    boards = (Board("main", RAW, HOME, "vectara-hallucination", "hhem-2.3", expect=Expect(20, 1_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Two rows a model: hallucination rate and answer rate."""
        main = documents["main"]
        text = main.text()
        table = table_with(markdown_tables(main), "Model", "Hallucination Rate", "Answer Rate", where=main.url)
        version = next(version for words, version in ERAS if words in text)
        for row in table.fields():
            name = row.text("Model")
            for metric, column in (("hallucination-rate", "Hallucination Rate"), ("answer-rate", "Answer Rate")):
                cell = str(row.take(column))
                # An answer rate once lacks its sign; a hallucination rate without one is refused.
                suffix = "" if metric == "answer-rate" and not cell.endswith("%") else "%"
                value = number_in(cell, f"{row.where} {column}", suffix=suffix)
                if value is None:
                    continue
                yield board.row(name, value, row.where, metric=metric, version=version)
