"""Results, their history and the events on boards as rows of the published tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from weighbridge.dataset import Change, Dataset
from weighbridge.export.output import maybe_seconds, whole_seconds
from weighbridge.export.rows import ChangeRow, HistoryRow, ResultRow
from weighbridge.schema import Earlier, Evidence, Metric, Result


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


class Records:
    """The rows that are made from a dataset's results."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        self._open = {model: dataset.is_open(model) for model in dataset.by_model}
        self._licence = {view.source.id: view.source.licence.id for view in dataset.sources}
        self._evidence: dict[tuple[str, str], Evidence] = {}
        self.ordered = in_order(dataset.results)
        for result in self.ordered:
            self._evidence.setdefault((result.evidence.source, result.evidence.payload_sha256), result.evidence)

    def open_weights(self, result: Result) -> bool | None:
        """Whether the weights of a result's model can be downloaded; None while the name is not resolved."""
        return None if result.model is None else self._open[result.model]

    def metric(self, result: Result) -> Metric:
        """Unit, direction and range of a result."""
        return self._dataset.card(result.benchmark).metrics[result.metric]

    def results(self) -> list[ResultRow]:
        """The table ``results``."""
        return [self._result(result) for result in self.ordered]

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

    def history(self) -> list[HistoryRow]:
        """The table ``history``: every observation, in the order of the results, oldest first within a row."""
        return [self._observation(result, seen) for result in self.ordered for seen in observations_of(result)]

    def _observation(self, result: Result, seen: Observation) -> HistoryRow:
        metric, (url, read) = self.metric(result), self._found(result, seen)
        return HistoryRow(
            id=result.id,
            model=result.model,
            model_raw=result.raw_name,
            open_weights=self.open_weights(result),
            variant=result.variant.label(),
            benchmark=result.benchmark,
            benchmark_version=result.version,
            metric=result.metric,
            unit=metric.unit,
            higher_is_better=metric.higher_is_better,
            value=seen.value,
            stderr=seen.stderr,
            cost_usd=seen.cost_usd,
            latency_s=seen.latency_s,
            reporter=result.reporter,
            source=result.evidence.source,
            source_url=url,
            source_page=result.evidence.page,
            retrieved_at=whole_seconds(read),
            payload_sha256=seen.payload_sha256,
            since=whole_seconds(seen.since),
            until=maybe_seconds(seen.until),
        )

    def _found(self, result: Result, seen: Observation) -> tuple[str, datetime]:
        """Where and when the bytes of an observation were read.

        An earlier value keeps only the hash of its bytes; their address is known where a row of today still
        rests on them. Otherwise the board's page is the nearest address that is certainly right.
        """
        evidence = result.evidence
        if seen.payload_sha256 != evidence.payload_sha256:
            other = self._evidence.get((evidence.source, seen.payload_sha256))
            return (evidence.page, seen.since) if other is None else (other.url, other.retrieved_at)
        return evidence.url, evidence.retrieved_at

    def changes(self) -> list[ChangeRow]:
        """The table ``changes``, newest first."""
        rows = [row for change in self._dataset.changes for row in self._events(change)]
        rows.sort(key=lambda row: (-row.at.timestamp(), row.benchmark, row.model_raw, row.id, row.kind))
        return rows

    def _events(self, change: Change) -> Iterator[ChangeRow]:
        result, life = change.result, observations_of(change.result)
        if change.kind == "new":
            yield self._event(result, "new", None, life[0])
        elif change.kind == "withdrawn" or change.before is None:
            yield self._event(result, "withdrawn", life[-1], None)
        else:
            place = result.earlier.index(change.before)
            before, after = life[place], life[place + 1]
            if before.until == after.since:
                yield self._event(result, "changed", before, after)
            else:  # it left the board and came back later
                yield self._event(result, "withdrawn", before, None)
                yield self._event(result, "returned", before, after)

    def _event(self, result: Result, kind: str, before: Observation | None, after: Observation | None) -> ChangeRow:
        metric, seen = self.metric(result), after or before or observations_of(result)[-1]
        at = after.since if after is not None else seen.until or seen.since
        url, read = self._found(result, seen)
        return ChangeRow.model_validate(
            {
                "at": whole_seconds(at),
                "kind": kind,
                "id": result.id,
                "model": result.model,
                "model_raw": result.raw_name,
                "open_weights": self.open_weights(result),
                "variant": result.variant.label(),
                "benchmark": result.benchmark,
                "benchmark_version": result.version,
                "metric": result.metric,
                "unit": metric.unit,
                "higher_is_better": metric.higher_is_better,
                **{f"{name}_before": getattr(before, name, None) for name in _COMPARED},
                **{name: getattr(after, name, None) for name in _COMPARED},
                "reporter": result.reporter,
                "source": result.evidence.source,
                "source_url": url,
                "retrieved_at": whole_seconds(read),
                "payload_sha256": seen.payload_sha256,
            }
        )


_COMPARED = ("value", "stderr", "cost_usd", "latency_s")
