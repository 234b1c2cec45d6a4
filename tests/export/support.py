"""Made-up data states for the tests of the downloads: a small hostile one, and large ones for timing."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from tests.export.telling import report_for
from weighbridge import dataset as datasets
from weighbridge.dataset import BoardView, Dataset, SourceView
from weighbridge.export import data_version, write_downloads, write_manifest
from weighbridge.facts import Fact, published
from weighbridge.prices import Price
from weighbridge.registry import LicenceTerms, Registry
from weighbridge.results import ticket_id
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
from weighbridge.source import Board, FactSource, Licence, PriceSource, Source
from weighbridge.standing.rows import Band, Standing, StandingRow
from weighbridge.status import BoardStatus, Hold, State

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
AS_OF = datetime(2026, 10, 7, 12, tzinfo=UTC)
HOSTILE = "=cmd|' /C calc'!A0,\"<script>&amp;</script>\"; é漢字🦙 \u2028"


def at(day: int) -> datetime:
    """Noon of the given day after the start."""
    return START + timedelta(days=day)


def sha(text: str) -> str:
    """Some hash that only the text decides."""
    return (ticket_id("payload", text, ()) * 6)[:64]


class ToySource(Source):
    """A source of results that reads nothing."""

    id: ClassVar = "toy"
    title: ClassVar = "Toy board"
    home: ClassVar = "https://toy.example/"
    maintainer: ClassVar = "nobody"
    licence: ClassVar = Licence("CC-BY-4.0", 'Toy "board" <toy.example>', "https://toy.example/licence")
    reach: ClassVar = ("https://toy.example/",)
    problems: ClassVar = ("Made up.",)
    reporter: ClassVar = Reporter.INDEPENDENT
    boards: ClassVar = (
        Board("main", "https://toy.example/rows.json", "https://toy.example/board", benchmark="coding-toy"),
        Board("old", "https://toy.example/old.json", "https://toy.example/old"),
    )

    def parse(self, board: Board, documents: Mapping[str, Any]) -> Iterable[Any]:
        """Nothing."""
        return ()


class ToyFacts(FactSource):
    """A source of facts that reads nothing."""

    id: ClassVar = "toy-facts"
    title: ClassVar = "Toy catalogue"
    home: ClassVar = "https://facts.example/"
    maintainer: ClassVar = "nobody"
    licence: ClassVar = Licence("none stated", "Toy catalogue")
    reach: ClassVar = ("https://facts.example/",)
    boards: ClassVar = (Board("all", "https://facts.example/all.json", "https://facts.example/"),)

    def parse(self, board: Board, documents: Mapping[str, Any]) -> Iterable[Any]:
        """Nothing."""
        return ()


class ToyPrices(PriceSource):
    """A price list that reads nothing."""

    id: ClassVar = "toy-prices"
    title: ClassVar = "Toy prices"
    home: ClassVar = "https://prices.example/"
    maintainer: ClassVar = "nobody"
    licence: ClassVar = Licence("MIT", "Toy prices")
    reach: ClassVar = ("https://prices.example/",)
    boards: ClassVar = (Board("all", "https://prices.example/all.json", "https://prices.example/"),)

    def parse(self, board: Board, documents: Mapping[str, Any]) -> Iterable[Any]:
        """Nothing."""
        return ()


def price(host: str, given: float, made: float, **more: object) -> Price:
    """An offer of a host."""
    fields: dict[str, Any] = {
        "host": host,
        "name": "anvil",
        "variant": "default",
        "input": given,
        "output": made,
        "cached": None,
        "since": at(3).date(),
        "read_on": at(9).date(),
        "source": "toy-prices",
        "url": "https://prices.example/",
    }
    return Price(**{**fields, **more})


def small_prices() -> dict[str, tuple[Price, ...]]:
    """Three offers of one model, of which one is disputed, and one of a closed model."""
    dear = price("forge", 4.0, 8.0, name=HOSTILE, rivals=(price("forge", 5.0, 8.0),))
    return {
        "acme/anvil-8b": (
            price("smithy", 0.2, 0.4, cached=0.05),
            price("smithy", 1.0, 3.0, variant="precision=fp8"),
            dear,
        ),
        "shut/door": (price("shut", 10.0, 30.0),),
    }


def benchmark(key: str, domain: str = "coding", **metric: object) -> Benchmark:
    """A card with two metrics and two versions."""
    fields = {"title": "Accuracy", "unit": Unit.PERCENT, "higher_is_better": True, "low": 0.0, "high": 100.0, **metric}
    return Benchmark(
        id=key,
        name=f"Benchmark <{key}>",
        domain=domain,
        summary="Made up & unfair.",
        maintainer="nobody",
        url="https://toy.example/",
        headline="accuracy",
        current="2",
        metrics={
            "accuracy": Metric.model_validate(fields),
            "cost": Metric(title="Cost", unit=Unit.USD, higher_is_better=False),
        },
        versions=(
            BenchmarkVersion(id="1", until=date(2026, 3, 1), note="Easier."),
            BenchmarkVersion(id="2", since=date(2026, 3, 1)),
        ),
        problems=("Made up.",),
    )


def model(key: str, **more: object) -> Model:
    """A model; the part of the id before the slash develops it."""
    fields: dict[str, object] = {"name": key.rpartition("/")[2], "developer": key.partition("/")[0], "id": key}
    return Model.model_validate({**fields, "weights": Weights.OPEN, **more})


def result(name: str, value: float, **more: Any) -> Result:
    """A result of the toy board; ``day`` is when it came, keywords override any field."""
    day: int = more.pop("day", 0)
    payload: str = more.pop("payload", f"payload of day {day}")
    fields: dict[str, Any] = {
        "benchmark": "coding-toy",
        "version": "2",
        "metric": "accuracy",
        "raw_name": name,
        "raw_settings": {},
        "model": None,
        "variant": Variant(),
        "rule": "exact",
        "value": value,
        **dict.fromkeys(("stderr", "ci_low", "ci_high", "n", "cost_usd", "latency_s", "measured_by", "measured_on")),
        "reporter": Reporter.INDEPENDENT,
        "first_seen": at(day),
        "value_since": at(day),
        "last_seen": AS_OF,
        "withdrawn_on": None,
        **more,
    }
    key = (fields["benchmark"], fields["version"], fields["metric"], name, fields["variant"].label())
    fields.setdefault("id", ticket_id("toy", "main", key))
    fields.setdefault(
        "evidence",
        Evidence(
            source="toy",
            url="https://toy.example/rows.json",
            page="https://toy.example/board",
            locator=f"/rows/{name.strip() or 0}",
            retrieved_at=fields["value_since"],
            payload_sha256=sha(payload),
        ),
    )
    return Result(**fields)


def small_results() -> list[Result]:
    """Every trait that a row can have: hostile text, gaps, true zeros, the past, a return, a tombstone, no model."""
    past = (
        Earlier(
            value=40.0, stderr=2.0, cost_usd=17.59, latency_s=None, since=at(0), until=at(9), payload_sha256=sha("a")
        ),
        Earlier(
            value=41.5, stderr=None, cost_usd=10.01, latency_s=9.5, since=at(9), until=at(20), payload_sha256=sha("b")
        ),
    )
    tricky = Variant(effort="high", harness="@harness", precision="fp8", other={"β": "-1", "a": "x, y=z"})
    return [
        result(
            HOSTILE, 51.25, model="acme/anvil-8b", variant=tricky, raw_settings={"mode": "+high"}, stderr=1.25, n=100
        ),
        result("anvil", 0.0, model="acme/anvil-8b", cost_usd=0.0, ci_low=-1.0, ci_high=1.5, day=3),
        result(
            "@cf/hammer", 77.123456789012, model="acme/hammer", first_seen=at(0), day=30, earlier=past, cost_usd=9.0
        ),
        result("-gone", 12.5, model="acme/hammer", withdrawn_on=at(189), last_seen=at(188)),
        result("long gone", 11.0, model="acme/hammer", withdrawn_on=at(188), last_seen=at(49), day=3),
        result("\uff1dwide", 1e-7, rule="no rule fits", measured_on=date(2026, 2, 28), measured_by="some lab", day=3),
        result("shut", 88.0, model="shut/door", reporter=Reporter.SELF_REPORTED, latency_s=3.5),
        result("shut", 4.2, model="shut/door", metric="cost", version="1"),
        result("anvil", -3.0, model="acme/anvil-8b", benchmark="knowledge-toy"),
    ]


def registry(models: Iterable[Model], benchmarks: Iterable[Benchmark]) -> Registry:
    """A registry with these models and benchmarks."""
    made = {m.id: m for m in models}
    return Registry(
        models=made,
        benchmarks={b.id: b for b in benchmarks},
        organisations={
            o: Organisation(id=o, name=f"{o.title()} & Co", country="FR") for o in {m.developer for m in made.values()}
        },
        licences={
            "apache-2.0": LicenceTerms(
                id="apache-2.0", name="Apache 2.0", spdx="Apache-2.0", commercial="yes", osi_approved=True
            )
        },
        aliases={},
        domains={"coding": "Coding", "knowledge": "Knowledge"},
    )


def claim(fact: str, value: str | float | bool, source: str = "toy-facts", day: int = 5) -> Claim:
    """A claim of the toy catalogue."""
    return Claim(fact=fact, value=value, source=source, url="https://facts.example/all.json", date=at(day).date())


def small_facts() -> dict[str, dict[str, Fact]]:
    """Facts of one model, one of them disputed, and of an archived one."""
    claims = {
        "licence": [claim("licence", "Apache-2.0")],
        "total_parameters": [claim("total_parameters", 8.0e9), claim("total_parameters", 9.9e9, "other", 4)],
        "released": [claim("released", "2026-01")],
        "tools": [claim("tools", True)],
    }
    return {
        "acme/anvil-8b": {fact: published(fact, same) for fact, same in claims.items()},
        "acme/hammer": {},
        "old/relic": {"released": published("released", [claim("released", "2019")])},
    }


def small_dataset(results: Sequence[Result] | None = None) -> Dataset:
    """Four models (one closed) and an archived one, two benchmarks, a source of results and one of facts."""
    models = (
        model("acme/anvil-8b", repository="Acme/Anvil-8B", aliases=("The =Anvil",), twins=("Acme/Anvil-8B-FP8",)),
        model("acme/hammer", provisional=True),
        model("acme/idle", weights=Weights.UNKNOWN),
        model("shut/door", weights=Weights.CLOSED, name="Door <1>"),
        model("old/relic", archived=True),
    )
    cards = (benchmark("coding-toy"), benchmark("knowledge-toy", "knowledge", low=-10.0))
    made = dataset_of(models, cards, small_results() if results is None else results, small_facts())
    made = replace(made, prices=small_prices())
    return made if results is not None else replace(made, archive=(relic(),))


def relic() -> Result:
    """A result of an archived model, with a past."""
    past = Earlier(
        value=7.0, stderr=None, cost_usd=None, latency_s=None, since=at(0), until=at(4), payload_sha256=sha("relic")
    )
    return result("relic", 8.5, model="old/relic", first_seen=at(0), day=4, earlier=(past,))


def dataset_of(
    models: Iterable[Model],
    cards: Iterable[Benchmark],
    results: Sequence[Result],
    facts: Mapping[str, Mapping[str, Fact]],
) -> Dataset:
    """A data state of the toy sources: the board ``old`` is held, the catalogue is stale."""
    held = BoardStatus(AS_OF, State.HELD, "fewer rows than <half>", at(90))
    views = (
        SourceView(
            ToySource(),
            (
                BoardView(ToySource.boards[0], len(results), BoardStatus(AS_OF), AS_OF, at(50), stale=False),
                BoardView(ToySource.boards[1], 0, held, None, None, stale=True),
            ),
            (Hold(at(90).date(), "toy", "old", "held", "fewer rows than <half>"),),
        ),
        SourceView(ToyFacts(), (BoardView(ToyFacts.boards[0], 4, None, at(5), at(5), stale=True),), ()),
        SourceView(ToyPrices(), (BoardView(ToyPrices.boards[0], 4, None, at(9), at(3), stale=True),), ()),
    )
    return Dataset(
        as_of=AS_OF,
        registry=registry(models, cards),
        results=tuple(results),
        facts=facts,
        sources=views,
        changes=datasets._changes(results),
    )


def standing_for(dataset: Dataset) -> Standing:
    """A standing with a row a model: the first two ranked, the others not."""
    rows = []
    for place, key in enumerate(sorted(dataset.by_model)):
        ranked = place < max(2, len(dataset.by_model) // 3)
        band = Band(60.123456 - place, 58.0 - place, 62.0 - place)
        rows.append(
            StandingRow(
                model=key,
                open_weights=dataset.is_open(key),
                variant="effort high",
                status="ranked" if ranked else "unranked",
                missing=() if ranked else ("a third domain", "=an independent source"),
                rank=place + 1 if ranked else None,
                rank_low=max(1, place) if ranked else None,
                rank_high=place + 3 if ranked else None,
                tie_band=place // 5 if ranked else None,
                index=band if ranked else None,
                cells=5,
                domains=2,
                sources=1,
                domain_index={"coding": band} if ranked else {},
            )
        )
    return Standing(tuple(rows), "Made up.", provisional=False)


def publish(dataset: Dataset, out: Path, base_url: str | None = None) -> Path:
    """Write all downloads of a data state into a folder."""
    report = report_for(dataset)
    version = data_version(dataset, report)
    write_downloads(dataset, standing_for(dataset), out, data_version=version, base_url=base_url, report=report)
    write_manifest(out, version)
    return out


def large_dataset(rows: int, models: int, benchmarks: int, seed: int = 7) -> Dataset:
    """As many rows, models and benchmarks as asked for, a third of the rows with a past; always the same."""
    rng = random.Random(seed)
    ids = [f"org-{m % 60}/model-{m}-{rng.choice((8, 27, 70))}b" for m in range(models)]
    names = [f"bench-{b}" for b in range(benchmarks)]
    facts = {key: _large_facts(rng) for key in ids}
    results = [_large_result(rng, number, ids, names) for number in range(rows)]
    return dataset_of([model(key) for key in ids], [benchmark(name) for name in names], results, facts)


def _large_facts(rng: random.Random) -> dict[str, Fact]:
    claims = {
        "licence": [claim("licence", "Apache-2.0")],
        "total_parameters": [claim("total_parameters", float(rng.randrange(10**9, 10**12)))],
        "context": [claim("context", 131072.0), claim("context", 262144.0, "other")],
        "released": [claim("released", at(rng.randrange(200)).date().isoformat())],
    }
    return {fact: published(fact, same) for fact, same in claims.items()}


@cache
def _large_variant(effort: str | None, harness: str | None) -> Variant:
    return Variant(effort=effort, harness=harness)


def _large_result(rng: random.Random, number: int, ids: Sequence[str], names: Sequence[str]) -> Result:
    name, key = names[number % len(names)], rng.choice(ids)
    day = rng.choice((0, 0, 30, 60, 200))
    value = round(rng.uniform(0, 100), 3)
    past: tuple[Earlier, ...] = ()
    if number % 3 == 0:
        past = (
            Earlier(
                value=value + 1,
                stderr=1.5,
                cost_usd=None,
                latency_s=None,
                since=at(0),
                until=at(day + 1),
                payload_sha256=sha(name),
            ),
        )
    effort = rng.choice((None, "low", "high", "max"))
    return result(
        f"{key} #{number}",
        value,
        benchmark=name,
        model=None if number % 12 == 0 else key,
        variant=_large_variant(effort, rng.choice((None, "mini-swe-agent", "OpenHands"))),
        raw_settings={} if effort is None else {"reasoning": effort},
        rule="alias" if number % 2 else "form",
        stderr=round(rng.uniform(0, 4), 4) if number % 2 else None,
        cost_usd=round(rng.uniform(0, 20), 4) if number % 5 == 0 else None,
        n=500 if number % 4 == 0 else None,
        day=day + 1 if past else day,
        payload=f"{name} of day {day}",
        first_seen=at(0) if past else at(day),
        earlier=past,
        withdrawn_on=AS_OF if number % 50 == 0 else None,
    )
