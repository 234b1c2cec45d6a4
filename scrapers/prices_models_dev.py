"""models.dev's list of providers: what each host asks for the tokens of each model."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.prices import per_million, price_row
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import PriceRow
from weighbridge.source import Board, Documents, Expect, Licence, PriceSource

API = "https://models.dev/api.json"
# Its prices are in yuan, though stated as dollars (glm-5.1: 6 and 24, beside 1.4 and 4.4 of the same company's zai).
IN_YUAN = frozenset({"zhipuai"})


class ModelsDevPrices(PriceSource):
    id = "models-dev-prices"
    title = "models.dev prices"
    home = "https://models.dev/"
    maintainer = "models.dev, an open-source catalogue"
    licence = Licence("MIT", "models.dev (sst)", "https://github.com/sst/models.dev/blob/dev/LICENSE")
    reach = (API,)
    cadence_days = 30
    replay_kinds = ("raw", "mirror")
    problems = (
        "Subscriptions and free tiers stand with a price of 0, which is no price; such rows are not read.",
        "The rows of zhipuai are in yuan, though stated as dollars; they are not read.",
        "Facts in these rows (open weights, dates, context) contradict each other and are not read.",
    )
    boards = (Board("providers", API, "https://models.dev/", expect=Expect(min_rows=100, max_rows=40_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[PriceRow]:
        """One row a host and model with a price of input and of output."""
        providers = Fields(json_of(documents["main"]), "")
        for host in providers.left():
            provider = providers.fields(host)
            if "plan" in host or host in IN_YUAN:
                continue
            models = provider.fields("models")
            for name in models.left():
                row = _offer(host, name, models.fields(name))
                if row is not None:
                    yield row


def _offer(host: str, name: str, model: Fields) -> PriceRow | None:
    if "cost" not in model:
        return None
    cost = model.fields("cost")
    given, made = (per_million(cost.number(side), cost.where) for side in ("input", "output"))
    return price_row(host, name, (given, made, per_million(cost.maybe_number("cache_read"), cost.where)), model.where)
