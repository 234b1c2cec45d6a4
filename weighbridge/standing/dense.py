"""The densest part of a sparse matrix, on which means are at their best: where a difficulty model must not lose."""

from __future__ import annotations

import numpy as np

from weighbridge.standing.matrix import Matrix

DENSITY = 0.6
LEAST_MODELS, LEAST_BENCHMARKS = 20, 6


def dense_block(x: Matrix, density: float = DENSITY) -> Matrix | None:
    """The part left when the model or benchmark with the smallest share of filled cells is dropped, one at a time,
    until at least ``density`` of the pairs are filled; None when fewer than 20 models or 6 benchmarks remain."""
    filled = np.zeros((len(x.models), len(x.benchmarks)), dtype=np.bool_)
    filled[x.model, x.benchmark] = True
    rows, columns = np.ones(len(x.models), dtype=np.bool_), np.ones(len(x.benchmarks), dtype=np.bool_)
    while rows.sum() >= LEAST_MODELS and columns.sum() >= LEAST_BENCHMARKS:
        part = filled & rows[:, None] & columns[None, :]
        if part.sum() >= density * rows.sum() * columns.sum():
            keep = rows[x.model] & columns[x.benchmark]
            return Matrix.of(c for c, kept in zip(x.cells, keep, strict=True) if kept)
        by_model = np.where(rows, part.sum(axis=1) / columns.sum(), np.inf)
        by_benchmark = np.where(columns, part.sum(axis=0) / rows.sum(), np.inf)
        if by_model.min() <= by_benchmark.min():
            rows[int(by_model.argmin())] = False
        else:
            columns[int(by_benchmark.argmin())] = False
    return None
