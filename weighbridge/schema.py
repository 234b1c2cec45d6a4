"""The words every stage speaks: rows as published, facts, benchmarks, models, variants, results.

Nothing here imports anything of ours. What is read is strict (no silent conversion) and closed (no unknown
field); a value that is not known is ``None``, never 0 and never a mean.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

SLUG_PATTERN = r"^[a-z0-9]+(?:[._+-]+[a-z0-9]+)*$"
MODEL_ID_PATTERN = r"^[a-z0-9][a-z0-9._+-]*/[a-z0-9_][a-z0-9._+-]*$"
MAX_TEXT = 1_000


class Strict(BaseModel):
    """Base of every record: strict types, no unknown field, immutable."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("must be a finite number")
    return value


_WEB_URL = re.compile(r"https?://[^\s/<>\"']+(?:/[^\s<>\"']*)?")


def web_url(value: str) -> str:
    """The address itself.

    Raises:
        ValueError: it is not an http(s) address, or could end an attribute in which it stands.
    """
    if not _WEB_URL.fullmatch(value):
        raise ValueError("must be an http(s) address without spaces, quotes or angle brackets")
    return value


_HIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u202a\u202b\u202d\u202e\u2066\u2067]")


def _plain_text(value: str) -> str:
    if _HIDDEN.search(value):
        raise ValueError("must not contain control or direction-override characters")
    return value


Slug = Annotated[str, StringConstraints(pattern=SLUG_PATTERN, max_length=120)]
ModelId = Annotated[str, StringConstraints(pattern=MODEL_ID_PATTERN, max_length=200)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=MAX_TEXT), AfterValidator(_plain_text)]
Url = Annotated[str, StringConstraints(max_length=2_000), AfterValidator(web_url)]
Number = Annotated[float, AfterValidator(_finite)]
Price = Annotated[float, Field(gt=0, le=1_000)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Reporter(StrEnum):
    """Who stands behind a number."""

    INDEPENDENT = "independent"  # the benchmark's own authors, or a third party that ran it
    COMMUNITY = "community"  # submitted by users of the board
    SELF_REPORTED = "self-reported"  # the model's own vendor
    AGGREGATED = "aggregated"  # passed on by an aggregator that does not say who measured


class Unit(StrEnum):
    """What a metric counts. Declared on the benchmark card, never guessed from a number."""

    PERCENT = "percent"
    FRACTION = "fraction"
    RATING = "rating"  # Elo-like; only differences mean something
    POINTS = "points"  # a score on the benchmark's own scale
    MINUTES = "minutes"
    USD = "usd"
    SECONDS = "seconds"
    RANK = "rank"


class Weights(StrEnum):
    """Whether anybody can download the checkpoint."""

    OPEN = "open"
    ANNOUNCED = "announced"
    CLOSED = "closed"
    UNKNOWN = "unknown"


# --- what parsers give -------------------------------------------------------------------------


class SourceRow(Strict):
    """One number as a board publishes it: raw name and raw settings, no judgement.

    ``value`` is in the unit that the benchmark card declares for ``metric`` (a parser that meets another
    unit converts it explicitly). ``stderr``, ``ci_low`` and ``ci_high`` are in the same unit.
    """

    benchmark: Slug
    version: Text
    metric: Slug
    name: Text
    settings: Mapping[str, str] = Field(default_factory=dict)
    value: Number
    stderr: Number | None = None
    ci_low: Number | None = None
    ci_high: Number | None = None
    n: int | None = None  # trials, tasks or votes behind the value, as published
    cost_usd: Number | None = None  # per task, as published
    latency_s: Number | None = None  # seconds per task, as published
    reporter: Reporter | None = None  # None: the source's own
    measured_by: Text | None = None  # who measured, where the row itself says so (a name or an address)
    measured_on: date | None = None
    document: str = "main"  # key of the document it was read from
    locator: Text  # where in that document, so that a person finds it again

    def key(self) -> tuple[str, ...]:
        """What makes it the same row from reading to reading."""
        settings = ", ".join(f"{k}={v}" for k, v in sorted(self.settings.items()))
        return (self.benchmark, self.version, self.metric, self.name, settings)


class FactRow(Strict):
    """One fact about a model as a catalogue states it.

    ``repository`` is the Hugging Face id the catalogue gives, if any: the one key that catalogues share.
    """

    name: Text
    repository: Text | None = None
    fact: Slug
    value: str | float | bool
    document: str = "main"
    locator: Text

    def key(self) -> tuple[str, ...]:
        """What makes it the same statement from reading to reading."""
        return (self.name, self.repository or "", self.fact)


class PriceRow(Strict):
    """What a host asks for a model's tokens, as a catalogue states it: US dollars a million tokens.

    A price of 0 or a placeholder is no price: such a field is None, and a row without any field is not given.
    """

    host: Slug  # the catalogue's own word for who serves the model
    name: Text
    repository: Text | None = None
    input: Price | None = None
    output: Price | None = None
    cached: Price | None = None  # input that is read from a cache
    document: str = "main"
    locator: Text

    def key(self) -> tuple[str, ...]:
        """What makes it the same offer from reading to reading."""
        return (self.host, self.name)


# --- the registry: knowledge as data -----------------------------------------------------------


class Metric(Strict):
    """One column of a benchmark: unit, direction, possible range and the score of chance."""

    title: Text
    unit: Unit
    higher_is_better: bool
    low: Number | None = None
    high: Number | None = None
    chance: Number | None = None


class BenchmarkVersion(Strict):
    """A task set, judge and scale. Numbers of two versions are never compared."""

    id: Text
    since: date | None = None
    until: date | None = None
    note: Text | None = None


class Benchmark(Strict):
    """A benchmark card, written by us."""

    id: Slug
    name: Text
    domain: Slug
    summary: Text
    maintainer: Text
    url: Url
    headline: Slug  # the metric shown first
    current: Text  # the version shown first
    metrics: Mapping[str, Metric]
    versions: tuple[BenchmarkVersion, ...]
    composite: bool = False  # made of other boards: shown, never averaged with its parts
    frozen_on: date | None = None
    problems: tuple[Text, ...] = ()


class Claim(Strict):
    """One fact with its evidence; several may contradict each other."""

    fact: Slug
    value: str | float | bool
    source: Text  # id of a metadata source, or "curated"
    url: Url
    date: date  # the day the statement was read
    note: Text | None = None


class Organisation(Strict):
    """Who develops a model."""

    id: Slug
    name: Text
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] | None = None
    url: Url | None = None


Reasoning = Literal["hybrid", "always", "never", "unknown"]


class Model(Strict):
    """One published set of weights (a checkpoint), or one closed model as a yardstick."""

    id: ModelId
    name: Text
    developer: Slug
    repository: Text | None = None  # Hugging Face id, verbatim
    twins: tuple[Text, ...] = ()  # repositories with the same checkpoint in another format or precision
    weights: Weights = Weights.UNKNOWN
    reasoning: Reasoning = "unknown"
    family: Text | None = None
    predecessor: ModelId | None = None
    base: ModelId | None = None
    aliases: tuple[Text, ...] = ()
    archived: bool = False
    provisional: bool = False  # entered from catalogues that agree, not yet read by a person
    claims: tuple[Claim, ...] = ()


class Variant(Strict):
    """How a model was run. Everything unknown to the vocabulary stays, verbatim, in ``other``."""

    effort: str | None = None  # none, minimal, low, medium, high, xhigh, max
    thinking: Literal["on", "off"] | None = None
    budget: str | None = None  # thinking budget in tokens, as stated
    precision: str | None = None
    harness: str | None = None
    host: str | None = None
    tools: str | None = None
    prompt: str | None = None  # prompting or edit format
    snapshot: str | None = None
    other: Mapping[str, str] = Field(default_factory=dict)

    def label(self) -> str:
        """A stable, readable spelling such as ``effort=high, harness=OpenHands``, or ``default``."""
        known = {k: v for k, v in self if k != "other" and v is not None}
        pairs = [f"{k}={v}" for k, v in known.items()] + [f"{k}={v}" for k, v in sorted(self.other.items())]
        return ", ".join(pairs) or "default"


# --- what is published -------------------------------------------------------------------------
# Made only from rows and payloads that were validated when read, a hundred thousand at a time: plain records with
# slots take a tenth of the memory of validated models.


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a number can be found again."""

    source: str
    url: str  # the bytes that were read
    page: str  # the page for people
    locator: str
    retrieved_at: datetime
    payload_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A value the same row had before."""

    value: float
    stderr: float | None
    cost_usd: float | None
    latency_s: float | None
    since: datetime
    until: datetime
    payload_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One published number: what, of which model, how run, by whom, and its history."""

    id: str  # stable address of its ticket: 12 hex digits of the row's key
    benchmark: str
    version: str
    metric: str
    raw_name: str
    raw_settings: Mapping[str, str]
    model: str | None  # None: the name is not resolved
    variant: Variant
    rule: str  # how the name was resolved, or why it was not
    value: float
    stderr: float | None
    ci_low: float | None
    ci_high: float | None
    n: int | None
    cost_usd: float | None
    latency_s: float | None
    reporter: Reporter
    measured_by: str | None
    measured_on: date | None
    evidence: Evidence
    first_seen: datetime  # the row first stood on the board
    value_since: datetime  # this value first stood there
    last_seen: datetime
    withdrawn_on: datetime | None
    earlier: tuple[Earlier, ...] = ()

    @property
    def current(self) -> bool:
        """Whether the row still stood on the board when it was last read."""
        return self.withdrawn_on is None
