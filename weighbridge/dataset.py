"""What is known at a moment: results with their models, facts with their rivals, sources with their state.

Everything published (site, downloads, ranking) is a pure function of a :class:`Dataset`, and a dataset is a
pure function of the data folder and the moment asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from weighbridge.agreed import with_agreed
from weighbridge.discovery import fact_sources, price_sources, result_sources
from weighbridge.facts import Fact, facts_of_models
from weighbridge.ledger import BoardLedger, SourceLedger, open_ledgers
from weighbridge.prices import Price, prices_of_models
from weighbridge.processes import without_collection
from weighbridge.registry import Registry, load_registry
from weighbridge.resolve import Resolver
from weighbridge.results import results_of
from weighbridge.schema import Benchmark, Earlier, FactRow, Model, PriceRow, Result, SourceRow, Weights
from weighbridge.source import AnySource, Board
from weighbridge.standing.chosen import Chosen, read_chosen
from weighbridge.standing.frames import Frame, read_frames
from weighbridge.status import BoardStatus, Hold, State, StatusBook
from weighbridge.vocabulary import Vocabulary


@dataclass(frozen=True)
class BoardView:
    """One board as it stands: its size, its times and its trouble."""

    board: Board
    rows: int
    status: BoardStatus | None
    last_success: datetime | None
    last_change: datetime | None
    stale: bool


@dataclass(frozen=True)
class SourceView:
    """One source with its boards and the holds it has had."""

    source: AnySource
    boards: tuple[BoardView, ...]
    holds: tuple[Hold, ...]

    @property
    def rows(self) -> int:
        """Rows (or facts) that stand now."""
        return sum(board.rows for board in self.boards)

    @property
    def last_success(self) -> datetime | None:
        """Newest reading of any board."""
        return max((b.last_success for b in self.boards if b.last_success), default=None)

    @property
    def last_change(self) -> datetime | None:
        """Newest change on any board."""
        return max((b.last_change for b in self.boards if b.last_change), default=None)

    @property
    def stale(self) -> bool:
        """Whether a board's numbers are older than the source's cadence allows."""
        return any(board.stale for board in self.boards)


@dataclass(frozen=True)
class Change:
    """One event on a board. ``kind`` is new, changed or withdrawn."""

    at: datetime
    kind: str
    result: Result
    before: Earlier | None = None


@dataclass(frozen=True)
class Dataset:
    """Everything known at ``as_of``."""

    as_of: datetime
    registry: Registry
    results: tuple[Result, ...]  # the newest state of every row ever seen, withdrawn ones included
    facts: Mapping[str, Mapping[str, Fact]]  # model id → fact → value with its evidence and rivals
    sources: tuple[SourceView, ...]  # sorted by id
    changes: tuple[Change, ...]  # newest first; a board's first reading is no change
    prices: Mapping[str, tuple[Price, ...]] = field(default_factory=dict)  # model id → what hosts ask, cheapest first
    frames: Mapping[tuple[str, str], Frame] = field(default_factory=dict)  # benchmark, version → its frozen frame
    chosen: Chosen | None = None  # the τ that the ranking was last given
    archive: tuple[Result, ...] = ()  # results of archived models: kept and downloadable, out of every ranking and page

    @cached_property
    def current(self) -> tuple[Result, ...]:
        """Results that still stand on their board."""
        return tuple(result for result in self.results if result.current)

    @cached_property
    def by_model(self) -> dict[str, list[Result]]:
        """Model id → its results (unresolved ones are not in here)."""
        found: dict[str, list[Result]] = defaultdict(list)
        for result in self.results:
            if result.model is not None:
                found[result.model].append(result)
        return dict(found)

    @cached_property
    def shown_models(self) -> tuple[str, ...]:
        """Ids of the models that have a page and a document: all but those with nothing but archived results."""
        models = self.registry.models
        return tuple(key for key in sorted(models) if key in self.by_model or not models[key].archived)

    @cached_property
    def by_benchmark(self) -> dict[str, list[Result]]:
        """Benchmark id → its results."""
        found: dict[str, list[Result]] = defaultdict(list)
        for result in self.results:
            found[result.benchmark].append(result)
        return dict(found)

    @cached_property
    def unresolved(self) -> dict[str, dict[str, list[Result]]]:
        """Source → raw name → the current results that wait on it."""
        found: dict[str, dict[str, list[Result]]] = defaultdict(lambda: defaultdict(list))
        for result in self.current:
            if result.model is None:
                found[result.evidence.source][result.raw_name].append(result)
        return {source: dict(names) for source, names in found.items()}

    @cached_property
    def source_by_id(self) -> dict[str, SourceView]:
        """Source id → its view."""
        return {view.source.id: view for view in self.sources}

    def model(self, model_id: str) -> Model:
        """The model with that id."""
        return self.registry.models[model_id]

    def card(self, benchmark_id: str) -> Benchmark:
        """The card of a benchmark."""
        return self.registry.benchmarks[benchmark_id]

    def fact(self, model_id: str, fact: str) -> str | float | bool | None:
        """The published value of a fact, None where no source at hand states it."""
        found = self.facts.get(model_id, {}).get(fact)
        return None if found is None else found.value

    def is_open(self, model_id: str) -> bool:
        """Whether anybody can download the weights: the curated word, else the published claim."""
        weights = self.registry.models[model_id].weights
        if weights is Weights.UNKNOWN:
            return self.fact(model_id, "weights") == Weights.OPEN
        return weights is Weights.OPEN

    def result(self, result_id: str) -> Result:
        """The result with that ticket id."""
        return self._by_id[result_id]

    @cached_property
    def _by_id(self) -> dict[str, Result]:
        return {result.id: result for result in self.results}


@without_collection()
def load_dataset(data: Path, as_of: datetime | None = None) -> Dataset:
    """Read the data folder as it was known at a moment (the newest by default).

    Raises:
        RegistryError, LedgerError, KeptError: a file is damaged.
    """
    registry = load_registry(data / "registry")
    status = StatusBook.load(data)
    ledgers = open_ledgers(data, result_sources().values(), SourceRow)
    fact_ledgers = open_ledgers(data, fact_sources().values(), FactRow)
    price_ledgers = open_ledgers(data, price_sources().values(), PriceRow)
    clock = as_of or _newest(status, [*ledgers, *fact_ledgers, *price_ledgers])
    if as_of is not None:
        ledgers = [(source, board, ledger.as_of(as_of)) for source, board, ledger in ledgers]
        fact_ledgers = [(source, board, ledger.as_of(as_of)) for source, board, ledger in fact_ledgers]
        price_ledgers = [(source, board, ledger.as_of(as_of)) for source, board, ledger in price_ledgers]
        status = StatusBook(holds={hold for hold in status.holds if hold.day <= as_of.date()})
    registry = with_agreed(registry, fact_ledgers)
    resolver = Resolver(registry, Vocabulary.load(data / "registry" / "vocabulary.toml"))
    everything = results_of(ledgers, resolver)
    archived = {key for key, model in registry.models.items() if model.archived}
    results = [result for result in everything if result.model not in archived]
    return Dataset(
        as_of=clock,
        registry=registry,
        results=tuple(results),
        facts=facts_of_models(registry, resolver, fact_ledgers),
        sources=_source_views([*ledgers, *fact_ledgers, *price_ledgers], status, clock),
        changes=_changes(results),
        prices=prices_of_models(resolver, registry.host_spellings, price_ledgers),
        frames=read_frames(data / "standing" / "frames.csv"),
        chosen=read_chosen(data / "standing" / "tau.json"),
        archive=tuple(result for result in everything if result.model in archived),
    )


def _newest(status: StatusBook, ledgers: Sequence[SourceLedger]) -> datetime:
    times = [board.attempted_at for board in status.boards.values()]
    times += [ledger.last_reading for _, _, ledger in ledgers if ledger.last_reading is not None]
    return max(times, default=datetime(1970, 1, 1, tzinfo=UTC))


def _changes(results: Iterable[Result]) -> tuple[Change, ...]:
    boards: dict[tuple[str, str, str], list[Result]] = defaultdict(list)
    for result in results:
        boards[result.evidence.source, result.benchmark, result.version].append(result)
    changes = []
    for same_board in boards.values():
        first = min(result.first_seen for result in same_board)
        for result in same_board:
            if result.first_seen > first:
                changes.append(Change(result.first_seen, "new", result))
            changes += _revisions(result)
            if result.withdrawn_on is not None:
                changes.append(Change(result.withdrawn_on, "withdrawn", result))
    changes.sort(key=lambda c: (-c.at.timestamp(), c.result.benchmark, c.result.raw_name, c.result.id, c.kind))
    return tuple(changes)


def _revisions(result: Result) -> list[Change]:
    """The revisions of a row; a figure given to more or fewer digits is the same figure."""
    after: list[Earlier | Result] = [*result.earlier[1:], result]
    return [
        Change(earlier.until, "changed", result, earlier)
        for earlier, later in zip(result.earlier, after, strict=False)
        if not all(
            same_figure(getattr(earlier, name), getattr(later, name))
            for name in ("value", "stderr", "cost_usd", "latency_s")
        )
    ]


def same_figure(one: float | None, other: float | None) -> bool:
    """Whether two figures are one, perhaps given to different numbers of digits (84.96 and 84.961)."""
    if one is None or other is None:
        return one is other
    digits = min(_decimals(one), _decimals(other))
    if digits == 0 and abs(one) < 100:  # 50 and 50.4 may well be two figures
        return one == other
    return abs(one - other) <= 0.5 * 10.0**-digits + 1e-12


def _decimals(figure: float) -> int:
    text = repr(figure)
    return 12 if "e" in text else len(text.partition(".")[2].rstrip("0"))


def _source_views(ledgers: Sequence[SourceLedger], status: StatusBook, clock: datetime) -> tuple[SourceView, ...]:
    boards: dict[str, list[BoardView]] = defaultdict(list)
    by_id: dict[str, AnySource] = {}
    for source, board, ledger in ledgers:
        by_id[source.id] = source
        boards[source.id].append(_board_view(source, board, ledger, status.boards.get((source.id, board.id)), clock))
    return tuple(
        SourceView(by_id[key], tuple(views), tuple(sorted(h for h in status.holds if h.source == key)))
        for key, views in sorted(boards.items())
    )


def _board_view(
    source: AnySource,
    board: Board,
    ledger: BoardLedger[SourceRow] | BoardLedger[FactRow] | BoardLedger[PriceRow],
    status: BoardStatus | None,
    clock: datetime,
) -> BoardView:
    last = ledger.last_reading
    changed = max((t for e in ledger.entries for t in (e.since, e.until) if t is not None), default=None)
    trouble = status is not None and status.state is not State.OK
    old = last is None or clock - last > timedelta(days=source.cadence_days)
    return BoardView(
        board=board,
        rows=len(ledger.standing()),
        status=status,
        last_success=last,
        last_change=changed,
        stale=source.status == "active" and (old or trouble),
    )
