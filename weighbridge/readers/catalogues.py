"""Steps that catalogues of models share: rows of facts, sizes such as ``1.6T``, dates, countries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from weighbridge.schema import FactRow
from weighbridge.source import ParseError, stating

Facts = Mapping[str, str | float | None]

_DATE = re.compile(r"(?:19[5-9]\d|20[0-4]\d)-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([KMBT])")
_FACTOR = {"K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_PLACEHOLDERS = frozenset({"1970-01-01", "2024-01-01", "2098-12-31"})
_REPOSITORY = re.compile(r"https?://(?:www\.)?huggingface\.co/([\w.-]+/[\w.-]+)/?")
_NOT_OWNERS = frozenset({"datasets", "spaces", "papers", "collections", "docs", "blog", "organizations"})

# The countries that catalogues of models name, in their spellings (United Nations names among them).
COUNTRIES = {
    "Australia": "AU",
    "Brazil": "BR",
    "Canada": "CA",
    "China": "CN",
    "Finland": "FI",
    "France": "FR",
    "Germany": "DE",
    "Hong Kong": "HK",
    "India": "IN",
    "Israel": "IL",
    "Italy": "IT",
    "Japan": "JP",
    "Korea (Republic of)": "KR",
    "Netherlands": "NL",
    "Poland": "PL",
    "Russia": "RU",
    "Saudi Arabia": "SA",
    "Singapore": "SG",
    "South Korea": "KR",
    "Spain": "ES",
    "Sweden": "SE",
    "Switzerland": "CH",
    "Taiwan": "TW",
    "United Arab Emirates": "AE",
    "United Kingdom": "GB",
    "United Kingdom of Great Britain and Northern Ireland": "GB",
    "United States": "US",
    "United States of America": "US",
}


def facts_of(
    name: str, repository: str | None, facts: Facts, locator: str, *, document: str = "main"
) -> Iterator[FactRow]:
    """One row a stated fact; what is None or blank is not stated."""
    for fact, value in facts.items():
        if value is None or value == "":
            continue
        with stating(locator):
            row = FactRow(name=name, repository=repository, fact=fact, value=value, document=document, locator=locator)
        yield row


def count_in(text: str) -> float | None:
    """The number that ``671B`` or ``1.6T`` says; words in its place (``Undisclosed``) are None."""
    match = _SIZE.fullmatch(text.strip())
    return float(match[1]) * _FACTOR[match[2]] if match else None


def positive(value: float | None) -> float | None:
    """A count that is stated: 0 and negative numbers stand for unknown in catalogues."""
    return value if value is not None and value > 0 else None


def date_in(text: str | None, where: str) -> str | None:
    """An ISO date, to the day or to the month, as it stands; placeholders are None.

    Raises:
        ParseError: something else than a date.
    """
    if text is None or text in _PLACEHOLDERS:
        return None
    if not _DATE.fullmatch(text):
        raise ParseError(f"{where}: expected a date like 2026-04-24 or 2026-04, met {text[:40]!r}")
    return text


def country_in(text: str) -> str | None:
    """The ISO code of the one country named; several countries, or one not in the list, are None."""
    return COUNTRIES.get(text.strip())


def repository_in(link: str) -> str | None:
    """The Hugging Face id that a link leads to, if it leads to a repository of a model."""
    match = _REPOSITORY.fullmatch(link.strip())
    return match[1] if match and match[1].partition("/")[0] not in _NOT_OWNERS else None


def modalities_in(values: Iterable[str]) -> str | None:
    """Modalities in one order, such as ``text,image,video``."""
    order = ("text", "image", "audio", "video", "pdf", "file")
    return ",".join(sorted(set(values), key=lambda v: (order.index(v) if v in order else 99, v))) or None
