"""The registry: curated knowledge read from ``data/registry``, each problem reported with its file."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import Field, ValidationError

from weighbridge.schema import Benchmark, Claim, Model, ModelId, Organisation, Slug, Strict, Text, Url


class RegistryError(ValueError):
    """A registry file cannot be used. The message names the file and what is wrong."""


Duty = Literal["yes", "conditions", "no", "unknown"]


class LicenceTerms(Strict):
    """A licence in plain facets. What no source at hand states is ``unknown``, not guessed."""

    id: Slug
    name: Text
    spdx: Text | None = None
    url: Url | None = None
    commercial: Duty = "unknown"
    user_cap: Text | None = None
    attribution: Duty = "unknown"
    derivatives: Duty = "unknown"
    outputs: Duty = "unknown"
    acceptable_use: Duty = "unknown"
    osi_approved: bool | None = None
    spellings: tuple[Text, ...] = ()
    note: Text | None = None


class Alias(Strict):
    """A raw name that means one model at one source, or everywhere (``any``), at times between two dates."""

    name: Text
    model: ModelId
    since: date | None = None
    until: date | None = None  # inclusive
    settings: Mapping[str, str] = Field(default_factory=dict)
    exact: bool = False  # as written only, not with other separators or before a setting
    reason: Text


class Acceptance(Strict):
    """A person's word that a held payload is right after all."""

    source: Slug
    board: Text
    sha256: Text  # of the payload, or a prefix of at least 12 digits
    reason: Text


class Correction(Strict):
    """A statement of a catalogue that a person found wrong: the ledger keeps it as published, and nobody believes it.

    It holds for this one value: what the catalogue states after mending it is believed.
    """

    source: Slug
    name: Text  # as the catalogue writes it
    fact: Slug
    value: str | float | bool  # what it states
    reason: Text  # why that is wrong
    url: Url  # of what shows it


class Host(Strict):
    """Who serves models for money. Price lists spell one host in several ways."""

    id: Slug
    name: Text
    url: Url  # of the list that states the name
    spellings: tuple[Text, ...] = ()


Record = TypeVar("Record", bound=Strict)


@dataclass(frozen=True)
class Registry:
    """Everything curated, by id."""

    models: Mapping[str, Model]
    benchmarks: Mapping[str, Benchmark]
    organisations: Mapping[str, Organisation]
    licences: Mapping[str, LicenceTerms]
    aliases: Mapping[str, tuple[Alias, ...]]  # source id, or "any" → aliases
    acceptances: tuple[Acceptance, ...] = ()
    corrections: tuple[Correction, ...] = ()
    domains: Mapping[str, str] = field(default_factory=dict)  # slug → title
    hosts: Mapping[str, Host] = field(default_factory=dict)

    @cached_property
    def mistaken(self) -> frozenset[tuple[str, str, str, str | float | bool]]:
        """Statements that are not believed: id of the source, name, fact, value."""
        return frozenset((c.source, c.name, c.fact, c.value) for c in self.corrections)

    @cached_property
    def host_spellings(self) -> dict[str, str]:
        """A price list's own word for a host → id of the host."""
        return {word: host.id for host in self.hosts.values() for word in (host.id, *host.spellings)}

    def host_name(self, host: str) -> str:
        """What a host is called; the list's own word where it is not in the registry."""
        return self.hosts[host].name if host in self.hosts else host

    @cached_property
    def licence_by_spelling(self) -> dict[str, LicenceTerms]:
        """Case-folded spelling → licence."""
        spelled = {}
        for licence in self.licences.values():
            for spelling in (licence.id, licence.name, licence.spdx or licence.id, *licence.spellings):
                spelled[spelling.casefold()] = licence
        return spelled


def load_registry(folder: Path) -> Registry:
    """Read ``data/registry``.

    Raises:
        RegistryError: a file is not TOML, has an unknown or missing field, or contradicts another.
    """
    aliases = {
        path.stem: tuple(_records(Alias, path, _toml(path).get("alias", [])))
        for path in sorted((folder / "aliases").glob("*.toml"))
    }
    curated = _models(folder / "models")
    return Registry(
        models={**_listed(folder / "listed.csv", curated), **curated},
        benchmarks={b.id: b for b in _benchmarks(folder / "benchmarks")},
        organisations=_keyed(Organisation, folder / "organisations.toml"),
        licences=_keyed(LicenceTerms, folder / "licences.toml"),
        aliases=aliases,
        acceptances=_listed_under("accept", Acceptance, folder / "accepted.toml"),
        corrections=_listed_under("correct", Correction, folder / "corrections.toml"),
        domains=_toml(folder / "domains.toml") if (folder / "domains.toml").exists() else {},
        hosts=_keyed(Host, folder / "hosts.toml"),
    )


def _models(folder: Path) -> dict[str, Model]:
    models: dict[str, Model] = {}
    for path in sorted(folder.glob("*/*.toml")):
        record = _toml(path)
        record["id"] = f"{path.parent.name}/{path.stem}"
        for claim in record.get("claims", []):
            claim.setdefault("source", "curated")
        models[record["id"]] = _record(Model, path, record)
    return models


UNLISTED = "unlisted"
"""The developer of a model that only a board's list of repositories names."""


def _listed(path: Path, curated: Mapping[str, Model]) -> dict[str, Model]:
    """Repositories that boards name by their Hugging Face id and that have no file of their own yet.

    The board's own row is the evidence that the repository is public. A curated file always wins.
    """
    if not path.exists():
        return {}
    taken = {name.casefold() for model in curated.values() for name in (model.repository or "", *model.twins)}
    models = {}
    with path.open(encoding="utf-8", newline="") as stream:
        for line in csv.DictReader(stream):
            repository = line["repository"]
            if repository.casefold() not in taken:
                record = {
                    "id": repository.casefold(),
                    "name": repository.partition("/")[2],
                    "developer": UNLISTED,
                    "repository": repository,
                    "weights": "open",
                    "archived": line["archived"] == "yes",
                    "provisional": True,
                }
                models[repository.casefold()] = _record(Model, path, record)
    return models


def _benchmarks(folder: Path) -> Iterator[Benchmark]:
    for path in sorted(folder.glob("*.toml")):
        benchmark = _record(Benchmark, path, {"id": path.stem, **_toml(path)})
        if benchmark.headline not in benchmark.metrics:
            raise RegistryError(f"{path}: headline metric '{benchmark.headline}' is not among its metrics")
        if benchmark.current not in {version.id for version in benchmark.versions}:
            raise RegistryError(f"{path}: current version '{benchmark.current}' is not among its versions")
        yield benchmark


def _keyed(kind: type[Record], path: Path) -> dict[str, Record]:
    if not path.exists():
        return {}
    return {key: _record(kind, path, {"id": key, **value}) for key, value in sorted(_toml(path).items())}


def _listed_under(key: str, kind: type[Record], path: Path) -> tuple[Record, ...]:
    """The records of a file that there need not be."""
    return tuple(_records(kind, path, _toml(path).get(key, []))) if path.exists() else ()


def _records(kind: type[Record], path: Path, values: list[Any]) -> Iterator[Record]:
    for value in values:
        yield _record(kind, path, value)


def _record(kind: type[Record], path: Path, value: Any) -> Record:
    try:
        return kind.model_validate_json(json.dumps(value, default=_json_form))
    except TypeError as error:
        raise RegistryError(f"{path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RegistryError(f"{path}: {place}: {first['msg']}") from error


def _json_form(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} has no place here")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegistryError(f"{path}: not valid TOML ({error})") from error
    except FileNotFoundError as error:
        raise RegistryError(f"{path}: the file is missing") from error


def claims_of(model: Model, fact: str) -> tuple[Claim, ...]:
    """The model's claims about one fact, in the order of the file."""
    return tuple(claim for claim in model.claims if claim.fact == fact)
