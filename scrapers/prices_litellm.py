"""LiteLLM's table of prices: what each provider asks for a token of each model."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.prices import per_million, price_row
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import PriceRow
from weighbridge.source import Board, Documents, Expect, Licence, PriceSource

TABLE = "https://raw.githubusercontent.com/BerriAI/litellm/main/model_prices_and_context_window.json"
PAGE = "https://github.com/BerriAI/litellm/blob/main/model_prices_and_context_window.json"
TALKING = frozenset({"chat", "completion", "responses"})
NO_MODELS = ("sample_spec", "last_updated")


class LiteLlmPrices(PriceSource):
    id = "litellm-prices"
    title = "LiteLLM prices"
    home = "https://docs.litellm.ai/"
    maintainer = "BerriAI and contributors"
    licence = Licence("MIT", "LiteLLM (BerriAI)", "https://github.com/BerriAI/litellm/blob/main/LICENSE")
    reach = (TABLE,)
    cadence_days = 30
    replay_kinds = ("raw", "mirror")
    problems = (
        "Kept up by contributors: old offers stay long after a host has dropped them.",
        "A price of 0 is no price; such rows are not read.",
    )
    boards = (Board("models", TABLE, PAGE, expect=Expect(min_rows=400, max_rows=20_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[PriceRow]:
        """One row a provider and model that answers in text, with a price of input and of output."""
        table = Fields(json_of(documents["main"]), "")
        table.ignore(*NO_MODELS)
        for key in table.left():
            model = table.fields(key)
            host = model.maybe_text("litellm_provider")
            if host is None or model.maybe_text("mode") not in TALKING:
                continue
            given, made, cached = (
                per_million(model.maybe_number(field), model.where, tokens=1)
                for field in ("input_cost_per_token", "output_cost_per_token", "cache_read_input_token_cost")
            )
            row = price_row(_word(host), key, (given, made, cached), f"/{key}")
            if row is not None:
                yield row


def _word(provider: str) -> str:
    """The provider in one spelling: vertex_ai-llama_models is vertex_ai."""
    return provider.casefold().partition("-")[0] if provider.endswith("models") else provider.casefold()
