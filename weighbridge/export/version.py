"""The data version: a date and a hash that only what is published decides."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from enum import Enum
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
    digest = hashlib.sha256()
    for part in (*_parts(dataset), *_kept(report)):
        digest.update(part)
        digest.update(b"\n")
    return f"{dataset.as_of.date().isoformat()}-{digest.hexdigest()[:DIGITS]}"


def _parts(dataset: Dataset) -> Iterator[bytes]:
    registry = dataset.registry
    yield _json({"as_of": dataset.as_of, "domains": dict(registry.domains), "acceptances": registry.acceptances})
    yield _json([[*item, asdict(frame)] for item, frame in sorted(dataset.frames.items())])
    records: tuple[dict[str, Strict], ...] = (
        dict(registry.models),
        dict(registry.benchmarks),
        dict(registry.organisations),
        dict(registry.licences),
    )
    for by_id in records:
        yield from (record.model_dump_json().encode() for _, record in sorted(by_id.items()))
    for model, facts in sorted(dataset.facts.items()):
        yield _json({"model": model, "facts": {name: asdict(fact) for name, fact in facts.items()}})
    for model, prices in sorted(dataset.prices.items()):
        yield _json({"model": model, "prices": [asdict(price) for price in prices]})
    for view in dataset.sources:
        yield _json(_source(view))
    for result in sorted((*dataset.results, *dataset.archive), key=lambda result: result.id):
        yield _RESULT.dump_json(result)


def _kept(report: RankingReport) -> Iterator[bytes]:
    """What of the report does not follow from the dataset."""
    if report.validation is not None:
        yield _json({"validation": report.validation})
    for place in report.history:
        yield _json(asdict(place))


def _source(view: SourceView) -> dict[str, Any]:
    source = view.source
    return {
        "id": source.id,
        "declared": [source.title, source.home, source.maintainer, source.through, source.status, source.status_since],
        "terms": asdict(source.licence),
        "manners": [source.reach, source.cadence_days, source.problems],
        "boards": [asdict(board) for board in view.boards],
        "holds": [asdict(hold) for hold in view.holds],
    }


def _json(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, default=_plain).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, Strict):
        return value.model_dump(mode="json")
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return dict(value)  # a read-only mapping
