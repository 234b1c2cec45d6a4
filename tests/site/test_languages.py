"""Languages on the fit page: places on boards of a language, unknown where nobody tested, in the address."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.site.synthetic import result_of, standing_of, synthetic
from weighbridge.render import fit
from weighbridge.render.languages import boards_by_language, places_by_language
from weighbridge.render.view import View
from weighbridge.render.writer import SITE, Pages
from weighbridge.schema import Result

# Three models on a Danish board, two of them on a German one.
SCORES = {"euroeval-danish": (70.0, 60.0, 50.0), "euroeval-german": (40.0, 90.0)}


def spoken() -> View:
    """A view of models of known size of which a few are tested in two languages."""
    dataset, _ = synthetic()
    opened = [
        key for key in dataset.registry.models if dataset.is_open(key) and "total_parameters" in dataset.facts[key]
    ]
    card = dataset.registry.benchmarks["bench-1"]
    cards = {key: card.model_copy(update={"id": key, "name": key}) for key in SCORES}
    results: list[Result] = [
        result_of(key, opened[at], score, 2 * at, raw=opened[at], stderr=0.1)
        for key, scores in SCORES.items()
        for at, score in enumerate(scores)
    ]
    registry = replace(dataset.registry, benchmarks={**dataset.registry.benchmarks, **cards})
    made = replace(dataset, registry=registry, results=(*dataset.results, *results))
    return View(made, standing_of(made))


def speakers(view: View) -> list[str]:
    """The models that the boards name, in the order of their Danish scores."""
    best = view.headlines["euroeval-danish"]
    return sorted(best, key=lambda model: -best[model].value)


def test_a_place_counts_open_models_on_the_fullest_board() -> None:
    view = spoken()
    first, second, third = speakers(view)
    places = places_by_language(view, boards_by_language(view))
    assert {model: [tongue.words for tongue in tongues] for model, tongues in places.items()} == {
        first: ["Danish 1 of 3", "German 2 of 2"],
        second: ["Danish 2 of 3", "German 1 of 2"],
        third: ["Danish 3 of 3"],
    }


def test_of_two_boards_of_a_language_the_fuller_counts() -> None:
    view = spoken()
    boards = {"Both": ("euroeval-danish", "euroeval-german")}
    assert places_by_language(view, boards)[speakers(view)[1]][0].words == "Both 2 of 3"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The fit page by itself, from disk."""
    out: Path = tmp_path_factory.mktemp("languages")
    (out / "assets").mkdir()
    for name in ("early.js", "site.js", "keys.js", "fit.js", "site.css"):
        (out / "assets" / name).write_bytes((SITE / "static" / name).read_bytes())
    fit.write(Pages(spoken(), out, base_url=None, data_version="t"))
    return f"file://{out}/fit/index.html"


def model(page: Page, at: int) -> str:
    href = page.locator("#fit tbody tr").nth(at).locator("th a").get_attribute("href")
    assert href is not None
    return href.partition("models/")[2].removesuffix("/index.html")


def test_the_chosen_languages_order_the_models(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    page.wait_for_selector("html:not(.q) #fit tbody tr")
    everybody = page.locator("#fit tbody tr").count()
    first, second, third = speakers(spoken())
    page.get_by_label("Danish").check()
    assert [model(page, at) for at in range(3)] == [first, second, third]
    assert page.locator("#fit tbody tr").nth(0).locator(".lg").inner_text() == "Danish 1 of 3"
    assert page.locator("#fit tbody tr").nth(3).locator(".lg").inner_text() == "Danish unknown", "not bad: unknown"
    assert "3 of them have a place in Danish and stand first; of the others it is not known." in status(page)
    page.get_by_label("German").check()
    assert "2 of them have a place in Danish and German and stand first, by the weakest language" in status(page)
    assert model(page, 0) == second, "last in German is a worse place than second of three in Danish"
    assert page.locator("#fit tbody tr").count() == everybody, "nobody is left out"
    page.get_by_label("Ranked models only").check()
    ranked = page.locator("#fit tbody tr:has(td b)").count()
    assert 0 < ranked == page.locator("#fit tbody tr").count() < everybody
    page.get_by_label("Ranked models only").uncheck()
    assert page.url.endswith("?lang=Danish,German")
    page.reload()
    page.wait_for_selector("html:not(.q) #fit tbody tr")
    assert model(page, 0) == second
    page.get_by_role("button", name="Clear").click()
    page.wait_for_url(lambda url: "?" not in url)
    assert page.get_by_text("unknown").count() == 0
    page.close()


def status(page: Page) -> str:
    return page.locator("#fit-status").inner_text()


def test_without_script_the_places_stand_in_the_table(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    cell = page.locator(f"#fit tbody tr:has(a[href*='{speakers(spoken())[0]}/']) .lg")
    assert cell.inner_text() == "Danish 1 of 3, German 2 of 2"
    assert cell.is_visible()
    assert page.locator("#fit-form :visible").count() == 0, "no control that does nothing"
    assert "needs a script" in page.locator("main noscript").inner_text()
    context.close()
