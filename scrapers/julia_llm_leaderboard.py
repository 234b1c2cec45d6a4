"""Julia LLM Leaderboard: small programs in Julia, run and scored; paid models and local ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from weighbridge.readers.markdown import markdown_tables
from weighbridge.readers.structured import number_in, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, NotFoundError, ParseError, Source

README = "https://raw.githubusercontent.com/svilupp/Julia-LLM-Leaderboard/main/README.md"
PAGE = "https://github.com/svilupp/Julia-LLM-Leaderboard"
HEADINGS = ("Paid APIs", "Local Models")
# "dbrx-instruct(Fireworks.ai)"; "codellama:13b-instruct-q4_K_M", a tag of Ollama's.
NAME = re.compile(r"(?P<model>[^()]+?)(?:-(?P<precision>q\d_\w+))?(?:\((?P<host>[^()]+)\))?")


class JuliaLlmLeaderboard(Source):
    id = "julia-llm-leaderboard"
    title = "Julia LLM Leaderboard"
    home = PAGE
    maintainer = "Jan Siml and others"
    licence = Licence("MIT", "Julia LLM Leaderboard (svilupp)", PAGE)
    reach = (README,)
    cadence_days = 365
    status = "frozen"
    status_since = date(2024, 8, 14)
    reporter = Reporter.INDEPENDENT
    problems = ("Fourteen tasks; one stray character makes a score of 0.", "Models of 2024 and before.")
    boards = (Board("all", README, PAGE, "julia-llm-leaderboard", "1", "score", Expect(38, 200, {"latency_s": 1.0})),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Two tables under their headings; a price of 0 stands for one that was not known."""
        document = documents["main"]
        tables = {table.heading: table for table in markdown_tables(document)}
        if not tables:
            raise NotFoundError(f"{document.url}: no table yet")
        for heading in HEADINGS:
            if heading not in tables:
                raise ParseError(f"{document.url}: no table under the heading {heading!r}; the page has changed")
            for row in tables[heading].fields():
                value = number_in(row.text("Score"), f"{row.where} Score")
                cents = number_in(row.maybe_text("Cost Cents") or "", f"{row.where} Cost Cents")
                match = NAME.fullmatch(row.text("Model"))
                if match is None:
                    raise ParseError(f"{row.where}: not the name of a model")
                if value is not None:
                    yield board.row(
                        match["model"],
                        value,
                        row.where,
                        settings={key: match[key] for key in ("precision", "host") if match[key]},
                        cost_usd=scaled(cents, 0.01) if cents else None,
                        latency_s=number_in(row.text("Elapsed"), f"{row.where} Elapsed"),
                    )
