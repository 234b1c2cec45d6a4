"""What the downloads tell of the ranking beside the places: explanations, the gap, vendors' numbers, past places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from weighbridge.dataset import Dataset
from weighbridge.export.cells import cells_of
from weighbridge.export.output import API, Places, whole_seconds
from weighbridge.export.ranking_documents import (
    CARRIER,
    Carried,
    ExplanationDocument,
    GapDay,
    GapDocument,
    OptimismDocument,
    PairLine,
    Prospective,
    RecordStep,
    Series,
    Spread,
    Standard,
    VendorLine,
)
from weighbridge.export.rows import PastPlaceRow
from weighbridge.standing.board import INDEX_SD, index_value
from weighbridge.standing.cells import mode_name
from weighbridge.standing.explain import Carrier, Explanation, Prospect
from weighbridge.standing.gap import Entry, Estimate, Gap, Record
from weighbridge.standing.history import PastPlace
from weighbridge.standing.report import GapSeries, RankingReport
from weighbridge.standing.vendors import Pair

# The last binary digits of a fit differ between processors and mean nothing: points are rounded to 0.01, scores and
# shares to 0.0001.


def past_rows(report: RankingReport) -> list[PastPlaceRow]:
    """The table ``history_of_ranking``, in the order in which it is kept."""
    return [_past(place) for place in report.history]


def _past(place: PastPlace) -> PastPlaceRow:
    return PastPlaceRow(
        day=place.day,
        basket=place.basket,
        basket_benchmarks=place.benchmarks,
        model=place.model,
        variant=place.variant,
        open_weights=place.open_weights,
        rank=place.rank,
        rank_low=place.rank_low,
        rank_high=place.rank_high,
        index=place.index,
        index_low=place.index_low,
        index_high=place.index_high,
        cells=place.cells,
    )


def ranking_files(
    dataset: Dataset, report: RankingReport, places: Places, data_version: str
) -> Iterator[tuple[str, bytes]]:
    """Path from the root of the site and bytes of every document about the ranking."""
    for kind, document in (
        ("gap", _gap_document(dataset, report, places, data_version)),
        ("optimism", _optimism_document(dataset, report, places, data_version)),
    ):
        yield f"{API}/{kind}.json", document.json_bytes() + b"\n"
    for model, explanation in sorted(report.explanations.items()):
        path = f"{API}/explanations/{model}.json"
        yield path, _explanation(model, explanation, places, path).json_bytes() + b"\n"


# --- why -----------------------------------------------------------------------------------------


def _explanation(model: str, found: Explanation, places: Places, path: str) -> ExplanationDocument:
    return ExplanationDocument(
        schema_=places.schema("explanation", path),
        page=places.link(f"models/{model}/", path),
        model=model,
        variant=mode_name(found.model) or "default",
        index=round(index_value(found.theta), 2),
        error=round(INDEX_SD * found.se, 2),
        carrier_columns=CARRIER.names,
        carriers=tuple(tuple(cells_of(_carried(carrier))) for carrier in found.carriers),
        prospects=tuple(map(_prospective, found.prospects)),
    )


def _carried(carrier: Carrier) -> Carried:
    benchmark, _, version = carrier.cell.benchmark.partition("@")
    return Carried(
        benchmark=benchmark,
        benchmark_version=version,
        expected=round(carrier.expected, 4),
        observed=round(carrier.cell.score, 4),
        source=carrier.cell.source,
        surprise=round(carrier.surprise, 2),
        information=round(carrier.information, 4),
        pull=round(INDEX_SD * carrier.pull, 2),
    )


def _prospective(prospect: Prospect) -> Prospective:
    benchmark, _, version = prospect.benchmark.partition("@")
    return Prospective(
        benchmark=benchmark,
        benchmark_version=version,
        expected=round(prospect.expected, 4),
        error_now=round(INDEX_SD * prospect.se_now, 2),
        error_after=round(INDEX_SD * prospect.se_after, 2),
    )


# --- the gap -------------------------------------------------------------------------------------


def _gap_document(dataset: Dataset, report: RankingReport, places: Places, data_version: str) -> GapDocument:
    return GapDocument(
        schema_=places.schema("gap", f"{API}/gap.json"),
        data_version=data_version,
        as_of=whole_seconds(dataset.as_of),
        countries={place: _steps(records) for place, records in sorted(report.countries.items())},
        gap=tuple(map(_series, report.gaps)),
    )


def _series(series: GapSeries) -> Series:
    return Series(
        name=series.name,
        kind=series.kind,
        unit=series.unit,
        days=tuple(map(_day, series.months)),
        open_records=_steps(series.open_records),
        closed_records=_steps(series.closed_records),
    )


def _day(gap: Gap) -> GapDay:
    return GapDay(
        day=gap.day,
        closed=_standard(gap.leader),
        open=_standard(gap.follower),
        points=_spread(gap.points),
        months=_spread(gap.months),
    )


def _standard(entry: Entry) -> Standard:
    return Standard(model=entry.model, value=round(entry.value, 4), error=round(entry.se, 4))


def _steps(records: Iterable[Record]) -> tuple[RecordStep, ...]:
    return tuple(
        RecordStep(
            day=step.day, model=step.entry.model, value=round(step.entry.value, 4), error=round(step.entry.se, 4)
        )
        for step in records
    )


def _spread(estimate: Estimate) -> Spread:
    return Spread(value=round(estimate.value, 2), low=round(estimate.low, 2), high=round(estimate.high, 2))


# --- vendors' own numbers ------------------------------------------------------------------------


def _optimism_document(dataset: Dataset, report: RankingReport, places: Places, data_version: str) -> OptimismDocument:
    return OptimismDocument(
        schema_=places.schema("optimism", f"{API}/optimism.json"),
        data_version=data_version,
        as_of=whole_seconds(dataset.as_of),
        vendors=tuple(
            VendorLine(
                vendor=found.reporter,
                points=round(found.points, 2),
                low=None if found.low is None else round(found.low, 2),
                high=None if found.high is None else round(found.high, 2),
                pairs=found.pairs,
                models=found.models,
            )
            for found in report.vendors
        ),
        pairs=tuple(_pair(dataset, pair) for pair in report.pairs),
    )


def _pair(dataset: Dataset, pair: Pair) -> PairLine:
    return PairLine(
        vendor=pair.vendor,
        model=pair.model,
        benchmark=pair.own.benchmark,
        benchmark_version=pair.own.version,
        metric=pair.own.metric,
        unit=dataset.card(pair.own.benchmark).metrics[pair.own.metric].unit,
        own=pair.own.value,
        independent=pair.independent.value,
        difference=round(pair.difference, 2),
        own_id=pair.own.id,
        independent_id=pair.independent.id,
    )
