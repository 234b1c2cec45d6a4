"""What stands beside one another on a model's page: own and independent numbers, precisions, relatives, conflicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from tests.site.synthetic import claim, result_of, synthetic
from weighbridge.dataset import Dataset
from weighbridge.facts import Fact
from weighbridge.render import render_site
from weighbridge.render.beside import own_lines, squeezed_of
from weighbridge.render.runs import Run, run_of
from weighbridge.render.view import View
from weighbridge.schema import Reporter, Variant
from weighbridge.standing.report import ranking_report

MODEL = "org4/model-13"
SELF = Reporter.SELF_REPORTED
HARNESS = {"effort": "high", "harness": "OpenHands"}


def variant(precision: str | None, **more: str) -> Variant:
    return Variant.model_validate({**HARNESS, "precision": precision, **more})


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """The model's results are these alone; it has a family of three and two claims of one fact's rival."""
    whole, _ = synthetic()
    results = (
        result_of("bench-1", MODEL, 70.0, 2, reporter=SELF),
        result_of("bench-1", MODEL, 72.5, 4, reporter=SELF, raw="better own run"),
        result_of("bench-1", MODEL, 64.0, 6),
        result_of("bench-1", MODEL, 60.0, 8, raw="worse independent run"),
        result_of("bench-1", MODEL, 99.0, 10, reporter=Reporter.COMMUNITY, raw="neither own nor independent"),
        result_of("bench-3", MODEL, 0.2, 12, reporter=SELF),  # lower is better here
        result_of("bench-3", MODEL, 0.5, 14),
        result_of("bench-6", MODEL, 50.0, 16, reporter=SELF, version="1.0"),
        result_of("bench-6", MODEL, 40.0, 18),
        result_of("bench-10", MODEL, 50.0, 20, variant=variant("bf16"), stderr=3.0),
        result_of("bench-10", MODEL, 48.0, 22, variant=variant("q4_k_m"), stderr=4.0, raw="q4"),
        result_of("bench-10", MODEL, 44.0, 24, variant=variant("q4_k_m", effort="low"), raw="q4 at low effort"),
        result_of("bench-6", MODEL, 39.0, 26, variant=variant("q4_k_m"), raw="q4"),
        result_of("bench-6", MODEL, 45.0, 27, variant=variant("q4_k_m"), raw="q4 by another source"),
    )
    models = dict(whole.registry.models)
    models[MODEL] = models[MODEL].model_copy(update={"family": "Model", "predecessor": "org4/model-4"})
    models["org4/model-22"] = models["org4/model-22"].model_copy(update={"family": "Model", "base": MODEL})
    models["org5/model-14"] = models["org5/model-14"].model_copy(update={"family": "Model"})
    fact = Fact(
        value="2026-08-01",
        claim=claim("released", "2026-08-01"),
        rivals=(
            claim("released", "2026-08-02", "board"),
            claim("released", "2026-08-02", "board").model_copy(update={"date": date(2026, 8, 9)}),
            claim("released", "2026-08-02", "second"),
        ),
    )
    return replace(
        whole,
        results=tuple(r for r in whole.results if r.model != MODEL) + results,
        registry=replace(whole.registry, models=models),
        facts={**whole.facts, MODEL: {**whole.facts.get(MODEL, {}), "released": fact}},
    )


@pytest.fixture(scope="module")
def view(dataset: Dataset) -> View:
    _, standing = synthetic()
    return View(dataset, standing)


@pytest.fixture(scope="module")
def page(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> BeautifulSoup:
    _, standing = synthetic()
    out: Path = tmp_path_factory.mktemp("beside")
    render_site(dataset, standing, out, base_url=None, data_version="test-1", report=ranking_report(dataset, None))
    return BeautifulSoup((out / "models" / MODEL / "index.html").read_text(encoding="utf-8"), "lxml")


def runs(view: View) -> list[Run]:
    return [run_of(view, result) for result in view.dataset.by_model[MODEL]]


def test_the_best_run_of_each_side_on_the_same_version(view: View) -> None:
    lines = {line.card.id: line for line in own_lines(view, runs(view))}
    assert set(lines) == {"bench-1", "bench-3", "bench-6"}
    assert (lines["bench-1"].own.result.value, lines["bench-1"].independent.result.value) == (72.5, 64.0)
    assert lines["bench-1"].difference == "+8.5"
    assert lines["bench-3"].difference.startswith("−0.3")
    assert lines["bench-6"].difference == ""
    assert (lines["bench-6"].own.result.version, lines["bench-6"].independent.result.version) == ("1.0", "1.1")


def test_same_differences_as_the_report(dataset: Dataset, view: View) -> None:
    pairs = [pair for pair in ranking_report(dataset, None).pairs if pair.model == MODEL]
    shown = {line.card.id: line for line in own_lines(view, runs(view)) if line.difference}
    assert [pair.own.benchmark for pair in pairs] == ["bench-1"]  # the report leaves boards aside where lower is better
    for pair in pairs:
        line = shown[pair.own.benchmark]
        assert (line.own.result, line.independent.result) == (pair.own, pair.independent)
        assert float(line.difference) == pytest.approx(pair.difference)


def test_a_quantised_run_stands_beside_the_run_that_differs_in_precision_alone(view: View) -> None:
    found = squeezed_of(view, runs(view))
    told = {(line.card.id, line.squeezed.result.raw_name): line for line in found.lines}
    assert set(told) == {("bench-10", "q4"), ("bench-6", "q4")}
    assert told["bench-10", "q4"].original.result.value == 50.0
    assert told["bench-10", "q4"].difference == "−2.0 ± 5.0"
    assert told["bench-6", "q4"].original.result.variant.precision is None
    assert found.averages == (("q4_k_m", "−1.5", 2),)


def test_every_number_on_the_page_leads_to_its_ticket(page: BeautifulSoup) -> None:
    for name, count in (("own", 6), ("precision", 4)):
        heading = page.find(id=name)
        assert isinstance(heading, Tag)
        table = heading.find_next("table")
        assert isinstance(table, Tag)
        links = [str(link["href"]) for link in table.select("a")]
        assert len(links) == count
        for link in links:
            assert page.find("tr", id=link[1:]) is not None


def test_the_family(page: BeautifulSoup) -> None:
    heading = page.find(id="family")
    assert isinstance(heading, Tag)
    plate, listed = heading.find_next("dl"), heading.find_next("ul")
    assert isinstance(plate, Tag)
    assert isinstance(listed, Tag)
    assert [term.get_text() for term in plate.select("dt")] == ["Predecessor", "Made from it"]
    assert [str(link["href"]) for link in plate.select("a")] == [
        f"../../{key}/index.html" for key in ("org4/model-4", "org4/model-22")
    ]
    assert len(listed.select("li")) == 2  # another developer's family of the same name is not this one
    assert listed.select("li b")[0].get_text() == "Model 13"


def test_rivals_of_a_fact_are_told_once_each(page: BeautifulSoup) -> None:
    row = next(row for row in page.select("table.facts tr") if "2026-08-02" in row.get_text())
    conflicts = row.select(".conflict")
    assert len(conflicts) == 1
    assert "2026-08-09" in conflicts[0].get_text()
    assert len(conflicts[0].select("a")) == 2


def test_the_plate_counts_current_results_and_no_page_prints_a_part_of_its_template(site: Path) -> None:
    dataset, _ = synthetic()
    for key, results in dataset.by_model.items():
        plate = BeautifulSoup((site / "models" / key / "index.html").read_text(encoding="utf-8"), "lxml").select_one(
            "dl"
        )
        assert plate is not None
        assert f"Results{sum(result.current for result in results)} current" in plate.get_text()
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "Macro" not in text, path
        assert " object at 0x" not in text, path
