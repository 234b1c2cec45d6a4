"""Writes the whole site into a folder. Same dataset, same bytes: all dates come from the data."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from weighbridge.dataset import Dataset
from weighbridge.render import (
    archive,
    benchmark_pages,
    change_pages,
    data_page,
    fit,
    frontier,
    gap,
    home,
    model_pages,
    other_pages,
    pictures,
    public_data,
    ranking_pages,
    source_pages,
)
from weighbridge.render.view import View
from weighbridge.render.writer import SITE, Pages
from weighbridge.standing.report import NO_REPORT, RankingReport
from weighbridge.standing.rows import Standing


def render_site(
    dataset: Dataset,
    standing: Standing,
    out: Path,
    *,
    base_url: str | None,
    data_version: str,
    report: RankingReport = NO_REPORT,
    downloads: Callable[[], None] = lambda: None,
) -> None:
    """Write the pages, styles and scripts into an existing folder.

    Args:
        base_url: where the site will stand; adds canonical links and a site map. Links stay relative either way.
        data_version: names the state of the data in the footer of each page.
        report: what is told of the ranking beside the places.
        downloads: waits until the downloads lie in the folder, as one page tells their sizes.
    """
    view = View(dataset, standing, report)
    pages = Pages(view, out, base_url=base_url, data_version=data_version)
    shutil.copytree(SITE / "static", out / "assets", dirs_exist_ok=True)
    for part in (
        home,
        fit,
        gap,
        frontier,
        model_pages,
        archive,
        benchmark_pages,
        source_pages,
        change_pages,
        ranking_pages,
        other_pages,
        public_data,
        pictures,
    ):
        part.write(pages)
    downloads()
    data_page.write(pages)
    other_pages.write_site_map(pages)
