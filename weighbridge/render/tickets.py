"""Tickets in two parts: the papers that a page's numbers were read from, once each, and what each row says itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count

from weighbridge.render import numbers
from weighbridge.render.runs import Run
from weighbridge.schema import Evidence, Result


@dataclass(frozen=True, slots=True)
class Reading:
    """A payload as read at a moment; ``key`` is its anchor on the page."""

    key: str
    evidence: Evidence
    last_seen: str  # day on which most of its rows were last seen


@dataclass(frozen=True, slots=True)
class Paper:
    """A document and its readings: what the tickets of all numbers read from it share."""

    url: str
    name: tuple[str, ...]  # as published, then its settings: of most of its rows
    rule: str  # how that name was resolved
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The documents with the numbers that one reporter weighed and shows on one page."""

    source_title: str
    reporter: str
    measured_by: str
    page: str  # for people
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Tickets:
    """The tickets of a page: its papers, each row's anchor among them, and each row's own words, by id of the row."""

    shelves: tuple[Shelf, ...]
    anchors: dict[str, str]
    words: dict[str, str]

    @property
    def documents(self) -> int:
        """How many papers there are."""
        return sum(len(shelf.papers) for shelf in self.shelves)


NameKey = tuple[tuple[str, ...], str]
ShelfKey = tuple[str, str, str, str]  # source, reporter, who measured, page


def tickets_of(runs: Iterable[Run]) -> Tickets:
    """The tickets of these rows; shelves, papers and readings come in the order in which the rows name them."""
    shelves: dict[ShelfKey, dict[str, list[Run]]] = defaultdict(lambda: defaultdict(list))
    for run in runs:
        read = run.result.evidence
        shelves[run.source_title, run.reporter, run.result.measured_by or "", read.page][read.url].append(run)
    tickets = Tickets((), {}, {})
    keys = (f"k{number}" for number in count(1))
    found = tuple(
        Shelf(*key, tuple(_paper(url, members, keys, tickets) for url, members in by_url.items()))
        for key, by_url in shelves.items()
    )
    return replace(tickets, shelves=found)


def _paper(url: str, members: list[Run], keys: Iterator[str], tickets: Tickets) -> Paper:
    """One document; the anchors and the own words of its rows go into the tickets."""
    name, rule = Counter(_name(run.result) for run in members).most_common(1)[0][0]
    readings = []
    for same in _by_reading(members):
        reading = _reading(next(keys), same)
        readings.append(reading)
        for run in same:
            tickets.anchors[run.result.id] = reading.key
            tickets.words[run.result.id] = own_words(run, reading.last_seen, (name, rule))
    return Paper(url, name, rule, tuple(readings))


def _name(result: Result) -> NameKey:
    settings = (f"{key}={setting}" for key, setting in sorted(result.raw_settings.items()))
    return ((result.raw_name, *settings), result.rule)


def _by_reading(runs: Iterable[Run]) -> Iterable[list[Run]]:
    readings: dict[tuple[object, ...], list[Run]] = defaultdict(list)
    for run in runs:
        readings[run.result.evidence.retrieved_at, run.result.evidence.payload_sha256].append(run)
    return readings.values()


def _reading(key: str, runs: list[Run]) -> Reading:
    days = Counter(numbers.day(run.result.last_seen) for run in runs)
    return Reading(key, runs[0].result.evidence, days.most_common(1)[0][0])


def own_words(run: Run, last_seen: str, name: NameKey) -> str:
    """What a row's ticket says beyond the row and its paper, which states ``last_seen`` and ``name`` for most rows."""
    result = run.result
    words = _measured(run)
    since, first, last = run.since, numbers.day(result.first_seen), numbers.day(result.last_seen)
    if first != since and not run.earlier:
        words.append(f"first seen {first}")
    if last != last_seen:
        words.append(f"last seen {last}")
    if run.earlier:
        words.append(f"before: {', '.join(_before(run))}")
    mine, rule = _name(result)
    if (mine, rule) != name:
        words.append(f"published as {', '.join(mine)}, rule: {rule}")
    # The place in the payload is others' text: nothing of ours follows it.
    words.append(f"at {result.evidence.locator}")
    return "; ".join(words)


def _measured(run: Run) -> list[str]:
    result, words = run.result, []
    if _rounded(run.exact, run.value) or _rounded(run.exact_error, run.error):
        words.append(f"exactly {run.exact}" + (f" ± {run.exact_error}" if run.exact_error else ""))
    if run.interval:
        words.append(f"interval {run.interval}")
    if result.n is not None:
        words.append(f"n = {result.n}")
    if result.cost_usd is not None:
        words.append(f"${numbers.exact(result.cost_usd)} a task")
    if result.latency_s is not None:
        words.append(f"{numbers.exact(result.latency_s)} s a task")
    if result.measured_on is not None:
        words.append(f"measured on {numbers.day(result.measured_on)}")
    return words


def _rounded(exact: str, shown: str) -> bool:
    """Whether what the row shows says less than what is published (75.0 for 75 does not)."""
    return exact != shown and exact != (shown.rstrip("0").rstrip(".") if "." in shown else shown)


def _before(run: Run) -> Iterable[str]:
    """The values that a row had, newest first; the day on which one ended is told where no other value followed."""
    after = run.since
    for was in reversed(run.earlier):
        error, cost = (f" ± {was.error}" if was.error else ""), (f" and ${was.cost}" if was.cost else "")
        until = f" to {was.until}" if was.until != after else ""
        yield f"{was.value}{error}{cost} from {was.since}{until} (payload {was.sha256[:8]}…)"
        after = was.since
