"""What many results share, stated once a document: who and what was measured, the bytes it was read from, its life.

A row names each by its place in a list; the lists are lists of cells too.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import Field

from weighbridge.export.cells import layout_of
from weighbridge.export.output import Output, Sha256
from weighbridge.export.rows import Asked, Yardstick
from weighbridge.schema import Reporter


class Payload(Output):
    """Bytes that were read, and who reported what they say: the evidence of the results that point here."""

    source: str = Field(description="Id of the source; pages of its boards for people stand in `sources/<id>.json`.")
    source_url: str = Field(description="Address of the bytes.")
    retrieved_at: datetime = Field(description="When they were read, UTC.")
    payload_sha256: Sha256 = Field(description="Their SHA-256.")
    reporter: Reporter = Field(description="Who stands behind the numbers.")


class Subject(Output):
    """Whose result it is."""

    model: str | None = Field(description="Id of the model; null where the raw name is not resolved.")
    model_raw: str = Field(description="Name of the model as the source writes it.")
    open_weights: bool | None = Field(description="Whether anybody can download the weights; null while unresolved.")


class Span(Output):
    """How long rows stood on their board."""

    first_seen: datetime = Field(description="When the row first stood on the board, UTC.")
    last_seen: datetime = Field(description="The last reading that still had it, UTC.")
    withdrawn_on: datetime | None = Field(description="The first reading without it, UTC; null while it stands.")


class BenchmarkSubject(Output):
    """Whose result it is."""

    model: str | None = Field(description="Id of the model; null where the raw name is not resolved.")
    model_raw: str | None = Field(None, description="Name as the source writes it, where it is not resolved.")


class BenchmarkYardstick(Output):
    """One metric of one version; unit and direction stand in `metrics`. Numbers of two versions do not compare."""

    benchmark_version: str = Field(description="Version of the benchmark.")
    metric: str = Field(description="Id of the metric.")


PAYLOAD, SUBJECT, YARDSTICK, SPAN, BENCHMARK_SUBJECT, BENCHMARK_YARDSTICK, PRICE = (
    layout_of(made_of) for made_of in (Payload, Subject, Yardstick, Span, BenchmarkSubject, BenchmarkYardstick, Asked)
)

if TYPE_CHECKING:
    PayloadCells = tuple[object, ...]
    SubjectCells = tuple[object, ...]
    YardstickCells = tuple[object, ...]
    SpanCells = tuple[object, ...]
    BenchmarkSubjectCells = tuple[object, ...]
    BenchmarkYardstickCells = tuple[object, ...]
    PriceCells = tuple[object, ...]
else:
    PayloadCells, SubjectCells, YardstickCells, SpanCells = (
        layout.type() for layout in (PAYLOAD, SUBJECT, YARDSTICK, SPAN)
    )
    BenchmarkSubjectCells, BenchmarkYardstickCells, PriceCells = (
        layout.type() for layout in (BENCHMARK_SUBJECT, BENCHMARK_YARDSTICK, PRICE)
    )
