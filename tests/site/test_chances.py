"""The chance that one model is better than another: the compare page says what the ranking's report says."""

from __future__ import annotations

import json
from math import hypot
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from scipy.special import ndtr

from tests.site.synthetic import synthetic
from weighbridge.render import render_site
from weighbridge.standing.board import fitted, standing_from
from weighbridge.standing.report import RankingReport, ranking_report


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RankingReport]:
    """The site of the dataset with the standing of its own fit."""
    dataset, _ = synthetic()
    found = fitted(dataset)
    report, out = ranking_report(dataset, found), tmp_path_factory.mktemp("compared")
    render_site(dataset, standing_from(dataset, found), out, base_url=None, data_version="test-1", report=report)
    return out, report


def indexed(site: Path) -> dict[str, list[float]]:
    """Model → index, low and high, as the script has them."""
    text = (site / "assets/data.js").read_text(encoding="utf-8")
    data = json.loads(text.removeprefix("window.WEIGHBRIDGE=").rstrip(";\n"))
    return {key: model["index"] for key, model in data["models"].items() if "index" in model}


def test_the_scripts_numbers_give_the_reports_chances(compared: tuple[Path, RankingReport]) -> None:
    site, report = compared
    index = indexed(site)
    assert len(index) > 10
    for one, (a, a_low, a_high) in index.items():
        for other, (b, b_low, b_high) in index.items():
            wanted = report.above(one, other)
            assert wanted is not None
            chance = float(ndtr((a - b) / hypot((a_high - a_low) / 3.29, (b_high - b_low) / 3.29)))
            assert chance == pytest.approx(wanted, abs=0.002), (one, other)


def test_the_page_shows_them(compared: tuple[Path, RankingReport], browser: Browser) -> None:
    site, report = compared
    ordered = sorted(indexed(site), key=lambda key: indexed(site)[key][0])
    chosen = [ordered[0], ordered[1], ordered[len(ordered) // 2], ordered[-1]]
    page = browser.new_page()
    page.goto(f"{(site / 'compare/index.html').as_uri()}?m={','.join(chosen)}")
    rows = page.locator("table", has_text="Chance that the row is better than").locator("tbody tr")
    assert rows.count() == len(chosen)
    for i, one in enumerate(chosen):
        cells = rows.nth(i).locator("td").all_inner_texts()
        for other, text in zip(chosen, cells, strict=True):
            wanted = 100 * (report.above(one, other) or 0.0)
            if one == other:
                assert text == ""
            elif text == "> 99%":
                assert wanted > 98.8
            elif text == "< 1%":
                assert wanted < 1.2
            else:
                assert float(text.rstrip("%")) == pytest.approx(wanted, abs=0.7)
    page.close()
