"""OpenRouter's list of models: what a token costs there before a host is chosen."""

from __future__ import annotations

from collections.abc import Iterator

from scrapers.facts_openrouter_models import LIST, listed_models
from weighbridge.readers.prices import per_million, price_row
from weighbridge.schema import PriceRow
from weighbridge.source import Board, Documents, Expect, Licence, PriceSource


class OpenRouterPrices(PriceSource):
    id = "openrouter-prices"
    title = "OpenRouter prices"
    home = "https://openrouter.ai/models"
    maintainer = "OpenRouter"
    licence = Licence("none stated", "OpenRouter models (openrouter.ai)")
    reach = (LIST,)
    cadence_days = 30
    replay_kinds = ("raw", "mirror")
    problems = ("The price is that of the endpoint it shows first; others of the same model may ask more or less.",)
    boards = (Board("models", LIST, "https://openrouter.ai/models", expect=Expect(min_rows=200, max_rows=20_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[PriceRow]:
        """One row a model with a price of input and of output; free second entries and routers are left out."""
        for name, model in listed_models(documents["main"]):
            asked = model.fields("pricing")
            given, made, cached = (
                per_million(asked.maybe_text(field), asked.where, tokens=1)
                for field in ("prompt", "completion", "input_cache_read")
            )
            repository = model.maybe_text("hugging_face_id")
            row = price_row("openrouter", name, (given, made, cached), f"{model.where} {name}", repository)
            if row is not None:
                yield row
