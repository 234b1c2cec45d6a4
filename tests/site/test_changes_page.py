"""The page of changes: the last seven days told first, in numbers that the changes themselves give."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bs4 import BeautifulSoup

from tests.site.synthetic import NOW, Made
from weighbridge.dataset import Change
from weighbridge.render.change_pages import week_of


def test_a_week_ends_on_the_newest_day_and_counts_seven(made: Made) -> None:
    dataset, _ = made
    result = dataset.results[0]
    days = (0, 6, 7)
    changes = tuple(Change(NOW - timedelta(days=back), "new", result) for back in days)
    week = week_of(replace(dataset, changes=changes))
    assert (week.since, week.until) == ("2026-10-01", "2026-10-07")
    assert week.counts == (("new", 2),)
    assert week.benchmarks == ((result.benchmark, dataset.card(result.benchmark).name, 2),)


def test_a_quiet_week_says_so(made: Made) -> None:
    week = week_of(replace(made[0], changes=()))
    assert not week.counts
    assert not week.benchmarks


def test_the_page_tells_the_week_and_leads_to_each_day(site: Path, made: Made) -> None:
    page = BeautifulSoup((site / "changes" / "index.html").read_text(encoding="utf-8"), "lxml")
    week = week_of(made[0])
    told = page.select_one("#week + p")
    assert told is not None
    assert all(f"{count} row" in told.get_text() and word in told.get_text() for word, count in week.counts)
    linked = [str(link["href"]) for link in page.select("nav[aria-label=Days] a")]
    assert linked
    assert all(page.select_one(target) for target in linked)
