"""What all pages share: each model and benchmark in short, each model's headline number, each source's trouble."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from weighbridge.dataset import BoardView, Dataset
from weighbridge.prices import median_price
from weighbridge.registry import UNLISTED, LicenceTerms
from weighbridge.render import numbers
from weighbridge.render.history import Standing as Stood
from weighbridge.render.history import rank_ranges
from weighbridge.schema import Benchmark, Metric, Reporter, Result, Weights
from weighbridge.standing.report import NO_REPORT, RankingReport
from weighbridge.standing.rows import Standing as Ranking
from weighbridge.standing.rows import StandingRow
from weighbridge.status import State

# Names that catalogues' facts go by, the first that is stated wins.
RELEASED = ("released",)
TOTAL = ("total_parameters",)
ACTIVE = ("active_parameters",)
CONTEXT = ("context",)

COMMERCIAL_WORDS = {
    "yes": "commercial use allowed",
    "conditions": "commercial use with conditions",
    "no": "no commercial use",
    "unknown": "terms not read",
}

# Precisions in which a run may stand for the model itself, beside the model's own; every other one is squeezed.
WHOLE = frozenset({"", "bf16", "fp16", "fp32", "fp8"})

MOST_UNRESOLVED = 50  # rows of unresolved names that a board shows
MOST_ARCHIVED = 100  # rows of archived models that a board shows

REPORTER_LETTER = {
    Reporter.INDEPENDENT: "",
    Reporter.COMMUNITY: "c",
    Reporter.SELF_REPORTED: "s",
    Reporter.AGGREGATED: "a",
}


@dataclass(frozen=True)
class ModelLine:
    """A model in short, as lists and links need it."""

    id: str
    name: str
    open: bool
    kind: str  # open, announced, closed, unknown
    developer: str
    country: str
    path: str  # of its page, from the root of the site; blank for archived models, which have none
    released: str
    total: float | None  # parameters, a count
    active: float | None
    context: float | None  # tokens
    price: float | None  # dollars a million tokens at the middle host, three of input to one of output
    licence: str
    commercial: str  # yes, conditions, no, unknown
    row: StandingRow | None


@dataclass(frozen=True, slots=True)
class Place:
    """A model's place among the open-weight models of a board, its 90% range, and the run that earned it."""

    rank: int
    low: int
    high: int
    of: int
    run: str


@dataclass(frozen=True)
class Trouble:
    """A board whose numbers are old or held: what is wrong, since when, and from when its numbers are."""

    source: str
    source_title: str
    board: str
    state: str  # held, unreachable, failed, stale
    reason: str
    since: str
    numbers_from: str
    boards: int = 1  # how many it stands for

    @property
    def words(self) -> str:
        """The trouble as one clause."""
        since = f" since {self.since}" if self.since else ""
        numbers_from = f"; its numbers are those of {self.numbers_from}" if self.numbers_from else ""
        return f"{self.state}{since}{numbers_from}"


@dataclass(frozen=True)
class View:
    """A dataset and its standing with the lookups that pages share. Computed once a build."""

    dataset: Dataset
    standing: Ranking
    report: RankingReport = NO_REPORT

    # --- models -----------------------------------------------------------------------------------

    @cached_property
    def models(self) -> dict[str, ModelLine]:
        """Every model of the registry in short; archived ones have no page unless a live board names them."""
        rows = {row.model: row for row in self.standing.rows}
        return {key: self._model_line(key, rows.get(key)) for key in self.dataset.shown_models}

    def _model_line(self, key: str, row: StandingRow | None) -> ModelLine:
        model = self.dataset.model(key)
        owner = self.dataset.registry.organisations.get(model.developer)
        is_open = self.dataset.is_open(key)
        terms, licence = self.licence_of(key)
        return ModelLine(
            id=key,
            name=model.name,
            open=is_open,
            kind="open" if is_open else self._kind(key),
            developer=self._developer(key),
            country=(owner.country or "") if owner else "",
            path="" if model.archived else f"models/{key}/index.html",
            released=self.fact_text(key, RELEASED),
            total=self.fact_number(key, TOTAL),
            active=self.fact_number(key, ACTIVE),
            context=self.fact_number(key, CONTEXT),
            price=median_price(self.dataset.prices.get(key, ())),
            licence=licence,
            commercial=terms.commercial if terms else "unknown",
            row=row,
        )

    def _developer(self, key: str) -> str:
        model = self.dataset.model(key)
        owner = self.dataset.registry.organisations.get(model.developer)
        if owner is None and model.developer == UNLISTED and model.repository:
            return model.repository.partition("/")[0]
        return owner.name if owner else model.developer

    def _kind(self, key: str) -> str:
        weights = self.dataset.model(key).weights
        if weights is Weights.UNKNOWN:
            stated = self.dataset.fact(key, "weights")
            return stated if stated in ("announced", "closed") and isinstance(stated, str) else "unknown"
        return weights.value

    def licence_of(self, key: str) -> tuple[LicenceTerms | None, str]:
        """The terms at hand (None when not read) and the name under which the licence is shown."""
        stated = self.dataset.fact(key, "licence")
        if stated is None:
            return None, ""
        terms = self.dataset.registry.licence_by_spelling.get(str(stated).casefold())
        return terms, (terms.spdx or terms.name) if terms else str(stated)

    def fact_text(self, key: str, names: Sequence[str]) -> str:
        """The first stated fact of these names as text, blank when none is."""
        return next((str(v) for n in names if (v := self.dataset.fact(key, n)) is not None), "")

    def fact_number(self, key: str, names: Sequence[str]) -> float | None:
        """The first stated numeric fact of these names."""
        found = (self.dataset.fact(key, name) for name in names)
        return next((float(v) for v in found if isinstance(v, int | float) and not isinstance(v, bool)), None)

    # --- benchmarks and their numbers ---------------------------------------------------------------

    @cached_property
    def benchmark_ids(self) -> tuple[str, ...]:
        """Benchmarks that have a result, by domain, then name."""
        order = {domain: place for place, domain in enumerate(self.dataset.registry.domains)}
        cards = [self.dataset.card(key) for key in self.dataset.by_benchmark]
        cards.sort(key=lambda card: (order.get(card.domain, len(order)), card.name.casefold(), card.id))
        return tuple(card.id for card in cards)

    def source_title(self, source: str) -> str:
        """What a source is called; its id where the dataset does not know it."""
        known = self.dataset.source_by_id.get(source)
        return source if known is None else known.source.title

    def domain_title(self, domain: str) -> str:
        """The domain in words."""
        return self.dataset.registry.domains.get(domain, domain.replace("-", " ").capitalize())

    @cached_property
    def headlines(self) -> dict[str, dict[str, Result]]:
        """Benchmark → model → the number that stands for the model on the current version's headline metric.

        The best current run; a vendor's own number only where nobody else published one; never a quantised run.
        """
        found: dict[str, dict[str, Result]] = {}
        for key in self.benchmark_ids:
            card = self.dataset.card(key)
            best: dict[str, Result] = {}
            for result in self.dataset.by_benchmark[key]:
                if not result.current or result.model is None or not self._counts(card, result):
                    continue
                held = best.get(result.model)
                if held is None or self._preferred(card, result, held):
                    best[result.model] = result
            found[key] = best
        return found

    def _counts(self, card: Benchmark, result: Result) -> bool:
        return self.is_headline(card, result) and not self.is_squeezed(result)

    @staticmethod
    def is_headline(card: Benchmark, result: Result) -> bool:
        """Whether a result is of the current version and the headline metric."""
        return result.version == card.current and result.metric == card.headline

    def has_page(self, model: str | None) -> bool:
        """Whether a model has a page of its own: it is known, and not archived."""
        return model is not None and not self.dataset.model(model).archived

    @cached_property
    def printed(self) -> frozenset[str]:
        """Rows whose ticket stands on the page of their board, as they have no model page: the best of each board
        with an unresolved name, and the best of archived models. All of them are in the downloads."""
        shown: set[str] = set()
        for key, results in self.dataset.by_benchmark.items():
            card = self.dataset.card(key)
            sign = -1.0 if card.metrics[card.headline].higher_is_better else 1.0
            homeless = [r for r in results if not self.has_page(r.model) and r.current and self.is_headline(card, r)]
            homeless.sort(key=lambda r: (sign * r.value, r.raw_name, r.id))
            unresolved = [result.id for result in homeless if result.model is None]
            archived = [result.id for result in homeless if result.model is not None]
            shown.update(unresolved[:MOST_UNRESOLVED], archived[:MOST_ARCHIVED])
        return frozenset(shown)

    def is_squeezed(self, result: Result) -> bool:
        """Whether a run is in a smaller precision than the model's own."""
        precision = (result.variant.precision or "").casefold()
        if precision in WHOLE or result.model is None:
            return False
        return precision != str(self.dataset.fact(result.model, "precision") or "").casefold()

    def speaking(self, results: Iterable[Result]) -> list[Result]:
        """The results that may speak for their models: no quantised run, and no vendor's own number where any other
        exists."""
        whole = [result for result in results if not self.is_squeezed(result)]
        others = [result for result in whole if result.reporter is not Reporter.SELF_REPORTED]
        return others or whole

    def _preferred(self, card: Benchmark, one: Result, other: Result) -> bool:
        own = (one.reporter is Reporter.SELF_REPORTED, other.reporter is Reporter.SELF_REPORTED)
        if own[0] != own[1]:
            return own[1]
        if card.metrics[card.headline].higher_is_better:
            return one.value > other.value
        return one.value < other.value

    @cached_property
    def places(self) -> dict[tuple[str, str, str], dict[str, Place]]:
        """(benchmark, version, metric) → open-weight model → its place on that board now."""
        groups: dict[tuple[str, str, str], list[Result]] = defaultdict(list)
        for result in self.dataset.current:
            groups[result.benchmark, result.version, result.metric].append(result)
        return {key: self._places(same) for key, same in groups.items()}

    def _places(self, results: Sequence[Result]) -> dict[str, Place]:
        higher = self.metric(results[0]).higher_is_better
        best: dict[str, Result] = {}
        for result in self.speaking(results):
            if result.model is None or not self.models[result.model].open:
                continue
            held = best.get(result.model)
            if held is None or (result.value > held.value if higher else result.value < held.value):
                best[result.model] = result
        stood = {model: Stood(result, result.value, standard_error(result)) for model, result in best.items()}
        ranges = rank_ranges(stood, higher_is_better=higher)
        return {model: Place(*ranges[model], of=len(best), run=result.id) for model, result in best.items()}

    @cached_property
    def decimals(self) -> dict[tuple[str, str, str], int]:
        """(benchmark, version, metric) → decimals of its column."""
        groups: dict[tuple[str, str, str], list[Result]] = defaultdict(list)
        for result in self.dataset.results:
            groups[result.benchmark, result.version, result.metric].append(result)
        return {
            key: numbers.column_decimals((r.value for r in same), (r.stderr for r in same), self.metric(same[0]).unit)
            for key, same in groups.items()
        }

    def metric(self, result: Result) -> Metric:
        """Unit, direction and range of a result."""
        return self.dataset.card(result.benchmark).metrics[result.metric]

    def value_text(self, result: Result, value: float | None = None) -> str:
        """A result's value (or an earlier one of it) rounded as its column is."""
        places = self.decimals[result.benchmark, result.version, result.metric]
        return numbers.number(result.value if value is None else value, places)

    def error_text(self, result: Result, stderr: float | None) -> str:
        """A standard error with the decimals of its column; blank when none is published."""
        if stderr is None:
            return ""
        places = self.decimals[result.benchmark, result.version, result.metric]
        return numbers.number(stderr, max(places, 1) if stderr < 1 else places)

    def ticket_path(self, result: Result) -> str:
        """Where a result's ticket lies, from the root of the site."""
        if not self.has_page(result.model):
            anchor = f"#t-{result.id}" if result.id in self.printed else ""
            return f"benchmarks/{result.benchmark}/index.html{anchor}"
        return f"models/{result.model}/index.html#t-{result.id}"

    @cached_property
    def pictured(self) -> frozenset[str]:
        """Folders of the pages that have a picture of their own: ranked models and benchmarks."""
        ranked = (row.model for row in self.standing.rows if row.status == "ranked" and self.models[row.model].path)
        return frozenset((*(f"models/{key}" for key in ranked), *(f"benchmarks/{key}" for key in self.benchmark_ids)))

    # --- trouble ------------------------------------------------------------------------------------

    @cached_property
    def troubles(self) -> tuple[Trouble, ...]:
        """Boards that are held, out of reach or stale now."""
        found = (
            self._trouble(view.source.id, view.source.title, board)
            for view in self.dataset.sources
            for board in view.boards
        )
        return tuple(trouble for trouble in found if trouble is not None)

    @cached_property
    def _trouble_by_place(self) -> dict[tuple[str, str, str], list[Trouble]]:
        """(source, page, benchmark) → its troubles; a board of several benchmarks stands under a blank."""
        found: dict[tuple[str, str, str], list[Trouble]] = defaultdict(list)
        boards = {(v.source.id, b.board.id): b.board for v in self.dataset.sources for b in v.boards}
        for trouble in self.troubles:
            board = boards[trouble.source, trouble.board]
            found[trouble.source, board.page, board.benchmark].append(trouble)
        return dict(found)

    def _troubles_at(self, source: str, page: str, benchmark: str) -> tuple[Trouble, ...]:
        found = self._trouble_by_place
        return (*found.get((source, page, benchmark), ()), *found.get((source, page, ""), ()))

    def _trouble(self, source: str, title: str, board: BoardView) -> Trouble | None:
        status = board.status
        in_trouble = status is not None and status.state is not State.OK
        if not board.stale and not in_trouble:
            return None
        return Trouble(
            source=source,
            source_title=title,
            board=board.board.id,
            state=status.state.value if status is not None and in_trouble else "stale",
            reason=status.reason if status is not None else "",
            since=numbers.day(status.trouble_since) if status is not None else "",
            numbers_from=numbers.day(board.last_success),
        )

    def troubles_of(self, results: Iterable[Result]) -> tuple[Trouble, ...]:
        """Troubles of the boards that these numbers stand on."""
        places = dict.fromkeys((r.evidence.source, r.evidence.page, r.benchmark) for r in results if r.current)
        return tuple(dict.fromkeys(trouble for place in places for trouble in self._troubles_at(*place)))

    def troubled(self, result: Result) -> bool:
        """Whether the board of a result is held, out of reach or stale."""
        return bool(self._troubles_at(result.evidence.source, result.evidence.page, result.benchmark))


def by_source(troubles: Iterable[Trouble]) -> list[Trouble]:
    """Troubles in fewest lines: boards of one source with the same state and reason share one."""
    groups: dict[tuple[str, str, str, str], list[Trouble]] = defaultdict(list)
    for trouble in troubles:
        groups[trouble.source, trouble.state, trouble.reason, trouble.since].append(trouble)
    merged = []
    for same in groups.values():
        days = sorted({trouble.numbers_from for trouble in same if trouble.numbers_from})
        told = " to ".join(dict.fromkeys((days[0], days[-1]))) if days else ""
        merged.append(replace(same[0], boards=len(same), numbers_from=told))
    return merged


def standard_error(result: Result) -> float | None:
    """The published standard error, or the one that a published 95% interval gives."""
    if result.stderr is not None:
        return result.stderr
    if result.ci_low is not None and result.ci_high is not None:
        return (result.ci_high - result.ci_low) / (2 * 1.96)
    return None
