"""τ follows the spread between domains, and is the same on every build."""

from __future__ import annotations

import random

import numpy as np

from tests.standing.synthetic import draw
from weighbridge.standing.calibrate import TAUS, WIDER_TAUS, benchmark_halves, choose_tau, domain_halves, shuffled
from weighbridge.standing.matrix import Cell, Matrix


def test_tau_is_the_smallest_that_covers() -> None:
    x = draw(models=60, benchmarks=24, domains=6, tau=0.25, filled=0.6).matrix
    found = choose_tau(x, every=True)
    assert found.reached
    for tau, coverage in found.by_benchmarks.items():
        other = found.by_domains[tau]
        assert coverage.share is not None
        assert other.share is not None
        assert (min(coverage.share, other.share) >= 0.9) or tau < found.tau
    assert choose_tau(x).tau == found.tau


def test_alike_domains_need_less_than_unlike_ones() -> None:
    alike = choose_tau(draw(models=60, benchmarks=24, tau=0.0, filled=0.6).matrix)
    unlike = choose_tau(draw(models=60, benchmarks=24, tau=0.6, filled=0.6).matrix)
    assert alike.tau == min(TAUS)
    assert unlike.tau in WIDER_TAUS
    assert set(unlike.by_domains) > set(TAUS)


def test_a_matrix_that_cannot_be_halved_has_the_widest() -> None:
    found = choose_tau(Matrix.of([Cell("a", "x", 0.4), Cell("b", "x", 0.6)]))
    assert (found.tau, found.reached) == (max(TAUS), False)
    assert choose_tau(Matrix.of([])).tau == max(TAUS)


def test_halves_are_halves() -> None:
    x = draw().matrix
    halves = list(benchmark_halves(x))
    assert len(halves) == 6
    assert all(h.sum() == 8 for h in halves)
    assert len({h.tobytes() for h in halves}) == 6
    for half in domain_halves(x):
        for d in range(len(x.domains)):
            assert len(set(half[x.domain_of == d].tolist())) == 1
        assert 0 < half.sum() < len(half)


def test_choices_by_hash_do_not_depend_on_order() -> None:
    names = [f"n{i}" for i in range(20)]
    mixed = list(names)
    random.Random(1).shuffle(mixed)
    assert [names[i] for i in shuffled(names, "s")] == [mixed[i] for i in shuffled(mixed, "s")]
    assert not np.array_equal(shuffled(names, "s"), shuffled(names, "t"))
