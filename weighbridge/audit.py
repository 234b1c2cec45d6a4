"""Whether registry, ledger and results agree with each other: every problem with its file and line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from weighbridge.dataset import Dataset, load_dataset
from weighbridge.discovery import all_sources, fact_sources
from weighbridge.ledger import BoardLedger, LedgerError, ledger_folder, open_ledgers
from weighbridge.names import Form, form_of
from weighbridge.registry import Registry, RegistryError, load_registry
from weighbridge.resolve import Resolver, scopes_of
from weighbridge.schema import FactRow, Model, SourceRow, Weights
from weighbridge.source import AnySource, Board
from weighbridge.vocabulary import Vocabulary


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, and where."""

    file: str
    line: int  # 0: the file as a whole
    what: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}"


@dataclass(frozen=True)
class Audit:
    """The outcome of ``weighbridge check``."""

    problems: tuple[Problem, ...]
    results: int
    evidenced: int  # results with source address, reporter, time of reading and payload hash
    dataset: Dataset | None


def audit(data: Path) -> Audit:
    """Check everything under a data folder. Never raises for damaged data: damage is what it reports."""
    problems: list[Problem] = []
    try:
        registry = load_registry(data / "registry")
    except RegistryError as error:
        return Audit((Problem(str(data / "registry"), 0, str(error)),), 0, 0, None)
    problems += _registry_problems(data / "registry", registry)
    for source in all_sources().values():
        for board in source.boards:
            problems += _board_problems(data, source, board, registry)
        problems += _strays(ledger_folder(data, source), source.boards)
    problems += () if problems else _idle_corrections(data, registry)
    if problems:
        return Audit(tuple(sorted(problems)), 0, 0, None)
    dataset = load_dataset(data)
    everything = (*dataset.results, *dataset.archive)
    evidenced = sum(_has_evidence(result) for result in everything)
    return Audit((), len(everything), evidenced, dataset)


def _has_evidence(result: object) -> bool:
    evidence = getattr(result, "evidence", None)
    return bool(
        evidence
        and evidence.url
        and evidence.page
        and evidence.locator
        and evidence.retrieved_at
        and len(evidence.payload_sha256) == 64
        and getattr(result, "reporter", None)
    )


# --- registry ----------------------------------------------------------------------------------


def _registry_problems(folder: Path, registry: Registry) -> Iterator[Problem]:
    for model in registry.models.values():
        path = str(folder / ("listed.csv" if model.provisional else f"models/{model.id}.toml"))
        yield from (Problem(path, 0, what) for what in _model_problems(model, registry))
    for source, aliases in registry.aliases.items():
        path = str(folder / "aliases" / f"{source}.toml")
        if source != "any" and not any(scope in all_sources() for scope in scopes_of(source)):
            yield Problem(path, 0, f"there is no source '{source}'")
        for alias in aliases:
            if alias.model not in registry.models:
                yield Problem(path, 0, f"alias '{alias.name}' points to '{alias.model}', which is not in the registry")
    for benchmark in registry.benchmarks.values():
        if registry.domains and benchmark.domain not in registry.domains:
            yield Problem(str(folder / "benchmarks" / f"{benchmark.id}.toml"), 0, f"no domain '{benchmark.domain}'")
    yield from _collisions(folder, registry)
    yield from _lost_names(folder, registry)


def _model_problems(model: Model, registry: Registry) -> Iterator[str]:
    if model.developer not in registry.organisations and not model.provisional:
        yield f"developer '{model.developer}' is not in organisations.toml"
    for field in ("predecessor", "base"):
        other = getattr(model, field)
        if other is not None and other not in registry.models:
            yield f"{field} '{other}' is not in the registry"
    if model.repository is not None and model.repository.partition("/")[0].casefold() != model.id.partition("/")[0]:
        yield f"the id should begin with the repository's owner ({model.repository.casefold()})"
    if model.repository is not None and model.weights is Weights.CLOSED:
        yield "closed weights, yet a repository"


def _collisions(folder: Path, registry: Registry) -> Iterator[Problem]:
    owners: dict[Form, dict[str, str]] = defaultdict(dict)
    for model in registry.models.values():
        if model.provisional:
            continue
        tail = model.repository.partition("/")[2] if model.repository else ""
        for spelling in (model.name, model.id.partition("/")[2], tail, *model.aliases):
            if spelling:
                owners[form_of(spelling)].setdefault(model.id, spelling)
    for same in owners.values():
        if len(same) > 1:
            first, *rest = sorted(same)
            others = ", ".join(f"{other} ('{same[other]}')" for other in rest)
            yield Problem(
                str(folder / "models" / f"{first}.toml"), 0, f"'{same[first]}' is also a spelling of {others}"
            )


def _lost_names(folder: Path, registry: Registry) -> Iterator[Problem]:
    """Every model must be reachable by its own repository, id and aliases."""
    resolver = Resolver(registry, Vocabulary.load(folder / "vocabulary.toml"))
    for model in registry.models.values():
        if model.provisional:
            continue
        own = [model.id.partition("/")[2], *model.aliases] + ([model.repository] if model.repository else [])
        for name in own:
            found = resolver.resolve("", name, None)
            if found.model is not None and found.model != model.id:
                path = str(folder / "models" / f"{model.id}.toml")
                yield Problem(path, 0, f"its spelling '{name}' resolves to {found.model} ({found.rule})")


# --- ledger ------------------------------------------------------------------------------------


def _board_problems(data: Path, source: AnySource, board: Board, registry: Registry) -> Iterator[Problem]:
    folder = ledger_folder(data, source)
    path = str(folder / f"{board.id}.jsonl")
    try:
        ledger: BoardLedger[Any] = BoardLedger.load(source.rows, folder, board.id)
    except LedgerError as error:
        yield Problem(path, 0, str(error))
        return
    readings = [reading.at for reading in ledger.readings]
    if readings != sorted(set(readings)):
        yield Problem(str(folder / f"{board.id}.readings.jsonl"), 0, "readings are not in ascending order of time")
    documents = ledger.documents_by_reading()
    standing: set[tuple[str, ...]] = set()
    for line, entry in enumerate(ledger.entries, start=1):
        if entry.since not in documents:
            yield Problem(path, line, f"no reading at {entry.since:%Y-%m-%dT%H:%M:%SZ}")
        elif entry.row.document not in documents[entry.since]:
            yield Problem(path, line, f"that reading has no document '{entry.row.document}'")
        if entry.until is not None and entry.until <= entry.since:
            yield Problem(path, line, "ends before it begins")
        if entry.until is None:
            if entry.row.key() in standing:
                yield Problem(path, line, f"stands twice: {' / '.join(entry.row.key())}")
            standing.add(entry.row.key())
        if isinstance(entry.row, SourceRow):
            yield from (Problem(path, line, what) for what in _row_problems(entry.row, registry))


def _row_problems(row: SourceRow, registry: Registry) -> Iterator[str]:
    card = registry.benchmarks.get(row.benchmark)
    if card is None:
        yield f"benchmark '{row.benchmark}' has no card"
    elif row.metric not in card.metrics:
        yield f"metric '{row.metric}' is not on the card of {row.benchmark}"
    elif row.version not in {version.id for version in card.versions}:
        yield f"version '{row.version}' is not on the card of {row.benchmark}"


def _idle_corrections(data: Path, registry: Registry) -> Iterator[Problem]:
    """Corrections of what a catalogue, once read, has never stated. One that it has mended since is no problem."""
    stated: dict[str, set[tuple[str, str, str | float | bool]]] = {}
    for source, _, ledger in open_ledgers(data, fact_sources().values(), FactRow):
        if ledger.entries:
            rows = (entry.row for entry in ledger.entries)
            stated.setdefault(source.id, set()).update((row.name, row.fact, row.value) for row in rows)
    path = str(data / "registry" / "corrections.toml")
    for wrong in registry.corrections:
        what = (wrong.name, wrong.fact, wrong.value)
        if wrong.source not in fact_sources():
            yield Problem(path, 0, f"there is no catalogue '{wrong.source}'")
        elif what not in stated.get(wrong.source, {what}):
            yield Problem(path, 0, f"{wrong.source} never stated {wrong.fact} = {wrong.value} of '{wrong.name}'")


def _strays(folder: Path, boards: Iterable[Board]) -> Iterator[Problem]:
    known = {f"{board.id}.jsonl" for board in boards} | {f"{board.id}.readings.jsonl" for board in boards}
    for path in sorted(folder.glob("*")):
        if path.name not in known and not path.name.startswith("."):
            yield Problem(str(path), 0, "belongs to no board of its source")
