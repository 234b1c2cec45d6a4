"""What the downloads tell of the ranking is what the report says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.export import reading
from tests.export.telling import CLOSED, OPENED


def test_an_explanation_is_told_in_index_points(public: Path) -> None:
    found = reading.load(public / f"api/v1/explanations/{OPENED}.json")
    assert (found["model"], found["variant"], found["index"], found["error"]) == (OPENED, "effort high", 58.12, 2.0)
    first, second = reading.named(found, "carrier")
    assert (first["benchmark"], first["benchmark_version"], first["source"]) == ("coding-toy", "2", "toy")
    assert (first["observed"], first["expected"], first["pull"]) == (0.5125, 0.5124, 0.52)
    assert second["surprise"] == pytest.approx(2.345, abs=0.0051)
    assert found["prospects"] == [
        {
            "benchmark": "coding-toy",
            "benchmark_version": "1",
            "expected": 0.25,
            "error_now": 2.0,
            "error_after": 1.5,
        }
    ]
    assert (public / "api/v1/explanations").is_dir()
    assert len(list((public / "api/v1/explanations").rglob("*.json"))) == 1


def test_the_gap_has_its_interval_and_its_records(public: Path) -> None:
    document = reading.load(public / "api/v1/gap.json")
    (series,) = document["gap"]
    assert (series["name"], series["unit"]) == ("index", "index points")
    last = series["days"][-1]
    assert (last["day"], last["closed"]["model"], last["open"]["model"]) == ("2026-02-28", CLOSED, OPENED)
    assert last["points"]["value"] == 9.0
    assert last["points"]["low"] < 9.0 < last["points"]["high"]
    assert series["open_records"] == [{"day": "2026-01-31", "model": OPENED, "value": 61.0, "error": 1.0}]
    assert document["countries"]["Europe"][0]["value"] == 58.0


def test_a_pair_of_numbers_leads_to_both_tickets(public: Path) -> None:
    document = reading.load(public / "api/v1/optimism.json")
    (pair,) = document["pairs"]
    values = {row["id"]: row["value"] for row in pq.read_table(public / "api/v1/results.parquet").to_pylist()}
    assert (values[pair["own_id"]], values[pair["independent_id"]]) == (pair["own"], pair["independent"])
    assert pair["difference"] == round(pair["own"] - pair["independent"], 2)
    assert document["vendors"] == [{"vendor": "shut", "points": 1.23, "pairs": 1, "models": 1}]


def test_past_places_are_a_table(public: Path) -> None:
    rows = pq.read_table(public / "api/v1/history_of_ranking.parquet").to_pylist()
    assert [(row["day"], row["model"], row["rank"]) for row in rows] == [
        (date(2026, 1, 31), OPENED, 1),
        (date(2026, 1, 31), CLOSED, None),
        (date(2026, 2, 28), OPENED, 1),
        (date(2026, 2, 28), CLOSED, None),
    ]
