"""From a dataset to the leaderboard: which numbers count, in which mode, and what is said of those that lack some."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.core.support import at
from tests.site.synthetic import claim, result_of
from weighbridge.dataset import Dataset
from weighbridge.facts import Fact
from weighbridge.files import KeptError
from weighbridge.registry import Registry
from weighbridge.schema import (
    Benchmark,
    BenchmarkVersion,
    Earlier,
    Metric,
    Model,
    Organisation,
    Reporter,
    Result,
    Unit,
    Variant,
    Weights,
)
from weighbridge.standing.board import fitted, standing_of
from weighbridge.standing.calibrate import Calibration, choose_tau
from weighbridge.standing.cells import cells_of, mode_of
from weighbridge.standing.chosen import Chosen, hash_of, read_chosen, write_chosen
from weighbridge.standing.frames import fresh_frames, read_frames, write_frames
from weighbridge.standing.history import FROZEN, MOVING, kept_lines, read_history, snapshots, view_at, write_history
from weighbridge.standing.kept import read_report, write_far, write_validation
from weighbridge.standing.matrix import Matrix
from weighbridge.standing.report import ranking_report

DOMAINS = ("coding", "mathematics", "knowledge", "reasoning")
DEFAULT = Variant()


def model(number: int) -> Model:
    """Model ``number``; every third one is closed."""
    weights = Weights.CLOSED if number % 3 == 2 else Weights.OPEN
    return Model(id=f"org/m{number:02}", name=f"M{number}", developer="org", weights=weights, reasoning="hybrid")


def bench(number: int, **more: object) -> Benchmark:
    """Benchmark ``number`` in percent, with two versions."""
    fields: dict[str, object] = {
        "id": f"b{number}",
        "name": f"B{number}",
        "domain": DOMAINS[number % 4],
        "summary": "Made up.",
        "maintainer": "nobody",
        "url": "https://b.example/",
        "headline": "accuracy",
        "current": "1.1",
        "metrics": {"accuracy": Metric(title="A", unit=Unit.PERCENT, higher_is_better=True, low=0.0, high=100.0)},
        "versions": (BenchmarkVersion(id="1.0"), BenchmarkVersion(id="1.1")),
    }
    return Benchmark.model_validate({**fields, **more})


def value(number: int, benchmark: int) -> float:
    """The score of a model of ability −number/6 on a benchmark of its own difficulty and slope."""
    ability = (14 - number) / 6
    return round(100 / (1 + math.exp(-(0.3 * benchmark - 1.5 + (0.8 + 0.1 * benchmark) * ability))), 2)


def result(number: int, benchmark: int, **more: object) -> Result:
    """The result of a model on a benchmark, default mode, from one of two sources."""
    fields: dict[str, Any] = {"raw_settings": {}, "variant": DEFAULT, "since": at(0), **more}
    return result_of(f"b{benchmark}", f"org/m{number:02}", value(number, benchmark), 2 * number + benchmark, **fields)


def dataset(results: Iterable[Result], cards: Iterable[Benchmark] = ()) -> Dataset:
    """A dataset of these results on eight benchmarks."""
    models = {m.id: m for m in map(model, range(14))}
    known = {b.id: b for b in (*map(bench, range(8)), *cards)}
    organisations = {"org": Organisation(id="org", name="Org", country="CN")}
    released = {
        key: {"released": Fact(f"2025-{1 + n % 9:02}-11", claim("released", "2025-01-11"))}
        for n, key in enumerate(models)
    }
    return Dataset(
        as_of=datetime(2026, 10, 8, tzinfo=UTC),
        registry=Registry(models, known, organisations, {}, {}),
        results=tuple(results),
        facts=released,
        sources=(),
        changes=(),
    )


ALL = [result(n, b) for n in range(14) for b in range(8)]


def test_models_stand_in_the_order_of_their_ability_open_ones_ranked_and_closed_ones_beside() -> None:
    standing = standing_of(dataset(ALL))
    assert [row.model for row in standing.rows] == [f"org/m{n:02}" for n in range(14)]
    ranks = [row.rank for row in standing.rows if row.open_weights]
    assert ranks == list(range(1, len(ranks) + 1))
    yardstick = next(row for row in standing.rows if row.model == "org/m02")
    assert (yardstick.open_weights, yardstick.rank, yardstick.tie_band) == (False, 3, None)
    for row in standing.rows:
        assert row.index is not None
        assert row.index.low < row.index.value < row.index.high
        assert (row.cells, row.domains, row.sources, row.status) == (8, 4, 2, "ranked")
        assert set(row.domain_index) == set(DOMAINS)


def test_a_model_with_too_little_is_shown_with_what_it_lacks() -> None:
    few = [r for r in ALL if r.model != "org/m00" or r.benchmark in ("b0", "b1", "b4", "b5")]
    one = [r for r in ALL if r.model != "org/m01" or r.benchmark == "b0"]
    provisional = standing_of(dataset(few)).of("org/m00")
    assert provisional is not None
    assert (provisional.status, provisional.rank) == ("provisional", None)
    assert provisional.missing == ("1 more benchmark", "1 more domain")
    unranked = standing_of(dataset(one)).of("org/m01")
    assert unranked is not None
    assert (unranked.status, unranked.index, unranked.cells) == ("unranked", None, 1)


def test_too_little_of_everything_gives_rows_without_ranks() -> None:
    standing = standing_of(dataset(ALL[:3]))
    assert standing.provisional
    assert [row.status for row in standing.rows] == ["unranked"]
    assert standing_of(dataset([])).rows == ()


@pytest.mark.parametrize(
    ("variant", "mode"),
    [
        (Variant(), "default"),
        (Variant(thinking="off"), "thinking off"),
        (Variant(thinking="on"), "thinking on"),
        (Variant(budget="32k"), "thinking on"),
        (Variant(effort="high", harness="OpenHands", host="x"), "effort high"),
        (Variant(precision="q4_k_m"), "default, q4_k_m"),
        (Variant(precision="FP8"), "default"),
    ],
)
def test_modes(variant: Variant, mode: str) -> None:
    assert mode_of(model(0), variant, "fp8") == mode
    always = model(0).model_copy(update={"reasoning": "always"})
    assert mode_of(always, Variant(thinking="on"), None) == "default"


def test_the_best_single_mode_stands_for_the_model_and_a_quantised_run_never_does() -> None:
    strong = [replace(result(5, b), variant=Variant(effort="max"), value=min(99.0, value(5, b) + 20)) for b in range(8)]
    quantised = [replace(result(6, b), variant=Variant(precision="q8_0"), value=99.0) for b in range(8)]
    standing = standing_of(dataset([*ALL, *strong, *quantised]))
    best, other = standing.of("org/m05"), standing.of("org/m06")
    assert best is not None and other is not None
    assert best.variant == "effort max"
    assert other.variant == "default"


def test_what_does_not_count() -> None:
    base = {(c.model, c.benchmark, c.score) for c in cells_of(dataset(ALL)).cells}
    extra = [
        replace(result(0, 0), reporter=Reporter.SELF_REPORTED, value=99.0),
        replace(result(0, 0), reporter=Reporter.COMMUNITY, value=99.0),
        replace(result(0, 0), withdrawn_on=at(3), value=99.0),
        replace(result(0, 0), metric="other", value=99.0),
        replace(result(0, 0), model=None, value=99.0),
        replace(result(0, 0), reporter=Reporter.AGGREGATED, value=99.0),  # the original is here
        replace(result(0, 0), version="1.0", value=99.0),  # a newer version has the model
        replace(result(0, 0), benchmark="sum", value=99.0),
    ]
    found = cells_of(dataset([*ALL, *extra], [bench(8, id="sum", composite=True)]))
    assert {(c.model, c.benchmark, c.score) for c in found.cells} == base


def test_several_harnesses_of_one_source_are_one_cell() -> None:
    twice = replace(result(0, 0), variant=Variant(harness="Codex"), value=value(0, 0) - 10)
    cells = [
        c for c in cells_of(dataset([*ALL, twice])).cells if (c.model, c.benchmark) == ("org/m00|default", "b0@1.1")
    ]
    assert [round(c.score, 4) for c in cells] == [round((value(0, 0) - 5) / 100, 4)]


def test_units_come_to_one_scale_and_those_without_one_stay_out() -> None:
    def metric(**fields: object) -> dict[str, Metric]:
        return {"accuracy": Metric.model_validate({"title": "A", "higher_is_better": True, **fields})}

    cards = [
        bench(0, metrics=metric(unit=Unit.PERCENT, low=0.0, high=100.0, chance=25.0)),
        bench(1, metrics=metric(unit=Unit.FRACTION, low=0.0, high=1.0, higher_is_better=False)),
        bench(2, metrics=metric(unit=Unit.RATING)),
        bench(3, metrics=metric(unit=Unit.USD)),
        bench(4, metrics=metric(unit=Unit.POINTS)),
        bench(5, metrics=metric(unit=Unit.MINUTES)),
    ]
    values = {0: 62.5, 1: 0.2, 2: 1300.0, 3: 5.0, 4: 7.0, 5: 60.0}
    results = [replace(result(n, b), value=v) for b, v in values.items() for n in (0, 1)]
    scores = {c.benchmark: round(c.score, 6) for c in cells_of(dataset(results, cards)).cells}
    assert scores == {"b0@1.1": 0.5, "b1@1.1": 0.8, "b2@1.1": 0.5, "b5@1.1": 0.5}


def test_an_earlier_day_is_seen_as_it_was() -> None:
    past = Earlier(
        value=10.0, stderr=None, cost_usd=None, latency_s=None, since=at(0), until=at(5), payload_sha256="0" * 64
    )
    rows = [
        replace(result(0, 0), value_since=at(5), earlier=(past,)),
        replace(result(1, 0), withdrawn_on=at(5)),
        replace(result(2, 0), first_seen=at(5), value_since=at(5)),
    ]
    then, now = view_at(dataset(rows), at(2).date()), view_at(dataset(rows), at(6).date())
    assert [(r.model, r.value) for r in then.results] == [("org/m00", 10.0), ("org/m01", value(1, 0))]
    assert [(r.model, r.value) for r in now.results] == [("org/m00", value(0, 0)), ("org/m02", value(2, 0))]
    assert view_at(dataset(rows), at(-1).date()).results == ()


def test_history_is_written_and_read_back(tmp_path: Path) -> None:
    late = [replace(r, first_seen=at(60), value_since=at(60)) if r.benchmark == "b7" else r for r in ALL]
    days = [date(2026, 1, 31), date(2026, 10, 8)]
    shots = list(snapshots(dataset(late), days, 0.25))
    assert [(s.day, s.basket, s.benchmarks) for s in shots] == [
        (days[0], MOVING, 7),
        (days[0], FROZEN, 7),
        (days[1], MOVING, 8),
        (days[1], FROZEN, 7),
    ]
    path = tmp_path / "history.csv"
    assert write_history(path, shots)
    assert not write_history(path, reversed(shots))
    places = read_history(path)
    assert len(places) == 4 * 14
    assert places[0].model == "org/m00"
    first = places[0]
    assert first.rank is not None and first.rank_low is not None and first.rank_high is not None
    assert first.rank_low <= first.rank <= first.rank_high
    assert read_history(tmp_path / "none.csv") == ()


def test_days_that_are_written_stay_and_the_newest_is_computed_again(tmp_path: Path) -> None:
    path, made = tmp_path / "history.csv", dataset(ALL)
    days = [date(2026, 1, 31), date(2026, 10, 8)]
    assert kept_lines(path, days) == ([], days)
    write_history(path, snapshots(made, days, 0.25))
    once = path.read_bytes()
    later = [*days, date(2026, 10, 9)]
    kept, fresh = kept_lines(path, later)
    assert ({line[0] for line in kept}, fresh) == ({"2026-01-31"}, later[1:])
    better = dataset([replace(r, value=min(99.0, r.value + 5)) if r.model == "org/m03" else r for r in ALL])
    write_history(path, snapshots(better, fresh, 0.25), kept)
    again = path.read_bytes()
    assert again.partition(b"2026-10-08")[0] == once.partition(b"2026-10-08")[0]
    assert {place.day for place in read_history(path)} == set(later)
    write_history(path, snapshots(better, later, 0.25))
    assert path.read_bytes() != again, "the kept day was not computed with the later values"
    path.write_text("day,basket\n", encoding="utf-8")
    with pytest.raises(KeptError, match="not a history of this version"):
        kept_lines(path, days)


def test_a_day_without_a_change_leaves_the_history_when_it_is_no_longer_the_newest(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    days = [date(2026, 1, 31), date(2026, 9, 3)]
    write_history(path, snapshots(dataset(ALL), days, 0.25))
    kept, fresh = kept_lines(path, [days[0], date(2026, 10, 8)])
    assert ({line[0] for line in kept}, fresh) == ({"2026-01-31"}, [date(2026, 10, 8)])


def test_the_frame_of_a_rating_board_is_set_once(tmp_path: Path) -> None:
    rating = bench(0, metrics={"accuracy": Metric(title="A", unit=Unit.RATING, higher_is_better=True)})
    made = dataset([replace(result(n, 0), value=1000.0 + 10 * n) for n in range(14)], [rating])
    cards, day = made.registry.benchmarks, date(2026, 10, 8)
    frames = fresh_frames(cards, made.current, {}, day)
    assert {item: (frame.centre, frame.frozen_on) for item, frame in frames.items()} == {("b0", "1.1"): (1065.0, day)}
    path = tmp_path / "standing" / "frames.csv"
    assert write_frames(path, frames)
    assert read_frames(path) == frames
    stronger = [replace(result(n, 0), id=str(n) * 12, model=f"org/m{n:02}", value=2000.0 + n) for n in (1, 2, 3)]
    more = dataset([*made.results[:1], *stronger, *made.results[4:]], [rating])
    assert fresh_frames(cards, more.current, frames, date(2027, 1, 1)) == frames
    before, frozen, moving = (
        {c.model: c.score for c in cells_of(found).cells if c.model.startswith("org/m13")}
        for found in (replace(made, frames=frames), replace(more, frames=frames), more)
    )
    assert frozen == before != moving
    assert fresh_frames(cards, made.current[:7], {}, day) == {}, "too few models"
    path.write_text("benchmark,version\nb0,1.1\n", encoding="utf-8")
    with pytest.raises(KeptError, match=r"frames\.csv"):
        read_frames(path)


def test_what_is_kept_saves_choosing_for_its_own_matrix_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = dataset(ALL)
    found = fitted(made)
    assert found is not None
    path = tmp_path / "tau.json"
    assert write_chosen(path, Chosen(hash_of(found.fit.matrix.cells), 0.123))
    kept = read_chosen(path)
    asked = []

    def choose(matrix: Matrix) -> Calibration:
        asked.append(len(matrix.models))
        return choose_tau(matrix)

    monkeypatch.setattr("weighbridge.standing.board.choose_tau", choose)
    own = fitted(replace(made, chosen=kept))
    assert own is not None
    assert (own.fit.tau, asked) == (0.123, [])
    other = [replace(r, value=r.value + 1) if r.model == "org/m03" else r for r in ALL]
    again = fitted(replace(dataset(other), chosen=kept))
    assert again is not None
    assert (again.fit.tau, len(asked)) == (found.fit.tau, 1)


@pytest.mark.parametrize(
    "text", ["{", '{"tau": 0.2}', '{"matrix": "a", "tau": "x"}', '{"matrix": "a", "tau": -1}', "7"]
)
def test_a_damaged_tau_is_told_with_its_file(tmp_path: Path, text: str) -> None:
    path = tmp_path / "tau.json"
    assert read_chosen(path) is None
    path.write_text(text)
    with pytest.raises(KeptError, match=r"tau\.json: .*; remove the file"):
        read_chosen(path)


def test_the_report_explains_and_measures_the_gap_and_vendors_optimism() -> None:
    own = [replace(result(0, b), reporter=Reporter.SELF_REPORTED, value=value(0, b) + 2) for b in range(4)]
    made = dataset([*ALL, *own])
    report = ranking_report(made, fitted(made))
    assert {e.model for e in report.explanations.values()} == {f"org/m{n:02}|default" for n in range(14)}
    (vendor,) = report.vendors
    assert (vendor.reporter, vendor.pairs, round(vendor.points, 6)) == ("org", 4, 2.0)
    index = report.gaps[0]
    assert (index.name, index.kind) == ("index", "index")
    assert index.months[-1].follower.model == "org/m00"  # the best open one
    assert index.months[-1].leader.model == "org/m02"  # the best closed one
    assert index.months[-1].points.value < 0  # the open one is ahead
    assert {g.kind for g in report.gaps} == {"index", "domain"}  # too few closed models for single benchmarks
    assert set(report.countries) == {"China"}
    assert report.above("org/m00", "org/m13") == pytest.approx(1.0, abs=1e-3)
    assert report.above("org/m00", "nobody") is None


def test_a_wild_number_is_put_up_for_review_and_still_counts(tmp_path: Path) -> None:
    wild = [r if (r.model, r.benchmark) != ("org/m12", "b6") else replace(r, value=99.0) for r in ALL]
    made = dataset(wild)
    report = ranking_report(made, fitted(made))
    assert ("org/m12", "b6@1.1") in {(s.model, s.item) for s in report.suspects}
    assert write_far(tmp_path, report.suspects)
    lines = [json.loads(line) for line in (tmp_path / "review" / "far.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(line["model"], line["observed"]) for line in lines] == [(s.model, s.observed) for s in report.suspects]
    assert standing_of(dataset(wild)).of("org/m12") is not None


def test_a_day_is_a_day_in_utc() -> None:
    assert view_at(dataset(ALL), (at(0) - timedelta(days=1)).date()).results == ()
    assert len(view_at(dataset(ALL), at(0).date()).results) == len(ALL)


def test_what_is_kept_is_read_back_and_left_out_of_earlier_days(tmp_path: Path) -> None:
    made = dataset(ALL)
    assert read_report(tmp_path, made, None).validation is None
    points = [{"point": 1, "value": 0.9}, {"point": 7, "value": 3.2}]
    assert write_validation(tmp_path, made, {"acceptance": points, "timing": {"fit": 1.0}})
    assert not write_validation(tmp_path, made, {"acceptance": points[:1], "timing": {"fit": 2.0}})
    kept = read_report(tmp_path, made, None).validation
    assert kept == {"acceptance": points[:1], "measured_on": made.as_of.date().isoformat()}
    assert read_report(tmp_path, replace(made, as_of=made.as_of - timedelta(days=1)), None).validation is None
    (tmp_path / "standing" / "history.csv").write_text("day,basket\nyesterday,moving\n", encoding="utf-8")
    with pytest.raises(KeptError, match="standing"):
        read_report(tmp_path, made, None)
