"""Results, their history and the events on boards, as the published tables need them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import chain, repeat
from operator import attrgetter
from typing import Any, Literal

from weighbridge.dataset import Change, Dataset
from weighbridge.export.output import maybe_seconds, whole_seconds
from weighbridge.export.rows import ResultRow, Subject, Yardstick
from weighbridge.schema import Earlier, Evidence, Metric, Reporter, Result, Variant

RESULT_FIELDS = tuple(ResultRow.model_fields)

RECENT_DAYS = 90
"""How long an event stays in the table ``changes``, and a row that left its board among the results, with the day it
left; after that they stand in ``changes_archive`` and ``withdrawn``."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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
    """A dataset's results in their published order, and the columns of the tables made of them."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        named = {result.model for result in (*dataset.results, *dataset.archive) if result.model is not None}
        self._open = {model: dataset.is_open(model) for model in sorted(named)}
        self._licence = {view.source.id: view.source.licence.id for view in dataset.sources}
        self._by_payload: dict[tuple[str, str], Evidence] = {}
        self._labels: dict[tuple[object, ...], str] = {}
        oldest = dataset.as_of - timedelta(days=RECENT_DAYS)
        self.listed: list[Result] = []
        """The rows of the table ``results``: what stands, and what left its board of late."""
        self.withdrawn: list[Result] = []
        """The rows of the table ``withdrawn``: what left its board longer ago."""
        for result in in_order(dataset.results):
            gone = result.withdrawn_on is not None and result.withdrawn_on < oldest
            (self.withdrawn if gone else self.listed).append(result)
        self.archived = in_order(dataset.archive)
        for result in (*self.listed, *self.withdrawn, *self.archived):
            self._by_payload.setdefault((result.evidence.source, result.evidence.payload_sha256), result.evidence)

    def metric(self, result: Result) -> Metric:
        """Unit, direction and range of a result."""
        return self._metrics[result.benchmark, result.metric]

    def label(self, variant: Variant) -> str:
        """How a model was run, in one line."""
        key = (*_settings(variant), *sorted(variant.other.items()))
        if key not in self._labels:
            self._labels[key] = variant.label()
        return self._labels[key]

    # --- columns -------------------------------------------------------------------------------

    def columns(self, results: Sequence[Result], names: Sequence[str] = RESULT_FIELDS) -> dict[str, list[Any]]:
        """Columns of ``ResultRow`` for these results, in their order.

        Each result is looked at once, and no record is made of it: that would cost three times as much, in time and
        in memory.
        """
        parts = sorted({"id", "model", *(part for name in names for part in _PARTS[name])})
        read: Iterable[tuple[Any, ...]] = zip(*map(attrgetter(*parts), results), strict=True)
        cells = dict(zip(parts, read, strict=True)) if results else dict.fromkeys(parts, ())
        return {name: self._column(name, [cells[part] for part in _PARTS[name]]) for name in names}

    def _column(self, name: str, parts: Sequence[Sequence[Any]]) -> list[Any]:
        made = self._made.get(name)
        return list(parts[0] if made is None else map(made, *parts))

    @cached_property
    def _made(self) -> Mapping[str, Callable[..., Any]]:
        """Columns of ``ResultRow`` whose cells are not what a result holds: how they come of it."""
        return {
            "open_weights": self._open.get,
            "unit": lambda benchmark, metric: self._metrics[benchmark, metric].unit.value,
            "higher_is_better": lambda benchmark, metric: self._metrics[benchmark, metric].higher_is_better,
            "variant": self.label,
            "settings_other": _in_order_of_keys,
            "settings_raw": _in_order_of_keys,
            "reporter": {reporter: reporter.value for reporter in Reporter}.__getitem__,
            "licence": self._licence.__getitem__,
            **dict.fromkeys(("retrieved_at", "first_seen", "value_since", "last_seen"), whole_seconds),
            "withdrawn_on": maybe_seconds,
        }

    @cached_property
    def _metrics(self) -> Mapping[tuple[str, str], Metric]:
        cards = self._dataset.registry.benchmarks
        return {(key, name): metric for key, card in cards.items() for name, metric in card.metrics.items()}

    # --- the past --------------------------------------------------------------------------

    def history(self) -> dict[str, list[Any]]:
        """Columns of the table ``history``: results and archive in one order, oldest first within a row."""
        results = in_order((*self.listed, *self.withdrawn, *self.archived))
        lives = list(map(observations_of, results))
        times, seen = list(map(len, lives)), list(chain.from_iterable(lives))
        once = self.columns(results, (*_SHARED, "source_page"))
        return {
            **{name: list(chain.from_iterable(map(repeat, column, times))) for name, column in once.items()},
            **{name: [getattr(observation, name) for observation in seen] for name in COMPARED},
            **self._evidence(list(chain.from_iterable(map(repeat, results, times))), seen),
            "since": [whole_seconds(observation.since) for observation in seen],
            "until": [maybe_seconds(observation.until) for observation in seen],
        }

    @cached_property
    def events(self) -> list[Event]:
        """What happened on boards after their first reading, newest first."""
        events = [event for change in self._dataset.changes for event in _events(change)]
        events.sort(key=lambda e: (-e.at.timestamp(), e.result.benchmark, e.result.raw_name, e.result.id, e.kind))
        return events

    def changes(self, *, archived: bool = False) -> dict[str, list[Any]]:
        """Columns of the table ``changes``, or of ``changes_archive``; newest first."""
        oldest = self._dataset.as_of - timedelta(days=RECENT_DAYS)
        events = [event for event in self.events if (event.at < oldest) is archived]
        rows = [event.result for event in events]
        return {
            "at": [whole_seconds(event.at) for event in events],
            "kind": [event.kind for event in events],
            **self.columns(rows, _SHARED),
            **{f"{name}_before": [getattr(event.before, name, None) for event in events] for name in COMPARED},
            **{name: [getattr(event.after, name, None) for event in events] for name in COMPARED},
            **self._evidence(rows, [event.seen for event in events]),
        }

    def _evidence(self, rows: Sequence[Result], seen: Sequence[Observation]) -> dict[str, list[Any]]:
        found = list(map(self.found, rows, seen))
        return {
            "source_url": [url for url, _ in found],
            "retrieved_at": [whole_seconds(read) for _, read in found],
            "payload_sha256": [observation.payload_sha256 for observation in seen],
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


def _events(change: Change) -> Iterator[Event]:
    result = change.result
    life = observations_of(result)
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


_SHARED = (*Subject.model_fields, *Yardstick.model_fields, "reporter", "source")
"""What all observations and events of a row have in common."""


_SETTINGS = ("effort", "thinking", "budget", "precision", "harness", "host", "tools", "prompt", "snapshot")
_settings = attrgetter(*_SETTINGS)

_PARTS: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in RESULT_FIELDS},
    **{name: (f"evidence.{name}",) for name in ("source", "locator", "retrieved_at", "payload_sha256")},
    **{name: (f"variant.{name}",) for name in _SETTINGS},
    **dict.fromkeys(("unit", "higher_is_better"), ("benchmark", "metric")),
    "model_raw": ("raw_name",),
    "open_weights": ("model",),
    "benchmark_version": ("version",),
    "settings_other": ("variant.other",),
    "settings_raw": ("raw_settings",),
    "source_url": ("evidence.url",),
    "source_page": ("evidence.page",),
    "licence": ("evidence.source",),
}
"""Column of ``ResultRow`` → what of a result it is made of."""


def _in_order_of_keys(mapping: Mapping[str, str]) -> Mapping[str, str]:
    return dict(sorted(mapping.items())) if len(mapping) > 1 else mapping
