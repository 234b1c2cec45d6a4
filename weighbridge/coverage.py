"""How complete the registry is: facts by model, names by source."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from weighbridge.dataset import Dataset
from weighbridge.facts import BY_NAME, HUB_CREATION

FACTS = ("released", "licence", "total_parameters", "active_parameters", "context", "repository")
SINCE = "2025"
NO_CATALOGUES = frozenset({BY_NAME, HUB_CREATION, "curated"})
# Names that say that a model is a mixture: Qwen3-30B-A3B, Mixtral-8x7B.
_MIXTURE = re.compile(r"(?i)\ba\d+(?:\.\d+)?b\b|\b\d+x\d+(?:\.\d+)?b\b")


@dataclass(frozen=True)
class Recent:
    """Open-weight models with a current result, by what is known of when they came out."""

    stated: frozenset[str]  # a source says: 2025 or later
    unknown: frozenset[str]  # no source says, and nothing shows that they are older
    older: frozenset[str]  # no source says, and a result, a catalogue or the repository itself is from before 2025


def recent_models(dataset: Dataset) -> Recent:
    """The models whose facts are counted, and those left out though nothing states their release.

    A model counts when a source states a release in 2025 or later. Where none does, it counts too, unless its first
    result or a catalogue that names it is from before 2025, or its repository was made before: then it is older.
    """
    first = _first_seen(dataset)
    with_results = {result.model for result in dataset.current if result.model is not None}
    stated, unknown, older = set[str](), set[str](), set[str]()
    for model in with_results:
        released = dataset.fact(model, "released")
        if not dataset.is_open(model) or (released is not None and str(released) < SINCE):
            continue
        created = str(dataset.fact(model, "repository_created") or SINCE)
        group = stated if released is not None else older if min(first[model], created) < SINCE else unknown
        group.add(model)
    return Recent(frozenset(stated), frozenset(unknown), frozenset(older))


def is_mixture(dataset: Dataset, model: str) -> bool:
    """Whether a source, its name or its counts say that only some of a model's parameters are used for each token."""
    total, active = dataset.fact(model, "total_parameters"), dataset.fact(model, "active_parameters")
    fewer = isinstance(total, float) and isinstance(active, float) and active < 0.9 * total
    named = f"{dataset.model(model).name} {dataset.model(model).repository or ''}"
    return fewer or dataset.fact(model, "architecture") == "mixture" or bool(_MIXTURE.search(named))


def coverage_of(dataset: Dataset) -> dict[str, tuple[int, int]]:
    """What is counted → (how many have it, of how many): all recent models, then those with and without a release."""
    recent = recent_models(dataset)
    everything = recent.stated | recent.unknown
    found: dict[str, tuple[int, int]] = {}
    for title, models in (
        (f"open-weight models of {SINCE} on", everything),
        ("  of these, release stated", recent.stated),
        ("  of these, release unknown", recent.unknown),
    ):
        for fact in FACTS:
            found[f"{title}: {fact}"] = _having(dataset, fact, models)
        mixtures = [model for model in models if is_mixture(dataset, model)]
        found[f"{title}: active_parameters of mixtures"] = _having(dataset, "active_parameters", mixtures)
    for fact in ("released", "licence", "total_parameters", "context"):
        without = [model for model in everything if dataset.fact(model, fact) is None]
        found[f"without {fact}: named by no catalogue that states it"] = (
            len(unnamed(dataset, fact, without)),
            len(without),
        )
    found["left out, release unknown but older"] = (len(recent.older), len(recent.older | everything))
    found[f"open-weight models released {SINCE} on, results or not: all facts"] = _complete(dataset)
    return found | _resolved(dataset)


def unnamed(dataset: Dataset, fact: str, models: Collection[str]) -> list[str]:
    """The models of which no source says anything that states this fact of any other model."""
    stating = {claim.source for facts in dataset.facts.values() if fact in facts for claim in facts[fact].claims}
    stating -= NO_CATALOGUES
    return [
        model
        for model in models
        if not stating & {claim.source for said in dataset.facts.get(model, {}).values() for claim in said.claims}
    ]


def _complete(dataset: Dataset) -> tuple[int, int]:
    """How many have every fact (active parameters are asked of mixtures), of all that are not archived."""
    released = [
        key
        for key, model in dataset.registry.models.items()
        if dataset.is_open(key) and not model.archived and str(dataset.fact(key, "released") or "") >= SINCE
    ]
    asked = [fact for fact in FACTS if fact not in ("active_parameters", "repository")]
    complete = [
        key
        for key in released
        if dataset.model(key).repository is not None
        and all(dataset.fact(key, fact) is not None for fact in asked)
        and (dataset.fact(key, "active_parameters") is not None or not is_mixture(dataset, key))
    ]
    return len(complete), len(released)


def _having(dataset: Dataset, fact: str, models: Collection[str]) -> tuple[int, int]:
    if fact == "repository":
        return sum(dataset.model(model).repository is not None for model in models), len(models)
    return sum(dataset.fact(model, fact) is not None for model in models), len(models)


def _resolved(dataset: Dataset) -> dict[str, tuple[int, int]]:
    current = (*dataset.current, *(result for result in dataset.archive if result.current))
    found = {"current results that resolve": (sum(r.model is not None for r in current), len(current))}
    newer = [r for r in current if str(r.measured_on or r.evidence.retrieved_at.date()) >= SINCE]
    found[f"  those measured or published {SINCE} on"] = (sum(r.model is not None for r in newer), len(newer))
    for view in dataset.sources:
        rows = [r for r in current if r.evidence.source == view.source.id]
        if rows:
            found[f"  {view.source.id}"] = (sum(r.model is not None for r in rows), len(rows))
    return found


def _first_seen(dataset: Dataset) -> dict[str, str]:
    """Model → day of its first result, as measured or as first read, or of the first claim about it."""
    first: dict[str, str] = {}
    for result in dataset.results:
        if result.model is not None:
            day = min(str(result.first_seen.date()), str(result.measured_on or result.first_seen.date()))
            first[result.model] = min(first.get(result.model, day), day)
    for model, facts in dataset.facts.items():
        for fact in facts.values():
            first[model] = min(first.get(model, SINCE), *(str(claim.date) for claim in fact.claims))
    return first
