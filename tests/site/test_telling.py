"""How much a board still tells: its saturation, and its agreement with the index without it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from tests.site.synthetic import result_of, synthetic
from weighbridge.dataset import Dataset
from weighbridge.render.telling import Agreements, interval, rank_correlation, saturation_of
from weighbridge.render.view import View
from weighbridge.schema import Metric, Unit
from weighbridge.standing.board import fitted
from weighbridge.standing.report import NO_REPORT, ranking_report


def board(values: list[float], metric: Metric) -> View:
    """The first board with these values alone."""
    dataset, standing = synthetic()
    card = dataset.registry.benchmarks["bench-1"].model_copy(update={"metrics": {"accuracy": metric}})
    results = tuple(
        result_of("bench-1", key, value, place)
        for place, (key, value) in enumerate(zip(dataset.registry.models, values, strict=False))
    )
    registry = replace(dataset.registry, benchmarks={**dataset.registry.benchmarks, "bench-1": card})
    return View(replace(dataset, results=results, registry=registry), standing, NO_REPORT)


PERCENT = Metric(title="Accuracy", unit=Unit.PERCENT, higher_is_better=True, low=0.0, high=100.0)


@pytest.mark.parametrize(
    ("values", "metric", "word", "best", "above"),
    [
        ([97.0] * 12, PERCENT, "saturated", "97.0", 12),
        ([99.0] * 4 + [91.0] * 7, PERCENT, "nearly saturated", "99.0", 11),
        ([99.0] * 4 + [50.0] * 7, PERCENT, "room left", "99.0", 4),
        ([95.0] * 12, PERCENT.model_copy(update={"chance": 50.0}), "nearly saturated", "90.0", 0),
        ([2.0] * 12, PERCENT.model_copy(update={"higher_is_better": False}), "saturated", "98.0", 12),
    ],
)
def test_saturation(values: list[float], metric: Metric, word: str, best: str, above: int) -> None:
    view = board(values, metric)
    found = saturation_of(view, view.dataset.card("bench-1"))
    assert found is not None
    assert (found.word, found.best, found.above, found.models) == (word, best, above, len(values))


def test_no_saturation_without_an_end_or_with_few_models() -> None:
    for view in (board([97.0] * 12, PERCENT.model_copy(update={"high": None})), board([97.0] * 7, PERCENT)):
        assert saturation_of(view, view.dataset.card("bench-1")) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=4, max_size=30))
def test_rank_correlation_is_spearmans(pairs: list[tuple[int, int]]) -> None:
    one, other = ([float(pair[side]) for pair in pairs] for side in (0, 1))
    mine = rank_correlation(one, other)
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert mine is None
    else:
        assert mine == pytest.approx(spearmanr(one, other).statistic)


def test_the_interval_holds_nine_times_in_ten() -> None:
    rng, inside, true = np.random.default_rng(3), 0, 0.7
    ranked = 6 / np.pi * np.arcsin(true / 2)  # of two normal variables with that plain correlation
    for _ in range(400):
        x = rng.standard_normal(25)
        y = true * x + np.sqrt(1 - true**2) * rng.standard_normal(25)
        low, high = interval(rank_correlation(list(x), list(y)) or 0.0, 25)
        inside += low <= ranked <= high
    assert 0.86 <= inside / 400 <= 0.94


@pytest.fixture(scope="module")
def agreeing() -> Dataset:
    """Every model on every board, in one order, but for one board that has it upside down."""
    dataset, _ = synthetic()
    rng = np.random.default_rng(5)
    results = []
    for at, (key, card) in enumerate(dataset.registry.benchmarks.items()):
        scale = {Unit.FRACTION: 0.01, Unit.RATING: 15.0}.get(card.metrics["accuracy"].unit, 1.0)
        better = card.metrics["accuracy"].higher_is_better != (key == "bench-6")
        for place, model in enumerate(list(dataset.registry.models)[:20]):
            value = 20.0 + 3.0 * (place if better else 19 - place) + 4.0 * float(rng.normal())
            results.append(result_of(key, model, round(value * scale, 4), 2 * (100 * at + place), stderr=None))
    return replace(dataset, results=tuple(results))


def test_a_board_agrees_as_far_as_its_order_is_that_of_the_others(agreeing: Dataset) -> None:
    _, standing = synthetic()
    view = View(agreeing, standing, ranking_report(agreeing, fitted(agreeing)))
    agreements = Agreements(view)
    found = {key: agreements.of(card) for key, card in agreeing.registry.benchmarks.items()}
    same, against = found["bench-1"], found["bench-6"]
    assert same is not None
    assert against is not None
    assert float(same.value) > 0.9
    assert float(same.low) < float(same.value) < float(same.high)
    assert float(against.value.replace("−", "-")) < -0.8
    assert same.models == 20
    assert found["bench-5"] is None  # a composite does not rank
    assert any(odd.line.id for odd in (*against.better, *against.worse))


def test_every_benchmark_page_says_it_or_why_not(site: Path) -> None:
    said = 0
    for page in sorted((site / "benchmarks").glob("*/index.html")):
        soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
        heading = soup.find(id="telling")
        assert heading is not None
        text = " ".join(part.get_text(" ") for part in heading.find_next_siblings()[:8])
        assert "Saturation" in text
        assert "no end" in text or "Too few" in text or "median of the best" in text
        assert "rank correlation" in text or "too few to say" in text or "made of other boards" in text
        said += "rank correlation" in text
    assert said
