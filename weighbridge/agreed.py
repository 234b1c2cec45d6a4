"""Models that catalogues agree on and that no person has entered yet: they enter by themselves, as provisional ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from pydantic import ValidationError

from weighbridge.ledger import BoardLedger
from weighbridge.registry import UNLISTED, Registry
from weighbridge.schema import FactRow, Model, Weights
from weighbridge.source import AnySource, Board

# Kept by hand: one of them must name the model, and tell its context (makers of images and sounds have none).
HAND_KEPT = frozenset(
    {"vllm-recipes", "models-dev-metadata", "openrouter-models", "gpustack-models", "xinference-models"}
)
# Made from what the Hub says of itself; together they are one voice.
OF_THE_HUB = frozenset({"hf-hub-stats", "hf-hub-lists", "llmfit-models"})
LEAST_VOICES = 2

FactLedgers = Iterable[tuple[AnySource, Board, BoardLedger[FactRow]]]


def with_agreed(registry: Registry, ledgers: FactLedgers) -> Registry:
    """The registry with the models of repositories that two catalogues name and it does not have.

    Nothing but the repository, and that it is public, is taken as known of them; their facts are the catalogues'
    claims. They resolve by the repository's id, or its whole name. What a file of the registry says is never touched.
    """
    known = {name.casefold() for model in registry.models.values() for name in (model.repository, *model.twins) if name}
    found: dict[str, Model] = {}
    for repository in agreed(ledgers):
        model = _provisional(repository) if repository.casefold() not in known else None
        if model is not None and model.id not in registry.models:
            found[model.id] = model
    return replace(registry, models={**registry.models, **found}) if found else registry


def agreed(ledgers: FactLedgers) -> list[str]:
    """Repositories that at least two voices name, a hand-kept catalogue with a context among them."""
    voices: dict[str, set[str]] = defaultdict(set)
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    told: set[str] = set()
    for source, _, ledger in ledgers:
        for entry in ledger.entries:
            repository = entry.row.repository
            if repository is None or entry.until is not None:
                continue
            key = repository.casefold()
            spellings[key][repository] += 1
            voices[key].add("hub" if source.id in OF_THE_HUB else source.id)
            if source.id in HAND_KEPT and entry.row.fact == "context":
                told.add(key)
    return sorted(
        min(spellings[key], key=lambda spelled: (-spellings[key][spelled], spelled))
        for key in told
        if len(voices[key]) >= LEAST_VOICES
    )


def _provisional(repository: str) -> Model | None:
    """A model known by its repository; None for an id that cannot be one."""
    try:
        return Model(
            id=repository.casefold(),
            name=repository.partition("/")[2],
            developer=UNLISTED,
            repository=repository,
            weights=Weights.OPEN,
            provisional=True,
        )
    except ValidationError:
        return None
