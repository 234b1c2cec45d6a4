"""What must hold of the registry at hand: each alias means its own model, and nothing else moves when one is added."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weighbridge.dataset import load_dataset
from weighbridge.names import form_of
from weighbridge.registry import Alias, Registry, load_registry
from weighbridge.resolve import Resolver
from weighbridge.review_aliases import with_alias
from weighbridge.schema import Model, Weights
from weighbridge.vocabulary import Vocabulary

DATA = Path(__file__).parents[2] / "data"
REGISTRY = load_registry(DATA / "registry")
VOCABULARY = Vocabulary.load(DATA / "registry" / "vocabulary.toml")
RESOLVER = Resolver(REGISTRY, VOCABULARY)
MOST_SECONDS = 2.0  # of processor time, for 10,000 names


def raw_names() -> list[tuple[str, str]]:
    """Source and name of every row at hand."""
    found = set()
    for path in (DATA / "results").glob("*/*.jsonl"):
        if not path.name.endswith(".readings.jsonl"):
            for line in path.read_text(encoding="utf-8").splitlines():
                found.add((path.parent.name, json.loads(line)["name"]))
    return sorted(found)


NAMES = raw_names()
SAMPLE = random.Random(4).sample(NAMES, 400)


def told(resolver: Resolver, names: Iterable[tuple[str, str]]) -> list[tuple[str | None, str]]:
    return [(found.model, found.variant.label()) for found in (resolver.resolve(*name, None) for name in names)]


BEFORE = told(RESOLVER, SAMPLE)


def with_models(models: Iterable[Model]) -> Registry:
    return replace(REGISTRY, models={model.id: model for model in models})


def test_every_alias_means_its_own_model_on_its_days() -> None:
    wrong = []
    for scope, aliases in REGISTRY.aliases.items():
        for alias in aliases:
            day = alias.until or (alias.since + timedelta(days=1) if alias.since else None)
            same = {a.model for a in aliases if form_of(a.name) == form_of(alias.name)}
            found = RESOLVER.resolve(scope, alias.name, day).model
            if found != alias.model and not (found is None and len(same) > 1):
                wrong.append((scope, alias.name, alias.model, found))
    assert not wrong


def test_every_model_is_found_by_its_own_repository() -> None:
    models = [model for model in REGISTRY.models.values() if model.repository]
    lost = [m.id for m in models if RESOLVER.resolve("", m.repository or "", None).model != m.id]
    assert not lost


@given(seed=st.integers(0, 1_000_000))
@settings(max_examples=3, deadline=None)
def test_the_order_of_the_registry_changes_nothing(seed: int) -> None:
    shuffled = list(REGISTRY.models.values())
    random.Random(seed).shuffle(shuffled)
    assert told(Resolver(with_models(shuffled), VOCABULARY), SAMPLE) == BEFORE


@given(word=st.from_regex(r"[b-df-hj-np-tv-z]{6,9}-[0-9]{2,3}b-instruct", fullmatch=True))
@settings(max_examples=3, deadline=None)
def test_an_unrelated_model_or_alias_changes_nothing(word: str) -> None:
    unrelated = Model(
        id=f"example/{word}", name=word, developer="openai", repository=f"Example/{word}", weights=Weights.OPEN
    )
    more = with_models([*REGISTRY.models.values(), unrelated])
    more = with_alias(more, "any", Alias(name=f"{word} by another name", model=unrelated.id, reason="a test"))
    resolver = Resolver(more, VOCABULARY)
    assert told(resolver, SAMPLE) == BEFORE
    assert resolver.resolve("aider", f"{word} by another name", None).model == unrelated.id


def test_ten_thousand_names_take_two_seconds_at_most() -> None:
    names = (NAMES * 2)[:10_000]
    resolver = Resolver(REGISTRY, VOCABULARY)
    started = time.process_time()
    for source, name in names:
        resolver.resolve_row(source, name, {}, None)
    assert time.process_time() - started <= MOST_SECONDS


def test_no_model_came_out_before_its_predecessor() -> None:
    dataset = load_dataset(DATA)
    pairs = [(m.id, m.predecessor) for m in REGISTRY.models.values() if m.predecessor is not None]
    assert pairs, "the registry names predecessors"
    days = [(one, str(dataset.fact(one, "released")), other, dataset.fact(other, "released")) for one, other in pairs]
    assert not [pair for pair in days if pair[3] is not None and pair[1][:7] < str(pair[3])[:7]]


@pytest.mark.parametrize("when", [None, date(2025, 1, 1), date(2026, 9, 1)])
def test_an_answer_is_the_same_each_time(when: date | None) -> None:
    again = Resolver(REGISTRY, VOCABULARY)
    assert [again.resolve(*name, when) for name in SAMPLE] == [RESOLVER.resolve(*name, when) for name in SAMPLE]
