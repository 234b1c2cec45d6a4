"""C-Eval: Chinese examination questions of 52 subjects, as its authors ran the first models."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weighbridge.readers.markdown import markdown_tables
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, NotFoundError, ParseError, Source

README = "https://raw.githubusercontent.com/hkust-nlp/ceval/main/README.md"
PAGE = "https://github.com/hkust-nlp/ceval"
SHOTS = ("Zero-shot", "Five-shot")
METRICS = {"Average": "accuracy", "STEM": "stem", "Social Science": "social-science", "Humanities": "humanities"} | {
    "Other": "other"
}


class CEval(Source):
    id = "ceval"
    title = "C-Eval"
    home = "https://cevalbenchmark.com/"
    maintainer = "HKUST NLP and others"
    licence = Licence("CC-BY-NC-SA-4.0", "C-Eval (cevalbenchmark.com)", PAGE)
    reach = (README,)
    cadence_days = 365
    status = "frozen"
    status_since = date(2023, 5, 15)
    reporter = Reporter.INDEPENDENT
    problems = (
        "Only the models of the first release stand here.",
        "The validation part is left out: its answers are public.",
    )
    boards = (Board("test", README, PAGE, "c-eval", "test", "accuracy", Expect(100, 400, {"shots": 1.0})),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Two tables of one shape, told apart by their headings, and one of the hard subjects."""
        document = documents["main"]
        tables = markdown_tables(document)
        if not tables:
            raise NotFoundError(f"{document.url}: no table yet")
        found = {table.heading: table for table in tables}
        hard = next((heading for heading in found if "Hard" in heading), "C-Eval Hard")
        reads = [(shots, shots, METRICS) for shots in SHOTS] + [(hard, shots, {shots: "hard"}) for shots in SHOTS]
        for heading, shots, columns in reads:
            if heading not in found:
                raise ParseError(f"{document.url}: no table under the heading {heading!r}; the page has changed")
            for row in found[heading].fields():
                name = row.text("Model")
                for column, metric in columns.items():
                    value = number_in(row.text(column), f"{row.where} {column}")
                    if value is not None:
                        yield board.row(name, value, f"{row.where} {column}", metric=metric, settings={"shots": shots})
