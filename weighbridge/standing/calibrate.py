"""The domain spread τ, chosen on each build: the smallest whose intervals cover between halves of the benchmarks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from weighbridge.standing.fit import Fit, fit_matrix
from weighbridge.standing.interval import Z90
from weighbridge.standing.matrix import BoolArray, FloatArray, IntArray, Matrix

TAUS = (0.15, 0.2, 0.25, 0.3)
WIDER_TAUS = (0.4, 0.5, 0.6)
"""Tried when none of the first covers: models of full tables can differ more between domains (LiveBench: .6)."""

WANTED = 0.90
SPLITS, SPLITS_IF_MANY, MANY = 6, 3, 300
"""Halvings of each kind; fewer from 300 models, each of which counts in every halving."""

LEAST_CELLS, LEAST_MODELS = 2, 5
QUICK, QUICK_SWEEPS = 1e-4, 200
"""What is enough for a half: θ to a thousandth of its error; of today's 72 halves none takes more than 130 sweeps."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Share of models whose two halves differ by no more than their 90% interval, and over how many (a model
    counts once a split). ``share`` is None when no split could be made."""

    share: float | None
    models: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """The chosen τ, whether it reached the wanted coverage, and the coverage found at each τ tried."""

    tau: float
    reached: bool
    by_benchmarks: dict[float, Coverage]
    by_domains: dict[float, Coverage]


def choose_tau(matrix: Matrix, *, every: bool = False) -> Calibration:
    """The smallest τ of .15, .2, .25, .3 with split-half coverage of 90% intervals ≥ .90, both at random and by domain.

    When none of them has it, the smallest of .4, .5, .6; when none of these either, .6, not reached. A kind of split
    that the matrix does not allow (one domain, few benchmarks) does not count; when neither can be made, τ is .3, not
    reached. With ``every`` the first four are all measured, not only up to the choice.
    """
    random, whole = Halvings(matrix, benchmark_halves(matrix)), Halvings(matrix, domain_halves(matrix))
    by_benchmarks: dict[float, Coverage] = {}
    by_domains: dict[float, Coverage] = {}
    chosen: float | None = None
    for tau in TAUS + WIDER_TAUS:
        if chosen is not None and not (every and tau in TAUS):
            break
        by_benchmarks[tau], by_domains[tau] = random.coverage(tau), whole.coverage(tau)
        shares = [c.share for c in (by_benchmarks[tau], by_domains[tau]) if c.share is not None]
        if not shares:
            return Calibration(max(TAUS), False, by_benchmarks, by_domains)
        if chosen is None and min(shares) >= WANTED:
            chosen = tau
    return Calibration(chosen or max(WIDER_TAUS), chosen is not None, by_benchmarks, by_domains)


class Halvings:
    """Halves of a matrix's benchmarks, each fitted on its own at one τ after the other (the last fit is where the
    next begins)."""

    def __init__(self, matrix: Matrix, halves: Iterable[BoolArray]) -> None:
        self.sides = [(matrix.take(half[matrix.benchmark]), matrix.take(~half[matrix.benchmark])) for half in halves]
        self.last: list[tuple[Fit | None, Fit | None]] = [(None, None)] * len(self.sides)

    def coverage(self, tau: float) -> Coverage:
        """Share of models with |θ₁ − θ₂| ≤ 1.645 √(SE₁² + SE₂²), over the models with ≥ 2 cells in both halves and
        over all halvings; the two scales are brought together on the shared models (mean 0, SD 1)."""
        covered, models = 0, 0
        for place, (one, two) in enumerate(self.sides):
            start_1, start_2 = self.last[place]
            fit_1 = fit_matrix(one, tau, tolerance=QUICK, start=start_1, most=QUICK_SWEEPS)
            fit_2 = fit_matrix(two, tau, tolerance=QUICK, start=start_2, most=QUICK_SWEEPS)
            self.last[place] = (fit_1, fit_2)
            shared = (_cells(one) >= LEAST_CELLS) & (_cells(two) >= LEAST_CELLS)
            if shared.sum() < LEAST_MODELS:
                continue
            (theta_1, se_1), (theta_2, se_2) = (_on_scale(f.theta, f.se, shared) for f in (fit_1, fit_2))
            covered += int((np.abs(theta_1 - theta_2) <= Z90 * np.hypot(se_1, se_2)).sum())
            models += int(shared.sum())
        return Coverage(covered / models if models else None, models)


def benchmark_halves(matrix: Matrix) -> Iterator[BoolArray]:
    """Masks (B,) of random halves of the benchmarks; fixed, and the same for any order of rows."""
    for split in range(_splits(matrix) if len(matrix.benchmarks) >= 4 else 0):
        order = shuffled(matrix.benchmarks, f"benchmarks {split}")
        mask = np.zeros(len(matrix.benchmarks), dtype=np.bool_)
        mask[order[::2]] = True
        yield mask


def domain_halves(matrix: Matrix) -> Iterator[BoolArray]:
    """Masks (B,) of halves by whole domains, of about as many cells each; benchmarks without a domain count as
    one domain."""
    count = len(matrix.domains)
    seen: set[tuple[bool, ...]] = set()
    cells = np.bincount(matrix.domain, minlength=count)
    for split in range(_splits(matrix) if count >= 2 else 0):
        side = np.zeros(count, dtype=np.bool_)
        load = [0, 0]
        for d in shuffled(matrix.domains, f"domains {split}"):
            lighter = int(load[1] < load[0])
            side[d] = bool(lighter)
            load[lighter] += int(cells[d])
        halving = tuple((side ^ side[0]).tolist())  # a halving and its mirror image are one
        if halving not in seen:
            seen.add(halving)
            yield side[matrix.domain_of]


def shuffled(names: Sequence[str], salt: str) -> IntArray:
    """A fixed random order of the names, from their hashes: independent of platform and library versions."""
    digests = [hashlib.sha256(f"{salt}\t{name}".encode()).digest() for name in names]
    return np.asarray(sorted(range(len(names)), key=digests.__getitem__), dtype=np.int64)


def _splits(matrix: Matrix) -> int:
    return SPLITS_IF_MANY if len(matrix.models) >= MANY else SPLITS


def _cells(matrix: Matrix) -> IntArray:
    return np.bincount(matrix.model, minlength=len(matrix.models)).astype(np.int64)


def _on_scale(theta: FloatArray, se: FloatArray, shared: BoolArray) -> tuple[FloatArray, FloatArray]:
    theta, se = theta[shared], se[shared]
    spread = theta.std() or 1.0
    return (theta - theta.mean()) / spread, se / spread
