"""The documents of ``api/v1`` about one thing: a model, a benchmark, a source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from weighbridge.dataset import Dataset, SourceView
from weighbridge.export.catalogue import asked_of, board_state, credits_of
from weighbridge.export.cells import EARLIER, OF_BENCHMARK, OF_MODEL, Layout, cells_of, lines_of
from weighbridge.export.csv_files import moments
from weighbridge.export.documents import (
    BenchmarkDocument,
    BoardState,
    FactReading,
    HoldRecord,
    LeaderboardEntry,
    MetricCard,
    ModelDocument,
    PublishedFact,
    SourceDocument,
    Statement,
    UnresolvedName,
    VersionCard,
)
from weighbridge.export.factored import Numbers
from weighbridge.export.output import API, Places, filled, maybe_seconds, model_json, whole_seconds
from weighbridge.export.rows import BenchmarkRow, ModelRow, SourceRow
from weighbridge.export.shared import BENCHMARK_SUBJECT, BENCHMARK_YARDSTICK, PAYLOAD, PRICE
from weighbridge.export.tables import Content
from weighbridge.facts import Fact
from weighbridge.files import iso
from weighbridge.schema import Claim, Result


class Shared:
    """Combinations of cells that rows share, each once; a document numbers those that it needs."""

    def __init__(self, layout: Layout, cells: Mapping[str, Sequence[Any]]) -> None:
        numbers = Numbers()
        self.places = numbers.of([cells[name] for name in layout.names])
        """The combination of each row of the table."""
        self.combinations = list(numbers)

    def of(self, rows: Iterable[int]) -> tuple[list[int], list[tuple[Any, ...]]]:
        """For these rows: the place of each in a list of their own, and that list."""
        own: dict[int, int] = {}
        places = [own.setdefault(self.places[row], len(own)) for row in rows]
        return places, [self.combinations[place] for place in own]


class Singles:
    """Makes the documents about one thing each."""

    def __init__(self, dataset: Dataset, content: Content, places: Places) -> None:
        self._dataset = dataset
        self._content = content
        self._places = places
        cells = content.tables["results"].cells
        self._payloads = Shared(PAYLOAD, cells)
        self._yardsticks = Shared(BENCHMARK_YARDSTICK, cells)
        unresolved = [None if model else raw for model, raw in zip(cells["model"], cells["model_raw"], strict=True)]
        self._subjects = Shared(BENCHMARK_SUBJECT, {"model": cells["model"], "model_raw": unresolved})
        self._cells: dict[str, Sequence[Any]] = {
            **cells,
            "withdrawn_on": moments(cells["withdrawn_on"]),
            "variant": _stated(cells["variant"]),
        }

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path from the root of the site and bytes of every document."""
        by_model, by_benchmark = (_places_of(self._cells[name]) for name in ("model", "benchmark"))
        entries = {entry.model: entry for entry in self._content.entries}
        for model in self._content.models:
            yield model_json(model.id), self.model(model, by_model.get(model.id, []), entries.get(model.id))
        for benchmark in self._content.benchmarks:
            path = f"{API}/benchmarks/{benchmark.id}.json"
            yield path, self.benchmark(benchmark, by_benchmark.get(benchmark.id, []))
        for source, view in zip(self._content.sources, self._dataset.sources, strict=True):
            yield f"{API}/sources/{source.id}.json", self.source(source, view).json_bytes() + b"\n"

    # --- a model ---------------------------------------------------------------------------

    def model(self, row: ModelRow, rows: Sequence[int], entry: LeaderboardEntry | None) -> bytes:
        """The document of one model. ``rows``: those of the table of results that are its own."""
        model, path = self._dataset.model(row.id), model_json(row.id)
        payload, payloads = self._payloads.of(rows)
        digests: dict[str, int] = {}
        readings: dict[tuple[str, str, date], int] = {}
        stated = sorted(self._dataset.facts.get(row.id, {}).items())
        facts = {name: _fact(fact, readings) for name, fact in stated}
        earlier = [_earlier(self._content.records.listed[place], digests) for place in rows]
        prices = self._dataset.prices.get(row.id, ())
        document = ModelDocument.model_validate(
            {
                "schema_": self._places.schema("model", path),
                "page": self._places.link(f"models/{row.id}/", path),
                "model": row,
                "standing": entry,
                "aliases": model.aliases,
                "twins": model.twins,
                "facts": facts,
                "readings": [FactReading(source=source, url=url, read_on=day) for source, url, day in readings],
                "price_columns": PRICE.names,
                "prices": [cells_of(asked_of(self._dataset, price)) for price in prices],
                "credits": credits_of(
                    self._dataset,
                    {self._cells["source"][place] for place in rows} | {price.source for price in prices},
                ),
                "payload_columns": PAYLOAD.names,
                "payloads": payloads,
                "digests": tuple(digests),
                "earlier_columns": EARLIER.names,
                "columns": OF_MODEL.names,
                "results": (),
            }
        )
        return filled(document, self._lines(OF_MODEL, rows, {"payload": payload, "earlier": earlier}))

    # --- a benchmark -----------------------------------------------------------------------

    def benchmark(self, row: BenchmarkRow, rows: Iterable[int]) -> bytes:
        """The document of one benchmark. ``rows``: those of the table of results that are its own."""
        card, path = self._dataset.card(row.id), f"{API}/benchmarks/{row.id}.json"
        rows = sorted(rows, key=self._best_first)
        payload, payloads = self._payloads.of(rows)
        yardstick, yardsticks = self._yardsticks.of(rows)
        subject, subjects = self._subjects.of(rows)
        document = BenchmarkDocument.model_validate(
            {
                "schema_": self._places.schema("benchmark", path),
                "page": self._places.link(f"benchmarks/{row.id}/", path),
                "benchmark": row,
                "metrics": {name: MetricCard(**metric.model_dump()) for name, metric in sorted(card.metrics.items())},
                "versions": [VersionCard(**version.model_dump()) for version in card.versions],
                "problems": card.problems,
                "credits": credits_of(self._dataset, {self._cells["source"][place] for place in rows}),
                "payload_columns": PAYLOAD.names,
                "payloads": payloads,
                "subject_columns": BENCHMARK_SUBJECT.names,
                "subjects": subjects,
                "yardstick_columns": BENCHMARK_YARDSTICK.names,
                "yardsticks": yardsticks,
                "columns": OF_BENCHMARK.names,
                "results": (),
            }
        )
        own = {"payload": payload, "yardstick": yardstick, "subject": subject}
        return filled(document, self._lines(OF_BENCHMARK, rows, own))

    def _best_first(self, row: int) -> tuple[str, str, bool, float, str, str]:
        cells = self._cells
        value = float(cells["value"][row])
        return (
            cells["benchmark_version"][row],
            cells["metric"][row],
            cells["withdrawn_on"][row] is not None,
            -value if cells["higher_is_better"][row] else value,
            cells["model_raw"][row],
            cells["id"][row],
        )

    def _lines(self, layout: Layout, rows: Sequence[int], own: Mapping[str, Sequence[Any]]) -> Iterator[bytes]:
        """The rows as lists of cells: those of the table, and the document's own."""
        columns = [own[name] if name in own else [self._cells[name][row] for row in rows] for name in layout.names]
        return lines_of(columns, range(len(rows)))

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


def _places_of(keys: Sequence[Any]) -> dict[Any, list[int]]:
    """Key → the rows that have it."""
    found: dict[Any, list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        found[key].append(row)
    return found


def _stated(variants: Sequence[Any]) -> list[str | None]:
    """What is stated of how a model was run."""
    return [None if variant == "default" else variant for variant in variants]


def _earlier(result: Result, digests: dict[str, int]) -> list[list[Any]] | None:
    """The earlier values of a row as lists of cells, the hashes of their bytes being numbered in ``digests``."""
    found = []
    for earlier in result.earlier:
        digest = digests.setdefault(earlier.payload_sha256, len(digests))
        since, until = iso(whole_seconds(earlier.since)), iso(whole_seconds(earlier.until))
        cells = [earlier.value, since, until, digest, earlier.stderr, earlier.cost_usd, earlier.latency_s]
        while cells[-1] is None:
            cells.pop()
        found.append(cells)
    return found or None


def _fact(fact: Fact, readings: dict[tuple[str, str, date], int]) -> PublishedFact:
    """A fact, what its claims were read from being numbered in ``readings``."""

    def statement(claim: Claim) -> Statement:
        reading = readings.setdefault((claim.source, claim.url, claim.date), len(readings))
        return Statement(value=claim.value, reading=reading, note=claim.note)

    return PublishedFact(
        **dict(statement(fact.claim)),
        agreeing=tuple(map(statement, fact.agreeing)),
        rivals=tuple(map(statement, fact.rivals)),
    )
