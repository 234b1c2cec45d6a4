"""What the leaderboard shows before anybody chooses, and what its filters know of a model."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.committed import registry
from tests.site.synthetic import NOW, Made, synthetic
from weighbridge.facts import Fact
from weighbridge.render import home_columns
from weighbridge.render.facets import Facets
from weighbridge.render.memory import memory_text
from weighbridge.render.view import View
from weighbridge.render.writer import SITE
from weighbridge.schema import Benchmark


def apart(made: Made) -> Made:
    """The made-up dataset with a maintainer for each benchmark, all read first on one day."""
    dataset, standing = made
    cards = {key: card.model_copy(update={"maintainer": key}) for key, card in dataset.registry.benchmarks.items()}
    results = tuple(replace(result, value_since=NOW) for result in dataset.results)
    return replace(dataset, registry=replace(dataset.registry, benchmarks=cards), results=results), standing


def shown(made: Made) -> list[str]:
    return [column.card.id for column in home_columns.chosen_columns(View(*made))]


def with_card(made: Made, key: str, **changes: object) -> Made:
    dataset, standing = made
    cards: dict[str, Benchmark] = {**dataset.registry.benchmarks}
    cards[key] = cards[key].model_copy(update=changes)
    return replace(dataset, registry=replace(dataset.registry, benchmarks=cards)), standing


def test_a_silent_board_gives_way() -> None:
    made = apart(synthetic())
    first = shown(made)
    assert len(first) == home_columns.BENCHMARK_COLUMNS
    dataset, standing = made
    old = NOW - timedelta(days=720)
    silent = tuple(replace(r, value_since=old) if r.benchmark == first[0] else r for r in dataset.results)
    assert first[0] not in shown((replace(dataset, results=silent), standing))


def test_frozen_boards_and_composites_come_last() -> None:
    made = apart(synthetic())
    first = shown(made)
    assert "bench-5" not in first, "the composite"
    assert first[0] not in shown(with_card(made, first[0], frozen_on=date(2026, 1, 1)))
    assert first[0] not in shown(with_card(made, first[0], composite=True))


def test_one_maintainer_or_domain_does_not_fill_the_table() -> None:
    dataset, standing = made = apart(synthetic())
    first = shown(made)
    others = set(dataset.registry.benchmarks) - {*first, "bench-5"}
    assert len(others) == 3
    for change in ({"maintainer": "one of them"}, {"domain": "coding"}):
        cards = {
            key: card.model_copy(update=change if key in first else {"domain": "knowledge"})
            for key, card in dataset.registry.benchmarks.items()
        }
        crowded = replace(dataset, registry=replace(dataset.registry, benchmarks=cards))
        found = shown((crowded, standing))
        assert len(found) == home_columns.BENCHMARK_COLUMNS
        assert others <= set(found)


def test_current_models_are_open_and_a_year_old_at_most() -> None:
    dataset, standing = synthetic()
    view = View(dataset, standing)
    found = home_columns.current_models(view, datetime(2027, 4, 1, tzinfo=UTC).date())
    assert found
    assert all(view.models[key].open and view.models[key].released >= "2026-04-01" for key in found)
    assert any(line.open and line.released < "2026-04-01" for line in view.models.values())


def test_facets_of_a_row() -> None:
    dataset, standing = synthetic()
    key = next(row.model for row in standing.rows if row.open_weights)
    claim = next(iter(dataset.facts[key].values())).claim
    stated = {"modalities_in": "text,image,video", "reasoning": "hybrid"}
    told = {**dataset.facts[key], **{name: Fact(value, claim) for name, value in stated.items()}}
    view = View(replace(dataset, facts={**dataset.facts, key: told}), standing)
    line = view.models[key]
    assert Facets(view).of(line) == f"{line.country or '-'} {line.commercial} tiv h -"
    assert Facets(View(dataset, standing)).of(line) == f"{line.country or '-'} {line.commercial} - - -"


def test_a_language_is_one_that_a_board_tests() -> None:
    made = synthetic()
    dataset, standing = made
    results = tuple(
        replace(result, benchmark="euroeval-danish") if result.benchmark == "bench-1" else result
        for result in dataset.results
    )
    card = dataset.registry.benchmarks["bench-1"].model_copy(update={"id": "euroeval-danish"})
    cards = {**dataset.registry.benchmarks, "euroeval-danish": card}
    danish = View(replace(dataset, results=results, registry=replace(dataset.registry, benchmarks=cards)), standing)
    facets = Facets(danish)
    assert list(facets.languages.values()) == ["Danish"]
    letter = next(iter(facets.languages))
    tested = {key for key, line in danish.models.items() if facets.of(line).endswith(f" {letter}")}
    assert tested == set(danish.headlines["euroeval-danish"])


def test_every_benchmark_of_a_language_has_a_card() -> None:
    known = registry().benchmarks
    record = tomllib.loads((SITE / "content" / "languages.toml").read_text(encoding="utf-8"))
    named = {key for keys in record["tested_in"].values() for key in keys}
    assert named
    assert named - set(known) == set()


def test_memory_is_blank_while_the_size_is_unknown() -> None:
    assert memory_text(None, 8192) == ""
    assert memory_text(8e9, None) == memory_text(8e9, 131_072) == "7.3"
