"""Steps that price lists share: dollars a token to dollars a million, and what is no price."""

from __future__ import annotations

from weighbridge.readers.structured import number_in
from weighbridge.schema import PriceRow
from weighbridge.source import stating

MILLION = 1_000_000
HIGHEST = 1_000.0  # dollars a million tokens; more is a placeholder


def per_million(value: float | str | None, where: str, tokens: int = MILLION) -> float | None:
    """A price of so many tokens as dollars a million; 0, negative and absurd ones stand for "not stated".

    Raises:
        ParseError: a text that is no number.
    """
    number = number_in(value, where) if isinstance(value, str) else value
    if number is None:
        return None
    price = round(number * (MILLION / tokens), 6)
    return price if 0 < price <= HIGHEST else None


def price_row(
    host: str,
    name: str,
    prices: tuple[float | None, float | None, float | None],
    locator: str,
    repository: str | None = None,
) -> PriceRow | None:
    """The row of an offer (input, output, cached); None where input or output has no price: a plan, a free tier.

    Raises:
        ParseError: what was read is no row, such as a blank name.
    """
    given, made, cached = prices
    if given is None or made is None:
        return None
    with stating(locator):
        return PriceRow(
            host=host, name=name, repository=repository, input=given, output=made, cached=cached, locator=locator
        )
