"""Pictures beside links: small, readable, named by each page, and the same every time."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from tests.site.synthetic import synthetic, told
from weighbridge.render import pictures, render_site
from weighbridge.render.png import decoded, encoded
from weighbridge.render.view import View
from weighbridge.render.writer import Pages

BASE = "https://weighbridge.example/"


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = synthetic()
    out = tmp_path_factory.mktemp("pictured")
    render_site(*made, out, base_url=BASE, data_version="test-1", report=told(*made))
    return out


def test_every_page_names_a_picture_that_is_there(tree: Path) -> None:
    named = {}
    for page in sorted(tree.rglob("*.html")):
        found = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").select('meta[property="og:image"]')
        assert len(found) == 1, page
        address = str(found[0]["content"])
        assert address.startswith(BASE)
        assert (tree / address.removeprefix(BASE)).is_file(), address
        named[str(page.relative_to(tree))] = address.removeprefix(BASE)
    assert named["index.html"] == named["404.html"] == "og/site.png"
    assert named["benchmarks/vibe-code-bench/index.html"] == "og/benchmarks/vibe-code-bench.png"
    assert {f"og/{subject}.png" for subject in View(*synthetic()).pictured} == set(named.values()) - {"og/site.png"}


def test_pictures_are_small_and_of_the_size_that_pages_state(tree: Path) -> None:
    files = sorted((tree / "og").rglob("*.png"))
    assert max(path.stat().st_size for path in files) < 20_000
    for path in files:
        data = path.read_bytes()
        assert struct.unpack(">II", data[16:24]) == (pictures.WIDTH, pictures.HEIGHT)


def test_none_is_written_while_the_address_is_unknown(tmp_path: Path) -> None:
    pictures.write(Pages(View(*synthetic()), tmp_path, base_url=None, data_version="test-1"))
    assert list(tmp_path.iterdir()) == []


def test_a_picture_comes_back_as_it_was_written() -> None:
    shades = np.arange(64, dtype=np.uint8).reshape(4, 16) % 16
    assert (decoded(encoded(shades)) == shades).all()
    with pytest.raises(ValueError, match="not a PNG"):
        decoded(b"GIF89a")


def test_a_browser_reads_the_picture(browser: Browser, tree: Path) -> None:
    page = browser.new_page()
    page.goto(f"file://{tree}/og/site.png")
    assert page.evaluate("[document.images[0].naturalWidth, document.images[0].naturalHeight]") == [800, 420]
    page.close()


def test_text_is_dark_on_paper_and_the_accent_only_in_the_range() -> None:
    picture = pictures.Picture()
    picture.write("Weighbridge 64.0 ± 3.1", 100, "large")
    shades = picture.shades[100:165]
    assert (shades == pictures.INK).sum() > 1000
    assert (shades == pictures.PAPER).mean() > 0.5
    assert not (shades == pictures.ACCENT).any()


def test_long_titles_are_broken_and_cut() -> None:
    large = pictures.letters()["large"]
    width = pictures.WIDTH - 2 * pictures.MARGIN
    lines = large.lines("a" * 180, width, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert large.lines("One-two three", width, 2) == ["One-two three"]
    assert large.known("מ7B") == "?7B"
