"""Matrices whose truth is known: scores drawn from the model with given abilities, offsets and curves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from weighbridge.standing.fit import logistic
from weighbridge.standing.matrix import Cell, FloatArray, Matrix


@dataclass(frozen=True)
class Truth:
    """A matrix and what it was made from; models are m00, m01 …, benchmarks b00, b01 …, domains d0, d1 …."""

    matrix: Matrix
    theta: FloatArray  # (M,), mean 0, SD 1
    offsets: FloatArray  # (M, D)


def draw(
    *,
    models: int = 40,
    benchmarks: int = 16,
    domains: int = 4,
    noise: float = 0.05,
    tau: float = 0.0,
    filled: float = 1.0,
    seed: int = 1,
) -> Truth:
    """A matrix with the share ``filled`` of its cells; noise in score; τ of the offsets in SD of θ."""
    rng = np.random.default_rng(seed)
    theta = rng.standard_normal(models)
    theta = (theta - theta.mean()) / theta.std()
    offsets = tau * rng.standard_normal((models, domains))
    intercept, slope = rng.normal(0.0, 1.0, benchmarks), np.exp(rng.normal(0.3, 0.3, benchmarks))
    cells = []
    for m in range(models):
        for b in range(benchmarks):
            curve = logistic(np.array([intercept[b] + slope[b] * (theta[m] + offsets[m, b % domains])]))[0]
            score = float(np.clip(curve + noise * rng.standard_normal(), 0.0, 1.0))
            if rng.random() < filled:
                cells.append(Cell(f"m{m:02}", f"b{b:02}", score, f"d{b % domains}"))
    return Truth(Matrix.of(cells), theta, offsets)
