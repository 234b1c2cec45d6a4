"""The site in a browser: silent, accessible, usable by keyboard, whole without script and from a disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qs

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page

KINDS = (
    "index.html",
    "models/index.html",
    "models/org0/model-0/index.html#b-vibe-code-bench",
    "benchmarks/index.html",
    "benchmarks/vibe-code-bench/index.html?closed=1",
    "sources/index.html",
    "sources/held/index.html",
    "changes/index.html",
    "method/index.html",
    "data/index.html",
    "compare/index.html?m=org0/model-0,org1/model-1,org2/model-2",
    "fit/index.html?gb=24",
    "gap/index.html",
    "charts/index.html",
    "keys/index.html",
    "self-reported/index.html",
    "method/validation/index.html",
    "404.html",
)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# axe cannot see the contrast of what is clipped; tables are unclipped for the check.
UNCLIP = """
.scroll, .chart { max-height: none !important; overflow: visible !important }
.board th, .side th { position: static !important }
"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a usual size that fails the test on any console message or error."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert said == []


def names(page: Page) -> list[str]:
    """Models of the leaderboard that are laid out, from the top."""
    found: list[str] = page.eval_on_selector_all(
        "#board tbody tr", "rows => rows.filter(r => r.offsetParent).map(r => r.cells[0].firstElementChild.textContent)"
    )
    return found


def query(page: Page) -> dict[str, list[str]]:
    # The page's own word: page.url learns of a replaced state a moment later.
    return parse_qs(str(page.evaluate("location.search")).removeprefix("?"))


def undecided(response: dict[str, Any]) -> list[str]:
    """Elements whose contrast axe could not tell, other than single digits and words in drawings (see FAINT)."""
    nodes = [node for rule in response["incomplete"] if rule["id"] == "color-contrast" for node in rule["nodes"]]
    return [
        node["html"]
        for node in nodes
        if node["any"][0]["data"]["messageKey"] != "shortTextContent" and not node["html"].startswith("<text")
    ]


# axe takes a drawing for a picture behind its words; their fill is compared with the page's background here.
FAINT = """
() => {
  const channels = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = colour => channels(colour)
    .map(c => c / 255)
    .map(c => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const back = light(getComputedStyle(document.body).backgroundColor);
  const contrast = one => (Math.max(one, back) + 0.05) / (Math.min(one, back) + 0.05);
  return [...document.querySelectorAll("svg text")]
    .filter(text => contrast(light(getComputedStyle(text).fill)) < 4.5)
    .map(text => text.outerHTML);
}
"""


@pytest.mark.parametrize("width", [1280, 320])
def test_every_kind_is_silent_local_and_accessible_in_light_and_dark(
    browser: Browser, address: str, width: int
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        bypass_csp=True,  # for the style that unclips
    )
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: trouble.append(f"error: {error}"))
    page.on(
        "request", lambda request: None if request.url.startswith((address, "blob:")) else trouble.append(request.url)
    )
    for kind in KINDS:
        page.goto(address + kind)
        page.add_style_tag(content=UNCLIP)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            trouble += [f"{kind}, {scheme}: {words}" for words in barriers(page, width)]
    context.close()
    assert trouble == []


def barriers(page: Page, width: int) -> list[str]:
    """What axe finds on the page as it is, and text that is too faint."""
    found = Axe().run(page).response
    trouble = [f"{v['id']}: {v['nodes'][0]['html'][:200]}" for v in found["violations"]]
    trouble += [f"faint: {html[:200]}" for html in page.evaluate(FAINT)]
    if width > 1000:  # what is unclipped in a narrow window lies over other things
        trouble += [f"contrast not decided: {html[:200]}" for html in undecided(found)]
    return trouble


@pytest.mark.parametrize("width", [320, 768, 2560])
def test_no_page_is_wider_than_the_window(browser: Browser, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    wide = []
    for kind in KINDS:
        page.goto(address + kind)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(kind)
    context.close()
    assert wide == []


def test_sort_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    before = names(page)
    head = page.locator("#board thead th[data-k=total]")
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert page.locator("#board thead [aria-sort]").count() == 1
    assert "sorted by Total, ascending" in page.locator("#status").inner_text()
    assert query(page) == {"sort": ["total"], "dir": ["asc"]}
    sizes = page.eval_on_selector_all(
        "#board tbody tr", "rows => rows.filter(r => r.offsetParent).map(r => r.cells[4].textContent)"
    )
    numbers = [float(text) for text in sizes if text]
    assert numbers == sorted(numbers)
    assert sizes[len(numbers) :] == [""] * (len(sizes) - len(numbers)), "blanks come last"
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    page.reload()
    assert head.get_attribute("aria-sort") == "descending"
    page.locator("#board thead th[data-k=rank] button").click()
    assert names(page) == before


def test_filters_stand_in_the_address_and_come_back(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    everybody = names(page)
    page.keyboard.press("/")
    page.keyboard.type("model 1")
    some = names(page)
    assert 0 < len(some) < len(everybody)
    page.locator("#closed").check()
    assert len(names(page)) > len(some)
    page.get_by_text("More filters").click()
    page.locator("#tmax").fill("32")
    chosen = names(page)
    assert query(page) == {"q": ["model 1"], "closed": ["1"], "tmax": ["32"]}
    page.reload()
    assert names(page) == chosen
    page.get_by_role("button", name="Clear").click()
    page.wait_for_url("**/index.html")
    assert names(page) == everybody
    page.locator("#q").fill("no such model")
    assert "No model fits" in page.locator("#status").inner_text()


def test_licence_and_dates_filter(page: Page, address: str) -> None:
    page.goto(address + "index.html?lic=yes&since=2026-04-01")
    cells = page.eval_on_selector_all(
        "#board tbody tr",
        "rows => rows.filter(r => r.offsetParent).map(r => [r.cells[3].textContent, r.cells[9].textContent])",
    )
    assert cells
    assert all(released >= "2026-04-01" and licence == "MIT" for released, licence in cells)


def test_columns_are_hidden_and_added(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    page.get_by_text("Columns", exact=True).click()
    page.get_by_label("Released", exact=True).uncheck()
    assert not page.locator("#board thead th[data-k=released]").is_visible()
    extra = page.locator(".picks input:not(:checked)[data-column^='b:']").first
    key = extra.get_attribute("data-column") or ""
    extra.check()
    assert page.locator(f"#board thead th[data-k='{key}']").is_visible()
    assert query(page) == {"hide": ["released"], "add": [key[2:]]}
    page.reload()
    page.locator(f"#board thead th[data-k='{key}'] button").click()
    assert not page.locator("#board thead th[data-k=released]").is_visible()
    values = page.eval_on_selector_all(
        "#board tbody tr", "rows => rows.map(r => r.cells[r.cells.length - 1].textContent)"
    )
    assert any(values)


def test_the_view_is_downloaded_as_a_safe_table(page: Page, address: str) -> None:
    page.goto(address + "index.html?closed=1&all=1")
    with page.expect_download() as got:
        page.get_by_role("button", name="Download this view").click()
    text = Path(got.value.path()).read_bytes().decode()
    lines = text.split("\r\n")
    assert lines[0].startswith("id,developer,open_weights,model,rank,rank_low,rank_high,index,")
    assert len(lines) == len(names(page)) + 2
    assert "'=cmd|" in text
    assert not re.search(r"(^|,)\"?[=@]", text, flags=re.MULTILINE)


def test_a_number_opens_its_ticket(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    link = page.locator("#board td a").first
    value = link.inner_text()
    link.click()
    page.wait_for_url("**/models/**")
    ticket = page.locator(".ticket:visible")
    assert ticket.count() == 1
    assert "SHA-256" in ticket.inner_text()
    weight = ticket.locator("dd.w").inner_text().split()[0]
    assert abs(float(weight) - float(value)) < 1
    row = page.locator("tr:has(+ .tk .ticket:visible)")
    row.locator("a[href^='#t-']").click()
    assert page.locator(".ticket:visible").count() == 0
    page.locator("table.res td a[href^='#t-']").nth(1).click()
    page.locator("table.res td a[href^='#t-']").nth(0).click()
    assert page.locator(".ticket:visible").count() == 2, "several tickets can lie side by side"
    assert "#t-" in page.url


def test_closed_models_are_switched_on_a_board(page: Page, address: str) -> None:
    page.goto(address + "benchmarks/vibe-code-bench/index.html")
    rows = page.locator("table.board tr.cl")
    assert not rows.first.is_visible()
    page.get_by_label("Show closed models").check()
    assert rows.first.is_visible()
    assert query(page) == {"closed": ["1"]}
    page.locator("table.board thead button", has_text="Cost").first.click()
    assert query(page) == {"closed": ["1"], "sort": ["5"], "dir": ["asc"]}


def test_compare(page: Page, address: str) -> None:
    page.goto(address + "compare/index.html")
    assert "Nothing chosen" in page.locator("#compare-status").inner_text()
    for name in ("Model 9", "Model 18", "nobody at all"):
        page.locator("#add").fill(name)
        page.keyboard.press("Enter")
    assert "No model called" in page.locator("#compare-status").inner_text()
    assert query(page)["m"] == ["org0/model-9,org0/model-18"]
    assert page.get_by_role("region", name="Chances").inner_text().count("%") == 2
    page.get_by_role("button", name="Remove Model 9").click()
    assert query(page)["m"] == ["org0/model-18"]


def test_fit(page: Page, address: str) -> None:
    page.goto(address + "fit/index.html")
    rows = page.locator("#fit tbody tr:visible")
    everybody = rows.count()
    page.locator("#hw").select_option(label="24 GB card (RTX 3090, 4090, RX 7900 XTX)")
    some = rows.count()
    assert 0 < some < everybody
    assert "fit 23 GB" in page.locator("#fit-status").inner_text()
    page.locator("#commercial").check()
    assert rows.count() < some
    chosen = rows.all_inner_texts()
    page.reload()
    assert rows.all_inner_texts() == chosen


def test_whole_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "index.html")
    rows = page.locator("#board tbody tr")
    opened = page.locator("#board tbody tr:not(.cl)")
    assert all(opened.nth(at).is_visible() for at in range(opened.count()))
    page.locator("#closed").check()
    assert all(rows.nth(at).is_visible() for at in range(rows.count()))
    assert not page.locator("#csv").is_visible()
    page.locator("#board td a").first.click()
    own = page.locator("tr:has(:target) th > p")
    assert own.is_visible()
    assert "at " in own.inner_text()
    page.locator("tr:has(:target) a[href^='#k']").click()
    assert "SHA-256" in page.locator(":target").inner_text()
    assert page.locator(":target").is_visible()
    page.goto(address + "benchmarks/vibe-code-bench/index.html")
    assert "Number one among open-weight models" in page.locator("table.verdicts").inner_text()
    dates = page.locator("details:has(table.days) time").first
    if not dates.is_visible():
        page.get_by_text("Every date on which the board changed").click()
    assert dates.is_visible()
    page.goto(address + "compare/index.html")
    assert "needs a script" in page.locator("main noscript").inner_text()
    page.goto(address + "fit/index.html")
    assert page.locator("#fit tbody tr").first.is_visible()
    context.close()


def test_works_from_a_disk(page: Page, site: Path) -> None:
    page.goto(f"file://{site}/index.html")
    page.locator("#board thead th[data-k=total] button").click()
    page.locator("#q").fill("model 1")
    assert names(page)
    page.get_by_text("Columns", exact=True).click()
    page.get_by_label("Released", exact=True).uncheck()
    assert not page.locator("#board thead th[data-k=released]").is_visible()
    page.locator(".picks input:not(:checked)[data-column^='b:']").first.check()
    page.goto(f"file://{site}/compare/index.html?m=org0/model-0,org1/model-1")
    assert page.get_by_role("region", name="Facts").is_visible()


def test_print_shows_everything(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert page.locator("#board").is_visible()
