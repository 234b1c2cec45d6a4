"""The fit and the validation as plain documents (dicts of JSON values), for the command line and for others."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from weighbridge.standing.calibrate import Calibration, choose_tau
from weighbridge.standing.fit import Fit, fit_matrix, reporter_errors
from weighbridge.standing.matrix import Matrix

Document = dict[str, Any]


def fit_document(matrix: Matrix, tau: float | None = None) -> Document:
    """The fit of a matrix's main component, τ chosen by coverage unless given.

    ``{"models": [{"model", "theta", "se", "offsets": {domain: u}}], "benchmarks": [{"benchmark", "domain", "a", "c",
    "weight"}], "reporters": [{"reporter", "delta", "se"}], "sigma", "tau", "converged", "unconnected": [model],
    "review": [{"model", "benchmark", "observed", "expected", "standardised"}]}``; a prediction is
    σ(c + a (θ + u)), with u = 0 for a domain that is not among the model's offsets. Full precision, no rounding.
    """
    x, outside = matrix.main_component()
    chosen = choose_tau(x) if tau is None else None
    fit = fit_matrix(x, chosen.tau if chosen else float(tau or 0.0))
    return {
        "models": _models(fit),
        "benchmarks": _benchmarks(fit),
        "reporters": [
            {"reporter": name, "delta": float(delta), "se": float(se)}
            for name, delta, se in zip(x.reporters, fit.delta, reporter_errors(fit), strict=True)
        ],
        "sigma": fit.sigma,
        "tau": fit.tau,
        "calibration": _calibration(chosen),
        "converged": fit.converged,
        "unconnected": list(outside),
        "review": _review(fit),
    }


def _models(fit: Fit) -> list[Document]:
    x = fit.matrix
    seen = fit.information > 0
    return [
        {
            "model": name,
            "theta": float(fit.theta[m]),
            "se": float(fit.se[m]),
            "offsets": {x.domains[d]: float(fit.offsets[m, d]) for d in range(len(x.domains)) if seen[m, d]},
        }
        for m, name in enumerate(x.models)
    ]


def _benchmarks(fit: Fit) -> list[Document]:
    x = fit.matrix
    return [
        {
            "benchmark": name,
            "domain": x.domains[x.domain_of[b]],
            "a": float(fit.slope[b]),
            "c": float(fit.intercept[b]),
            "weight": float(fit.weight[b]),
        }
        for b, name in enumerate(x.benchmarks)
    ]


def _review(fit: Fit) -> list[Document]:
    standardised = fit.standardised()
    return [
        {
            "model": fit.matrix.cells[i].model,
            "benchmark": fit.matrix.cells[i].benchmark,
            "observed": fit.matrix.cells[i].score,
            "expected": float(fit.expected[i]),
            "standardised": float(standardised[i]),
        }
        for i in fit.suspects()
    ]


def _calibration(chosen: Calibration | None) -> Document | None:
    if chosen is None:
        return None
    return {
        "reached": chosen.reached,
        "tried": [
            {
                "tau": tau,
                "halves_of_benchmarks": coverage.share,
                "halves_by_domain": chosen.by_domains[tau].share,
            }
            for tau, coverage in chosen.by_benchmarks.items()
        ],
    }


def validation_document(matrix: Matrix) -> Document:
    """The acceptance figures of a matrix; every figure that does not exist is null. ``timing`` alone differs from run
    to run. MatrixError when it is too small to be validated."""
    from weighbridge.standing.validate import acceptance, validate  # noqa: PLC0415 (takes seconds to load)

    report = validate(matrix)
    points = acceptance(report)
    measured = asdict(report)
    measured["calibration"] = _calibration(report.calibration)
    measured["tau"] = report.calibration.tau
    judged = [p.holds for p in points if p.holds is not None]
    document: Document = _plain(
        {"acceptance": [asdict(p) for p in points], "holds": bool(judged) and all(judged), **measured}
    )
    return document


def _plain(value: Any) -> Any:
    """JSON values only: tuples become lists, numbers that are none become null, keys become text."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
