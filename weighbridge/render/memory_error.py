"""How far the memory estimate is off: beside sizes of files and GPU memory that catalogues publish for the models here.

Files are compared with the estimated weights, GPU memory with the whole estimate at a short context. A size that comes
from the source of the model's count of parameters is left out: it would measure that source against itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from weighbridge.render import numbers
from weighbridge.render.memory import PRECISIONS, SHORT_CONTEXT, memory_bytes, weight_bytes
from weighbridge.render.view import TOTAL, ModelLine, View
from weighbridge.render.why import signed
from weighbridge.schema import Claim

FIGURES = {"file_size": "Size of the files", "gpu_memory": "Least GPU memory"}
GB = 1e9


@dataclass(frozen=True)
class Miss:
    """A published figure beside its estimate, both in bytes."""

    line: ModelLine
    figure: str  # file_size or gpu_memory
    precision: str
    bits: float  # a weight, as the estimate assumes
    source: str
    parameters: float
    stated: float
    estimated: float

    @property
    def error(self) -> float:
        """Share of the published figure by which the estimate is higher (negative: lower)."""
        return self.estimated / self.stated - 1

    @property
    def why(self) -> str:
        """What the arithmetic says of the difference."""
        own = self.stated * 8 / self.parameters
        weights = weight_bytes(self.parameters, self.bits)
        if self.figure == "file_size" or self.stated < weights:
            return f"the figure is {numbers.number(own, 1)} bits a parameter, assumed are {numbers.exact(self.bits)}"
        return (
            f"beyond the weights the figure has {numbers.size_text(self.stated - weights)} GB, "
            f"the estimate {numbers.size_text(self.estimated - weights)} GB"
        )


@dataclass(frozen=True)
class ErrorLine:
    """One kind of published figure at one precision: how many models, and how far off the estimate is."""

    figure: str
    source: str
    source_title: str
    stale: bool  # the catalogue is held, out of reach or old
    precision: str
    models: int
    middle: str  # median of the errors with their sign
    half: str  # half of the models are off by at most this
    most: str  # nine in ten
    worst: Miss
    worst_error: str


def errors_of(view: View) -> tuple[ErrorLine, ...]:
    """A line for each kind of figure, source and precision that has one for a model with a page."""
    groups: dict[tuple[str, str, str], list[Miss]] = defaultdict(list)
    for miss in misses_of(view):
        groups[miss.figure, miss.source, miss.precision].append(miss)
    troubled = {trouble.source for trouble in view.troubles}
    order = {name: place for place, (name, _) in enumerate(PRECISIONS)}
    return tuple(
        _line(view, groups[key], stale=key[1] in troubled)
        for key in sorted(groups, key=lambda key: (list(FIGURES).index(key[0]), key[1], order[key[2]]))
    )


def misses_of(view: View) -> Iterator[Miss]:
    """Every published figure of an open-weight model with a page, beside its estimate."""
    for line in view.models.values():
        counted = view.dataset.facts.get(line.id, {}).get(TOTAL[0])
        if not line.open or not line.path or line.total is None or counted is None:
            continue
        for precision, bits in PRECISIONS:
            for figure in FIGURES:
                for claim in _claims(view, line.id, f"{figure}_{precision.replace('-', '_')}_gb"):
                    if figure == "gpu_memory" or claim.source != counted.claim.source:
                        yield _miss(line, figure, precision, bits, claim)


def _claims(view: View, model: str, fact: str) -> list[Claim]:
    """One claim a source, the one believed first."""
    found = view.dataset.facts.get(model, {}).get(fact)
    if found is None:
        return []
    by_source: dict[str, Claim] = {}
    for claim in found.claims:
        if isinstance(claim.value, float) and claim.value > 0:
            by_source.setdefault(claim.source, claim)
    return list(by_source.values())


def _miss(line: ModelLine, figure: str, precision: str, bits: float, claim: Claim) -> Miss:
    parameters = line.total or 0.0
    context = min(SHORT_CONTEXT, line.context or SHORT_CONTEXT)
    whole = memory_bytes(parameters, bits, context)
    return Miss(
        line=line,
        figure=figure,
        precision=precision,
        bits=bits,
        source=claim.source,
        parameters=parameters,
        stated=float(claim.value) * GB,
        estimated=weight_bytes(parameters, bits) if figure == "file_size" else whole,
    )


def _line(view: View, misses: list[Miss], *, stale: bool) -> ErrorLine:
    ordered = sorted(misses, key=lambda miss: (abs(miss.error), miss.line.id))
    sizes = [abs(miss.error) for miss in ordered]
    worst = ordered[-1]
    return ErrorLine(
        figure=FIGURES[worst.figure],
        source=worst.source,
        source_title=view.source_title(worst.source),
        stale=stale,
        precision=worst.precision,
        models=len(misses),
        middle=signed(100 * median(miss.error for miss in misses), 1),
        half=numbers.number(100 * median(sizes), 1),
        most=numbers.number(100 * sizes[-(-9 * len(sizes) // 10) - 1], 1),
        worst=worst,
        worst_error=signed(100 * worst.error, 0),
    )
