"""How long the index takes, on drawn matrices of three sizes: ``python benchmarks/standing.py``.

Limits: one fit ≤ 1 s at 222 × 57 with 2,249 cells and ≤ 2 s at 800 × 150 with 10,000; ranges of 800 ranks ≤ 1 s.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from weighbridge.standing.calibrate import choose_tau
from weighbridge.standing.fit import fit_matrix, logistic
from weighbridge.standing.interval import places
from weighbridge.standing.matrix import Cell, Matrix

SIZES = ((94, 40, 750), (222, 57, 2_249), (800, 150, 10_000))
LIMITS = {(222, 57, 2_249): 1.0, (800, 150, 10_000): 2.0}
DOMAINS = 8


def drawn(models: int, benchmarks: int, cells: int, seed: int = 1) -> Matrix:
    """A matrix drawn from the model: cells at random, a fifth of them reported by one of twenty vendors."""
    rng = np.random.default_rng(seed)
    theta, offset = rng.standard_normal(models), 0.25 * rng.standard_normal((models, DOMAINS))
    intercept, slope = rng.normal(0.0, 1.5, benchmarks), np.exp(rng.normal(0.5, 0.4, benchmarks))
    model, benchmark = np.divmod(rng.choice(models * benchmarks, cells, replace=False), benchmarks)
    ability = theta[model] + offset[model, benchmark % DOMAINS]
    noise = 0.06 * rng.standard_normal(cells)
    score = np.clip(logistic(intercept[benchmark] + slope[benchmark] * ability) + noise, 0.0, 1.0)
    vendor = np.where(rng.random(cells) < 0.2, model % 20, -1)
    return Matrix.of(
        Cell(f"m{m}", f"b{b}", float(y), f"d{b % DOMAINS}", f"vendor {v}" if v >= 0 else "")
        for m, b, y, v in zip(model, benchmark, score, vendor, strict=True)
    )


def best_of(times: int, call: Callable[[], object]) -> float:
    """The shortest of so many runs, in seconds."""
    seconds = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def main() -> int:
    """Print the table; 1 when a limit is broken."""
    broken = False
    print(
        f"{'models':>7} {'benchmarks':>10} {'cells':>7} {'read':>7} {'fit':>7} {'sweeps':>6} {'tau':>7} {'places':>7}"
    )
    for size in SIZES:
        matrix, _ = drawn(*size).main_component()
        fit = fit_matrix(matrix, 0.25)
        seconds = best_of(3, partial(fit_matrix, matrix, 0.25))
        read = best_of(1, partial(Matrix.of, matrix.cells))
        calibration = best_of(1, partial(choose_tau, matrix))
        ranks = best_of(1, partial(places, fit))
        figures = f"{read:7.2f} {seconds:7.3f} {fit.sweeps:6} {calibration:7.2f} {ranks:7.2f}"
        print(f"{size[0]:7} {size[1]:10} {size[2]:7} {figures}")
        broken |= seconds > LIMITS.get(size, np.inf)
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
