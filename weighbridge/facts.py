"""Facts about models: all claims kept, one published by a fixed precedence, rivals shown beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from weighbridge.ledger import BoardLedger, Entry
from weighbridge.registry import Registry
from weighbridge.resolve import Resolver
from weighbridge.schema import Claim, FactRow, Model
from weighbridge.source import AnySource, Board

# Which source is believed first, fact by fact; "*" stands for every other fact. A curated claim comes before all.
# Reasons: hand-kept files before counted ones (packed weights are miscounted), listing dates last (they are late).
PRECEDENCE: Mapping[str, tuple[str, ...]] = {
    "*": (
        "curated",
        "vllm-recipes",
        "models-dev-metadata",
        "epoch-models",
        "vals-models",
        "vals-model-library",
        "openrouter-models",
        "swallow-models",
        "hf-hub-stats",
        "euroeval-models",
        "helm-models",
        "llmfit-models",
        "xinference-models",
        "gpustack-models",
        "llm-stats-models",
    ),
    "licence": (
        "curated",
        "hf-hub-stats",
        "hf-hub-lists",
        "models-dev-metadata",
        "epoch-models",
        "vllm-recipes",
        "llm-stats-models",
        "gpustack-models",
        "localai-gallery",
        "arena-licences",
    ),
    "context": (
        "curated",
        "vllm-recipes",
        "openrouter-models",
        "models-dev-metadata",
        "vals-models",
        "vals-model-library",
        "llmfit-models",
        "xinference-models",
        "euroeval-models",
        "gpustack-models",
    ),
    "released": (
        "curated",
        "models-dev-metadata",
        "epoch-models",
        "vals-models",
        "vals-model-library",
        "swallow-models",
        "helm-models",
        "vllm-recipes",
        "hf-hub-stats",
        "openrouter-models",
        "llm-stats-models",
        "gpustack-models",
    ),
}

# What was said of a checkpoint once it was out stays said when the catalogue no longer lists it: its last statement
# counts while nothing that stands says anything. What can change with time (weights, reasoning, names) does not.
LASTING = frozenset(
    {"released", "licence", "total_parameters", "active_parameters", "context", "base", "architecture"}
    | {"repository_created", "knowledge_cutoff", "country"}
)

# Numbers closer than this say the same (1,000B and 1,040B are one count rounded).
AGREE_WITHIN = 0.05


@dataclass(frozen=True)
class Fact:
    """The published value of one fact, the claim it stands on, and claims that say otherwise."""

    value: str | float | bool
    claim: Claim
    agreeing: tuple[Claim, ...] = ()
    rivals: tuple[Claim, ...] = ()


def facts_of_models(
    registry: Registry,
    resolver: Resolver,
    ledgers: Iterable[tuple[AnySource, Board, BoardLedger[FactRow]]],
) -> dict[str, dict[str, Fact]]:
    """Model id → fact → published value. Models without any claim are in it with what the registry itself says."""
    claims: dict[str, dict[str, list[Claim]]] = {key: _curated(model) for key, model in registry.models.items()}
    withdrawn: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for source, board, ledger in ledgers:
        documents = ledger.documents_by_reading()
        for entry, standing in _newest_entries(ledger):
            model = _model_of(entry.row, source, resolver)
            if model is None or not (standing or entry.row.fact in LASTING):
                continue
            payload = documents[entry.since][entry.row.document]
            claim = Claim(
                fact=entry.row.fact,
                value=entry.row.value,
                source=source.id,
                url=board.page if payload.url.startswith("https://api.") else payload.url,
                date=payload.retrieved_at.date(),
            )
            (claims if standing else withdrawn)[model][claim.fact].append(claim)
    for model, facts in withdrawn.items():
        for fact, last in facts.items():
            claims[model].setdefault(fact, last)
    return {key: _all_published(facts) for key, facts in claims.items()}


def _newest_entries(ledger: BoardLedger[FactRow]) -> list[tuple[Entry[FactRow], bool]]:
    """The newest entry of each statement, and whether it still stands."""
    newest: dict[tuple[str, ...], Entry[FactRow]] = {}
    for entry in sorted(ledger.entries, key=lambda e: e.since):
        newest[entry.row.key()] = entry
    return [(entry, entry.until is None) for entry in newest.values()]


def _all_published(claims: Mapping[str, list[Claim]]) -> dict[str, Fact]:
    facts = {fact: published(fact, same) for fact, same in sorted(claims.items())}
    dense, total = facts.get("architecture"), facts.get("total_parameters")
    if "active_parameters" not in facts and dense is not None and dense.value == "dense" and total is not None:
        # A model without experts uses every parameter for every token: the count is that of the total.
        claim = dense.claim.model_copy(update={"fact": "active_parameters", "value": total.value})
        facts["active_parameters"] = Fact(total.value, claim)
    return facts


def published(fact: str, claims: list[Claim]) -> Fact:
    """The claim of the source believed first (the newest, if it has several), and who agrees or not."""
    order = PRECEDENCE.get(fact, PRECEDENCE["*"])
    rank = {source: place for place, source in enumerate(order)}
    ordered = sorted(
        claims, key=lambda c: (rank.get(c.source, len(rank)), -c.date.toordinal(), c.source, str(c.value), c.url)
    )
    first = ordered[0]
    rest = ordered[1:]
    return Fact(
        value=first.value,
        claim=first,
        agreeing=tuple(claim for claim in rest if same_value(fact, first.value, claim.value)),
        rivals=tuple(claim for claim in rest if not same_value(fact, first.value, claim.value)),
    )


def same_value(fact: str, one: str | float | bool, other: str | float | bool) -> bool:
    """Whether two claims say the same: numbers within 5%, dates by their common precision, text by letters."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one == other
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= AGREE_WITHIN * max(abs(one), abs(other))
    a, b = str(one).casefold(), str(other).casefold()
    if fact in ("released", "knowledge_cutoff"):
        return a.startswith(b) or b.startswith(a)
    return a == b


def _curated(model: Model) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in model.claims:
        found[claim.fact].append(claim)
    return found


def _model_of(row: FactRow, source: AnySource, resolver: Resolver) -> str | None:
    if row.repository is not None:
        by_repository = resolver.resolve(source.id, row.repository, None)
        if by_repository.rule == "repository":
            return by_repository.model
    found = resolver.resolve(source.id, row.name, None)
    # A name with a setting in it (a thinking mode, a precision) does not speak of the checkpoint as such.
    return found.model if found.variant.label() == "default" else None
