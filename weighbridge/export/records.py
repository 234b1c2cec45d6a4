"""Results, their history and the events on boards, as the published tables need them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Literal

from weighbridge.dataset import Change, Dataset
from weighbridge.export.output import columns_from, maybe_seconds, whole_seconds
from weighbridge.export.rows import ResultRow, Subject, Yardstick
from weighbridge.schema import Earlier, Evidence, Metric, Result

TOMBSTONE_DAYS = 90
"""How long a row that left its board stays among the results, with the day it left; after that in ``withdrawn``."""


@dataclass(frozen=True)
class Observation:
    """One value of a row and the time it stood; ``until`` None: it still stands."""

    value: float
    stderr: float | None
    cost_usd: float | None
    latency_s: float | None
    since: datetime
    until: datetime | None
    payload_sha256: str


def in_order(results: Iterable[Result]) -> list[Result]:
    """The order of every published list of results: benchmark, version, model (unresolved last), metric, source."""
    return sorted(
        results,
        key=lambda r: (
            r.benchmark,
            r.version,
            r.model is None,
            r.model or "",
            r.metric,
            r.evidence.source,
            r.raw_name,
            r.id,
        ),
    )


def observations_of(result: Result) -> list[Observation]:
    """All values that a row ever had, oldest first."""
    return [_of_earlier(earlier) for earlier in result.earlier] + [
        Observation(
            value=result.value,
            stderr=result.stderr,
            cost_usd=result.cost_usd,
            latency_s=result.latency_s,
            since=result.value_since,
            until=result.withdrawn_on,
            payload_sha256=result.evidence.payload_sha256,
        )
    ]


def _of_earlier(earlier: Earlier) -> Observation:
    return Observation(
        value=earlier.value,
        stderr=earlier.stderr,
        cost_usd=earlier.cost_usd,
        latency_s=earlier.latency_s,
        since=earlier.since,
        until=earlier.until,
        payload_sha256=earlier.payload_sha256,
    )


@dataclass(frozen=True)
class Event:
    """What happened to a row of a board: ``before`` is None for a new row, ``after`` for a withdrawn one."""

    at: datetime
    kind: Literal["new", "changed", "withdrawn", "returned"]
    result: Result
    before: Observation | None
    after: Observation | None

    @property
    def seen(self) -> Observation:
        """What the event rests on: the value after it, or the last one once withdrawn."""
        seen = self.after or self.before
        assert seen is not None
        return seen


class Records:
    """A dataset's results in their published order, with what their rows share."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        named = {result.model for result in (*dataset.results, *dataset.archive) if result.model is not None}
        self._open = {model: dataset.is_open(model) for model in sorted(named)}
        self._licence = {view.source.id: view.source.licence.id for view in dataset.sources}
        self._by_payload: dict[tuple[str, str], Evidence] = {}
        self.ordered = in_order(dataset.results)
        oldest = dataset.as_of - timedelta(days=TOMBSTONE_DAYS)
        self._gone = {r.id for r in self.ordered if r.withdrawn_on is not None and r.withdrawn_on < oldest}
        self.archived = in_order(dataset.archive)
        for result in (*self.ordered, *self.archived):
            self._by_payload.setdefault((result.evidence.source, result.evidence.payload_sha256), result.evidence)

    def open_weights(self, result: Result) -> bool | None:
        """Whether the weights of a result's model can be downloaded; None while the name is not resolved."""
        return None if result.model is None else self._open[result.model]

    def metric(self, result: Result) -> Metric:
        """Unit, direction and range of a result."""
        return self._dataset.card(result.benchmark).metrics[result.metric]

    @cached_property
    def rows(self) -> list[ResultRow]:
        """The rows of the table ``results``: what stands, and what left its board of late."""
        return [self._result(result) for result in self.ordered if result.id not in self._gone]

    @cached_property
    def withdrawn_rows(self) -> list[ResultRow]:
        """The rows of the table ``withdrawn``: what left its board longer ago."""
        return [self._result(result) for result in self.ordered if result.id in self._gone]

    @cached_property
    def archived_rows(self) -> list[ResultRow]:
        """The rows of the table ``archive``, in the order of ``archived``."""
        return [self._result(result) for result in self.archived]

    @cached_property
    def row_by_id(self) -> dict[str, ResultRow]:
        """Ticket id → its row, withdrawn and archived ones included."""
        return {row.id: row for row in (*self.rows, *self.withdrawn_rows, *self.archived_rows)}

    def _result(self, result: Result) -> ResultRow:
        metric, variant, evidence = self.metric(result), result.variant, result.evidence
        return ResultRow(
            id=result.id,
            model=result.model,
            model_raw=result.raw_name,
            open_weights=self.open_weights(result),
            variant=variant.label(),
            benchmark=result.benchmark,
            benchmark_version=result.version,
            metric=result.metric,
            unit=metric.unit,
            higher_is_better=metric.higher_is_better,
            value=result.value,
            stderr=result.stderr,
            ci_low=result.ci_low,
            ci_high=result.ci_high,
            n=result.n,
            cost_usd=result.cost_usd,
            latency_s=result.latency_s,
            effort=variant.effort or None,
            thinking=variant.thinking,
            budget=variant.budget or None,
            precision=variant.precision or None,
            harness=variant.harness or None,
            host=variant.host or None,
            tools=variant.tools or None,
            prompt=variant.prompt or None,
            snapshot=variant.snapshot or None,
            settings_other=dict(sorted(variant.other.items())),
            settings_raw=dict(sorted(result.raw_settings.items())),
            reporter=result.reporter,
            measured_by=result.measured_by,
            measured_on=result.measured_on,
            locator=evidence.locator,
            first_seen=whole_seconds(result.first_seen),
            value_since=whole_seconds(result.value_since),
            last_seen=whole_seconds(result.last_seen),
            withdrawn_on=maybe_seconds(result.withdrawn_on),
            rule=result.rule,
            source=evidence.source,
            source_url=evidence.url,
            source_page=evidence.page,
            retrieved_at=whole_seconds(evidence.retrieved_at),
            payload_sha256=evidence.payload_sha256,
            licence=self._licence[evidence.source],
        )

    @cached_property
    def lives(self) -> dict[str, list[Observation]]:
        """Ticket id → all values that the row ever had, oldest first."""
        return {result.id: observations_of(result) for result in (*self.ordered, *self.archived)}

    # --- the past --------------------------------------------------------------------------

    def history(self) -> dict[str, list[Any]]:
        """Columns of the table ``history``: results and archive in one order, oldest first within a row.

        Made column by column: validating a record an observation would cost more than all the rest.
        """
        both = in_order((*self.ordered, *self.archived)) if self.archived else self.ordered
        pairs = [(result, observation) for result in both for observation in self.lives[result.id]]
        rows, seen = [self.row_by_id[result.id] for result, _ in pairs], [observation for _, observation in pairs]
        found = [self.found(result, observation) for result, observation in pairs]
        return {
            **columns_from(rows, _SHARED),
            **{name: [getattr(observation, name) for observation in seen] for name in COMPARED},
            **_evidence(rows, seen, found),
            "source_page": [row.source_page for row in rows],
            "since": [whole_seconds(observation.since) for observation in seen],
            "until": [maybe_seconds(observation.until) for observation in seen],
        }

    @cached_property
    def events(self) -> list[Event]:
        """What happened on boards after their first reading, newest first."""
        events = [event for change in self._dataset.changes for event in _events(change, self.lives[change.result.id])]
        events.sort(key=lambda e: (-e.at.timestamp(), e.result.benchmark, e.result.raw_name, e.result.id, e.kind))
        return events

    def changes(self) -> dict[str, list[Any]]:
        """Columns of the table ``changes``, newest first."""
        events = self.events
        rows = [self.row_by_id[event.result.id] for event in events]
        return {
            "at": [whole_seconds(event.at) for event in events],
            "kind": [event.kind for event in events],
            **columns_from(rows, _SHARED),
            **{f"{name}_before": [getattr(event.before, name, None) for event in events] for name in COMPARED},
            **{name: [getattr(event.after, name, None) for event in events] for name in COMPARED},
            **_evidence(rows, [event.seen for event in events], [self.found(e.result, e.seen) for e in events]),
        }

    def found(self, result: Result, seen: Observation) -> tuple[str, datetime]:
        """Where and when the bytes of an observation were read.

        An earlier value keeps only the hash of its bytes; their address is known where a row of today still
        rests on them. Otherwise the board's page is the nearest address that is certainly right.
        """
        evidence = result.evidence
        if seen.payload_sha256 != evidence.payload_sha256:
            other = self._by_payload.get((evidence.source, seen.payload_sha256))
            return (evidence.page, seen.since) if other is None else (other.url, other.retrieved_at)
        return evidence.url, evidence.retrieved_at


def _events(change: Change, life: Sequence[Observation]) -> Iterator[Event]:
    result = change.result
    if change.kind == "new":
        yield Event(life[0].since, "new", result, None, life[0])
    elif change.kind == "withdrawn" or change.before is None:
        yield Event(life[-1].until or change.at, "withdrawn", result, life[-1], None)
    else:
        place = result.earlier.index(change.before)
        before, after = life[place], life[place + 1]
        if before.until == after.since:
            yield Event(after.since, "changed", result, before, after)
        else:  # it left the board and came back later
            yield Event(before.until or change.at, "withdrawn", result, before, None)
            yield Event(after.since, "returned", result, before, after)


COMPARED = ("value", "stderr", "cost_usd", "latency_s")
"""What an observation keeps of a row."""


_SHARED = (*Subject.model_fields, *Yardstick.model_fields)
"""What all observations and events of a row have in common."""


def _evidence(
    rows: Sequence[ResultRow], seen: Sequence[Observation], found: Sequence[tuple[str, datetime]]
) -> dict[str, list[Any]]:
    return {
        "reporter": [row.reporter for row in rows],
        "source": [row.source for row in rows],
        "source_url": [url for url, _ in found],
        "retrieved_at": [whole_seconds(read) for _, read in found],
        "payload_sha256": [observation.payload_sha256 for observation in seen],
    }
