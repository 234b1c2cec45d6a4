"""The pages of the made-up dataset: escaped, linked, worded, and the same every time."""

from __future__ import annotations

import filecmp
import gzip
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from tests.site.synthetic import HOSTILE, NOW, Made, result_of, synthetic
from weighbridge.dataset import Change, Dataset
from weighbridge.render import numbers, render_site
from weighbridge.render.change_pages import change_line
from weighbridge.render.public_data import script_cell
from weighbridge.render.view import View
from weighbridge.render.writer import away
from weighbridge.schema import Earlier, Variant


@cache
def soup(path: Path) -> BeautifulSoup:
    """A page, parsed once for all tests of this file, which only look at it."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


@pytest.fixture(scope="module", autouse=True)
def _forgotten_at_the_end() -> Iterator[None]:
    yield
    soup.cache_clear()


def pages(site: Path) -> Iterator[Path]:
    yield from sorted(site.rglob("*.html"))


def attribute(tag: Tag, name: str) -> str:
    value = tag[name]
    assert isinstance(value, str)
    return value


def test_every_kind_of_page_is_there(site: Path, made: Made) -> None:
    dataset, _ = made
    wanted = {"index.html", "404.html"} | {
        f"{part}/index.html"
        for part in (
            "models", "benchmarks", "sources", "changes", "method", "data", "compare", "fit", "gap", "charts", "keys",
            "self-reported", "method/validation",
            *(f"models/{key}" for key in dataset.registry.models),
            *(f"benchmarks/{key}" for key in dataset.by_benchmark),
            *(f"sources/{view.source.id}" for view in dataset.sources),
        )
    }  # fmt: skip
    assert {str(page.relative_to(site)) for page in pages(site)} == wanted


def test_same_dataset_same_bytes_in_another_process(site: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.site.synthetic import synthetic, told; "
        "from weighbridge.render import render_site; made = synthetic(); "
        "render_site(*made, Path(sys.argv[1]), base_url=None, data_version='test-1', report=told(*made))"
    )
    seeded = {**os.environ, "PYTHONHASHSEED": "12345", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, env=seeded, cwd=Path(__file__).parents[2])
    names = sorted(str(path.relative_to(site)) for path in site.rglob("*") if path.is_file())
    assert names == sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    _, different, trouble = filecmp.cmpfiles(site, tmp_path, names, shallow=False)
    assert (different, trouble) == ([], [])


def test_no_link_or_anchor_leads_nowhere(site: Path) -> None:
    ids = {page: {tag["id"] for tag in soup(page).select("[id]")} for page in pages(site)}
    missing = []
    for page in pages(site):
        for tag in soup(page).select("[href], [src]"):
            address = attribute(tag, "href" if tag.has_attr("href") else "src")
            parts = urlsplit(address)
            if parts.scheme:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if "/api/v1/" in str(target) or target.suffix == ".atom":
                continue  # the downloads are written by the export
            if not target.is_file() or (parts.fragment and parts.fragment not in ids.get(target, set())):
                missing.append(f"{page.relative_to(site)}: {address}")
    assert missing == []


def test_ids_are_unique(site: Path) -> None:
    for page in pages(site):
        ids = [tag["id"] for tag in soup(page).select("[id]")]
        assert len(ids) == len(set(ids)), page


def test_hostile_names_are_text(site: Path) -> None:
    for page in pages(site):
        html = soup(page)
        assert not html.find_all(lambda tag: any(name.startswith("on") for name in tag.attrs)), page
        # Besides scripts of our own there is one block of data, which no browser runs.
        scripts = [script for script in html.find_all("script") if script.get("type") != "application/ld+json"]
        assert all(script.get("src") and not script.get_text() for script in scripts), page
        assert "49{" not in html.get_text()
    assert HOSTILE[0] in soup(site / "index.html").get_text()


def test_no_inline_code_and_a_strict_policy(site: Path) -> None:
    for page in pages(site):
        html = soup(page)
        inline = "script:not([src]):not([type='application/ld+json'])"
        assert not html.select(f"[style], style, {inline}, iframe, img, base, form[action]"), page
        policy = html.select_one("meta[http-equiv=Content-Security-Policy]")
        assert policy is not None
        assert attribute(policy, "content").startswith("default-src 'none'; script-src 'self'; style-src 'self';")


def test_links_out_are_web_addresses_without_credit(site: Path) -> None:
    for page in pages(site):
        for link in soup(page).select("a[href]"):
            if ":" in attribute(link, "href").partition("?")[0]:
                assert attribute(link, "href").startswith(("https://", "http://"))
                assert link["rel"] == ["noopener", "nofollow"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "https://a b", 'https://a"onx=1', None])
def test_other_addresses_become_text(address: str | None) -> None:
    assert str(away(address, "<b>")) == "<bdi>&lt;b&gt;</bdi>"


def test_each_page_has_title_description_language_and_one_heading(site: Path) -> None:
    titles = []
    for page in pages(site):
        html = soup(page)
        assert html.title is not None
        titles.append(html.title.get_text())
        assert html.select_one("html[lang=en]")
        assert len(html.select("h1")) == 1, page
        description = html.select_one("meta[name=description]")
        assert description is not None
        assert len(attribute(description, "content")) > 20
    assert len(set(titles)) == len(titles)


def test_every_result_has_its_ticket(site: Path, made: Made) -> None:
    dataset, standing = made
    view = View(dataset, standing)
    for result in dataset.results:
        path, _, anchor = view.ticket_path(result).partition("#")
        if result.id[:1] not in "01":
            continue
        page = soup(site / path)
        row = page.find(id=anchor)
        assert isinstance(row, Tag)
        body = row.find_parent("tbody")
        assert isinstance(body, Tag)
        link = row.select_one("a[href^='#k']") or body.select_one("a[href^='#k']")
        assert isinstance(link, Tag)
        reading = page.find(id=attribute(link, "href")[1:])
        assert isinstance(reading, Tag)
        assert f"SHA-256 {result.evidence.payload_sha256}" in reading.get_text()
        assert numbers.minute(result.evidence.retrieved_at) in reading.get_text()
        paper = reading.find_parent("tr")
        assert isinstance(paper, Tag)
        shelf = paper if paper.th else paper.find_previous(lambda tag: tag.name == "tr" and tag.th is not None)
        assert isinstance(shelf, Tag)
        assert result.evidence.url in [away["href"] for away in paper.select("td a")]
        assert result.evidence.page in [away["href"] for away in shelf.select("th a")]
        own, shared = row.get_text(" "), paper.get_text(" ")
        assert f"at {result.evidence.locator}" in own
        assert result.raw_name in own + shared
        assert f"rule: {result.rule}" in own + shared
        for was in result.earlier:
            assert f"(payload {was.payload_sha256[:8]}…)" in own


def test_missing_is_blank_and_zero_is_zero(site: Path) -> None:
    text = soup(site / "benchmarks/vibe-code-bench/index.html").select_one("table.board")
    assert text is not None
    cells = [cell.get_text(strip=True) for cell in text.select("tbody td")]
    assert "None" not in cells
    assert "nan" not in " ".join(cells)
    assert any(cell.startswith("0.0") for cell in cells)
    assert "" in cells


def test_trouble_stands_on_every_page_of_its_numbers(site: Path) -> None:
    for path in ("benchmarks/vibe-code-bench", "models/org0/model-0", "sources/held"):
        note = soup(site / path / "index.html").select_one("aside.note")
        assert note is not None, path
        assert "held" in note.get_text()
        assert "since 2026-10-05" in note.get_text()
        assert "the column 'score' became <b>a fraction</b>" in note.get_text()
        assert "2026-09-28" in note.get_text()


def test_trouble_is_marked_where_scripts_set_numbers_side_by_side(site: Path, made: Made) -> None:
    view = View(*made)
    held = next(result for result in made[0].results if result.evidence.source == "held")
    well = next(result for result in made[0].results if not view.troubled(result))
    assert str(script_cell(view, held)[2]).endswith("†")
    assert "†" not in str(script_cell(view, well)[2:])
    assert "†" in soup(site / "compare" / "index.html").get_text()


@pytest.mark.parametrize(
    ("precision", "squeezed"),
    [(None, False), ("BF16", False), ("fp8", False), ("int4", True), ("q4_k_m", True), ("IQ3_XXS", True)],
)
def test_a_quantised_run_never_stands_for_its_model(made: Made, precision: str | None, squeezed: bool) -> None:
    result = next(result for result in made[0].results if result.model is not None)
    run = replace(result, variant=Variant(precision=precision))
    assert View(*made).is_squeezed(run) is squeezed


def test_unresolved_names_are_listed_as_such(site: Path, made: Made) -> None:
    dataset, _ = made
    assert dataset.unresolved
    for source, names in dataset.unresolved.items():
        text = soup(site / "sources" / source / "index.html").get_text()
        for name, results in names.items():
            assert name in text
            board = soup(site / "benchmarks" / results[0].benchmark / "index.html").get_text()
            assert "unresolved name" in board


def test_a_closed_model_never_has_a_place_on_a_board(site: Path) -> None:
    for page in (site / "benchmarks").glob("*/index.html"):
        for table in soup(page).select("table"):
            heads = [head.get_text(" ", strip=True) for head in table.select("thead th")]
            place = next((at for at, head in enumerate(heads) if head.startswith("Place")), None)
            for row in table.select("tr.cl") if place is not None else []:
                assert place is not None and row.select("th, td")[place].get_text(strip=True) == ""


def test_the_words_open_source_are_kept_for_approved_licences(site: Path, made: Made) -> None:
    dataset, standing = made
    view = View(dataset, standing)
    for key, line in view.models.items():
        text = soup(site / line.path).get_text()
        terms, _ = view.licence_of(key)
        assert ("open-source" in text) == bool(line.open and terms and terms.osi_approved)


def test_changes_are_told_in_words(made: Made) -> None:
    dataset, standing = made
    before = Earlier(
        value=50.0, stderr=1.8, cost_usd=17.59, latency_s=812.0, since=NOW, until=NOW, payload_sha256="0" * 64
    )
    result = result_of("vibe-code-bench", "org0/model-0", 50.0, 1, cost_usd=10.01, earlier=(before,), value_since=NOW)
    grown = Dataset(
        dataset.as_of, dataset.registry, (*dataset.results, result), dataset.facts, dataset.sources, dataset.changes
    )
    line = change_line(View(grown, standing), Change(NOW, "changed", result, before))
    assert line.words == ("cost $17.59 → $10.01",)


def test_addresses_are_absolute_only_where_they_must_be(made: Made, tmp_path: Path) -> None:
    render_site(*made, tmp_path, base_url="https://example.org/scale", data_version="test-1")
    canonical = soup(tmp_path / "gap/index.html").select_one("link[rel=canonical]")
    assert canonical is not None
    assert canonical["href"] == "https://example.org/scale/gap/"
    lost = soup(tmp_path / "404.html").select_one("link[rel=stylesheet]")
    assert lost is not None
    assert lost["href"] == "https://example.org/scale/assets/site.css"
    assert "<loc>https://example.org/scale/models/org0/model-0/</loc>" in (tmp_path / "sitemap.xml").read_text()


def test_budgets_at_five_hundred_models(tmp_path: Path) -> None:
    """Home page of 500 models ≤ 60 kB, scripts ≤ 10 kB, styles ≤ 8 kB (gzip -9); the whole ≤ 15 s of one processor."""
    made = synthetic(500, 40, 6_000)
    started = time.process_time()
    render_site(*made, tmp_path, base_url=None, data_version="test-1")
    seconds = time.process_time() - started

    def packed(*names: str) -> int:
        return sum(len(gzip.compress((tmp_path / name).read_bytes(), 9)) for name in names)

    assert packed("index.html") <= 60_000
    assert packed("assets/early.js", "assets/site.js") <= 10_000
    assert packed("assets/site.css") <= 8_000
    assert seconds < 15
