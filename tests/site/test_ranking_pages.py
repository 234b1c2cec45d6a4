"""Vendors' numbers beside independent ones, and the validation as measured, each with what it rests on."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from tests.site.synthetic import synthetic
from weighbridge.render import ranking_pages, render_site
from weighbridge.render.view import View
from weighbridge.render.writer import Pages
from weighbridge.schema import Reporter
from weighbridge.standing.board import fitted
from weighbridge.standing.report import NO_REPORT, ranking_report
from weighbridge.standing.vendors import Pair, pairs_of, vendors_of

VALIDATION: dict[str, Any] = {
    "measured_on": "2026-10-07",
    "cells": 321,
    "models": 40,
    "benchmarks": 1,
    "acceptance": [
        {"point": 1, "name": "pairs <ordered>", "value": 85.4, "limit": "≥ 85", "holds": True},
        {"point": 1, "name": "left out", "value": 0.699, "limit": "≥ 0.78", "holds": False},
        {"point": 4, "name": "hidden", "value": None, "limit": "≤ 4", "holds": None},
    ],
    "methods": {
        name: {
            "accuracy": {"pair": pair, "mae": 6.3},
            "lobo": 0.7,
            "cherry_pick": None,
            "order_after_dropping": 1.0,
        }
        for name, pair in (("mean", 68.6), ("ECI", 83.3), ("this index", 85.4))
    },
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dataset, standing = synthetic()
    out = tmp_path_factory.mktemp("ranking")
    report = ranking_report(dataset, fitted(dataset), validation=VALIDATION)
    render_site(dataset, standing, out, base_url=None, data_version="test-1", report=report)
    return out


def page(site: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((site / path / "index.html").read_text(encoding="utf-8"), "lxml")


def texts(found: BeautifulSoup, label: str) -> list[list[str]]:
    return [
        [" ".join(cell.text.split()) for cell in row.select("th, td")]
        for row in found.select(f'[aria-label="{label}"] tbody tr')
    ]


def test_the_validation_says_what_holds_and_what_does_not(site: Path) -> None:
    found = page(site, "method/validation")
    assert [line[-1] for line in texts(found, "Acceptance")] == ["holds", "does not hold", "cannot be measured"]
    assert texts(found, "Acceptance")[0][1:3] == ["pairs <ordered>", "85.400"]
    assert "321 results of 40 run modes on 1 benchmark" in " ".join(found.text.split())


def test_this_index_stands_first_and_the_others_by_their_figure(site: Path) -> None:
    rows = texts(page(site, "method/validation"), "Ways to rank")
    assert [row[0] for row in rows] == ["this index", "ECI", "mean"]
    assert rows[0][1:] == ["85.4", "6.30", "0.700", "", "1.000"]


def test_every_ranked_model_has_a_line_with_both_places(site: Path) -> None:
    dataset, standing = synthetic()
    rows = texts(page(site, "self-reported"), "The leaderboard with vendors’ own numbers")
    report = ranking_report(dataset, fitted(dataset))
    assert report.with_own is not None
    assert len(rows) == sum(row.rank is not None for row in report.with_own.rows)
    ranked = {str(row.rank) for row in standing.rows if row.rank is not None}
    assert {row[4] for row in rows} - {"not ranked"} <= ranked


def test_a_pair_is_of_one_version_and_of_the_best_run_of_each() -> None:
    dataset, _ = synthetic()
    whole = next(
        r
        for r in dataset.current
        if r.model is not None
        and r.reporter is Reporter.INDEPENDENT
        and r.metric == dataset.card(r.benchmark).headline
        and dataset.card(r.benchmark).metrics[r.metric].unit.value == "percent"
        and dataset.card(r.benchmark).metrics[r.metric].higher_is_better
        and not dataset.card(r.benchmark).composite
    )
    other = [r for r in dataset.results if (r.model, r.benchmark) != (whole.model, whole.benchmark)]
    lower = replace(whole, id="b" * 12, value=whole.value - 9.0)
    own = [
        replace(whole, id=str(n) * 12, value=whole.value + more, version=v, reporter=Reporter.SELF_REPORTED)
        for n, more, v in ((1, 1.0, whole.version), (2, 3.0, whole.version), (3, 30.0, "the vendor's own"))
    ]
    others = tuple(r for r in other if r.reporter is not Reporter.SELF_REPORTED)
    made = replace(dataset, results=(*others, whole, lower, *own))
    (pair,) = pairs_of(made)
    assert round(pair.difference, 9) == 3.0
    (vendor,) = vendors_of([pair])
    assert (round(vendor.points, 9), vendor.low, vendor.pairs, vendor.models) == (3.0, None, 1, 1)


def test_the_worked_example_can_be_recomputed_from_what_it_prints(site: Path) -> None:
    words = " ".join(page(site, "method").text.replace("−", "-").split())
    found = re.search(r"exp\(-\((\S+) \+ (\S+) × \((\S+) (\S+)\)\)\)\) = (\S+)", words)
    assert found is not None
    intercept, slope, theta, offset, expected = map(float, found.groups())
    assert 100 / (1 + math.exp(-(intercept + slope * (theta + offset)))) == pytest.approx(expected, abs=0.5)


def test_numbers_of_a_held_board_are_marked(tmp_path: Path) -> None:
    dataset, standing = synthetic()
    whole = next(r for r in dataset.current if r.model is not None and r.evidence.source == "board")
    held = replace(whole.evidence, source="held", page="https://example.org/held")
    own = replace(whole, id="1" * 12, reporter=Reporter.SELF_REPORTED, evidence=held)
    pairs = (Pair("org1", str(whole.model), own, whole, 0.0),)
    report = replace(NO_REPORT, pairs=pairs, vendors=tuple(vendors_of(pairs)))
    made = replace(dataset, results=(*dataset.results, own))
    ranking_pages.write(Pages(View(made, standing, report), tmp_path, base_url=None, data_version="t"))
    found = page(tmp_path, "self-reported")
    (line,) = found.select('[aria-label="Pairs of numbers"] tbody tr')
    assert [cell.select_one("sup") is not None for cell in line.select("td.n")] == [True, False, False]
    (note,) = found.select("aside.note")
    assert "held" in note.text
