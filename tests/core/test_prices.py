"""What a model's tokens cost: the newest list believed, others beside it, nothing from plans or other products."""

from __future__ import annotations

from pathlib import Path

from tests.core.support import at, document
from weighbridge.ledger import BoardLedger
from weighbridge.prices import Price, median_price, prices_of_models
from weighbridge.registry import Registry
from weighbridge.resolve import Resolver
from weighbridge.schema import Model, Organisation, PriceRow, Weights
from weighbridge.source import Board, Licence, PriceSource
from weighbridge.vocabulary import Vocabulary

ROOT = Path(__file__).parents[2]
HOSTS = {"togetherai": "together", "together_ai": "together"}


class Old(PriceSource):
    id = "old-list"
    title = home = maintainer = "old"
    licence = Licence("MIT", "nobody")
    reach = ("https://old.example/",)
    boards = (Board("all", "https://old.example/list", "https://old.example/"),)

    def parse(self, board, documents):  # type: ignore[no-untyped-def]
        return ()


class New(Old):
    id = "new-list"


def resolver() -> Resolver:
    """One that knows one model."""
    model = Model(
        id="zai-org/glm-5.1", name="GLM-5.1", developer="zai-org", repository="zai-org/GLM-5.1", weights=Weights.OPEN
    )
    registry = Registry({model.id: model}, {}, {"zai-org": Organisation(id="zai-org", name="Z.ai")}, {}, {})
    return Resolver(registry, Vocabulary.load(ROOT / "data" / "registry" / "vocabulary.toml"))


def offer(host: str, name: str, given: float, made: float, repository: str | None = None) -> PriceRow:
    """A row of a list."""
    return PriceRow(host=host, name=name, repository=repository, input=given, output=made, locator=f"/{name}")


def found(**lists: list[tuple[int, list[PriceRow]]]) -> dict[str, tuple[Price, ...]]:
    """Prices of models from lists read on days."""
    ledgers = []
    for name, readings in lists.items():
        source = {"old": Old, "new": New}[name]()
        ledger: BoardLedger[PriceRow] = BoardLedger(PriceRow)
        for day, rows in readings:
            ledger.accept({"main": document([name, day], day)}, rows)
        ledgers.append((source, source.boards[0], ledger))
    return prices_of_models(resolver(), HOSTS, ledgers)


def test_the_newest_list_is_believed_and_the_other_stands_beside_it() -> None:
    prices = found(
        old=[(0, [offer("togetherai", "GLM-5.1", 1.0, 3.0)])], new=[(9, [offer("together_ai", "glm-5.1", 1.4, 4.4)])]
    )
    (price,) = prices["zai-org/glm-5.1"]
    assert (price.host, price.input, price.output, price.read_on) == ("together", 1.4, 4.4, at(9).date())
    assert [(rival.source, rival.input) for rival in price.rivals] == [("old-list", 1.0)]


def test_a_price_says_since_when_and_until_when_it_was_read() -> None:
    rows = [offer("togetherai", "GLM-5.1", 1.0, 3.0)]
    (price,) = found(old=[(0, rows), (5, [*rows, offer("groq", "else", 1.0, 1.0)])])["zai-org/glm-5.1"]
    assert (price.since, price.read_on) == (at(0).date(), at(5).date())
    assert price.url == "https://old.example/"
    raised = [offer("togetherai", "GLM-5.1", 2.0, 3.0)]
    (price,) = found(old=[(0, rows), (5, raised)])["zai-org/glm-5.1"]
    assert (price.input, price.since) == (2.0, at(5).date())


def test_the_repository_names_the_model_and_unknown_names_are_left_out() -> None:
    prices = found(
        old=[(0, [offer("a", "inhouse-name", 1.0, 2.0, "zai-org/GLM-5.1"), offer("b", "glm-5.1-mystery", 0.1, 0.2)])]
    )
    assert [(price.host, price.name) for price in prices["zai-org/glm-5.1"]] == [("a", "inhouse-name")]


def test_the_median_host_stands_for_the_model() -> None:
    rows = [offer(host, "glm-5.1", given, 4 * given) for host, given in (("a", 0.01), ("b", 1.0), ("c", 2.0))]
    prices = found(old=[(0, rows)])["zai-org/glm-5.1"]
    assert [price.host for price in prices] == ["a", "b", "c"], "cheapest first"
    assert prices[1].blended == 0.75 * 1.0 + 0.25 * 4.0
    assert median_price(prices) == prices[1].blended
    assert median_price(()) is None


def test_two_ways_to_run_it_at_one_host_are_two_offers_and_one_host() -> None:
    rows = [offer("a", "zai-org/GLM-5.1", 1.0, 1.0), offer("a", "zai-org/GLM-5.1-FP8", 0.5, 0.5)]
    prices = found(old=[(0, rows)])["zai-org/glm-5.1"]
    assert [(price.variant, price.blended) for price in prices] == [("precision=fp8", 0.5), ("default", 1.0)]
    assert median_price(prices) == 0.5, "a host counts once, at its lowest price"
