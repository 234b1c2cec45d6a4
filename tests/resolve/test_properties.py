"""What must hold of the registry at hand: each alias means its own model, and nothing else moves when one is added."""

from __future__ import annotations

import json
import random
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.committed import DATA, registry, resolver, vocabulary
from weighbridge.dataset import Dataset
from weighbridge.names import form_of
from weighbridge.registry import Alias, Registry
from weighbridge.resolve import Resolver
from weighbridge.review_aliases import with_alias
from weighbridge.schema import Model, Weights

MOST_SECONDS = 2.0  # of processor time, for 10,000 names


@cache
def raw_names() -> list[tuple[str, str]]:
    """Source and name of every row at hand."""
    found = set()
    for path in (DATA / "results").glob("*/*.jsonl"):
        if not path.name.endswith(".readings.jsonl"):
            for line in path.read_text(encoding="utf-8").splitlines():
                found.add((path.parent.name, json.loads(line)["name"]))
    return sorted(found)


@cache
def sample() -> list[tuple[str, str]]:
    """A part of them."""
    return random.Random(4).sample(raw_names(), 400)


def told(by: Resolver, names: Iterable[tuple[str, str]]) -> list[tuple[str | None, str]]:
    return [(found.model, found.variant.label()) for found in (by.resolve(*name, None) for name in names)]


@cache
def before() -> list[tuple[str | None, str]]:
    """What those mean by the registry as it is."""
    return told(resolver(), sample())


def with_models(models: Iterable[Model]) -> Registry:
    return replace(registry(), models={model.id: model for model in models})


def test_every_alias_means_its_own_model_on_its_days() -> None:
    wrong = []
    for scope, aliases in registry().aliases.items():
        meant = defaultdict(set)
        for alias in aliases:
            meant[form_of(alias.name)].add(alias.model)
        for alias in aliases:
            day = alias.until or (alias.since + timedelta(days=1) if alias.since else None)
            found = resolver().resolve(scope, alias.name, day).model
            if found != alias.model and not (found is None and len(meant[form_of(alias.name)]) > 1):
                wrong.append((scope, alias.name, alias.model, found))
    assert not wrong


def test_every_model_is_found_by_its_own_repository() -> None:
    models = [model for model in registry().models.values() if model.repository]
    lost = [m.id for m in models if resolver().resolve("", m.repository or "", None).model != m.id]
    assert not lost


@given(seed=st.integers(0, 1_000_000))
@settings(max_examples=3, deadline=None)
def test_the_order_of_the_registry_changes_nothing(seed: int) -> None:
    shuffled = list(registry().models.values())
    random.Random(seed).shuffle(shuffled)
    assert told(Resolver(with_models(shuffled), vocabulary()), sample()) == before()


@given(word=st.from_regex(r"[b-df-hj-np-tv-z]{6,9}-[0-9]{2,3}b-instruct", fullmatch=True))
@settings(max_examples=3, deadline=None)
def test_an_unrelated_model_or_alias_changes_nothing(word: str) -> None:
    unrelated = Model(
        id=f"example/{word}", name=word, developer="openai", repository=f"Example/{word}", weights=Weights.OPEN
    )
    more = with_models([*registry().models.values(), unrelated])
    more = with_alias(more, "any", Alias(name=f"{word} by another name", model=unrelated.id, reason="a test"))
    by = Resolver(more, vocabulary())
    assert told(by, sample()) == before()
    assert by.resolve("aider", f"{word} by another name", None).model == unrelated.id


def test_ten_thousand_names_take_two_seconds_at_most() -> None:
    names = (raw_names() * 2)[:10_000]
    fresh = Resolver(registry(), vocabulary())
    started = time.process_time()
    for source, name in names:
        fresh.resolve_row(source, name, {}, None)
    assert time.process_time() - started <= MOST_SECONDS


def test_no_model_came_out_before_its_predecessor(committed: Dataset) -> None:
    pairs = [(m.id, m.predecessor) for m in registry().models.values() if m.predecessor is not None]
    assert pairs, "the registry names predecessors"
    days = {model: committed.fact(model, "released") for pair in pairs for model in pair}
    wrong = [pair for pair in pairs if days[pair[1]] is not None and str(days[pair[0]])[:7] < str(days[pair[1]])[:7]]
    assert not wrong


@pytest.mark.parametrize("when", [None, date(2025, 1, 1), date(2026, 9, 1)])
def test_an_answer_is_the_same_each_time(when: date | None) -> None:
    again = Resolver(registry(), vocabulary())
    assert [again.resolve(*name, when) for name in sample()] == [resolver().resolve(*name, when) for name in sample()]
