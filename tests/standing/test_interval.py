"""Ranks as ranges, probabilities, bands, and who is ranked."""

from __future__ import annotations

import numpy as np
import pytest

from tests.standing.synthetic import draw
from weighbridge.standing.fit import fit_matrix
from weighbridge.standing.interval import (
    Status,
    ability_variance,
    evidence,
    places,
    predictive_variance,
    probability_above,
    rank_ranges,
    sub_index_shown,
    tie_bands,
)
from weighbridge.standing.matrix import Cell, Matrix


def test_models_far_apart_have_one_rank_each_and_twins_share_theirs() -> None:
    low, high = rank_ranges(np.array([3.0, 0.0, 0.0, -3.0]), np.full(4, 0.1))
    assert low.tolist() == [1, 2, 2, 4]
    assert high.tolist() == [1, 3, 3, 4]


def test_rank_ranges_are_the_same_on_every_run() -> None:
    theta, se = np.linspace(1, -1, 30), np.full(30, 0.2)
    one, two = rank_ranges(theta, se), rank_ranges(theta, se)
    assert np.array_equal(one[0], two[0])
    assert np.array_equal(one[1], two[1])


def test_a_tie_band_ends_where_its_leader_is_surely_above() -> None:
    # Φ(d / .2828) reaches .9 at d = .3624
    theta = np.array([1.0, 0.8, 0.64, 0.6, 0.3, 0.27])
    assert tie_bands(theta, np.full(6, 0.2)).tolist() == [1, 1, 1, 2, 2, 2]
    assert tie_bands(theta, np.full(6, 0.01)).tolist() == [1, 2, 3, 4, 5, 6]


def test_places_are_ordered_and_hold_their_rank() -> None:
    truth = draw(filled=0.6)
    fit = fit_matrix(truth.matrix, 0.25)
    found = places(fit)
    assert [p.rank for p in found] == list(range(1, 41))
    assert all(p.low <= p.rank <= p.high for p in found)
    assert [p.theta for p in found] == sorted((p.theta for p in found), reverse=True)
    assert all(p.theta_low == pytest.approx(p.theta - 1.644854 * p.se, abs=1e-6) for p in found)
    assert places(fit, ["m03", "m01"]) == places(fit, ["m01", "m03"])
    with pytest.raises(KeyError):
        places(fit, ["unknown"])


def test_a_domain_has_places_of_its_own() -> None:
    fit = fit_matrix(draw(filled=0.6, tau=0.3).matrix, 0.3)
    first = places(fit, domain="d1")[0]
    d = fit.matrix.domains.index("d1")
    m = fit.matrix.models.index(first.model)
    assert first.theta == pytest.approx(float((fit.theta + fit.offsets[:, d]).max()))
    assert first.se == pytest.approx(float(np.sqrt(ability_variance(fit)[m, d])))


def test_the_probability_of_being_above() -> None:
    fit = fit_matrix(draw(filled=0.6).matrix, 0.25)
    up, down = probability_above(fit, "m01", "m02"), probability_above(fit, "m02", "m01")
    assert up + down == pytest.approx(1.0)
    assert (up > 0.5) == (fit.theta[1] > fit.theta[2])


def test_intervals_cover_the_truth_they_are_made_for() -> None:
    inside, total = 0, 0
    for seed in range(8):
        truth = draw(models=60, benchmarks=24, domains=6, tau=0.25, filled=0.5, seed=seed)
        fit = fit_matrix(truth.matrix, 0.25)
        target = truth.theta + truth.offsets.mean(axis=1)
        target = (target - target.mean()) / target.std()
        inside += int((np.abs(fit.theta - target) <= 1.645 * fit.se).sum())
        total += len(target)
    assert 0.85 < inside / total < 0.995


def test_a_new_result_is_less_certain_than_the_noise_alone() -> None:
    fit = fit_matrix(draw(filled=0.6).matrix, 0.25)
    model, benchmark = np.array([0, 1]), np.array([2, 2])
    variance = predictive_variance(fit, model, benchmark, np.zeros(2))
    assert (variance > fit.s2 / fit.weight[2]).all()
    unsure = predictive_variance(fit, model, benchmark, np.full(2, 0.1))
    assert unsure == pytest.approx(variance + 0.01)


def cells(model: str, count: int, domains: int, sources: int) -> list[Cell]:
    """``count`` cells over so many domains and sources."""
    return [Cell(model, f"b{i}-{i % domains}", 0.5, f"d{i % domains}", source=f"s{i % sources}") for i in range(count)]


@pytest.mark.parametrize(
    ("held", "status", "missing"),
    [
        ((5, 3, 2), Status.RANKED, ()),
        ((5, 3, 1), Status.PROVISIONAL, ("1 more independent source",)),
        ((4, 2, 2), Status.PROVISIONAL, ("1 more benchmark", "1 more domain")),
        ((4, 1, 2), Status.UNRANKED, ("1 more benchmark", "2 more domains")),
        ((3, 3, 2), Status.UNRANKED, ("2 more benchmarks",)),
    ],
)
def test_who_is_ranked_and_what_the_others_lack(
    held: tuple[int, int, int], status: Status, missing: tuple[str, ...]
) -> None:
    found = evidence(Matrix.of(cells("a", *held)))[0]
    assert (found.cells, found.domains, found.sources) == held
    assert (found.status, found.missing) == (status, missing)


def test_vendors_and_repeats_are_no_more_sources_or_cells() -> None:
    own = [Cell("a", f"b{i}", 0.5, f"d{i}", reporter="self", source=f"s{i}") for i in range(5)]
    repeat = [Cell("a", "b0", 0.5, "d0", source="p"), Cell("a", "b0", 0.6, "d0", source="p")]
    found = evidence(Matrix.of([*own, *repeat]))[0]
    assert (found.cells, found.domains, found.sources) == (5, 5, 1)


def test_who_hangs_apart_is_unranked_and_told_so() -> None:
    main, apart = cells("a", 5, 3, 2), [Cell("z", f"own{i}", 0.5, f"d{i}", source=f"s{i}") for i in range(5)]
    found = {e.model: e for e in evidence(Matrix.of(main), apart)}
    assert found["z"].status is Status.UNRANKED
    assert found["z"].missing == ("a benchmark shared with the other models",)
    assert found["a"].status is Status.RANKED


def test_an_unmapped_benchmark_is_in_no_domain() -> None:
    found = evidence(Matrix.of([Cell("a", f"b{i}", 0.5, source=f"s{i}") for i in range(6)]))[0]
    assert (found.domains, found.status) == (0, Status.UNRANKED)


def test_a_sub_index_needs_two_benchmarks_of_its_domain() -> None:
    x = Matrix.of(
        [Cell("a", "x", 0.5, "d"), Cell("a", "y", 0.5, "d"), Cell("a", "z", 0.5, "e"), Cell("b", "x", 0.1, "d")]
    )
    assert sub_index_shown(x).tolist() == [[True, False], [False, False]]
