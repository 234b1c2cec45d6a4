"""Archived models: all within reach, each number with the document it was read from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from tests.site.synthetic import HOSTILE, result_of, synthetic
from weighbridge.render import archive, home
from weighbridge.render.view import View
from weighbridge.render.writer import SITE, Pages
from weighbridge.schema import Model, Weights

BOARD = "bench-5"  # the composite
NAMES = {
    "maker/alpha-7b": ("Maker/Alpha-7B", "Alpha-7B"),
    "maker/beta": ("Maker/Beta", "Beta"),
    "maker/7b": ("Maker/7B", "7B"),
    "other/odd": ("Other/Odd", HOSTILE[0]),
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive's pages of four models, the first of which has two numbers and the third none on the columns."""
    dataset, standing = synthetic()
    known = {
        key: Model(id=key, name=name, developer="unlisted", repository=where, weights=Weights.OPEN, archived=True)
        for key, (where, name) in NAMES.items()
    }
    values = [("maker/alpha-7b", 61.25), ("maker/alpha-7b", 63.5), ("maker/beta", 50.0), ("other/odd", 40.5)]
    results = [result_of(BOARD, model, value, seed) for seed, (model, value) in enumerate(values, start=100)]
    results.append(result_of(BOARD, "maker/7b", 12.0, 200, version="1.0"))
    registry = replace(dataset.registry, models={**dataset.registry.models, **known})
    view = View(replace(dataset, registry=registry, archive=tuple(results)), standing)
    out = tmp_path_factory.mktemp("archive")
    pages = Pages(view, out, base_url=None, data_version="test-1")
    archive.write(pages)
    home.write(pages)
    (out / "assets").mkdir(exist_ok=True)
    for name in ("archive.js", "site.css", "site.js", "early.js", "keys.js", "icon.svg"):
        (out / "assets" / name).write_bytes((SITE / "static" / name).read_bytes())
    return out


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def test_every_archived_model_stands_on_the_page_of_its_letter(tree: Path) -> None:
    found = {
        page.parent.name: [row["id"] for row in soup(page).select("tbody tr")]
        for page in sorted((tree / "archive").glob("*/index.html"))
    }
    assert found == {"0": ["other/odd", "maker/7b"][::-1], "a": ["maker/alpha-7b"], "b": ["maker/beta"]}
    listed = {link["href"] for link in soup(tree / "archive" / "index.html").select("#letters + ul a")}
    assert listed == {f"../archive/{letter}/index.html" for letter in found}


def test_the_best_current_number_and_its_document(tree: Path) -> None:
    page = soup(tree / "archive" / "a" / "index.html")
    (row,) = page.select("tbody tr")
    (link,) = row.select("td a")
    assert link.get_text() == "63.5"
    document = page.select_one(str(link["href"]))
    assert document is not None
    assert "SHA-256" in document.get_text()
    assert "example.org/data.json" in str(document)


def test_a_number_of_another_column_is_not_shown_but_counted(tree: Path) -> None:
    rows = {row["id"]: row for row in soup(tree / "archive" / "0" / "index.html").select("tbody tr")}
    cells = [cell.get_text() for cell in rows["maker/7b"].select("td")]
    assert cells == ["", "", "1", ""], "another version than the column's"


def test_hostile_names_stay_text(tree: Path) -> None:
    page = soup(tree / "archive" / "0" / "index.html")
    assert HOSTILE[0] in page.get_text()
    assert len(page.select("main script")) == 0


def test_the_names_for_the_search_are_all_there(tree: Path) -> None:
    text = (tree / "assets" / "archived.js").read_text(encoding="utf-8")
    names = json.loads(text.removeprefix("window.WEIGHBRIDGE_ARCHIVE=").removesuffix(";\n"))
    assert names == sorted(where for where, _ in NAMES.values())


def test_nothing_is_written_while_nobody_is_archived(tmp_path: Path) -> None:
    archive.write(Pages(View(*synthetic()), tmp_path, base_url=None, data_version="test-1"))
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test on any console message or error."""
    opened = browser.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    opened.close()
    assert said == []


def test_search_leads_to_the_row_from_a_disk(page: Page, tree: Path) -> None:
    page.goto(f"file://{tree}/archive/index.html")
    page.get_by_role("searchbox").fill("alpha maker")
    page.get_by_text("1 archived model.").wait_for()
    page.get_by_role("link", name="Alpha-7B").click()
    assert page.locator(":target").get_attribute("id") == "maker/alpha-7b"
    page.goto(f"file://{tree}/archive/index.html?q=nobody")
    page.get_by_text("No archived model has such a name.").wait_for()


def test_search_answers_with_what_was_typed_last(page: Page, tree: Path) -> None:
    page.goto(f"file://{tree}/archive/index.html")
    field = page.get_by_role("searchbox")
    field.fill("beta")
    field.fill("")
    page.wait_for_function("window.WEIGHBRIDGE_ARCHIVE")
    assert page.locator("#found li").count() == 0


def test_the_leaderboard_leads_there_in_one_step(browser: Browser, page: Page, tree: Path) -> None:
    page.goto(f"file://{tree}/index.html")
    link = page.get_by_role("link", name="4 archived models", exact=True)
    page.get_by_label("Search").fill("alpha maker")
    page.get_by_text("No model fits.").wait_for()
    assert str(link.get_attribute("href")).endswith("archive/index.html?q=alpha%20maker"), "what was typed goes along"
    page.get_by_role("link", name="Look for it among 4 archived models").click()
    page.get_by_text("1 archived model.").wait_for()
    assert page.get_by_role("link", name="Alpha-7B").is_visible()
    context = browser.new_context(java_script_enabled=False)
    bare = context.new_page()
    bare.goto(f"file://{tree}/index.html")
    bare.get_by_role("link", name="4 archived models", exact=True).click()
    assert bare.get_by_role("heading", name="Archived models").is_visible()
    context.close()
