"""The page of every source answers what a careful reader asks, on the committed data."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from weighbridge.dataset import Dataset, SourceView
from weighbridge.discovery import all_sources
from weighbridge.render import source_pages
from weighbridge.render.numbers import day
from weighbridge.render.view import View
from weighbridge.render.writer import Pages
from weighbridge.standing.rows import Standing


@pytest.fixture(scope="module")
def folder(committed: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of all sources; they do not depend on a ranking."""
    out = tmp_path_factory.mktemp("site")
    view = View(committed, Standing((), "no ranking here", provisional=True))
    source_pages.write(Pages(view, out, base_url=None, data_version="test-1"))
    return out


def words(tag: PageElement | None) -> str:
    """The text of an element, its spaces evened out."""
    assert tag is not None
    return " ".join(tag.get_text(" ").split())


def section(page: Tag, name: str) -> str:
    """The text under a heading, up to the next one."""
    heading = page.find("h2", id=name)
    assert isinstance(heading, Tag), f"no heading {name}"
    parts = []
    for sibling in heading.find_next_siblings():
        if isinstance(sibling, Tag) and sibling.name == "h2":
            break
        parts.append(words(sibling))
    return " ".join(parts)


def plate(page: Tag) -> dict[str, str]:
    """The facts at the top, by their label."""
    return {words(row.find("dt")): words(row.find("dd")) for row in page.select("dl.plate > div")}


def check_plate(facts: dict[str, str], view: SourceView) -> None:
    """Who runs it, how many rows, last success, last change, staleness."""
    source = view.source
    assert facts["Run by"] == " ".join(source.maintainer.split())
    assert [facts[label] for label in ("Rows", "Facts", "Prices") if label in facts] == [str(view.rows)]
    assert facts["Last read"].startswith(day(view.last_success) if view.last_success else "never")
    assert facts["Last change"] == (day(view.last_change) if view.last_change else "none")
    ended = source.status != "active"
    assert facts["Stale"].startswith("never: it has ended" if ended else "yes" if view.stale else "no")
    assert f"{source.cadence_days} days" in facts["Stale"]
    assert facts["State"].startswith(source.status) == ended
    assert source.status_since is None or day(source.status_since) in facts["State"]


@pytest.mark.parametrize("source_id", sorted(all_sources()))
def test_a_sources_page_answers(source_id: str, committed: Dataset, folder: Path) -> None:
    view = committed.source_by_id[source_id]
    source = view.source
    page = BeautifulSoup((folder / "sources" / source_id / "index.html").read_text(encoding="utf-8"), "lxml").main
    assert page is not None
    check_plate(plate(page), view)
    licence = next(text for text in map(words, page.find_all("p")) if text.startswith("Licence:"))
    assert source.licence.id in licence
    assert " ".join(source.licence.attribution.split()) in licence
    assert source_pages.terms_of(source.licence.id) in licence
    assert source.through is None or source.through in licence
    assert all(problem in section(page, "problems") for problem in source.problems)
    links = {str(link["href"]) for link in page.find_all("a", href=True)}
    assert {source.home, *(board.page for board in source.boards), *(board.url for board in source.boards)} <= links
    held = section(page, "holds")
    assert all(" ".join(hold.reason.split()) in held and day(hold.day) in held for hold in view.holds)
    assert bool(view.holds) != held.startswith("Never")


@pytest.mark.parametrize(
    ("licence", "asked"),
    [
        ("none stated", "No licence is stated: the figures are quoted as facts, with their source, and taken out on"),
        ("CC-BY-4.0", "Whoever reuses its rows: credit it as below."),
        ("CC-BY-NC-SA-4.0", "credit it as below, no commercial use, pass its rows on under the same licence."),
        ("Apache-2.0", "credit it as below, keep the licence's notice with copies of its files."),
        ("Adobe Research License (non-commercial)", "credit it as below, no commercial use."),
    ],
)
def test_terms_are_told_in_words(licence: str, asked: str) -> None:
    assert asked in source_pages.terms_of(licence)
