"""The published documents about the ranking: why a model has its place, the gap, vendors' own numbers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from weighbridge.export.cells import layout_of
from weighbridge.export.output import Collection, Document, Output
from weighbridge.schema import Unit

# --- why a model has its place -------------------------------------------------------------------


class OfBenchmark(Output):
    """Which benchmark of the fit is meant."""

    benchmark: str = Field(description="Id of the benchmark.")
    benchmark_version: str = Field(description="Version of the benchmark.")
    expected: float = Field(description="Score that the fit expects of the model, 0 to 1, chance level taken off.")


class Carried(OfBenchmark):
    """A result that counts, and what it does to the place of the model."""

    observed: float = Field(description="Score that was measured, 0 to 1, chance level taken off.")
    source: str = Field(description="Who measured it: id of the source.")
    surprise: float = Field(description="Observed less expected, in its own standard deviations.")
    information: float = Field(description="Share of what is known of the ability that would go without it, 0 to 1.")
    pull: float = Field(description="Index points by which it moves the model from where the others leave it.")


CARRIER = layout_of(Carried)

if TYPE_CHECKING:
    CarrierCells = tuple[object, ...]
else:
    CarrierCells = CARRIER.type()


class Prospective(OfBenchmark):
    """A benchmark that the model lacks, and what a result there would tell."""

    error_now: float = Field(description="Standard error of the index now, in index points.")
    error_after: float = Field(description="Standard error of the index after one more result there.")


class ExplanationDocument(Document):
    """Why a model has its place: `explanations/<organisation>/<name>.json`, for every model in the fit."""

    page: str = Field(description="The model's page for people.")
    model: str = Field(description="Id of the model.")
    variant: str = Field(description="The mode that stands for the model.")
    index: float = Field(description="Index points, rounded to 0.01.")
    error: float = Field(description="Standard error of the index, in index points.")
    carrier_columns: tuple[str, ...] = Field(description="Names of the cells of `carriers`.")
    carriers: tuple[CarrierCells, ...] = Field(description="The results that count, most informative first.")
    prospects: tuple[Prospective, ...] = Field(description="Benchmarks it lacks, the most telling first.")


# --- the gap -------------------------------------------------------------------------------------


class Spread(Output):
    """A figure with its 90% interval."""

    value: float = Field(description="The figure.")
    low: float = Field(description="Lower end.")
    high: float = Field(description="Upper end.")


class Standard(Output):
    """A model that was the best of its group, and its value."""

    model: str = Field(description="Id of the model.")
    value: float = Field(description="Its value, in the unit of the series.")
    error: float = Field(description="Standard error of the value; 0 where it is taken as exact.")


class RecordStep(Standard):
    """A model that was the best of its group from a day on."""

    day: date = Field(description="The day.")


class GapDay(Output):
    """The gap at the end of a month, or today."""

    day: date = Field(description="The day.")
    closed: Standard = Field(description="The best closed model by then.")
    open: Standard = Field(description="The best open-weight model by then.")
    points: Spread = Field(description="Closed less open, in the unit of the series; below 0 when open is ahead.")
    months: Spread = Field(description="How many months ago closed models reached what open ones have reached.")


class Series(Output):
    """The gap by one measure."""

    name: str = Field(description="`index`, or the id of a domain or of a benchmark.")
    kind: str = Field(description="What the name is of: index, domain or benchmark.")
    unit: str = Field(description="Unit of the values.")
    days: tuple[GapDay, ...] = Field(description="Ends of months, and today last.")
    open_records: tuple[RecordStep, ...] = Field(description="Best open-weight model over time.")
    closed_records: tuple[RecordStep, ...] = Field(description="Best closed model over time.")


class GapDocument(Collection):
    """The gap between open-weight and closed models over time: `gap.json`."""

    countries: Mapping[str, tuple[RecordStep, ...]] = Field(
        description="Where the developer is → its best open-weight model over time, in index points."
    )
    gap: tuple[Series, ...] = Field(description="By the index first, then by domain, then by benchmark.")


# --- vendors' own numbers ------------------------------------------------------------------------


class VendorLine(Output):
    """How far a vendor's own numbers are from independent ones."""

    vendor: str = Field(description="Id of the organisation.")
    points: float = Field(description="Own less independent, mean over its models, on a scale of 0 to 100.")
    low: float | None = Field(None, description="Lower end of the 90% interval; missing with one model.")
    high: float | None = Field(None, description="Upper end of the 90% interval; missing with one model.")
    pairs: int = Field(description="Pairs of numbers.")
    models: int = Field(description="Models that they are of.")


class PairLine(Output):
    """A vendor's own number beside an independent one: same model, benchmark, version and metric."""

    vendor: str = Field(description="Id of the organisation.")
    model: str = Field(description="Id of the model.")
    benchmark: str = Field(description="Id of the benchmark.")
    benchmark_version: str = Field(description="Version of the benchmark.")
    metric: str = Field(description="Id of the metric.")
    unit: Unit = Field(description="Unit of both values.")
    own: float = Field(description="The vendor's number.")
    independent: float = Field(description="The independent number.")
    difference: float = Field(description="Own less independent, on a scale of 0 to 100.")
    own_id: str = Field(description="Ticket of the vendor's number, in `results`.")
    independent_id: str = Field(description="Ticket of the independent number, in `results`.")


class OptimismDocument(Collection):
    """Vendors' own numbers beside independent ones: `optimism.json`."""

    vendors: tuple[VendorLine, ...] = Field(description="By vendor.")
    pairs: tuple[PairLine, ...] = Field(description="By vendor, model, benchmark.")


RANKING_DOCUMENTS: Mapping[str, type[Document]] = {
    "explanation": ExplanationDocument,
    "gap": GapDocument,
    "optimism": OptimismDocument,
}
"""Kind of document → its class, as in :data:`weighbridge.export.documents.DOCUMENTS`."""
