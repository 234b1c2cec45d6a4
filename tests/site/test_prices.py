"""What hosts ask: on the model's page, on the leaderboard, in a chart."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.site.synthetic import Made
from weighbridge.prices import median_price
from weighbridge.render.priced import dollars, stated


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (None, ""),
        (1.2, "1.20"),
        (0.1, "0.10"),
        (0.0994, "0.099"),
        (0.003625, "0.0036"),
        (15.0, "15.00"),
        (0.02, "0.02"),
    ],
)
def test_dollars_have_the_digits_that_matter(amount: float | None, text: str) -> None:
    assert dollars(amount) == text


@pytest.mark.parametrize(
    ("amount", "text"), [(None, ""), (1.2, "1.20"), (3.0, "3.00"), (0.435, "0.435"), (0.003625, "0.003625")]
)
def test_what_a_list_states_is_not_rounded(amount: float | None, text: str) -> None:
    assert stated(amount) == text


def test_a_models_page_has_its_offers_with_list_day_and_conflict(site: Path, made: Made) -> None:
    key = next(model for model in sorted(made[0].prices) if made[0].is_open(model))
    page = BeautifulSoup((site / "models" / key / "index.html").read_text(encoding="utf-8"), "lxml")
    (table,) = (table for table in page.select("table.small") if "US dollars a million tokens" in table.get_text())
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in table.select("tbody tr")]
    assert [row[0] for row in rows] == ["host-a", "<b>host</b> precision fp8", "host-c"]
    assert rows[1][1:5] == ["0.90", "1.00", "0.004", "0.93"]
    assert "2026-10-01" in rows[0][5]
    assert "conflict: 0.90 / 1.00 (Source board <i>, 2026-10-01)" in rows[2][5]
    assert "$0.93 a million tokens at the middle of 3 hosts" in page.get_text()


def test_a_model_without_prices_says_nothing_of_them(site: Path, made: Made) -> None:
    key = next(key for key in made[0].shown_models if key not in made[0].prices)
    assert "id=prices" not in (site / "models" / key / "index.html").read_text(encoding="utf-8")


def test_the_leaderboard_has_the_price_of_the_middle_host(site: Path, made: Made) -> None:
    page = BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "lxml")
    names = [head.get("data-k") for head in page.select("#board thead th")]
    priced = 0
    for row in page.select("#board tbody tr"):
        cells = row.select("th, td")
        link = cells[0].select_one("a")
        assert link is not None
        model = str(link["href"]).removeprefix("models/").removesuffix("/index.html")
        wanted = dollars(median_price(made[0].prices.get(model, ())))
        assert cells[names.index("price")].get_text(strip=True) == wanted
        priced += bool(wanted)
    assert priced > 3


def test_a_chart_sets_price_against_standing(site: Path) -> None:
    page = BeautifulSoup((site / "charts" / "index.html").read_text(encoding="utf-8"), "lxml")
    assert page.select_one("h2#price") is not None
