"""The documents of ``api/v1`` about one thing: a model, a benchmark, a source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from weighbridge.dataset import Dataset, SourceView
from weighbridge.export.catalogue import board_state, credits_of
from weighbridge.export.documents import (
    BenchmarkDocument,
    BenchmarkResult,
    BenchmarkResults,
    BoardState,
    EarlierValue,
    HoldRecord,
    LeaderboardEntry,
    MetricCard,
    ModelDocument,
    ModelResult,
    ModelResults,
    Payload,
    PublishedFact,
    SourceDocument,
    Statement,
    UnresolvedName,
    VersionCard,
)
from weighbridge.export.output import API, Document, Places, maybe_seconds, model_json, whole_seconds
from weighbridge.export.rows import BenchmarkRow, ModelRow, ResultRow, SourceRow
from weighbridge.export.tables import Content
from weighbridge.facts import Fact
from weighbridge.schema import Claim, Result, Unit


class Payloads:
    """The payloads of one document, numbered in the order in which its results first point at them."""

    def __init__(self) -> None:
        self._places: dict[tuple[object, ...], int] = {}
        self._found: list[Payload] = []

    def place(self, row: ResultRow) -> int:
        """The place of a row's evidence in the list."""
        key = (row.payload_sha256, row.source, row.source_url, row.retrieved_at, row.reporter)
        if key not in self._places:
            self._places[key] = len(self._found)
            self._found.append(
                Payload(
                    source=row.source,
                    source_url=row.source_url,
                    retrieved_at=row.retrieved_at,
                    payload_sha256=row.payload_sha256,
                    reporter=row.reporter,
                )
            )
        return self._places[key]

    def listed(self) -> tuple[Payload, ...]:
        """All payloads, in order."""
        return tuple(self._found)

    def sources(self) -> set[str]:
        """Ids of the sources that they came from."""
        return {payload.source for payload in self._found}


class Singles:
    """Makes the documents about one thing each."""

    def __init__(self, dataset: Dataset, content: Content, places: Places) -> None:
        self._dataset = dataset
        self._content = content
        self._places = places

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path from the root of the site and bytes of every document."""
        for path, document in self._documents():
            yield path, document.json_bytes() + b"\n"

    def _documents(self) -> Iterator[tuple[str, Document]]:
        by_model: dict[str | None, list[ResultRow]] = defaultdict(list)
        by_benchmark: dict[str, list[ResultRow]] = defaultdict(list)
        for row in self._content.records.rows:
            by_model[row.model].append(row)
            by_benchmark[row.benchmark].append(row)
        entries = {entry.model: entry for entry in self._content.entries}
        for model in self._content.models:
            yield model_json(model.id), self.model(model, by_model[model.id], entries.get(model.id))
        for benchmark in self._content.benchmarks:
            yield f"{API}/benchmarks/{benchmark.id}.json", self.benchmark(benchmark, by_benchmark[benchmark.id])
        for source, view in zip(self._content.sources, self._dataset.sources, strict=True):
            yield f"{API}/sources/{source.id}.json", self.source(source, view)

    # --- a model ---------------------------------------------------------------------------

    def model(self, row: ModelRow, rows: Iterable[ResultRow], entry: LeaderboardEntry | None) -> ModelDocument:
        """The document of one model."""
        model, path, payloads = self._dataset.model(row.id), model_json(row.id), Payloads()
        results = tuple(
            ModelResults(
                benchmark=benchmark,
                benchmark_version=version,
                metric=metric,
                unit=unit,
                rows=tuple(self._model_result(result, payloads) for result in same),
            )
            for (benchmark, version, metric, unit), same in groupby(sorted(rows, key=_heading), _heading)
        )
        return ModelDocument(
            schema_=self._places.schema("model", path),
            page=self._places.link(f"models/{row.id}/", path),
            model=row,
            standing=entry,
            aliases=model.aliases,
            twins=model.twins,
            facts={name: _fact(fact) for name, fact in sorted(self._dataset.facts.get(row.id, {}).items())},
            results=results,
            payloads=payloads.listed(),
            credits=credits_of(self._dataset, payloads.sources()),
        )

    def _model_result(self, row: ResultRow, payloads: Payloads) -> ModelResult:
        return ModelResult.model_validate(
            {
                **dict(zip(_OF_MODEL, _pick_of_model(row), strict=True)),
                "payload": payloads.place(row),
                "earlier": _earlier(self._dataset.result(row.id)),
            }
        )

    # --- a benchmark -----------------------------------------------------------------------

    def benchmark(self, row: BenchmarkRow, rows: Iterable[ResultRow]) -> BenchmarkDocument:
        """The document of one benchmark."""
        card, path, payloads = self._dataset.card(row.id), f"{API}/benchmarks/{row.id}.json", Payloads()
        results = tuple(
            BenchmarkResults(
                benchmark_version=version,
                metric=metric,
                rows=tuple(_benchmark_result(result, payloads) for result in same),
            )
            for (_, version, metric, _), same in groupby(sorted(rows, key=_best_first), _heading)
        )
        return BenchmarkDocument(
            schema_=self._places.schema("benchmark", path),
            page=self._places.link(f"benchmarks/{row.id}/", path),
            benchmark=row,
            metrics={
                name: MetricCard.model_validate(metric.model_dump()) for name, metric in sorted(card.metrics.items())
            },
            versions=tuple(VersionCard.model_validate(version.model_dump()) for version in card.versions),
            problems=card.problems,
            results=results,
            payloads=payloads.listed(),
            credits=credits_of(self._dataset, payloads.sources()),
        )

    # --- a source --------------------------------------------------------------------------

    def source(self, row: SourceRow, view: SourceView) -> SourceDocument:
        """The document of one source."""
        path = f"{API}/sources/{row.id}.json"
        waiting = self._dataset.unresolved.get(row.id, {})
        return SourceDocument(
            schema_=self._places.schema("source", path),
            page=self._places.link(f"sources/{row.id}/", path),
            source=row,
            reach=view.source.reach,
            problems=view.source.problems,
            boards=tuple(board_states(view)),
            holds=tuple(HoldRecord(day=h.day, board=h.board, outcome=h.outcome, reason=h.reason) for h in view.holds),
            unresolved=tuple(
                UnresolvedName(name=name, results=len(results)) for name, results in sorted(waiting.items())
            ),
        )


def board_states(view: SourceView) -> Iterator[BoardState]:
    """How each board of a source stands."""
    for board in view.boards:
        status = board.status
        yield BoardState.model_validate(
            {
                "id": board.board.id,
                "url": board.board.url,
                "page": board.board.page,
                "benchmark": board.board.benchmark or None,
                "state": board_state(board),
                "reason": (status.reason or None) if status else None,
                "trouble_since": maybe_seconds(status.trouble_since) if status else None,
                "rows": board.rows,
                "attempted_at": maybe_seconds(status.attempted_at) if status else None,
                "last_success": maybe_seconds(board.last_success),
                "last_change": maybe_seconds(board.last_change),
                "stale": board.stale,
            }
        )


_OF_MODEL = tuple(name for name in ModelResult.model_fields if name not in ("payload", "earlier"))
_OF_BENCHMARK = tuple(name for name in BenchmarkResult.model_fields if name not in ("payload", "model_raw"))
_pick_of_model, _pick_of_benchmark = attrgetter(*_OF_MODEL), attrgetter(*_OF_BENCHMARK)


def _heading(row: ResultRow) -> tuple[str, str, str, Unit]:
    return (row.benchmark, row.benchmark_version, row.metric, row.unit)


def _benchmark_result(row: ResultRow, payloads: Payloads) -> BenchmarkResult:
    return BenchmarkResult.model_validate(
        {
            **dict(zip(_OF_BENCHMARK, _pick_of_benchmark(row), strict=True)),
            "model_raw": row.model_raw if row.model is None else None,
            "payload": payloads.place(row),
        }
    )


def _earlier(result: Result) -> tuple[EarlierValue, ...]:
    return tuple(
        EarlierValue(
            value=earlier.value,
            stderr=earlier.stderr,
            cost_usd=earlier.cost_usd,
            latency_s=earlier.latency_s,
            since=whole_seconds(earlier.since),
            until=whole_seconds(earlier.until),
            payload_sha256=earlier.payload_sha256,
        )
        for earlier in result.earlier
    )


def _best_first(row: ResultRow) -> tuple[str, str, bool, float, str, str]:
    better = -row.value if row.higher_is_better else row.value
    return (row.benchmark_version, row.metric, row.withdrawn_on is not None, better, row.model_raw, row.id)


def _fact(fact: Fact) -> PublishedFact:
    return PublishedFact(
        **dict(_statement(fact.claim)),
        agreeing=tuple(map(_statement, fact.agreeing)),
        rivals=tuple(map(_statement, fact.rivals)),
    )


def _statement(claim: Claim) -> Statement:
    return Statement(value=claim.value, source=claim.source, url=claim.url, read_on=claim.date, note=claim.note)
