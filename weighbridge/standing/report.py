"""What is told of the ranking beside the ranks: why a model stands where it does, the gap, vendors' optimism."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from weighbridge.dataset import Dataset
from weighbridge.schema import Result
from weighbridge.standing.board import INDEX_SD, Fitted, fitted, index_value, standing_from
from weighbridge.standing.cells import mode_name, model_of
from weighbridge.standing.explain import Explanation, explanations
from weighbridge.standing.gap import Entry, Gap, Record, gaps, records
from weighbridge.standing.history import PastPlace
from weighbridge.standing.interval import Status, ability_variance, probability_above, sub_index_shown
from weighbridge.standing.reporters import Optimism
from weighbridge.standing.rows import Standing
from weighbridge.standing.vendors import Pair, pairs_of, vendors_of

OPEN, CLOSED = "open", "closed"
FIRST_YEAR = 2024
_EUROPEAN = "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LT LU LV MT NL NO PL PT RO SE SI SK"
EUROPE = frozenset(_EUROPEAN.split())


@dataclass(frozen=True)
class Suspect:
    """A cell so far from what is expected of its model that it was put up for review; it still counts."""

    model: str
    variant: str
    item: str  # benchmark@version
    observed: float  # score, 0-1
    expected: float
    deviations: float


@dataclass(frozen=True)
class GapSeries:
    """The gap of one measure (the index, a domain of it, or one benchmark) at the end of each month."""

    name: str
    kind: str  # index, domain or benchmark
    unit: str  # what the points are
    months: tuple[Gap, ...]
    open_records: tuple[Record, ...]
    closed_records: tuple[Record, ...]


@dataclass(frozen=True)
class RankingReport:
    """Everything about the ranking that pages and downloads tell."""

    fitted: Fitted | None
    explanations: Mapping[str, Explanation]  # model → why its headline mode stands where it does
    pairs: tuple[Pair, ...]  # vendors' own numbers beside independent ones
    vendors: tuple[Optimism, ...]  # what the pairs say of each vendor
    suspects: tuple[Suspect, ...]
    gaps: tuple[GapSeries, ...]  # the index first, then domains, then single benchmarks
    countries: Mapping[str, tuple[Record, ...]]  # China, United States, Europe, others → its best open model over time
    history: tuple[PastPlace, ...]
    with_own: Standing | None = None  # the leaderboard with vendors' own and community numbers counted too
    validation: Mapping[str, Any] | None = None  # what `weighbridge validate --save` last measured, with its date

    def above(self, one: str, other: str) -> float | None:
        """P(one model is better than the other), from their headline modes; None if one is not in the fit."""
        if self.fitted is None or one not in self.fitted.headline or other not in self.fitted.headline:
            return None
        return probability_above(self.fitted.fit, self.fitted.headline[one], self.fitted.headline[other])


NO_REPORT = RankingReport(None, {}, (), (), (), (), {}, ())


def ranking_report(
    dataset: Dataset,
    found: Fitted | None,
    history: tuple[PastPlace, ...] = (),
    validation: Mapping[str, Any] | None = None,
) -> RankingReport:
    """The report on a dataset and its fit; None for a fit: there was nothing to fit."""
    pairs = pairs_of(dataset)
    vendors = vendors_of(pairs)
    if found is None:
        return replace(NO_REPORT, pairs=pairs, vendors=vendors, history=history, validation=validation)
    return RankingReport(
        fitted=found,
        explanations=explanations(found.fit, found.headline),
        pairs=pairs,
        vendors=vendors,
        suspects=suspects_of(found),
        gaps=tuple(_gaps(dataset, found)),
        countries=_by_country(dataset, found),
        history=history,
        with_own=standing_from(dataset, fitted(dataset, everything=True, tau=found.fit.tau)),
        validation=validation,
    )


def suspects_of(found: Fitted) -> tuple[Suspect, ...]:
    """The cells of a fit that are more than four standard deviations off."""
    fit = found.fit
    deviations = fit.standardised()
    return tuple(
        Suspect(
            model_of(fit.matrix.cells[i].model),
            mode_name(fit.matrix.cells[i].model),
            fit.matrix.cells[i].benchmark,
            float(fit.matrix.score[i]),
            float(fit.expected[i]),
            float(deviations[i]),
        )
        for i in fit.suspects()
    )


def released_on(dataset: Dataset, model: str) -> date | None:
    """The day a model came out; for one known to the month only, that month's last day."""
    text = str(dataset.fact(model, "released") or "")
    try:
        if len(text) == 7:
            year, month = int(text[:4]), int(text[5:])
            return date(year, month, calendar.monthrange(year, month)[1])
        return date.fromisoformat(text)
    except ValueError:
        return None


def _gaps(dataset: Dataset, found: Fitted) -> Iterable[GapSeries]:
    ranked = [
        (model, entity) for model, entity in found.headline.items() if found.evidence[entity].status is Status.RANKED
    ]
    end = dataset.as_of.date()
    yield _series("index", "index", "index points", _entries(dataset, found, ranked, None), end)
    for number, domain in enumerate(found.fit.matrix.domains):
        if domain:
            entries = _entries(dataset, found, ranked, number)
            yield _series(domain, "domain", "index points", entries, end)
    for benchmark, results in sorted(dataset.by_benchmark.items()):
        card = dataset.card(benchmark)
        main = [r for r in results if r.current and r.metric == card.headline and r.version == card.current]
        if not card.composite and card.metrics[card.headline].higher_is_better:
            entries = _benchmark_entries(dataset, main)
            if min(sum(e.group == g for e in entries) for g in (OPEN, CLOSED)) >= 5:
                yield _series(benchmark, "benchmark", card.metrics[card.headline].unit.value, entries, end)


def _entries(dataset: Dataset, found: Fitted, ranked: Sequence[tuple[str, str]], domain: int | None) -> list[Entry]:
    fit = found.fit
    shown, variance = sub_index_shown(fit.matrix), ability_variance(fit)
    entries = []
    for model, entity in ranked:
        at, day = fit.matrix.place_of[entity], released_on(dataset, model)
        if day is None or (domain is not None and not shown[at, domain]):
            continue
        theta = float(fit.theta[at]) + (float(fit.offsets[at, domain]) if domain is not None else 0.0)
        se = float(np.sqrt(variance[at, domain])) if domain is not None else float(fit.se[at])
        group = OPEN if dataset.is_open(model) else CLOSED
        entries.append(Entry(model, group, day, index_value(theta), INDEX_SD * se))
    return entries


def _benchmark_entries(dataset: Dataset, results: Sequence[Result]) -> list[Entry]:
    """The best result of each model on one benchmark, from the day of the model's release."""
    best: dict[str, Result] = {}
    for result in results:
        if result.model is not None and (result.model not in best or result.value > best[result.model].value):
            best[result.model] = result
    entries = []
    for model, result in sorted(best.items()):
        day = released_on(dataset, model)
        if day is not None:
            group = OPEN if dataset.is_open(model) else CLOSED
            entries.append(Entry(model, group, day, result.value, result.stderr or 0.0))
    return entries


def _series(name: str, kind: str, unit: str, entries: Sequence[Entry], end: date) -> GapSeries:
    days = [day for day in _month_ends(end) if any(e.day <= day for e in entries)]
    months = gaps(entries, days)
    return GapSeries(name, kind, unit, months, records(entries, OPEN), records(entries, CLOSED))


def _month_ends(end: date) -> Iterable[date]:
    for year in range(FIRST_YEAR, end.year + 1):
        for month in range(1, 13):
            day = date(year, month, calendar.monthrange(year, month)[1])
            if day < end:
                yield day
    yield end


def _by_country(dataset: Dataset, found: Fitted) -> dict[str, tuple[Record, ...]]:
    entries: dict[str, list[Entry]] = {}
    for model, entity in found.headline.items():
        day = released_on(dataset, model)
        if found.evidence[entity].status is not Status.RANKED or day is None or not dataset.is_open(model):
            continue
        at = found.fit.matrix.place_of[entity]
        place = _place_of(dataset, model)
        value, se = index_value(float(found.fit.theta[at])), INDEX_SD * float(found.fit.se[at])
        entries.setdefault(place, []).append(Entry(model, place, day, value, se))
    return {place: records(entries[place], place) for place in sorted(entries)}


def _place_of(dataset: Dataset, model: str) -> str:
    organisation = dataset.registry.organisations.get(dataset.model(model).developer)
    country = organisation.country if organisation is not None else None
    known = {"CN": "China", "US": "United States", None: "unknown"}
    return known.get(country) or ("Europe" if country in EUROPE else "others")
