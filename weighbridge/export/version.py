"""The data version: a date and a hash that only what is published decides."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from weighbridge.dataset import Dataset, SourceView
from weighbridge.schema import Result, Strict
from weighbridge.standing.report import NO_REPORT, RankingReport

DIGITS = 12
_RESULT = TypeAdapter(Result)


def data_version(dataset: Dataset, report: RankingReport = NO_REPORT) -> str:
    """Day of the data and the first 12 hex digits of their hash, such as ``2026-10-07-0123456789ab``.

    Everything that the site and the downloads are made from is in the hash: results, facts, the registry, what
    sources declare, how their boards stand, and what is kept of the ranking (past places, validation). Equal versions
    are equal data.
    """
    return version_of(dataset, content_hash(dataset), report)


def version_of(dataset: Dataset, content: bytes, report: RankingReport) -> str:
    """:func:`data_version` of a dataset whose :func:`content_hash` is at hand."""
    return f"{dataset.as_of.date().isoformat()}-{_hashed([content, *_kept(report)]).hex()[:DIGITS]}"


def content_hash(dataset: Dataset) -> bytes:
    """SHA-256 of all that the dataset holds."""
    return _hashed(_parts(dataset))


def _hashed(parts: Iterable[bytes]) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part)
        digest.update(b"\n")
    return digest.digest()


def _parts(dataset: Dataset) -> Iterator[bytes]:
    registry = dataset.registry
    yield _json({"as_of": dataset.as_of, "domains": dict(registry.domains), "acceptances": registry.acceptances})
    yield _json([[*item, frame] for item, frame in sorted(dataset.frames.items())])
    records: tuple[dict[str, Strict], ...] = (
        dict(registry.models),
        dict(registry.benchmarks),
        dict(registry.organisations),
        dict(registry.licences),
    )
    for by_id in records:
        yield from (record.model_dump_json().encode() for _, record in sorted(by_id.items()))
    for model, facts in sorted(dataset.facts.items()):
        yield _json({"model": model, "facts": facts})
    for model, prices in sorted(dataset.prices.items()):
        yield _json({"model": model, "prices": prices})
    for view in dataset.sources:
        yield _json(_source(view))
    for result in sorted((*dataset.results, *dataset.archive), key=lambda result: result.id):
        yield _RESULT.dump_json(result)


def _kept(report: RankingReport) -> Iterator[bytes]:
    """What of the report does not follow from the dataset."""
    if report.validation is not None:
        yield _json({"validation": report.validation})
    for place in report.history:
        yield _json(place)


def _source(view: SourceView) -> dict[str, Any]:
    source = view.source
    return {
        "id": source.id,
        "declared": [source.title, source.home, source.maintainer, source.through, source.status, source.status_since],
        "terms": source.licence,
        "manners": [source.reach, source.cadence_days, source.problems],
        "boards": view.boards,
        "holds": view.holds,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Strict):
        return value.model_dump(mode="json")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        record: Any = type(value)
        return {name: getattr(value, name) for name in _names(record)}
    return dict(value)  # a read-only mapping


@cache
def _names(record: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(record))


_ENCODER = json.JSONEncoder(sort_keys=True, default=_plain)


def _json(value: Any) -> bytes:
    return _ENCODER.encode(value).encode()
