"""What a scraper declares and what it receives."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import ClassVar, Literal, TypedDict, Unpack

from pydantic import ValidationError

from weighbridge.schema import FactRow, PriceRow, Reporter, SourceRow

SHELVES = {"results": "Results", "claims": "Facts about models", "prices": "Prices of hosts"}
"""What sources state, as headings; the keys are folders under ``data``."""


class ParseError(ValueError):
    """A payload does not have the declared shape. The message says where, what was met, what was expected."""


class FetchError(OSError):
    """A document could not be had. The message is one sentence that names the address and the reason."""


class NotFoundError(FetchError):
    """The server says that there is no such document (404 or 410)."""


@dataclass(frozen=True)
class Document:
    """Bytes with their evidence. ``url`` is the address asked for; ``retrieved_at`` is in UTC."""

    url: str
    body: bytes
    retrieved_at: datetime
    content_type: str = ""

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.body).hexdigest()

    def text(self) -> str:
        """The body as UTF-8 (a leading byte-order mark dropped).

        Raises:
            ParseError: the bytes are not UTF-8.
        """
        try:
            return self.body.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ParseError(f"{self.url}: not UTF-8 text ({error.reason} at byte {error.start})") from error


@contextmanager
def stating(where: str) -> Iterator[None]:
    """What cannot be stated in a record, such as a name of control characters, is an error of the payload."""
    try:
        yield
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        met = f"{first.get('input')!r:.60}"
        raise ParseError(f"{where[:200]}: {error.title}.{place}: {first['msg']} (met {met})") from error


Get = Callable[[str], Document]
Documents = Mapping[str, Document]


@dataclass(frozen=True)
class Expect:
    """What a healthy payload of a board looks like. Minima lie 10–20% under a healthy run."""

    min_rows: int = 1
    max_rows: int = 100_000
    fill: Mapping[str, float] = field(default_factory=dict)  # row field → least share of rows that state it


class RowParts(TypedDict, total=False):
    """What a row may state beside its name, value and place; see :class:`SourceRow`."""

    settings: Mapping[str, str]
    stderr: float | None
    ci_low: float | None
    ci_high: float | None
    n: int | None
    cost_usd: float | None
    latency_s: float | None
    reporter: Reporter | None
    measured_by: str | None
    measured_on: date | None
    document: str


@dataclass(frozen=True)
class Board:
    """The unit of acceptance: one published table, read, checked and held on its own.

    ``url`` is where reading starts, ``page`` is the address given to people. ``benchmark`` and ``version``
    are defaults for the parser's rows; ``options`` carries what else a parser needs to tell boards apart.
    """

    id: str
    url: str
    page: str
    benchmark: str = ""
    version: str = "1"
    metric: str = ""
    expect: Expect = Expect()
    options: Mapping[str, str] = field(default_factory=dict)

    def row(
        self,
        name: str,
        value: float,
        locator: str,
        *,
        metric: str | None = None,
        version: str | None = None,
        benchmark: str | None = None,
        **parts: Unpack[RowParts],
    ) -> SourceRow:
        """A row of this board: benchmark, version and metric are the declared ones unless given.

        Raises:
            ParseError: what was read is no row, such as a blank name or a value that is not finite.
        """
        with stating(locator):
            return SourceRow(
                benchmark=self.benchmark if benchmark is None else benchmark,
                version=self.version if version is None else version,
                metric=self.metric if metric is None else metric,
                name=name,
                value=value,
                locator=locator,
                **parts,
            )


@dataclass(frozen=True)
class Licence:
    """Under which terms the numbers are published, and the words of credit they ask for."""

    id: str  # SPDX id, or "none stated"
    attribution: str
    url: str | None = None


class AnySource(ABC):
    """What every source declares. One instance is made when the scraper is discovered."""

    shelf: ClassVar[Literal["results", "claims", "prices"]]  # what it states, and its folder under ``data``
    rows: ClassVar[type[SourceRow] | type[FactRow] | type[PriceRow]]
    id: ClassVar[str]
    title: ClassVar[str]
    home: ClassVar[str]  # for people
    maintainer: ClassVar[str]
    licence: ClassVar[Licence]
    reach: ClassVar[tuple[str, ...]]  # address prefixes it may ask for; anything else is refused
    cadence_days: ClassVar[int] = 30  # older than this without a successful reading: stale
    status: ClassVar[Literal["active", "frozen", "retired"]] = "active"
    status_since: ClassVar[date | None] = None
    through: ClassVar[str | None] = None  # the mirror or aggregator the numbers came through, if any
    replay_kinds: ClassVar[tuple[str, ...]] = (
        "raw",
        "reconstructed",
    )  # kinds of captures that keep its shape
    problems: ClassVar[tuple[str, ...]] = ()  # known problems, in our own words
    boards: ClassVar[tuple[Board, ...]]

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """Fetch what ``parse`` needs, each document under a key that stays the same from run to run.

        The default is one document, ``main``, at the board's address. A follow-up address must be read from
        a document already fetched, never guessed.
        """
        return {"main": get(board.url)}


class Source(AnySource):
    """A source of results."""

    shelf = "results"
    rows = SourceRow
    reporter: ClassVar[Reporter]

    @abstractmethod
    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        """Rows of one board. Pure: no network, no clock, no files.

        Raises:
            ParseError: the payload does not have the declared shape.
        """


class FactSource(AnySource):
    """A source of facts about models (parameters, licence, context …), not of results."""

    shelf = "claims"
    rows = FactRow

    @abstractmethod
    def parse(self, board: Board, documents: Documents) -> Iterable[FactRow]:
        """Facts of one catalogue. Pure, like :meth:`Source.parse`."""


class PriceSource(AnySource):
    """A source of what hosts ask for the tokens of models."""

    shelf = "prices"
    rows = PriceRow

    @abstractmethod
    def parse(self, board: Board, documents: Documents) -> Iterable[PriceRow]:
        """Prices of one catalogue. Pure, like :meth:`Source.parse`."""
