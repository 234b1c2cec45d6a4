"""From price lists to what a model's tokens cost, by host: the newest list believed, the others beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from weighbridge.ledger import BoardLedger, Entry
from weighbridge.resolve import Resolution, Resolver
from weighbridge.schema import PriceRow
from weighbridge.source import AnySource, Board

INPUT_SHARE = 0.75  # of the tokens of a blended price: three of input to one of output, as boards of prices count
# How a host may run the weights and still sell the same model; anything else in a name may be another product.
_SETTINGS = frozenset({"thinking", "effort", "budget", "precision", "host", "snapshot"})


@dataclass(frozen=True, slots=True)
class Price:
    """What a host asks for a million tokens of a model, in US dollars; None: not stated."""

    host: str  # id
    name: str  # the model's name in the list
    variant: str  # label of how it is run, or "default"
    input: float | None
    output: float | None
    cached: float | None
    since: date  # the list first said so
    read_on: date = date.min  # the list last said so
    source: str = ""
    url: str = ""
    rivals: tuple[Price, ...] = ()  # what other lists say of the same offer, where it differs

    @property
    def blended(self) -> float | None:
        """Dollars a million tokens, three of input to one of output; None unless both are known."""
        if self.input is None or self.output is None:
            return None
        return INPUT_SHARE * self.input + (1 - INPUT_SHARE) * self.output

    @property
    def figures(self) -> tuple[float | None, float | None, float | None]:
        """Input, output, cached."""
        return self.input, self.output, self.cached


def median_price(prices: Iterable[Price]) -> float | None:
    """The blended price of the middle host (of two, the mean): one odd offer does not move it. Each host counts once,
    at its lowest price; None where no price is known."""
    by_host: dict[str, float] = {}
    for price in prices:
        if price.blended is not None:
            by_host[price.host] = min(price.blended, by_host.get(price.host, price.blended))
    return round(median(by_host.values()), 6) if by_host else None


def prices_of_models(
    resolver: Resolver,
    hosts: Mapping[str, str],
    ledgers: Iterable[tuple[AnySource, Board, BoardLedger[PriceRow]]],
) -> dict[str, tuple[Price, ...]]:
    """Model id → its prices, cheapest first; offers that no rule resolves to a model are left out.

    Args:
        hosts: a list's own word for a host → id of the host.
    """
    offers: dict[tuple[str, str, str], list[Price]] = defaultdict(list)
    for source, board, ledger in ledgers:
        if ledger.last_reading is None:
            continue
        read_on = ledger.last_reading.date()
        for entry in ledger.standing().values():
            found = _resolved(entry.row, source, resolver, read_on)
            if found.model is not None and _is_the_model(found):
                offer = _offer(entry, found)
                price = replace(
                    offer, host=hosts.get(offer.host, offer.host), source=source.id, url=board.page, read_on=read_on
                )
                offers[found.model, price.host, price.variant].append(price)
    found_prices: dict[str, list[Price]] = defaultdict(list)
    for (model, _, _), same in sorted(offers.items()):
        found_prices[model].append(_believed(same))
    return {model: tuple(sorted(prices, key=_order)) for model, prices in found_prices.items()}


def _resolved(row: PriceRow, source: AnySource, resolver: Resolver, when: date) -> Resolution:
    if row.repository is not None:
        found = resolver.resolve_row(source.id, row.repository, {}, when)
        if found.model is not None:
            return found
    return resolver.resolve_row(source.id, row.name, {}, when)


def _is_the_model(found: Resolution) -> bool:
    variant = found.variant
    stated = {name for name, value in variant if name != "other" and value is not None}
    return stated <= _SETTINGS and not variant.other


def _offer(entry: Entry[PriceRow], found: Resolution) -> Price:
    row = entry.row
    return Price(
        host=row.host,
        name=row.name,
        variant=found.variant.model_copy(update={"host": None}).label(),
        input=row.input,
        output=row.output,
        cached=row.cached,
        since=entry.since.date(),
    )


def _believed(same: list[Price]) -> Price:
    """The newest list's word; of two offers in one list (a plan, a region), the cheaper."""
    first, *rest = sorted(same, key=lambda p: (-p.read_on.toordinal(), p.source, *_order(p)))
    return replace(first, rivals=tuple(other for other in rest if other.figures != first.figures))


def _order(price: Price) -> tuple[float, float, str, str, str]:
    blended = price.blended
    return (
        float("inf") if blended is None else blended,
        price.output if price.output is not None else float("inf"),
        price.host,
        price.variant,
        price.name,
    )
