"""The worked example of the method page: one result of the best open-weight model, from the fit of this build."""

from __future__ import annotations

from dataclasses import dataclass

from weighbridge.render import numbers
from weighbridge.render.view import ModelLine, View
from weighbridge.render.why import signed
from weighbridge.standing.board import index_value
from weighbridge.standing.cells import mode_name

FIRST = "vibe-code-bench"  # the board that most claims are about, where the model has it


@dataclass(frozen=True)
class Worked:
    """All figures of one expected result, rounded for reading."""

    line: ModelLine
    mode: str
    benchmark: str  # id of its page
    name: str
    domain: str
    theta: str
    index: str
    offset: str
    slope: str
    intercept: str
    expected: str
    observed: str
    difference: str
    deviations: str


def worked_example(view: View) -> Worked | None:
    """The example; None where nothing is ranked."""
    report = view.report
    best = next((row.model for row in view.standing.rows if row.open_weights and row.rank == 1), None)
    if report.fitted is None or best is None:
        return None
    fit, entity = report.fitted.fit, report.fitted.headline[best]
    m = fit.matrix.models.index(entity)
    own = [i for i, cell in enumerate(fit.matrix.cells) if cell.model == entity]
    i = min(own, key=lambda i: (not fit.matrix.cells[i].benchmark.startswith(f"{FIRST}@"), i))
    b, d = fit.matrix.benchmark[i], fit.matrix.domain[i]
    card = view.dataset.card(fit.matrix.cells[i].benchmark.partition("@")[0])
    expected, observed = 100 * float(fit.expected[i]), 100 * float(fit.matrix.score[i])
    mode = mode_name(entity)
    return Worked(
        line=view.models[best],
        mode="" if mode == "default" else mode,
        benchmark=card.id,
        name=card.name,
        domain=view.domain_title(card.domain),
        theta=numbers.number(float(fit.theta[m]), 2),
        index=numbers.number(index_value(float(fit.theta[m])), 1),
        offset=signed(float(fit.offsets[m, d]), 2),
        slope=numbers.number(float(fit.slope[b]), 2),
        intercept=numbers.number(float(fit.intercept[b]), 2),
        expected=numbers.number(expected, 1),
        observed=numbers.number(observed, 1),
        difference=signed(observed - expected, 1),
        deviations=signed(float(fit.standardised()[i]), 1),
    )
