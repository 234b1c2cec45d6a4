"""What hosts ask for a model's tokens, as its page tells it."""

from __future__ import annotations

from dataclasses import dataclass

from weighbridge.prices import Price, median_price
from weighbridge.render import numbers
from weighbridge.render.view import View


@dataclass(frozen=True)
class PriceLine:
    """One offer of a host; texts are in US dollars a million tokens."""

    host: str
    variant: str  # blank: as published
    input: str
    output: str
    cached: str
    blended: str
    list_title: str
    url: str
    read_on: str
    since: str
    rivals: tuple[str, ...]  # what other lists, or other rows of this one, say


@dataclass(frozen=True)
class Prices:
    """All offers for a model, the lowest first."""

    lines: tuple[PriceLine, ...]
    hosts: int
    median: str
    lowest: str
    highest: str

    @property
    def lists(self) -> tuple[tuple[str, str], ...]:
        """The price lists that have it: title and address."""
        return tuple(dict.fromkeys((line.list_title, line.url) for line in self.lines))


def prices_of(view: View, model: str) -> Prices | None:
    """The prices of a model; None where no list at hand has it."""
    offers = view.dataset.prices.get(model, ())
    middle = median_price(offers)
    if middle is None:
        return None
    blended = [offer.blended for offer in offers if offer.blended is not None]
    return Prices(
        lines=tuple(_line(view, offer) for offer in offers),
        hosts=len({offer.host for offer in offers}),
        median=dollars(middle),
        lowest=dollars(min(blended)),
        highest=dollars(max(blended)),
    )


def dollars(amount: float | None) -> str:
    """A sum as elsewhere on the site, but without zeros at its end below ten cents (1.20, 0.02, 0.0036)."""
    text = numbers.money(amount)
    return text.rstrip("0") if amount is not None and amount < 0.1 else text


def stated(amount: float | None) -> str:
    """A price as it stands in a list, to two decimals at least (0.435, 1.20, 0.003625)."""
    if amount is None:
        return ""
    whole, _, rest = f"{amount:.6f}".rstrip("0").partition(".")
    return f"{whole}.{rest:0<2}"


def _line(view: View, offer: Price) -> PriceLine:
    return PriceLine(
        host=view.dataset.registry.host_name(offer.host),
        variant="" if offer.variant == "default" else offer.variant.replace("=", " "),
        input=stated(offer.input),
        output=stated(offer.output),
        cached=stated(offer.cached),
        blended=dollars(offer.blended),
        list_title=view.source_title(offer.source),
        url=offer.url,
        read_on=numbers.day(offer.read_on),
        since=numbers.day(offer.since),
        rivals=tuple(dict.fromkeys(_rival(view, rival) for rival in offer.rivals)),
    )


def _rival(view: View, rival: Price) -> str:
    asked = " / ".join(stated(amount) or "–" for amount in rival.figures[:2])
    return f"{asked} ({view.source_title(rival.source)}, {numbers.day(rival.read_on)})"
