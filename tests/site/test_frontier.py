"""Charts of the index against size, memory and date: the frontier, and the table beneath that says the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from tests.site.synthetic import Made, synthetic
from weighbridge.render import frontier
from weighbridge.render.charts import Tick
from weighbridge.render.scatter import Axis, Dot, scatter
from weighbridge.render.view import ModelLine, View
from weighbridge.render.writer import Pages
from weighbridge.standing.rows import Standing

SIZES: dict[str, Callable[[ModelLine], float]] = {
    "active": lambda line: line.active or 0.0,
    "memory": lambda line: line.total or 0.0,
}


def charts(site: Path) -> BeautifulSoup:
    return BeautifulSoup((site / "charts" / "index.html").read_text(encoding="utf-8"), "lxml")


def test_each_model_of_the_table_beats_all_that_are_smaller(site: Path, made: Made) -> None:
    view = View(*made)
    for quantity, size in SIZES.items():
        head = charts(site).select_one(f"#{quantity}")
        assert head is not None
        table = head.find_next("table")
        assert isinstance(table, Tag)
        listed = [
            str(link["href"]).removeprefix("../models/").removesuffix("/index.html") for link in table.select("a")
        ]
        assert listed
        ranked = [
            (size(view.models[row.model]), row.index.value)
            for row in view.standing.rows
            if row.status == "ranked" and row.index and row.open_weights and size(view.models[row.model])
        ]
        for key in listed:
            line = view.models[key]
            assert line.row is not None
            assert line.row.index is not None
            assert all(line.row.index.value >= index for other, index in ranked if other <= size(line))


def test_every_drawing_has_title_description_and_links(site: Path) -> None:
    drawings = charts(site).select("main svg[role=group]")
    assert len(drawings) == 4
    for drawing in drawings:
        names = [charts(site).select_one(f"#{key}") for key in str(drawing["aria-labelledby"]).split()]
        assert all(name is not None and name.get_text().strip() for name in names)
        assert len(drawing.select("a[href^='../models/']")) > 3


def test_days_lie_evenly_and_carry_their_ticks() -> None:
    first = date(2026, 1, 1).toordinal()
    dots = [Dot(first + 10 * n, n, f"m{n}", "", open=True, href="#") for n in range(4)]
    axis = Axis(logarithmic=False, ticks=lambda low, high: (Tick(low, "start"), Tick(high, "end")))
    drawn = scatter(dots, axis=axis)
    assert drawn is not None
    places = [mark.x for mark in drawn.marks]
    steps = [round(b - a, 1) for a, b in pairwise(places)]
    assert max(steps) - min(steps) <= 0.2
    assert [(tick.at, tick.text) for tick in drawn.x_ticks] == [(drawn.frame.left, "start"), (drawn.frame.x1, "end")]


def test_nothing_is_drawn_without_ranked_models(tmp_path: Path) -> None:
    dataset, standing = synthetic()
    bare = Standing(
        tuple(row for row in standing.rows if row.status != "ranked"), standing.method, standing.provisional
    )
    frontier.write(Pages(View(dataset, bare), tmp_path, base_url=None, data_version="test-1"))
    assert "nothing to draw" in (tmp_path / "charts" / "index.html").read_text(encoding="utf-8")
