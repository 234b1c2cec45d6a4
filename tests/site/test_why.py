"""Why this place: expected beside what came, in the order of what is known through each, only where there is a fit."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup, Tag

from tests.site.synthetic import synthetic
from weighbridge.render import render_site
from weighbridge.render.why import signed
from weighbridge.standing.board import fitted
from weighbridge.standing.report import RankingReport, ranking_report


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[RankingReport, dict[str, BeautifulSoup]]:
    dataset, standing = synthetic()
    report = ranking_report(dataset, fitted(dataset))
    out = tmp_path_factory.mktemp("why")
    render_site(dataset, standing, out, base_url=None, data_version="test-1", report=report)
    pages = {
        row.model: BeautifulSoup((out / "models" / row.model / "index.html").read_text(encoding="utf-8"), "lxml")
        for row in standing.rows
    }
    return report, pages


def lines(page: BeautifulSoup) -> list[Tag]:
    return page.select("table.why tbody tr")


def test_every_placed_model_shows_every_result_that_ranks_it(
    made: tuple[RankingReport, dict[str, BeautifulSoup]],
) -> None:
    report, pages = made
    assert len(report.explanations) > 5
    _, standing = synthetic()
    for row in standing.rows:
        found = report.explanations.get(row.model)
        expected = len(found.carriers) if found and row.index else 0
        assert len(lines(pages[row.model])) == expected, row.model


def test_the_surprise_has_the_sign_of_came_minus_expected(
    made: tuple[RankingReport, dict[str, BeautifulSoup]],
) -> None:
    _, pages = made
    seen = 0
    for page in pages.values():
        for line in lines(page):
            expected, came, _, surprise, *_ = (cell.text.replace("−", "-") for cell in line.select("td"))
            difference = float(came) - float(expected)
            if abs(difference) > 0.2:
                assert (float(surprise) > 0) == (difference > 0) or float(surprise) == 0
                seen += 1
    assert seen > 10


def test_the_error_falls_with_one_more_result(made: tuple[RankingReport, dict[str, BeautifulSoup]]) -> None:
    _, pages = made
    found = [
        (float(now), float(after))
        for page in pages.values()
        for now, after in re.findall(r"would go from ([\d.]+) to ([\d.]+)", " ".join(page.text.split()))
    ]
    assert found
    assert all(after <= now for now, after in found)


def test_a_sign_is_shown_only_where_digits_are_left() -> None:
    assert signed(0.44, 1) == "+0.4"
    assert signed(0.04, 1) == "0.0"
    assert signed(-1.26, 1) == "−1.3"
