"""Facts about models: all claims kept, one published by a fixed precedence, rivals shown beside it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from weighbridge.ledger import BoardLedger, Entry, Payload
from weighbridge.registry import Registry
from weighbridge.resolve import Resolver
from weighbridge.schema import Claim, FactRow, Model, Weights
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
        "bullshit-bench-models",
        "hf-hub-stats",
        "hf-hub-lists",
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
        "bullshit-bench-models",
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
        "mmmu-models",
    ),
}

# What was said of a checkpoint once it was out stays said when the catalogue no longer lists it: its last statement
# counts while nothing that stands says anything. What can change with time (weights, reasoning, names) does not.
LASTING = frozenset(
    {"released", "licence", "total_parameters", "active_parameters", "context", "base", "architecture"}
    | {"repository_created", "knowledge_cutoff", "country"}
)

MONTH = 31  # days

# A release that is only known by the first day of the model's repository on the Hub.
HUB_CREATION = "hub-creation"
CREATION_NOTE = "day on which the repository was created; publication can be weeks later"

# What is only known by the repository's name: the year and month, or the day, at its end (-2512, -20250730), its size.
# The registry keeps some such claims by hand, under the same word.
BY_NAME = "repository-name"
NAMED_DAY = re.compile(r"-(?:20)?(2[4-6])(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])?$")
# A single digit before an m is a context, of so many million tokens.
NAMED_SIZE = re.compile(r"(?i)(?<=[a-z]-)(\d+(?:\.\d+)?(?=b)|\d{2,})([bm])(?![a-z0-9.])")
NAMED_ACTIVE = re.compile(r"(?i)b-a(\d+(?:\.\d+)?)(b)(?![a-z0-9.])")
NAME_NOTE = "nominal: as the repository is named"

# Numbers closer than this say the same (1,000B and 1,040B are one count rounded).
AGREE_WITHIN = 0.05


@dataclass(frozen=True)
class Fact:
    """The published value of one fact, the claim it stands on, and claims that say otherwise."""

    value: str | float | bool
    claim: Claim
    agreeing: tuple[Claim, ...] = ()
    rivals: tuple[Claim, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims of it, the one that it stands on first."""
        return (self.claim, *self.agreeing, *self.rivals)


def facts_of_models(
    registry: Registry,
    resolver: Resolver,
    ledgers: Iterable[tuple[AnySource, Board, BoardLedger[FactRow]]],
) -> dict[str, dict[str, Fact]]:
    """Model id → fact → published value. Models without any claim are in it with what the registry itself says."""
    claims: dict[str, dict[str, list[Claim]]] = {key: _curated(model) for key, model in registry.models.items()}
    withdrawn: dict[str, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    statements: dict[str, list[Claim]] = defaultdict(list)  # of open or closed weights, former ones too
    for source, board, ledger in ledgers:
        documents = ledger.documents_by_reading()
        for entry, newest in _entries(ledger):
            model = _model_of(entry.row, source, resolver)
            if model is None or _mistaken(entry.row, source, registry):
                continue
            claim = _claim(source, board, documents[entry.since], entry)
            if claim.fact == "weights":
                statements[model].append(claim)
            if newest and entry.until is None:
                claims[model][claim.fact].append(claim)
            elif newest and claim.fact in LASTING:
                withdrawn[model][claim.fact].append(claim)
    for model, facts in withdrawn.items():
        for fact, last in facts.items():
            claims[model].setdefault(fact, last)
    published_facts = {key: _all_published(facts, registry.models[key].repository) for key, facts in claims.items()}
    for model, said in statements.items():
        opened = opening(said, published_facts[model].get("repository_created"))
        if opened is not None and registry.models[model].weights is Weights.OPEN:
            published_facts[model].setdefault("weights_since", opened)
    return published_facts


def opening(said: Iterable[Claim], created: Fact | None) -> Fact | None:
    """When weights that were closed at first became open: after the last word of closed, by the first word of open.

    Nothing is told when a source knew open weights before, or when the repository is older: then closed was a slip.
    """
    ordered = sorted(said, key=lambda claim: (claim.date, claim.source))
    first = next((claim for claim in ordered if claim.value == "open"), None)
    closed = [claim for claim in ordered if claim.value == "closed" and first is not None and claim.date < first.date]
    if first is None or not closed or (created is not None and str(created.value) < str(closed[-1].date)):
        return None
    value = f"after {closed[-1].date}, by {first.date}"
    note = f"{closed[-1].source} said closed on the first day, {first.source} open on the last"
    return Fact(value, first.model_copy(update={"fact": "weights_since", "value": value, "note": note}))


def _entries(ledger: BoardLedger[FactRow]) -> list[tuple[Entry[FactRow], bool]]:
    """Each entry that may count, and whether it is the newest of its statement: earlier ones tell of weights only."""
    newest: dict[tuple[str, ...], Entry[FactRow]] = {}
    ordered = sorted(ledger.entries, key=lambda e: e.since)
    for entry in ordered:
        newest[entry.row.key()] = entry
    former = [e for e in ordered if e.row.fact == "weights" and newest[e.row.key()] is not e]
    return [(entry, True) for entry in newest.values()] + [(entry, False) for entry in former]


def _mistaken(row: FactRow, source: AnySource, registry: Registry) -> bool:
    """Whether a person found the statement wrong (``data/registry/corrections.toml``)."""
    return (source.id, row.name, row.fact, row.value) in registry.mistaken


def _claim(source: AnySource, board: Board, documents: Mapping[str, Payload], entry: Entry[FactRow]) -> Claim:
    payload = documents[entry.row.document]
    return Claim(
        fact=entry.row.fact,
        value=entry.row.value,
        source=source.id,
        url=board.page if payload.url.startswith("https://api.") else payload.url,
        date=payload.retrieved_at.date(),
    )


def _all_published(claims: Mapping[str, list[Claim]], repository: str | None) -> dict[str, Fact]:
    facts = {fact: published(fact, same) for fact, same in sorted(claims.items())}
    dense, total = facts.get("architecture"), facts.get("total_parameters")
    if "active_parameters" not in facts and dense is not None and dense.value == "dense" and total is not None:
        # A model without experts uses every parameter for every token: the count is that of the total.
        claim = dense.claim.model_copy(update={"fact": "active_parameters", "value": total.value})
        facts["active_parameters"] = Fact(total.value, claim)
    created = facts.get("repository_created")
    if "released" not in facts and created is not None:
        # Said by no source: the repository's first day is the nearest that is known, and says that it is no more.
        update = {"fact": "released", "source": HUB_CREATION, "note": CREATION_NOTE}
        facts["released"] = Fact(created.value, created.claim.model_copy(update=update))
    if repository is not None and facts:
        read = max(fact.claim.date for fact in facts.values())
        for claim in _claims_by_name(repository, read):
            facts.setdefault(claim.fact, Fact(claim.value, claim))
    return facts


def _claims_by_name(repository: str, read: date) -> Iterator[Claim]:
    """Release, size and active size (30B-A3B) that the name of a repository tells; a name with two sizes tells none."""

    def claim(fact: str, value: str | float) -> Claim:
        url = f"https://huggingface.co/{repository}"
        return Claim(fact=fact, value=value, source=BY_NAME, url=url, date=read, note=NAME_NOTE)

    named = NAMED_DAY.search(repository)
    if named is not None:
        yield claim("released", "-".join(part for part in (f"20{named[1]}", named[2], named[3]) if part))
    for fact, pattern in (("total_parameters", NAMED_SIZE), ("active_parameters", NAMED_ACTIVE)):
        sizes = pattern.findall(repository.partition("/")[2])
        if len(sizes) == 1:
            ((count, unit),) = sizes
            yield claim(fact, float(round(float(count) * (1e9 if unit in "bB" else 1e6))))


def published(fact: str, claims: list[Claim]) -> Fact:
    """The claim of the source believed first (the newest, if it has several), and who agrees or not."""
    order = PRECEDENCE.get(fact, PRECEDENCE["*"])
    rank = {source: place for place, source in enumerate(order)}
    ordered = sorted(
        claims, key=lambda c: (rank.get(c.source, len(rank)), -c.date.toordinal(), c.source, str(c.value), c.url)
    )
    first = _by_majority(ordered) if fact == "released" else ordered[0]
    rest = [claim for claim in ordered if claim is not first]
    return Fact(
        value=first.value,
        claim=first,
        agreeing=tuple(claim for claim in rest if same_value(fact, first.value, claim.value)),
        rivals=tuple(claim for claim in rest if not same_value(fact, first.value, claim.value)),
    )


def _by_majority(ordered: list[Claim]) -> Claim:
    """The first claim of a release, unless it stands alone and two other houses agree on another month.

    A house is whoever keeps a catalogue, so that two lists of one house count once. Curated claims are not outvoted.
    """
    first = ordered[0]
    if first.source == "curated" or any(_house(c) != _house(first) and _near(c, first) for c in ordered):
        return first
    for claim in ordered[1:]:
        if len({_house(other) for other in ordered if _near(other, claim)}) > 1:
            return claim
    return first


def _house(claim: Claim) -> str:
    return claim.source.partition("-")[0]


def _near(one: Claim, other: Claim) -> bool:
    """Whether two releases lie within a month of each other; one that is known to the month counts as its middle."""
    try:
        days = [date.fromisoformat(f"{claim.value}-15"[:10]).toordinal() for claim in (one, other)]
    except ValueError:  # a year by itself
        return str(one.value)[:4] == str(other.value)[:4]
    return abs(days[0] - days[1]) <= MONTH


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
