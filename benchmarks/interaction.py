"""How long the leaderboard takes to answer, by the browser's Event Timing: ``python -m benchmarks.interaction``.

Makes up sites of 500 and 3,000 models, prints the sizes of the home page compressed with gzip -9, then sorts, filters,
toggles and adds a column in headless Chromium: the longest event without and with fourfold CPU throttling, and the
processor time of the page's main thread, which does not depend on what else the machine does. CHROMIUM names the
browser.
"""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.site.synthetic import synthetic
from weighbridge.render import home, public_data
from weighbridge.render.view import View
from weighbridge.render.writer import SITE, Pages

SCALES = {500: 40 * 500, 3000: 40 * 1000}  # models: results
RUNS = 3
OBSERVE = """
window.times = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (entry.interactionId) window.times.push(entry.duration);
}).observe({type: "event", durationThreshold: 16});
"""


def sort_by(key: str) -> Callable[[Page], None]:
    """A click on a column's head."""
    return lambda page: page.locator(f"#board thead th[data-k='{key}'] button").click()


def pick(query: str) -> Callable[[Page], None]:
    """A click on a box of the column chooser."""
    return lambda page: page.locator(query).click()


DEEDS: dict[str, Callable[[Page], None]] = {
    "first sort by size": sort_by("total"),
    "sort by size again": sort_by("total"),
    "sort by name": sort_by("model"),
    "first letter of a search": lambda page: page.locator("#q").press("7"),
    "second letter": lambda page: page.locator("#q").press("1"),
    "clear": lambda page: page.get_by_role("button", name="Clear").click(),
    "closed models on": lambda page: page.locator("#closed").click(),
    "hide a column": pick("[data-column=released]"),
    "show a column": pick("[data-column=released]"),
    "add a benchmark": pick(".picks input:not(:checked)[data-column^='b:'] >> nth=0"),
}


def spent(renderer: int) -> float:
    """Processor time of the page's main thread so far, in milliseconds (Linux)."""
    return int(Path(f"/proc/{renderer}/schedstat").read_text(encoding="ascii").split()[0]) / 1e6


def renderer_of(browser: Browser) -> int:
    """The process of the newest page."""
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return max(int(each["id"]) for each in found if each["type"] == "renderer")


def answered(page: Page, renderer: int, deed: Callable[[Page], None]) -> tuple[float, float]:
    """The longest event of a deed in milliseconds (16: too short to be seen), and its processor time."""
    page.evaluate("window.times.length = 0")
    before = spent(renderer)
    deed(page)
    page.wait_for_timeout(350)
    used = spent(renderer) - before
    return float(page.evaluate("Math.max(16, ...window.times)")), used


def measured(browser: Browser, address: str, throttle: int) -> dict[str, tuple[float, float]]:
    """Deed → the middle of several runs, each on a fresh page: longest event and processor time."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in DEEDS}
    for _ in range(RUNS):
        page.goto(address)
        renderer = renderer_of(browser)
        page.evaluate(OBSERVE)
        page.get_by_text("Columns", exact=True).click()
        page.wait_for_selector(".picks input:not(:checked)[data-column^='b:']")
        for name, deed in DEEDS.items():
            times[name].append(answered(page, renderer, deed))
    page.context.close()
    return {
        name: (statistics.median(wall for wall, _ in found), statistics.median(used for _, used in found))
        for name, found in times.items()
    }


def sizes(site: Path) -> str:
    """The compressed sizes of the home page's parts in kB."""

    def packed(*names: str) -> float:
        return sum(len(gzip.compress((site / name).read_bytes(), 9)) for name in names) / 1000

    script = packed("assets/early.js", "assets/site.js", "assets/keys.js")
    return f"HTML {packed('index.html'):.1f} kB, script {script:.1f} kB, style {packed('assets/site.css'):.1f} kB"


def main() -> None:
    """Print the table."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for models, results in SCALES.items():
            site = Path(folder) / str(models)
            shutil.copytree(SITE / "static", site / "assets")
            pages = Pages(View(*synthetic(models, 40, results)), site, base_url=None, data_version="measured")
            home.write(pages)
            public_data.write(pages)
            print(f"{models} models: {sizes(site)}", flush=True)
            found = {rate: measured(browser, f"file://{site}/index.html", rate) for rate in (1, 4)}
            for name in DEEDS:
                (wall, used), (slow, _) = found[1][name], found[4][name]
                print(f"  {name:26} {wall:5.0f} ms at 1×  {slow:5.0f} ms at 4×  processor {used:5.0f} ms", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
