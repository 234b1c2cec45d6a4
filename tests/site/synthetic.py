"""A made-up dataset with everything that is awkward: hostile names, ties, blanks, holds, withdrawn rows, history."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from weighbridge.dataset import BoardView, Change, Dataset, SourceView
from weighbridge.facts import Fact
from weighbridge.prices import Price
from weighbridge.registry import LicenceTerms, Registry
from weighbridge.schema import (
    Benchmark,
    BenchmarkVersion,
    Claim,
    Earlier,
    Evidence,
    Metric,
    Model,
    Organisation,
    Reporter,
    Result,
    Unit,
    Variant,
    Weights,
)
from weighbridge.source import AnySource, Board, Licence
from weighbridge.standing.board import fitted
from weighbridge.standing.gap import Entry, gap, records
from weighbridge.standing.history import PastPlace
from weighbridge.standing.report import GapSeries, RankingReport, ranking_report
from weighbridge.standing.rows import Band, Standing, StandingRow
from weighbridge.status import BoardStatus, Hold, State

NOW = datetime(2026, 10, 7, 6, 0, tzinfo=UTC)
START = datetime(2026, 7, 9, 6, 0, tzinfo=UTC)

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "=cmd|' /C calc'!A0",
    "מודל-עברי 7B",
    "{{ 7*7 }}{% raw %}",
    "a" * 180,
)

Made = tuple[Dataset, Standing]

DOMAINS = {"coding": "Coding and software agents", "mathematics": "Mathematics", "knowledge": "Science and knowledge"}


def claim(fact: str, value: str | float | bool, source: str = "catalogue") -> Claim:
    """A claim with its evidence."""
    return Claim(fact=fact, value=value, source=source, url="https://example.org/facts", date=date(2026, 8, 1))


def models(count: int, rng: random.Random) -> dict[str, Model]:
    """Models, the hostile ones first; every third one is closed."""
    found = {}
    for i in range(count):
        name = HOSTILE[i] if i < len(HOSTILE) else f"Model {i}"
        developer = f"org{i % 9}"
        key = f"{developer}/model-{i}"
        weights = Weights.CLOSED if i % 3 == 2 else Weights.OPEN
        found[key] = Model(
            id=key,
            name=name,
            developer=developer,
            repository=f"Org{i % 9}/Model-{i}" if weights is Weights.OPEN else None,
            weights=weights,
        )
    rng.random()
    return found


def facts_of(all_models: Mapping[str, Model], rng: random.Random) -> dict[str, dict[str, Fact]]:
    """Facts with gaps and conflicts."""
    found: dict[str, dict[str, Fact]] = {}
    for place, (key, model) in enumerate(all_models.items()):
        facts: dict[str, Fact] = {}
        if place % 7 != 3:
            total = rng.choice([0.6e9, 4e9, 8e9, 32e9, 120e9, 671e9, 1000e9])
            rival = (claim("total_parameters", total * 1.4, "other"),) if place % 5 == 0 else ()
            facts["total_parameters"] = Fact(total, claim("total_parameters", total), (), rival)
            facts["active_parameters"] = Fact(total / 4, claim("active_parameters", total / 4))
        facts["released"] = Fact(f"2026-0{1 + place % 9}-11", claim("released", "2026-01-11"))
        facts["context"] = Fact(131072.0, claim("context", 131072.0))
        if model.weights is Weights.OPEN:
            facts["licence"] = Fact(rng.choice(["mit", "odd-licence"]), claim("licence", "mit"))
        found[key] = facts
    return found


def cards(count: int) -> dict[str, Benchmark]:
    """Benchmark cards of several units; the first is the showpiece with two versions."""
    units = [Unit.PERCENT, Unit.PERCENT, Unit.RATING, Unit.FRACTION, Unit.POINTS]
    found = {}
    for i in range(count):
        unit = units[i % len(units)]
        high = {Unit.PERCENT: 100.0, Unit.FRACTION: 1.0}.get(unit)
        key = "vibe-code-bench" if i == 0 else f"bench-{i}"
        found[key] = Benchmark(
            id=key,
            name="Vibe Code Bench" if i == 0 else f"Bench <b>{i}</b>",
            domain=list(DOMAINS)[i % 3],
            summary="Builds a working web application from a written specification.",
            maintainer="Somebody & Co",
            url="https://example.org/bench",
            headline="accuracy",
            current="1.1",
            metrics={
                "accuracy": Metric(title="Accuracy", unit=unit, higher_is_better=i % 4 != 3, low=0.0, high=high),
                "other": Metric(title="Other", unit=Unit.PERCENT, higher_is_better=True),
            },
            versions=(BenchmarkVersion(id="1.0", until=date(2026, 2, 1)), BenchmarkVersion(id="1.1")),
            composite=i == 5,
            problems=("The checks are made by a model.",),
        )
    return found


def result_of(  # noqa: PLR0917 (a test's shorthand)
    benchmark: str,
    model: str | None,
    value: float,
    seed: int,
    raw: str = "",
    version: str = "1.1",
    **more: Any,
) -> Result:
    """A result with sensible rest."""
    since = more.pop("since", START)
    fields: dict[str, Any] = {
        "id": hashlib.sha256(f"{benchmark}{model}{raw}{seed}".encode()).hexdigest()[:12],
        "benchmark": benchmark,
        "version": version,
        "metric": "accuracy",
        "raw_name": raw or (model or "?"),
        "raw_settings": {"effort": "high"},
        "model": model,
        "variant": Variant(effort="high", harness="OpenHands"),
        "rule": "alias" if model else "no rule knows this name",
        "value": value,
        "stderr": 1.8,
        "ci_low": None,
        "ci_high": None,
        "n": 100,
        "cost_usd": 0.94,
        "latency_s": 812.0,
        "reporter": Reporter.INDEPENDENT,
        "measured_by": None,
        "measured_on": None,
        "evidence": Evidence(
            source="board" if seed % 2 == 0 else "second",
            url="https://example.org/data.json",
            page="https://example.org/board",
            locator=f"rows/{seed}",
            retrieved_at=since,
            payload_sha256=hashlib.sha256(b"x").hexdigest(),
        ),
        "first_seen": since,
        "value_since": since,
        "last_seen": NOW,
        "withdrawn_on": None,
        "earlier": (),
    }
    return Result(**{**fields, **more})


def results_of(
    all_models: Mapping[str, Model], all_cards: Mapping[str, Benchmark], count: int, rng: random.Random
) -> list[Result]:
    """Results spread over models and benchmarks, some changed, some withdrawn, some unresolved."""
    keys, boards = list(all_models), list(all_cards)
    found = []
    for i in range(count):
        benchmark = boards[i % len(boards)]
        unit = all_cards[benchmark].metrics["accuracy"].unit
        scale = {Unit.FRACTION: 0.01, Unit.RATING: 15.0}.get(unit, 1.0)
        model = keys[(i * 7 + i // len(boards)) % len(keys)]
        value = round(rng.uniform(5, 80) * scale, 3)
        when = START + timedelta(days=rng.randint(0, 80))
        more: dict[str, Any] = {
            "cost_usd": None if i % 6 == 0 else round(rng.uniform(0.01, 30), 4),
            "latency_s": None if i % 6 == 0 else 812.0,
            "stderr": None if i % 9 == 0 else 1.8 * scale,
            "reporter": [Reporter.INDEPENDENT, Reporter.INDEPENDENT, Reporter.SELF_REPORTED, Reporter.AGGREGATED][
                i % 4
            ],
            "variant": Variant(
                effort=rng.choice(["low", "high", "max"]), harness=rng.choice(["OpenHands", "Codex", None])
            ),
        }
        if i % 10 == 3:
            before = Earlier(
                value=round(value * 0.9, 3),
                stderr=None,
                cost_usd=17.59,
                latency_s=None,
                since=START,
                until=when,
                payload_sha256=hashlib.sha256(b"y").hexdigest(),
            )
            more |= {"earlier": (before,), "value_since": when, "since": START}
        else:
            more["since"] = START if i % 3 else when
            more["value_since"] = more["since"]
        if i % 17 == 5:
            more["withdrawn_on"] = NOW - timedelta(days=3)
        unresolved = i % 23 == 4
        found.append(
            result_of(
                benchmark,
                None if unresolved else model,
                value,
                i,
                raw=HOSTILE[i % len(HOSTILE)] if unresolved else "",
                version="1.0" if i % 29 == 7 else "1.1",
                **more,
            )
        )
    return found


def prices(place: int) -> tuple[Price, ...]:
    """Offers of three hosts, the dearest of them disputed and with a hostile name."""
    first = Price(
        host="host-a",
        name="a",
        variant="default",
        input=0.1 + place / 100,
        output=0.4,
        cached=None,
        since=date(2026, 9, 1),
        read_on=date(2026, 10, 1),
        source="board",
        url="https://example.org/prices",
    )
    packed = replace(first, host="<b>host</b>", variant="precision=fp8", input=0.9, output=1.0, cached=0.004)
    return first, packed, replace(first, host="host-c", input=9.0, output=12.0, rivals=(packed,))


def changes_of(results: Iterable[Result]) -> tuple[Change, ...]:
    """Changes as the dataset derives them."""
    found = []
    for result in results:
        if result.first_seen > START:
            found.append(Change(result.first_seen, "new", result))
        found += [Change(e.until, "changed", result, e) for e in result.earlier]
        if result.withdrawn_on:
            found.append(Change(result.withdrawn_on, "withdrawn", result))
    return tuple(sorted(found, key=lambda c: (-c.at.timestamp(), c.result.id, c.kind)))


def source_view(key: str, trouble: bool) -> SourceView:
    """A source with one board, held or not."""
    source = cast(
        AnySource,
        SimpleNamespace(
            id=key,
            shelf="results",
            title=f"Source {key} <i>",
            home="https://example.org/",
            maintainer="Somebody & Co",
            licence=Licence("none stated", "Somebody (example.org)"),
            cadence_days=14,
            status="active",
            status_since=None,
            through=None,
            problems=("Rows are revised in place.",),
        ),
    )
    page = "https://example.org/held" if trouble else "https://example.org/board"
    board = Board("main", "https://example.org/data.json", page)
    status = BoardStatus(NOW, State.HELD, "the column 'score' became <b>a fraction</b>", NOW - timedelta(days=2))
    view = BoardView(board, 40, status if trouble else BoardStatus(NOW), NOW - timedelta(days=9), NOW, trouble)
    holds = (Hold(date(2026, 10, 5), key, "main", "held", "the column 'score' became a fraction"),) if trouble else ()
    return SourceView(source, (view,), holds)


def standing_of(dataset: Dataset) -> Standing:
    """Places from the number of results: enough for a page."""
    opened = [key for key in dataset.by_model if dataset.is_open(key)]
    opened.sort(key=lambda key: (-len(dataset.by_model[key]), key))
    ranked = opened[: max(len(opened) - 4, 1)]
    rows = [_ranked(key, place, len(ranked)) for place, key in enumerate(ranked, start=1)]
    rows += [_bare(key, open_weights=True) for key in opened[len(ranked) :]]
    rows += [_bare(key, open_weights=False) for key in dataset.by_model if not dataset.is_open(key)]
    return Standing(tuple(rows), "Rank by a fit that a test made up; ranges are 90% intervals.", provisional=False)


def _ranked(key: str, place: int, count: int) -> StandingRow:
    band = Band(60.0 - place / 10, 55.0 - place / 10, 65.0 - place / 10)
    return StandingRow(
        model=key,
        open_weights=True,
        variant="effort high",
        status="ranked",
        missing=(),
        rank=place,
        rank_low=max(place - 3, 1),
        rank_high=min(place + 4, count),
        tie_band=1 + place // 4,
        index=band,
        cells=6,
        domains=3,
        sources=2,
        domain_index={"coding": band, "mathematics": band},
    )


def _bare(key: str, *, open_weights: bool) -> StandingRow:
    return StandingRow(
        model=key,
        open_weights=open_weights,
        variant="default",
        status="unranked" if open_weights else "ranked",
        missing=("2 more benchmarks",) if open_weights else (),
        rank=None if open_weights else 2,
        rank_low=None if open_weights else 1,
        rank_high=None if open_weights else 5,
        tie_band=None,
        index=None if open_weights else Band(58.0, 55.0, 61.0),
        cells=2,
        domains=1,
        sources=1,
    )


def synthetic(model_count: int = 40, benchmark_count: int = 14, result_count: int = 500) -> tuple[Dataset, Standing]:
    """The dataset and its standing; the same for the same sizes."""
    rng = random.Random(7)
    all_models = models(model_count, rng)
    all_cards = cards(benchmark_count)
    results = results_of(all_models, all_cards, result_count, rng)
    results.append(
        result_of(
            "vibe-code-bench", next(iter(all_models)), 0.0, 9_000_001, raw="held row",
            evidence=replace(results[0].evidence, source="held", page="https://example.org/held"),
        )
    )  # fmt: skip
    results.sort(key=lambda r: (r.benchmark, r.version, r.metric, r.raw_name, r.id))
    registry = Registry(
        models=all_models,
        benchmarks=all_cards,
        organisations={f"org{i}": Organisation(id=f"org{i}", name=f"Org & <{i}>", country="CN") for i in range(5)}
        | {"org5": Organisation(id="org5", name="ORG6")},  # another name than org6 by case alone
        licences={
            "mit": LicenceTerms(id="mit", name="MIT License", spdx="MIT", commercial="yes", osi_approved=True),
        },
        aliases={},
        domains=DOMAINS,
    )
    dataset = Dataset(
        as_of=NOW,
        registry=registry,
        results=tuple(results),
        facts=facts_of(all_models, rng),
        sources=(source_view("board", False), source_view("held", True), source_view("second", False)),
        changes=changes_of(results),
        prices={key: prices(place) for place, key in enumerate(sorted(all_models)) if place % 3 == 0},
    )
    return dataset, standing_of(dataset)


GAP_DAYS = (date(2024, 12, 31), date(2025, 12, 31), date(2026, 1, 31))


def gap_series(opened: str, closed: str) -> GapSeries:
    """A closed model of 2024 at 60, an open one of 2025 at 58, and a closed one of 2025 at 64.5, without errors."""
    entries = [
        Entry(closed, "closed", date(2024, 12, 31), 60.0),
        Entry(opened, "open", date(2024, 11, 30), 50.0),
        Entry(opened, "open", date(2025, 6, 30), 58.0),
        Entry(closed, "closed", date(2025, 12, 31), 64.5),
    ]
    months = tuple(found for day in GAP_DAYS if (found := gap(entries, day)) is not None)
    return GapSeries("index", "index", "index points", months, records(entries, "open"), records(entries, "closed"))


def told(dataset: Dataset, standing: Standing) -> RankingReport:
    """The report on the dataset's own fit, with a gap and a history of two days made by hand."""
    opened = next(row.model for row in standing.rows if row.open_weights)
    closed = next(row.model for row in standing.rows if not row.open_weights)
    history = tuple(
        PastPlace(date(2026, 1, day), basket, 9, model, "default", is_open, 1, 1, 2, index, index - 1, index + 1, 7)
        for day, basket, model, is_open, index in (
            (15, "moving", opened, True, 60.0),
            (15, "moving", closed, False, 70.0),
            (31, "moving", opened, True, 60.0),
            (31, "moving", closed, False, 64.5),
        )
    )
    return replace(
        ranking_report(dataset, fitted(dataset), history),
        gaps=(gap_series(opened, closed),),
        countries={"China": records([Entry(opened, "China", date(2025, 6, 30), 58.0, 1.0)], "China")},
    )
