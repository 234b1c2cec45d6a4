"""Why this rank: the results that carry a model's place, where it stands out, and what one more result would tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from weighbridge.render import numbers
from weighbridge.render.charts import place
from weighbridge.render.view import View
from weighbridge.standing.board import INDEX_SD
from weighbridge.standing.cells import mode_name
from weighbridge.standing.explain import Carrier, Explanation, Prospect

CARRIERS = 12  # rows shown at once; the rest is folded
NAMED = 3  # benchmarks named in a sentence
WIDTH = 160.0


@dataclass(frozen=True)
class CarrierLine:
    """One result that counts: what was expected of the model and what came, in percent of the fit's scale."""

    benchmark: str  # id of its page
    name: str
    observed: str
    expected: str
    surprise: str  # residual in its standard deviations, signed
    weight: str  # share of what is known of the model's ability, percent
    pull: str  # index points that it moves the model, signed
    observed_x: float
    expected_x: float
    out: bool  # beyond what noise explains easily


@dataclass(frozen=True)
class ProspectLine:
    """A benchmark that the model lacks, and the error of the index (90%) before and after a result there."""

    benchmark: str
    name: str
    expected: str
    now: str
    after: str


@dataclass(frozen=True)
class Why:
    """A model's explanation, all text ready."""

    mode: str
    sentence: str
    first: tuple[CarrierLine, ...]
    rest: tuple[CarrierLine, ...]
    prospects: tuple[ProspectLine, ...]
    index: str


def why_of(view: View, model: str) -> Why | None:
    """The explanation of a model's place; None for one that the fit does not know."""
    found = view.report.explanations.get(model)
    row = view.models[model].row
    if found is None or row is None or row.index is None:
        return None
    lines = [_carrier(view, carrier) for carrier in found.carriers]
    mode = mode_name(found.model)
    return Why(
        mode="" if mode == "default" else mode,
        sentence=_sentence(view, found),
        first=tuple(lines[:CARRIERS]),
        rest=tuple(lines[CARRIERS:]),
        prospects=tuple(_prospect(view, prospect) for prospect in found.prospects[:NAMED]),
        index=numbers.number(row.index.value, 1),
    )


def _sentence(view: View, found: Explanation) -> str:
    """The explanation in words."""
    words = f"What is known of it comes most from {_names(view, found.carriers)}."
    if found.better:
        words += f" Better than its standing: {_names(view, found.better)}."
    if found.worse:
        words += f" Worse than its standing: {_names(view, found.worse)}."
    if not found.better and not found.worse:
        words += " No result is out of line with the others."
    return words


def _names(view: View, carriers: Sequence[Carrier]) -> str:
    return numbers.listing([_card_name(view, carrier.cell.benchmark) for carrier in carriers[:NAMED]])


def _card_name(view: View, item: str) -> str:
    key, _, version = item.partition("@")
    card = view.dataset.card(key)
    return card.name if version == card.current else f"{card.name} ({version})"


def _carrier(view: View, carrier: Carrier) -> CarrierLine:
    return CarrierLine(
        benchmark=carrier.cell.benchmark.partition("@")[0],
        name=_card_name(view, carrier.cell.benchmark),
        observed=numbers.number(100 * carrier.cell.score, 1),
        expected=numbers.number(100 * carrier.expected, 1),
        surprise=signed(carrier.surprise, 1),
        weight=numbers.number(100 * carrier.information, 0),
        pull=signed(INDEX_SD * carrier.pull, 1),
        observed_x=place(carrier.cell.score, 0, 1, 4, WIDTH - 4),
        expected_x=place(carrier.expected, 0, 1, 4, WIDTH - 4),
        out=abs(carrier.surprise) > 1.5,
    )


def _prospect(view: View, prospect: Prospect) -> ProspectLine:
    return ProspectLine(
        benchmark=prospect.benchmark.partition("@")[0],
        name=_card_name(view, prospect.benchmark),
        expected=numbers.number(100 * prospect.expected, 0),
        now=numbers.number(1.645 * INDEX_SD * prospect.se_now, 2),
        after=numbers.number(1.645 * INDEX_SD * prospect.se_after, 2),
    )


def signed(value: float, places: int) -> str:
    """A number with its sign, also when it is above zero."""
    text = numbers.number(value, places)
    return f"+{text}" if value > 0 and text.strip("0.") else text
