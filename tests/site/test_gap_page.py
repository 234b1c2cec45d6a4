"""The gap page says what the report says: figures with their ranges, the trend only where ranges do not meet."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from weighbridge.render.lag import trend
from weighbridge.standing.gap import Estimate


@pytest.fixture(scope="module")
def page(site: Path) -> BeautifulSoup:
    return BeautifulSoup((site / "gap" / "index.html").read_text(encoding="utf-8"), "lxml")


def test_a_trend_is_named_only_where_the_ranges_do_not_meet() -> None:
    year_ago = Estimate(6.0, 5.0, 7.0)
    assert trend(year_ago, Estimate(4.0, 3.0, 4.9)) == "closing"
    assert trend(year_ago, Estimate(9.0, 7.1, 9.5)) == "widening"
    assert trend(year_ago, Estimate(4.0, 3.0, 5.0)) == "no clear change"


def test_the_lead_says_points_and_months_with_their_ranges(page: BeautifulSoup) -> None:
    lead = page.select_one("p.lead")
    assert lead is not None
    words = " ".join(lead.text.split())
    assert "On 2026-01-31" in words
    assert "6.5 index points (6.5 to 6.5)" in words
    assert "13.0 months behind (13.0 to 13.0)" in words  # the first closed one as good came on 2024-12-31


def test_a_gap_that_was_smaller_a_year_before_is_widening(page: BeautifulSoup) -> None:
    words = " ".join(page.text.split())
    assert "A year before, on 2024-12-31, it was 0.0 months (0.0 to 0.0) and 10.0 points" in words
    assert "the gap is widening" in words


def test_every_month_has_a_row_newest_first(page: BeautifulSoup) -> None:
    rows = page.select('[aria-label="The gap by month"] tbody tr')
    assert [row.th.text for row in rows if row.th] == ["2026-01-31", "2025-12-31", "2024-12-31"]


def test_what_was_known_then_is_the_last_ranking_of_a_month(page: BeautifulSoup) -> None:
    rows = page.select('[aria-label="As known then"] tbody tr')
    assert len(rows) == 1
    assert "2026-01-31" in rows[0].text
    assert rows[0].select("td")[-1].text == "4.5"
