"""Vals AI's list of models on its site: maker, country, dates and Vals' open flag, from a public dump of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weighbridge.readers.catalogues import country_in, date_in, facts_of, modalities_in, positive
from weighbridge.readers.structured import Fields, csv_rows, number_in
from weighbridge.schema import FactRow
from weighbridge.source import Board, Documents, Expect, FactSource, Licence, ParseError

COLUMNS = ("id", "label", "company", "country", "release_date", "open_source", "context_window", "max_output_tokens")


class ValsModels(FactSource):
    id = "vals-models"
    title = "Vals AI models"
    home = "https://www.vals.ai/models"
    maintainer = "Vals AI"
    licence = Licence("none stated", "Vals AI (vals.ai)")
    # The site keeps the list in a script whose name changes with every release; this stands for any of them.
    reach = ("https://www.vals.ai/_astro/constants.",)
    cadence_days = 90
    status = "frozen"
    status_since = date(2026, 10, 6)
    through = "dot-mike/vals-ai-scrape"
    replay_kinds = ("raw", "reconstructed", "mirror")
    problems = ("The open flag is Vals' opinion, not a licence.",)
    boards = (
        Board(
            "models",
            "https://www.vals.ai/_astro/constants.%3Chash%3E.js",
            "https://www.vals.ai/models",
            expect=Expect(min_rows=1200, max_rows=10_000),
        ),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Facts of each listed model of language; speech models are passed over."""
        for row in csv_rows(documents["main"], must_have=COLUMNS):
            key = row.text("id")
            facts = {
                "name": row.text("label"),
                "developer": row.text("company"),
                "country": country_in(row.take("country")),
                "released": date_in(row.maybe_text("release_date"), f"{row.where} {key}"),
                "weights": "open" if _flag(row, "open_source") else "closed",
                "context": positive(number_in(row.take("context_window"), row.where)),
                "max_output": positive(number_in(row.take("max_output_tokens"), row.where)),
                "modalities_in": modalities_in(["text", *(k for k in ("image", "audio", "video") if _reads(row, k))]),
            }
            yield from facts_of(key, None, facts, f"{row.where} {key}")


def _reads(row: Fields, kind: str) -> bool:
    return _flag(row, "audio" if kind == "audio" else f"{kind}s")


def _flag(row: Fields, name: str) -> bool:
    value = row.take(name)
    if value not in ("true", "false", ""):
        raise ParseError(f"{row.where}: column '{name}' should be true or false, is {value[:40]!r}")
    return bool(value == "true")
