"""The leaderboard in a browser: filters beyond the columns, views, added columns, and keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Page

from weighbridge.render.writer import SITE


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test on any console message or error."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert said == []


def column(page: Page, key: str) -> list[str]:
    """The cells of a column in the rows that are laid out."""
    at = page.locator("#board thead th").evaluate_all("(heads, key) => heads.findIndex(h => h.dataset.k === key)", key)
    assert at >= 0, key
    found: list[str] = page.eval_on_selector_all(
        "#board tbody tr", f"rows => rows.filter(r => r.offsetParent).map(r => r.cells[{at}].textContent.trim())"
    )
    return found


def shown(page: Page) -> list[str]:
    """The columns that are to be seen."""
    found: list[str] = page.locator("#board thead th").evaluate_all(
        "heads => heads.filter(h => h.offsetParent).map(h => h.dataset.k)"
    )
    return found


def query(page: Page) -> dict[str, list[str]]:
    # The page's own word: page.url learns of a replaced state a moment later.
    return parse_qs(str(page.evaluate("location.search")).removeprefix("?"))


def test_memory_filters_and_sorts(page: Page, address: str) -> None:
    page.goto(address + "index.html?mem=24&sort=memory&dir=desc")
    needs = [float(text) for text in column(page, "memory")]
    assert needs
    assert needs == sorted(needs, reverse=True)
    assert needs[0] <= 24
    everything = page.goto(address + "index.html")
    assert everything is not None
    assert max(float(text) for text in column(page, "memory") if text) > 24


@pytest.mark.parametrize("name", ["inp=i", "think=a%20h"])
def test_a_facet_that_nobody_states_leaves_nobody(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}index.html?{name}")
    assert "No model fits" in page.locator("#status").inner_text()
    page.get_by_role("button", name="Clear").click()
    page.wait_for_function("document.querySelectorAll('#board tbody tr').length > 10")


def test_compact_and_wide_views(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    usual = shown(page)
    page.get_by_text("Columns", exact=True).click()
    page.get_by_label("View").select_option("compact")
    assert shown(page) == ["model", "rank", "index", "total", "memory", "licence"]
    assert query(page) == {"view": ["compact"]}
    page.get_by_label("View").select_option("wide")
    page.wait_for_function(f"document.querySelectorAll('#board thead th').length > {len(usual)}")
    wide = shown(page)
    assert set(usual) < set(wide)
    assert all(len(set(column(page, key))) > 1 for key in wide if key.startswith("b:"))
    page.reload()
    page.wait_for_function(f"document.querySelectorAll('#board thead th').length > {len(usual)}")
    assert shown(page) == wide
    page.get_by_text("Columns", exact=True).click()
    page.get_by_label("View").select_option("")
    assert shown(page) == usual
    assert query(page) == {}


def test_a_choice_in_the_compact_view_makes_it_a_view_of_ones_own(page: Page, address: str) -> None:
    page.goto(address + "index.html?view=compact")
    page.get_by_text("Columns", exact=True).click()
    page.locator("#columns").get_by_label("Released", exact=True).check()
    assert shown(page) == ["model", "rank", "index", "released", "total", "memory", "licence"]
    assert "view" not in query(page)
    page.reload()
    assert shown(page) == ["model", "rank", "index", "released", "total", "memory", "licence"]


def test_an_added_column_sorts_goes_and_is_downloaded(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    page.get_by_text("Columns", exact=True).click()
    key = page.locator(".picks input:not(:checked)[data-column^='b:']").first.get_attribute("data-column") or ""
    box = page.locator(f".picks input[data-column='{key}']")
    box.check()
    page.locator(f"#board thead th[data-k='{key}'] button").click()
    numbers = [float(re.sub("[a-z]$", "", text)) for text in column(page, key) if text]
    assert len(numbers) > 3
    assert numbers in (sorted(numbers), sorted(numbers, reverse=True))
    with page.expect_download() as got:
        page.get_by_role("button", name="Download this view").click()
    lines = Path(got.value.path()).read_bytes().decode().split("\r\n")
    assert lines[0].split(",")[-1] == key
    assert float(lines[1].split(",")[-1]) == numbers[0]
    box.uncheck()
    assert key not in shown(page)
    assert "add" not in query(page)


def test_keys(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    assert dialog.is_visible()
    assert "Download the view" in dialog.inner_text()
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    page.keyboard.press("x")
    assert page.locator("#closed").is_checked()
    page.keyboard.press("v")
    assert query(page) == {"closed": ["1"], "view": ["compact"]}
    page.keyboard.press("f")
    assert page.locator("#dev").is_visible()
    page.keyboard.press("/")
    page.keyboard.type("x4")
    assert page.locator("#q").input_value() == "x4", "in a field, keys are letters"
    page.locator("#q").blur()
    page.keyboard.press("4")
    page.wait_for_url("**/compare/index.html")


def test_keys_can_be_switched_off(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    page.get_by_role("link", name="Keyboard shortcuts").click()
    page.get_by_label("Shortcuts are on").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("x")
    assert not page.locator("#closed").is_checked()
    page.reload()
    page.keyboard.press("x")
    assert not page.locator("#closed").is_checked()


def test_the_page_of_keys_names_what_the_script_knows(site: Path) -> None:
    script = (SITE / "static" / "keys.js").read_text(encoding="utf-8")
    text = (site / "keys" / "index.html").read_text(encoding="utf-8")
    known = set(re.findall(r'\["(.)", "', script))
    assert len(known) >= 14
    assert set(re.findall(r"<dt><kbd>(.)</kbd>", text)) == known
