"""Pages about the ranking itself: vendors' own numbers beside independent ones, and how well the fit predicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from weighbridge.render import numbers
from weighbridge.render.home import range_text
from weighbridge.render.view import ModelLine, View
from weighbridge.render.why import signed
from weighbridge.render.writer import Pages
from weighbridge.schema import Result
from weighbridge.standing.reporters import Optimism
from weighbridge.standing.rows import StandingRow
from weighbridge.standing.vendors import POINTS, Pair


@dataclass(frozen=True)
class Place:
    """A model's place with and without the numbers of those who made it."""

    line: ModelLine
    with_own: str
    with_own_range: str
    without: str
    without_range: str
    index_with: str
    index_without: str
    moved: str  # places up (+) or down; blank where one of the two is missing


@dataclass(frozen=True)
class VendorLine:
    """A vendor's optimism in words."""

    name: str
    points: str
    basis: str
    clear: bool  # the 90% interval leaves zero out


@dataclass(frozen=True)
class PairLine:
    """One pair of numbers."""

    line: ModelLine
    benchmark: str
    name: str
    own: str
    own_ticket: str
    own_troubled: bool  # the board is held, out of reach or old
    version: str
    independent: str
    independent_ticket: str
    independent_troubled: bool
    difference: str


@dataclass(frozen=True)
class Far:
    """A result so far from what is expected that a person should look at it."""

    line: ModelLine
    mode: str
    benchmark: str
    name: str
    expected: str
    observed: str
    deviations: str


def write(pages: Pages) -> None:
    """Write ``self-reported/`` and ``method/validation/``."""
    view = pages.view
    report = view.report
    pages.page(
        "self-reported/index.html",
        "self_reported.html",
        places=_places(view),
        vendors=[_vendor(view, found) for found in report.vendors],
        pairs=[_pair(view, pair) for pair in report.pairs],
        troubles=view.troubles_of(result for pair in report.pairs for result in (pair.own, pair.independent)),
    )
    fit = report.fitted.fit if report.fitted else None
    pages.page(
        "method/validation/index.html",
        "validation.html",
        validation=report.validation,
        acceptance=[_point(point) for point in report.validation["acceptance"]] if report.validation else [],
        methods=_methods(report.validation) if report.validation else [],
        fit=fit,
        far=[
            Far(
                view.models[found.model],
                found.variant,
                found.item.partition("@")[0],
                view.dataset.card(found.item.partition("@")[0]).name,
                numbers.number(100 * found.expected, 1),
                numbers.number(100 * found.observed, 1),
                signed(found.deviations, 1),
            )
            for found in report.suspects
        ],
    )


def _places(view: View) -> list[Place]:
    other = view.report.with_own
    if other is None:
        return []
    return [_place(view, row, view.models[row.model].row) for row in other.rows if row.rank is not None]


def _place(view: View, own: StandingRow, without: StandingRow | None) -> Place:
    moved = ""
    if without is not None and without.rank is not None and own.rank is not None:
        moved = signed(without.rank - own.rank, 0)
    return Place(
        line=view.models[own.model],
        with_own=str(own.rank),
        with_own_range=range_text(own.rank_low, own.rank_high),
        without=str(without.rank) if without and without.rank is not None else "",
        without_range=range_text(without.rank_low, without.rank_high) if without else "",
        index_with=numbers.number(own.index.value, 1) if own.index else "",
        index_without=numbers.number(without.index.value, 1) if without and without.index else "",
        moved=moved,
    )


def _vendor(view: View, found: Optimism) -> VendorLine:
    owner = view.dataset.registry.organisations.get(found.reporter)
    return VendorLine(
        name=owner.name if owner else found.reporter,
        points=_interval(found),
        basis=f"{numbers.counted(found.pairs, 'pair')}, {numbers.counted(found.models, 'model')}",
        clear=found.low is not None and found.high is not None and (found.low > 0 or found.high < 0),
    )


def _interval(found: Optimism) -> str:
    text = signed(found.points, 1)
    if found.low is None or found.high is None:
        return text
    return f"{text} ({signed(found.low, 1)} to {signed(found.high, 1)})"


def _pair(view: View, pair: Pair) -> PairLine:
    card = view.dataset.card(pair.own.benchmark)
    return PairLine(
        line=view.models[pair.model],
        benchmark=card.id,
        name=card.name,
        own=_points(view, pair.own),
        own_ticket=view.ticket_path(pair.own),
        own_troubled=view.troubled(pair.own),
        version=pair.own.version,
        independent=_points(view, pair.independent),
        independent_ticket=view.ticket_path(pair.independent),
        independent_troubled=view.troubled(pair.independent),
        difference=signed(pair.difference, 1),
    )


def _points(view: View, result: Result) -> str:
    return numbers.number(result.value * POINTS[view.metric(result).unit], 1)


VERDICTS = {True: "holds", False: "does not hold", None: "cannot be measured"}


def _point(point: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    value = point["value"]
    text = "" if value is None else numbers.number(value, 0 if value == int(value) else 3)
    return str(point["point"]), point["name"], text, point["limit"], VERDICTS[point["holds"]]


def _methods(validation: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Name and figures of each way to rank, this one first, then by pairs ordered rightly."""
    found = validation["methods"]
    ordered = sorted(found, key=lambda name: (name != "this index", -(found[name]["accuracy"]["pair"] or 0.0), name))

    def text(value: float | None, places: int) -> str:
        return "" if value is None else numbers.number(value, places)

    return [
        (
            name,
            text(found[name]["accuracy"]["pair"], 1),
            text(found[name]["accuracy"]["mae"], 2),
            text(found[name]["lobo"], 3),
            text(found[name]["cherry_pick"], 1),
            text(found[name]["order_after_dropping"], 3),
        )
        for name in ordered
    ]
