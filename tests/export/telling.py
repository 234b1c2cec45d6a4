"""A made-up report on the ranking of a made-up data state: explanations, a gap, a pair of numbers, past places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from weighbridge.dataset import Dataset
from weighbridge.standing.explain import Carrier, Explanation, Prospect
from weighbridge.standing.gap import Entry, gap, records
from weighbridge.standing.history import PastPlace
from weighbridge.standing.matrix import Cell
from weighbridge.standing.report import NO_REPORT, GapSeries, RankingReport
from weighbridge.standing.reporters import Optimism
from weighbridge.standing.vendors import Pair

OPENED, CLOSED = "acme/anvil-8b", "shut/door"
DAYS = (date(2026, 1, 31), date(2026, 2, 28))


def report_for(dataset: Dataset) -> RankingReport:
    """The report where the dataset knows the two models that it speaks of; else an empty one."""
    if not {OPENED, CLOSED} <= dataset.by_model.keys():
        return NO_REPORT
    return replace(
        NO_REPORT,
        explanations={OPENED: explanation(OPENED)},
        pairs=(pair(dataset),),
        vendors=(Optimism("shut", 1.234, None, None, 1, 1),),
        gaps=(gap_series(),),
        countries={"Europe": records([Entry(OPENED, "Europe", DAYS[0], 58.0, 1.0)], "Europe")},
        history=tuple(past(day, model) for day in DAYS for model in (OPENED, CLOSED)),
    )


def explanation(model: str) -> Explanation:
    """One that rests on two results and lacks a third."""
    entity = f"{model}|effort high"
    carriers = tuple(
        Carrier(Cell(entity, item, score, "coding", source="toy"), 0.51239, surprise, 0.4, 0.0523)
        for item, score, surprise in (("coding-toy@2", 0.5125, 0.1), ("knowledge-toy@2", 0.9, 2.345))
    )
    prospect = Prospect("coding-toy@1", "coding", 0.25, 0.2, 0.15)
    return Explanation(entity, 0.81234, 0.2, carriers, carriers[1:], (), (prospect,))


def gap_series() -> GapSeries:
    """A closed model at 70, and an open one that comes later at 61 with an error of 1."""
    entries = [Entry(CLOSED, "closed", DAYS[0], 70.0), Entry(OPENED, "open", DAYS[0], 61.0, 1.0)]
    months = tuple(found for day in DAYS if (found := gap(entries, day)) is not None)
    return GapSeries("index", "index", "index points", months, records(entries, "open"), records(entries, "closed"))


def pair(dataset: Dataset) -> Pair:
    """Two numbers of one metric, taken as a vendor's own and an independent one."""
    (own,) = [result for result in dataset.by_model[CLOSED] if result.metric == "accuracy"]
    independent = min(dataset.by_model[OPENED], key=lambda result: result.id)
    return Pair("shut", CLOSED, own, independent, own.value - independent.value)


def past(day: date, model: str) -> PastPlace:
    """A place on a day: the open model has a rank, the closed one has none."""
    rank = 1 if model == OPENED else None
    return PastPlace(day, "moving", 9, model, "default", rank is not None, rank, rank, rank, 60.0, 58.5, 61.5, 7)
