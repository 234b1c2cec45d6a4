"""The published JSON documents: one class a kind of file under ``api/v1``, made of the rows of the tables.

Results are lists of cells, named once in ``columns``; what they share stands in lists beside them, see
:mod:`weighbridge.export.cells`. A document about one model or benchmark carries no data version: its bytes change only
when what it says does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal

from pydantic import Field

from weighbridge.export.cells import BenchmarkResultCells, ModelResultCells, ResultCells
from weighbridge.export.output import Collection, Document, Output, Sha256
from weighbridge.export.ranking_documents import RANKING_DOCUMENTS
from weighbridge.export.rows import BenchmarkRow, LeaderboardRow, ModelRow, SourceRow
from weighbridge.export.shared import (
    BenchmarkSubjectCells,
    BenchmarkYardstickCells,
    PayloadCells,
    PriceCells,
    SpanCells,
    SubjectCells,
    YardstickCells,
)
from weighbridge.schema import Unit

# --- shared parts ------------------------------------------------------------------------------


class Licence(Output):
    """Terms of use."""

    id: str = Field(description="SPDX id, or `none stated`.")
    url: str | None = Field(None, description="Where they are stated.")
    applies_to: str = Field(description="What they cover.")


class Credit(Output):
    """A source to be credited for what a document holds."""

    source: str = Field(description="Id of the source.")
    title: str = Field(description="Name of the source.")
    licence: str = Field(description="Licence of what it publishes (SPDX id, or `none stated`).")
    attribution: str = Field(description="The words of credit it asks for.")


_COLUMNS = "Names of the cells of a row of `results`, in their order."


# --- collections -------------------------------------------------------------------------------


class ResultsDocument(Collection):
    """Every result: `results.json`. It says the same as `results.csv`; a row is a list of cells.

    The cells `subject`, `yardstick`, `payload` and `span` are places in the lists of these names, and stand for the
    columns of `results.csv` that are named there.
    """

    credits: tuple[Credit, ...] = Field(description="Sources to be credited.")
    subject_columns: tuple[str, ...] = Field(description="Names of the cells of `subjects`.")
    subjects: tuple[SubjectCells, ...] = Field(description="Models as their sources name them.")
    yardstick_columns: tuple[str, ...] = Field(description="Names of the cells of `yardsticks`.")
    yardsticks: tuple[YardstickCells, ...] = Field(description="Benchmarks, versions and metrics.")
    payload_columns: tuple[str, ...] = Field(description="Names of the cells of `payloads`.")
    payloads: tuple[PayloadCells, ...] = Field(description="What the results were read from, and who reported them.")
    span_columns: tuple[str, ...] = Field(description="Names of the cells of `spans`.")
    spans: tuple[SpanCells, ...] = Field(description="Since when rows stand on their board, until when.")
    columns: tuple[str, ...] = Field(description=_COLUMNS)
    results: tuple[ResultCells, ...] = Field(description="By benchmark, version, model.")


class IndexBand(Output):
    """An index with its 90% interval, in index points."""

    index: float = Field(description="Index points, rounded to 0.01.")
    index_low: float = Field(description="Lower end.")
    index_high: float = Field(description="Upper end.")


class LeaderboardEntry(LeaderboardRow):
    """A row of the leaderboard with the index within each domain."""

    by_domain: Mapping[str, IndexBand] = Field({}, description="Id of the domain → index within it.")


class LeaderboardDocument(Collection):
    """The leaderboard: `leaderboard.json`. The tables `leaderboard` and `leaderboard_domains` say the same."""

    method: str = Field(description="How the order came about.")
    provisional: bool = Field(description="Whether the order is not yet the statistical index.")
    credits: tuple[Credit, ...] = Field(description="Sources to be credited.")
    leaderboard: tuple[LeaderboardEntry, ...] = Field(description="Ranked first, then provisional, then unranked.")


class ModelsDocument(Collection):
    """Every model: `models.json`. The same rows as the table `models`."""

    credits: tuple[Credit, ...] = Field(description="Sources to be credited.")
    models: tuple[ModelRow, ...] = Field(description="By id; each has a document `models/<id>.json`.")


class BenchmarksDocument(Collection):
    """Every benchmark: `benchmarks.json`. The same rows as the table `benchmarks`."""

    domains: Mapping[str, str] = Field(description="Id of a domain → its name.")
    benchmarks: tuple[BenchmarkRow, ...] = Field(description="By id; each has a document `benchmarks/<id>.json`.")


class SourcesDocument(Collection):
    """Every source: `sources.json`. The same rows as the table `sources`."""

    sources: tuple[SourceRow, ...] = Field(description="By id; each has a document `sources/<id>.json`.")


# --- one model ---------------------------------------------------------------------------------


class FactReading(Output):
    """Where facts were read."""

    source: str = Field(description="Id of the source of facts, or `curated`.")
    url: str = Field(description="Where they are stated.")
    read_on: date = Field(description="Day on which they were read.")


class Statement(Output):
    """A claim about a model."""

    value: str | float | bool = Field(description="What is claimed.")
    reading: int = Field(description="Where it is stated: place in `readings`, from 0.")
    note: str | None = Field(None, description="A word of the curator.")


class PublishedFact(Statement):
    """The claim that is published for a fact, with those that agree and those that do not."""

    agreeing: tuple[Statement, ...] = Field((), description="Claims that say the same.")
    rivals: tuple[Statement, ...] = Field((), description="Claims that contradict it.")


class ModelDocument(Document):
    """One model: facts with their evidence, standing, every result: `models/<organisation>/<name>.json`."""

    page: str = Field(description="Its page for people.")
    model: ModelRow = Field(description="The model with its published facts.")
    standing: LeaderboardEntry | None = Field(description="Its row of the leaderboard; null without one.")
    aliases: tuple[str, ...] = Field((), description="Other names of it.")
    twins: tuple[str, ...] = Field((), description="Repositories with the same weights in another form.")
    readings: tuple[FactReading, ...] = Field(description="Where the facts were read.")
    facts: Mapping[str, PublishedFact] = Field(description="Name of the fact → what is published, and its rivals.")
    price_columns: tuple[str, ...] = Field(description="Names of the cells of `prices`.")
    prices: tuple[PriceCells, ...] = Field((), description="What hosts ask for its tokens, the lowest price first.")
    credits: tuple[Credit, ...] = Field(description="Sources to be credited.")
    payload_columns: tuple[str, ...] = Field(description="Names of the cells of `payloads`.")
    payloads: tuple[PayloadCells, ...] = Field(description="What the results were read from.")
    digests: tuple[Sha256, ...] = Field(description="SHA-256 of the bytes that earlier values were read from.")
    earlier_columns: tuple[str, ...] = Field(description="Names of the cells of an earlier value, in their order.")
    columns: tuple[str, ...] = Field(description=_COLUMNS)
    results: tuple[ModelResultCells, ...] = Field(description="By benchmark, version, metric.")


# --- one benchmark -----------------------------------------------------------------------------


class MetricCard(Output):
    """One metric of a benchmark."""

    title: str = Field(description="Its name.")
    unit: Unit = Field(description="Its unit.")
    higher_is_better: bool = Field(description="Its direction.")
    low: float | None = Field(None, description="Lowest possible value.")
    high: float | None = Field(None, description="Highest possible value.")
    chance: float | None = Field(None, description="What guessing scores.")


class VersionCard(Output):
    """One version of a benchmark: a task set, judge and scale."""

    id: str = Field(description="Its id.")
    since: date | None = Field(None, description="First day.")
    until: date | None = Field(None, description="Last day.")
    note: str | None = Field(None, description="What is different in it.")


class BenchmarkDocument(Document):
    """One benchmark: its card and every result, best first: `benchmarks/<id>.json`."""

    page: str = Field(description="Its page for people.")
    benchmark: BenchmarkRow = Field(description="The benchmark with the metric shown first.")
    metrics: Mapping[str, MetricCard] = Field(description="Id of the metric → its card.")
    versions: tuple[VersionCard, ...] = Field(description="Its versions; their numbers do not compare.")
    problems: tuple[str, ...] = Field((), description="Known problems.")
    credits: tuple[Credit, ...] = Field(description="Sources to be credited.")
    payload_columns: tuple[str, ...] = Field(description="Names of the cells of `payloads`.")
    payloads: tuple[PayloadCells, ...] = Field(description="What the results were read from.")
    subject_columns: tuple[str, ...] = Field(description="Names of the cells of `subjects`.")
    subjects: tuple[BenchmarkSubjectCells, ...] = Field(description="Models, and names that are not resolved.")
    yardstick_columns: tuple[str, ...] = Field(description="Names of the cells of `yardsticks`.")
    yardsticks: tuple[BenchmarkYardstickCells, ...] = Field(description="What was measured.")
    columns: tuple[str, ...] = Field(description=_COLUMNS)
    results: tuple[BenchmarkResultCells, ...] = Field(
        description="By version and metric; those that stand first, by value, the best first."
    )


# --- one source, and the state of all ----------------------------------------------------------


class BoardState(Output):
    """One board of a source and how its last reading went."""

    id: str = Field(description="Id of the board.")
    url: str = Field(description="Where reading starts.")
    page: str = Field(description="Its page for people.")
    benchmark: str | None = Field(None, description="Id of the benchmark that its rows are of, where it is one.")
    state: Literal["ok", "stale", "unreachable", "held", "failed"] = Field(description="How it stands.")
    reason: str | None = Field(None, description="What is wrong, in words.")
    trouble_since: datetime | None = Field(None, description="Since when, UTC.")
    rows: int = Field(description="Rows or facts that stand today.")
    attempted_at: datetime | None = Field(None, description="Last attempt, UTC.")
    last_success: datetime | None = Field(description="Newest accepted reading, UTC.")
    last_change: datetime | None = Field(description="Newest change, UTC.")
    stale: bool = Field(description="Whether its numbers are older than they should be.")


class HoldRecord(Output):
    """One refusal of a payload that looked wrong."""

    day: date = Field(description="The day.")
    board: str = Field(description="Id of the board.")
    outcome: str = Field(description="Held or failed.")
    reason: str = Field(description="Why, in words.")


class UnresolvedName(Output):
    """A raw name that means no model yet."""

    name: str = Field(description="The name as the source writes it.")
    results: int = Field(description="Results that wait on it.")


class SourceDocument(Document):
    """One source: terms, boards, refusals, names that wait: `sources/<id>.json`."""

    page: str = Field(description="Its page for people.")
    source: SourceRow = Field(description="The source with its terms and state.")
    reach: tuple[str, ...] = Field(description="Prefixes of the addresses that are read.")
    problems: tuple[str, ...] = Field((), description="Known problems.")
    boards: tuple[BoardState, ...] = Field(description="Its boards.")
    holds: tuple[HoldRecord, ...] = Field((), description="Every refusal there was.")
    unresolved: tuple[UnresolvedName, ...] = Field((), description="Names that mean no model yet.")


class BoardStatusEntry(BoardState):
    """A board with the id of its source."""

    source: str = Field(description="Id of the source.")
    cadence_days: int = Field(description="Days without a successful reading after which its numbers are stale.")


class Freshness(Output):
    """How much of what is still kept up is as new as its sources declare; retired and frozen boards are not counted."""

    boards: int = Field(description="Boards that are kept up.")
    fresh_boards: int = Field(description="Those of them that are not stale.")
    rows: int = Field(description="Rows on boards that are kept up.")
    fresh_rows: int = Field(description="Those of them on boards that are not stale.")
    share: float | None = Field(description="Fresh rows by rows, 0 to 1; null without any.")


class StatusDocument(Collection):
    """How every board stands: `status.json`."""

    freshness: Freshness = Field(description="One figure for the whole, at the moment `as_of`.")
    boards: tuple[BoardStatusEntry, ...] = Field(description="By source; boards in their source's order.")


# --- what there is -----------------------------------------------------------------------------


class DocumentLink(Output):
    """A JSON document, or a kind of them."""

    href: str = Field(description="Its address; `{id}` stands for an id where there is one document each.")
    schema_href: str = Field(description="Address of its JSON Schema.")
    title: str = Field(description="What it holds.")


class TableLink(Output):
    """A table and its files."""

    name: str = Field(description="Name of the table.")
    title: str = Field(description="What a row is.")
    rows: int = Field(description="Number of rows.")
    files: Mapping[str, str] = Field(description="Format → address.")


class IndexDocument(Collection):
    """What there is, how much of it, and under which terms: `index.json`."""

    title: str = Field(description="Name of the data set.")
    api_version: str = Field(description="Version of fields and files; see the change log of the API.")
    description: str = Field(description="What the data are.")
    licences: tuple[Licence, ...] = Field(description="Terms of use.")
    counts: Mapping[str, int] = Field(description="How many of each there are.")
    documents: Mapping[str, DocumentLink] = Field(description="JSON documents by kind.")
    tables: tuple[TableLink, ...] = Field(description="Tables by name.")
    other: Mapping[str, str] = Field(description="Further files: what it is → address.")
    credits: tuple[Credit, ...] = Field(description="Sources to be credited.")


class ManifestFile(Output):
    """One file of the public tree."""

    path: str = Field(description="Path from the root of the site.")
    bytes: int = Field(description="Size in bytes.")
    sha256: Sha256 = Field(description="SHA-256 of the file.")


class ManifestDocument(Document):
    """Every file with size and hash: `manifest.json`. It does not list itself."""

    data_version: str = Field(description="Date and content hash of the data.")
    files: tuple[ManifestFile, ...] = Field(description="By path.")


DOCUMENTS: Mapping[str, type[Document]] = {
    "index": IndexDocument,
    "results": ResultsDocument,
    "leaderboard": LeaderboardDocument,
    "models": ModelsDocument,
    "model": ModelDocument,
    "benchmarks": BenchmarksDocument,
    "benchmark": BenchmarkDocument,
    "sources": SourcesDocument,
    "source": SourceDocument,
    "status": StatusDocument,
    "manifest": ManifestDocument,
    **RANKING_DOCUMENTS,
}
"""Kind of document → its class. The kind is the name of its schema."""
