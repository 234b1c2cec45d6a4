"""What is missing, is missing in the catalogues at hand: what ``check --coverage`` counts, and the payloads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.support import CAPTURES, needs_captures
from weighbridge.coverage import coverage_of, recent_models, unnamed
from weighbridge.dataset import Dataset
from weighbridge.resolve import Resolver
from weighbridge.vocabulary import Vocabulary

DATA = Path(__file__).parents[2] / "data"
# Captured lists that state the fact; those of the Hub also name what a repository was made from.
HUB = frozenset({"hf-tracked-models", "hf-trending"})
CATALOGUES = {
    "released": HUB
    | {"epoch-models", "gpustack-model-catalog", "helm-model-metadata", "llm-stats-models", "mmmu"}
    | {"models-dev-metadata", "swallow-llm", "vals-models"},
    "licence": HUB | {"epoch-models", "gpustack-model-catalog", "llm-stats-models"} | {"models-dev-metadata"},
}
MADE_FROM = r"(?<!adapter:)(?<!finetune:)(?<!quantized:)(?<!merge:)(?<!base_model:)"


def missing(dataset: Dataset, fact: str) -> list[str]:
    recent = recent_models(dataset)
    return sorted(m for m in recent.stated | recent.unknown if dataset.fact(m, fact) is None)


@pytest.mark.parametrize("fact", ["released", "licence", "total_parameters", "context"])
def test_what_is_printed_is_what_is_counted(fact: str, committed: Dataset) -> None:
    printed = coverage_of(committed)
    without = missing(committed, fact)
    nowhere = unnamed(committed, fact, without)
    assert printed[f"without {fact}: named by no catalogue that states it"] == (len(nowhere), len(without))
    have, of = printed[f"open-weight models of 2025 on: {fact}"]
    assert (of - have, set(nowhere) <= set(without)) == (len(without), True)
    assert not unnamed(committed, fact, ["deepseek-ai/deepseek-v3", "qwen/qwen3-8b"]), "these are named everywhere"


@needs_captures
@pytest.mark.parametrize("fact", sorted(CATALOGUES))
def test_models_that_no_catalogue_names_are_not_in_the_payloads(fact: str, committed: Dataset) -> None:
    nowhere = {committed.model(m).repository for m in unnamed(committed, fact, missing(committed, fact))}
    ids = {repository.casefold() for repository in nowhere if repository}
    entry = re.compile(rf"(?<![\w./-]){MADE_FROM}({'|'.join(map(re.escape, sorted(ids)))})(?![\w./-])")
    named = {(found, file) for file, text in payloads(CATALOGUES[fact]) for found in entry.findall(text)}
    assert not named, sorted(named)[:20]
    assert entry.findall(f"x {min(ids)} x"), "the pattern finds an id that is there"


def payloads(sources: frozenset[str]) -> Iterator[tuple[str, str]]:
    """File and text of each captured document of these sources."""
    with (CAPTURES / "captures.jsonl").open(encoding="utf-8") as lines:
        captures = [json.loads(line) for line in lines]
    for capture in captures:
        if capture["source"] in sources:
            yield capture["file"], (CAPTURES / capture["file"]).read_bytes().decode("utf-8", "replace").casefold()


def test_no_corrected_statement_is_published(committed: Dataset) -> None:
    resolver = Resolver(committed.registry, Vocabulary.load(DATA / "registry" / "vocabulary.toml"))
    corrections = committed.registry.corrections
    assert len(corrections) > 20
    for wrong in corrections:
        model = resolver.resolve(wrong.source, wrong.name, None).model
        fact = committed.facts[model].get(wrong.fact) if model else None
        said = {(claim.source, claim.value) for claim in fact.claims} if fact else set()
        assert (wrong.source, wrong.value) not in said, wrong.name
