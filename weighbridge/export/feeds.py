"""Atom feeds (RFC 4287) of what happened on boards and to places: all of it, and by model, benchmark and source.

A reading that brings many rows of one kind to a board is one entry; a few have an entry each.
"""

from __future__ import annotations

import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from heapq import merge
from itertools import groupby, islice
from xml.sax.saxutils import escape, quoteattr

from weighbridge.dataset import Dataset
from weighbridge.export.moves import Move
from weighbridge.export.output import Places, ticket_page, whole_seconds
from weighbridge.export.records import RECENT_DAYS, Event, Observation, Records
from weighbridge.files import iso
from weighbridge.schema import Metric, Result, Unit

NEWEST, NEWEST_OF_ONE, LEAST_OF_ONE = 200, 20, 2
"""Entries in the feed of everything, and in the feed of one thing; of one thing those of the last 90 days, or two."""

SINGLE, TOLD, NAMED = 2, 8, 3
"""Rows of one reading that still have an entry each; rows that the entry of a batch lists; models that it names."""

# Ids of entries must never change, wherever the site stands: they are names in a space of our own.
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:weighbridge:feeds")

# What XML 1.0 cannot hold, not even escaped.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_UNIT = {Unit.PERCENT: "%", Unit.SECONDS: " s", Unit.MINUTES: " min"}


@dataclass(frozen=True)
class Batch:
    """The same kind of thing that one reading told of many rows of a board."""

    events: tuple[Event, ...]

    @property
    def first(self) -> Event:
        """One of them, for what all share."""
        return self.events[0]

    @property
    def at(self) -> datetime:
        """When it was read."""
        return self.first.at


Entry = Event | Batch | Move


class Feeds:
    """Makes the feeds of one data state."""

    def __init__(self, dataset: Dataset, records: Records, places: Places, moves: Sequence[Move] = ()) -> None:
        self._dataset = dataset
        self._moves = moves
        self._records = records
        self._places = places
        self._recent = dataset.as_of - timedelta(days=RECENT_DAYS)
        self._bodies: dict[str, str] = {}
        self._first_seen = {key: min(r.first_seen for r in same) for key, same in dataset.by_model.items()}

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path from the root of the site and bytes of every feed.

        Every benchmark and source has one, and every model with a result; a feed without entries is a valid one.
        """
        events = self._records.events
        by_model = _grouped(events, lambda result: result.model)
        by_benchmark = _grouped(events, lambda result: result.benchmark)
        by_source = _grouped(events, lambda result: result.evidence.source)
        moves: dict[str, list[Move]] = defaultdict(list)
        for move in self._moves:
            moves[move.model].append(move)
        everything = _newest(events, self._moves, NEWEST)
        yield self._file("feeds/all.atom", "Weighbridge: everything", "changes/", everything)
        for model in sorted(self._dataset.by_model):
            name = self._dataset.model(model).name
            yield self._feed("models", model, name, by_model.get(model, ()), moves[model])
        for key, card in sorted(self._dataset.registry.benchmarks.items()):
            yield self._feed("benchmarks", key, card.name, by_benchmark.get(key, ()))
        for view in self._dataset.sources:
            yield self._feed("sources", view.source.id, view.source.title, by_source.get(view.source.id, ()))

    def _feed(
        self, kind: str, key: str, name: str, events: Iterable[Event], moves: Iterable[Move] = ()
    ) -> tuple[str, bytes]:
        home = f"{kind}/{key}/"
        entries = [
            entry
            for place, entry in enumerate(_newest(events, moves, NEWEST_OF_ONE))
            if place < LEAST_OF_ONE or entry.at >= self._recent
        ]
        return self._file(f"{home}feed.atom", f"Weighbridge: {name}", home, entries)

    def _file(self, path: str, title: str, home: str, events: Sequence[Entry]) -> tuple[str, bytes]:
        # Without an entry the feed dates from the data's first day of all: a date that no later build moves.
        updated = max((event.at for event in events), default=self._beginning)
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
            f"<id>{_id('feed', path)}</id>",
            f"<title>{_text(title)}</title>",
            f"<updated>{iso(updated)}</updated>",
            "<author><name>Weighbridge</name></author>",
            f'<link rel="self" type="application/atom+xml" href={self._href(path, path)}/>',
            f'<link rel="alternate" type="text/html" href={self._href(home, path)}/>',
            *(self._entry(event, path) for event in events),
            "</feed>",
        ]
        return path, "\n".join(lines).encode() + b"\n"

    @cached_property
    def _beginning(self) -> datetime:
        return min((r.first_seen for r in self._dataset.results), default=whole_seconds(self._dataset.as_of))

    def _href(self, path: str, start: str) -> str:
        return quoteattr(self._places.link(path, start))

    def _entry(self, event: Entry, path: str) -> str:
        if isinstance(event, Move):
            return self._move(event, path)
        if isinstance(event, Batch):
            return self._batch(event, path)
        link = f'<link rel="alternate" href={self._href(ticket_page(event.result), path)}/>'
        return f"{self._body(event)}\n{link}\n</entry>"

    def _move(self, move: Move, path: str) -> str:
        """The entry of a move. Its id is that of model and day: it stays when the fit of the day is redone."""
        return "\n".join(
            (
                "<entry>",
                f"<id>{_id('move', move.model, move.after.day.isoformat())}</id>",
                f"<title>{_text(f'{self._dataset.model(move.model).name}: {_moved_place(move)}')}</title>",
                f"<updated>{iso(move.at)}</updated>",
                '<category term="rank"/>',
                f"<summary>{_text(_why_moved(move))}</summary>",
                f'<link rel="alternate" href={self._href(f"models/{move.model}/", path)}/>',
                "</entry>",
            )
        )

    def _batch(self, batch: Batch, path: str) -> str:
        """The entry of a batch. It is another one in each feed, as each has other rows of it."""
        result = batch.first.result
        key = ("batch", path, batch.first.kind, result.evidence.source, result.benchmark, iso(batch.at))
        kinds = [batch.first.kind, *(["new-model"] if any(map(self._brings_a_model, batch.events)) else [])]
        return "\n".join(
            (
                "<entry>",
                f"<id>{_id(*key)}</id>",
                f"<title>{_text(self.batch_title(batch))}</title>",
                f"<updated>{iso(batch.at)}</updated>",
                f'<link rel="via" href={quoteattr(result.evidence.url)}/>',
                *(f'<category term="{kind}"/>' for kind in kinds),
                f"<summary>{_text(self.batch_summary(batch))}</summary>",
                f'<link rel="alternate" href={self._href(f"benchmarks/{result.benchmark}/", path)}/>',
                "</entry>",
            )
        )

    def batch_title(self, batch: Batch) -> str:
        """``Kimi K3, GLM-5.1, 9 more on Vibe Code Bench: 14 new``."""
        first = sorted((event.result for event in batch.events), key=self._strangeness)
        names = list(dict.fromkeys(map(self._name, first)))
        named = names if len(names) <= NAMED else [*names[:NAMED], f"{len(names) - NAMED} more"]
        card = self._dataset.card(batch.first.result.benchmark)
        return f"{', '.join(named)} on {card.name}: {len(batch.events)} {batch.first.kind}"

    def batch_summary(self, batch: Batch) -> str:
        """The rows, then who reported them and where they were read."""
        event = batch.first
        several = len({self._name(event.result) for event in batch.events}) > 1
        lines = [self._line(event, several) for event in batch.events[:TOLD]]
        more = len(batch.events) - len(lines)
        rows = "; ".join([*lines, *([f"and {more} more"] if more else [])])
        source = self._dataset.source_by_id[event.result.evidence.source].source.title
        return f"{rows}. {event.result.reporter.value}, read from {source}; payload {event.seen.payload_sha256[:12]}."

    def _line(self, event: Event, named: bool) -> str:
        result, metric = event.result, self._records.metric(event.result)
        label = self._records.label(result.variant)
        who = self._shown(result) if named else "" if label == "default" else label
        told = f"{metric.title} {_happened(event, metric).removeprefix('new, ')}"
        return f"{who}: {told}" if who else told

    def _strangeness(self, result: Result) -> int:
        """Open-weight models come first, names that mean no model last."""
        return 2 if result.model is None else 0 if self._dataset.is_open(result.model) else 1

    def _name(self, result: Result) -> str:
        return result.raw_name if result.model is None else self._dataset.model(result.model).name

    def _shown(self, result: Result) -> str:
        label = self._records.label(result.variant)
        return self._name(result) if label == "default" else f"{self._name(result)} ({label})"

    def _body(self, event: Event) -> str:
        """An entry but for its link to our page, which differs from feed to feed."""
        key = _id(event.kind, event.result.id, iso(event.at))
        if key not in self._bodies:
            self._bodies[key] = self._new_body(event, key)
        return self._bodies[key]

    def _new_body(self, event: Event, key: str) -> str:
        url, _ = self._records.found(event.result, event.seen)
        return "\n".join(
            (
                "<entry>",
                f"<id>{key}</id>",
                f"<title>{_text(self.title(event))}</title>",
                f"<updated>{iso(event.at)}</updated>",
                f'<link rel="via" href={quoteattr(url)}/>',
                f'<category term="{event.kind}"/>',
                *(('<category term="new-model"/>',) if self._brings_a_model(event) else ()),
                f"<summary>{_text(self.summary(event))}</summary>",
            )
        )

    def _brings_a_model(self, event: Event) -> bool:
        model = event.result.model
        return event.kind == "new" and model is not None and self._first_seen[model] == event.at

    def title(self, event: Event) -> str:
        """What happened, in one line: ``Kimi K3 on Vibe Code Bench: cost $17.59 → $10.01``."""
        result, metric = event.result, self._records.metric(event.result)
        return f"{self._shown(result)} on {self._dataset.card(result.benchmark).name}: {_happened(event, metric)}"

    def summary(self, event: Event) -> str:
        """The number in words: metric, version, reporter, source, the hash of what was read."""
        result, metric = event.result, self._records.metric(event.result)
        source = self._dataset.source_by_id[result.evidence.source].source.title
        return (
            f"{metric.title} {_number(event.seen.value, metric)}, version {result.version}, {result.reporter.value}, "
            f"read from {source}; payload {event.seen.payload_sha256[:12]}."
        )


def _grouped(events: Iterable[Event], key: Callable[[Result], str | None]) -> dict[str | None, list[Event]]:
    found: dict[str | None, list[Event]] = defaultdict(list)
    for event in events:
        found[key(event.result)].append(event)
    return found


def _newest(events: Iterable[Event], moves: Iterable[Move], most: int) -> list[Entry]:
    """The newest of both, in order; readings of a day before the moves of that day are older, later ones newer."""
    both: Iterable[Entry] = merge(_batched(events), moves, key=_when, reverse=True)
    return list(islice(both, most))


def _batched(events: Iterable[Event]) -> Iterator[Event | Batch]:
    """Events, newest first, with what one reading told of many rows put together."""
    for _, same in groupby(events, key=_when):
        batches: dict[tuple[str, ...], list[Event]] = defaultdict(list)
        for event in same:
            batches[event.kind, event.result.evidence.source, event.result.benchmark].append(event)
        for batch in batches.values():
            if len(batch) > SINGLE:
                yield Batch(tuple(batch))
            else:
                yield from batch


def _when(entry: Entry) -> datetime:
    return entry.at


def _moved_place(move: Move) -> str:
    """``rank 12 (9–16) → 5 (3–7)``."""
    kind = "rank" if move.after.open_weights else "would rank"
    old, new = (f"{place.rank} ({place.rank_low}–{place.rank_high})" for place in (move.before, move.after))
    return f"{kind} {old} → {new}"


def _why_moved(move: Move) -> str:
    old, new = move.before, move.after
    return (
        f"Between {old.day} and {new.day} out of the places it was tied with: its 90% ranges have none in common. "
        f"Index {old.index:g} → {new.index:g} on {old.cells} → {new.cells} benchmarks, "
        f"among {move.of[0]} → {move.of[1]} open-weight models."
    )


def _happened(event: Event, metric: Metric) -> str:
    before, after = event.before, event.after
    if event.kind == "new" and after is not None:
        return f"new, {_number(after.value, metric)}"
    if event.kind == "returned" and after is not None:
        return f"back, {_number(after.value, metric)}"
    if before is not None and after is not None:
        return _moved(before, after, metric)
    return f"withdrawn, was {_number(event.seen.value, metric)}"


def _moved(before: Observation, after: Observation, metric: Metric) -> str:
    pairs = (
        ("", _number(before.value, metric), _number(after.value, metric)),
        ("error ", _maybe(before.stderr, "{:g}"), _maybe(after.stderr, "{:g}")),
        ("cost ", _maybe(before.cost_usd, "${:.2f}"), _maybe(after.cost_usd, "${:.2f}")),
        ("latency ", _maybe(before.latency_s, "{:g} s"), _maybe(after.latency_s, "{:g} s")),
    )
    moved = [f"{name}{old} → {new}" for name, old, new in pairs if old != new]
    return ", ".join(moved) or "its settings or notes changed"


def _number(value: float, metric: Metric) -> str:
    return f"${value:.2f}" if metric.unit is Unit.USD else f"{value:g}{_UNIT.get(metric.unit, '')}"


def _maybe(value: float | None, form: str) -> str:
    return "not stated" if value is None else form.format(value)


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", text))


def _id(*parts: str) -> str:
    return uuid.uuid5(_SPACE, "\n".join(parts)).urn
