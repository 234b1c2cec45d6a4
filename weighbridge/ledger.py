"""The ledger: what each board stated, since when and until when. Nothing in it is ever erased.

A board has two text files, sorted and diffable. ``<board>.readings.jsonl`` has one line per accepted reading
that brought new bytes: its time and the documents that differ from the reading before. ``<board>.jsonl`` has
one line per entry: the row, ``since`` (the reading that first had it with this content) and, once it changed
or left, ``until`` (the first reading without it). The evidence of a row is the document of its ``since``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from weighbridge.files import iso, json_line, moment, write_atomic
from weighbridge.schema import FactRow, PriceRow, SourceRow, web_url
from weighbridge.source import AnySource, Board, Document

Row = TypeVar("Row", SourceRow, FactRow, PriceRow)

# Where a row stands in a document moves with its neighbours; that alone is no change.
_PLACE = frozenset({"document", "locator"})
# Quotes within a text are escaped, so no text can look like this.
_LIFE = re.compile(r',"since":"(?P<since>[^"\\]+)"(?:,"until":"(?P<until>[^"\\]+)")?\}$')


class LedgerError(ValueError):
    """A ledger file is damaged. The message names the file and the line."""


@dataclass(frozen=True)
class Payload:
    """The evidence of one document: address, time of reading, hash."""

    url: str
    sha256: str
    retrieved_at: datetime

    def __post_init__(self) -> None:
        """Refuse an address that must not stand in a page.

        Raises:
            ValueError: it is not an http(s) address.
        """
        web_url(self.url)


@dataclass(frozen=True)
class Reading:
    """One accepted reading: documents that are new or differ, and keys of those no longer used."""

    at: datetime
    documents: Mapping[str, Payload]
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry(Generic[Row]):
    """One row with its life on the board."""

    row: Row
    since: datetime
    until: datetime | None = None

    def content(self) -> dict[str, Any]:
        """What has to stay the same for the entry to go on."""
        return self.row.model_dump(exclude=set(_PLACE))


@dataclass(frozen=True)
class Delta:
    """What a reading brought."""

    new: int = 0
    changed: int = 0
    withdrawn: int = 0

    @property
    def quiet(self) -> bool:
        """Whether nothing differs."""
        return not (self.new or self.changed or self.withdrawn)


@dataclass
class BoardLedger(Generic[Row]):
    """The readings and entries of one board."""

    kind: type[Row]
    readings: list[Reading] = field(default_factory=list)
    entries: list[Entry[Row]] = field(default_factory=list)

    # --- reading and writing ---------------------------------------------------------------

    @classmethod
    def load(cls, kind: type[Row], folder: Path, board: str) -> BoardLedger[Row]:
        """Read a board's two files; a board that has none yet gives an empty ledger.

        Raises:
            LedgerError: a line cannot be read.
        """
        log = folder / f"{board}.readings.jsonl"
        readings = [_reading(line, f"{log.name} line {number}") for number, line in _lines(log)]
        path = folder / f"{board}.jsonl"
        entries = [_entry(kind, line, f"{path.name} line {number}") for number, line in _lines(path)]
        return cls(kind, readings, entries)._settled()

    def _settled(self) -> BoardLedger[Row]:
        """Without a reading whose entries were written but not its line in the log: it does not count."""
        last = self.last_reading
        if last is None:
            return self if not self.entries else BoardLedger(self.kind)
        times = (t for e in self.entries for t in (e.since, e.until) if t is not None)
        return self.as_of(last) if any(t > last for t in times) else self

    def save(self, folder: Path, board: str) -> bool:
        """Write both files atomically. Returns whether a byte changed."""
        entries = sorted(self.entries, key=lambda e: (e.row.key(), e.since))
        body = "".join(json_line(_entry_line(e)) + "\n" for e in entries)
        log = "".join(json_line(_reading_line(r)) + "\n" for r in self.readings)
        # The log last: it says that the reading is whole. Stopped before it, the reading is undone at the next load.
        changed = write_atomic(folder / f"{board}.jsonl", body.encode())
        return write_atomic(folder / f"{board}.readings.jsonl", log.encode()) or changed

    # --- questions -------------------------------------------------------------------------

    @property
    def last_reading(self) -> datetime | None:
        """Time of the newest accepted reading."""
        return self.readings[-1].at if self.readings else None

    def standing(self) -> dict[tuple[str, ...], Entry[Row]]:
        """Entries that stand on the board now, by row key."""
        return {entry.row.key(): entry for entry in self.entries if entry.until is None}

    def documents(self, at: datetime | None = None) -> dict[str, Payload]:
        """The documents as of a reading (the newest by default)."""
        state: dict[str, Payload] = {}
        for reading in self.readings:
            if at is not None and reading.at > at:
                break
            state.update(reading.documents)
            for key in reading.dropped:
                state.pop(key, None)
        return state

    def documents_by_reading(self) -> dict[datetime, dict[str, Payload]]:
        """Time of each reading → the documents as of it."""
        state: dict[str, Payload] = {}
        found = {}
        for reading in self.readings:
            state.update(reading.documents)
            for key in reading.dropped:
                state.pop(key, None)
            found[reading.at] = dict(state)
        return found

    def as_of(self, at: datetime) -> BoardLedger[Row]:
        """What was known at a moment: later readings are not there, later endings have not happened."""
        entries = [
            replace(e, until=None) if e.until is not None and e.until > at else e for e in self.entries if e.since <= at
        ]
        return BoardLedger(self.kind, [r for r in self.readings if r.at <= at], entries)

    # --- the one way to change it ----------------------------------------------------------

    def same_documents(self, documents: Mapping[str, Document]) -> bool:
        """Whether these are, byte for byte, the documents of the newest reading."""
        return bool(self.readings) and {k: p.sha256 for k, p in self.documents().items()} == {
            k: d.sha256 for k, d in documents.items()
        }

    def accept(self, documents: Mapping[str, Document], rows: Iterable[Row]) -> Delta:
        """Enter a reading that passed the checks.

        Raises:
            ValueError: it is older than the newest reading, or two rows have one key.
        """
        at = max(document.retrieved_at for document in documents.values())
        if self.last_reading is not None and at < self.last_reading:
            raise ValueError(f"read at {iso(at)}, before the newest accepted reading of {iso(self.last_reading)}")
        self._note_reading(at, documents)
        before, new, changed, seen = self.standing(), 0, 0, set()
        ended: set[tuple[str, ...]] = set()
        fresh: list[Entry[Row]] = []
        for row in rows:
            key, entry = row.key(), Entry(row, at)
            if key in seen:
                raise ValueError(f"two rows have the key {key}")
            seen.add(key)
            old = before.get(key)
            if old is None:
                new += 1
                fresh.append(entry)
            elif old.content() != entry.content():
                changed += 1
                ended.add(key)
                fresh.append(entry)
        withdrawn = before.keys() - seen
        ended |= withdrawn
        self.entries = [
            replace(e, until=at) if e.until is None and e.row.key() in ended else e for e in self.entries
        ] + fresh
        return Delta(new, changed, len(withdrawn))

    def _note_reading(self, at: datetime, documents: Mapping[str, Document]) -> None:
        before = self.documents()
        differ = {
            key: Payload(d.url, d.sha256, d.retrieved_at)
            for key, d in sorted(documents.items())
            if key not in before or before[key].sha256 != d.sha256
        }
        dropped = tuple(sorted(before.keys() - documents.keys()))
        if self.readings and self.readings[-1].at == at:
            last = self.readings.pop()
            differ = {**last.documents, **differ}
            dropped = tuple(sorted(set(last.dropped) | set(dropped)))
        self.readings.append(Reading(at, differ, dropped))


SourceLedger = tuple[AnySource, Board, BoardLedger[Any]]


def ledger_folder(data: Path, source: AnySource) -> Path:
    """Where a source's ledger lies under the data folder."""
    return data / source.shelf / source.id


def open_ledgers(
    data: Path, sources: Iterable[AnySource], kind: type[Row]
) -> list[tuple[AnySource, Board, BoardLedger[Row]]]:
    """The ledgers of all boards of some sources, in a fixed order."""
    return [
        (source, board, BoardLedger.load(kind, ledger_folder(data, source), board.id))
        for source in sorted(sources, key=lambda s: s.id)
        for board in source.boards
    ]


def _entry_line(entry: Entry[Any]) -> dict[str, Any]:
    line = entry.row.model_dump(mode="json", exclude_defaults=True)
    if "settings" in line:
        line["settings"] = dict(sorted(line["settings"].items()))
    line["since"] = iso(entry.since)
    if entry.until is not None:
        line["until"] = iso(entry.until)
    return dict(line)


def _reading_line(reading: Reading) -> dict[str, Any]:
    documents = {
        key: {"url": p.url, "sha256": p.sha256, "retrieved_at": iso(p.retrieved_at)}
        for key, p in sorted(reading.documents.items())
    }
    line: dict[str, Any] = {"at": iso(reading.at), "documents": documents}
    if reading.dropped:
        line["dropped"] = list(reading.dropped)
    return line


def _reading(line: str, where: str) -> Reading:
    try:
        value = json.loads(line)
        documents = {
            key: Payload(d["url"], d["sha256"], moment(d["retrieved_at"])) for key, d in value["documents"].items()
        }
        return Reading(moment(value["at"]), documents, tuple(value.get("dropped", ())))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise LedgerError(f"{where}: not a reading ({_first_line(error)})") from error


def _entry(kind: type[Row], line: str, where: str) -> Entry[Row]:
    """A line's times stand at its end, so that the row before them is read as it is, in one pass."""
    life = _LIFE.search(line)
    if life is None:
        raise LedgerError(f"{where}: not a ledger entry (it does not end with the times of its life)")
    try:
        since, until = moment(life["since"]), life["until"]
        row = kind.model_validate_json(line[: life.start()] + "}")
        return Entry(row, since, moment(until) if until else None)
    except ValueError as error:
        raise LedgerError(f"{where}: not a ledger entry ({_first_line(error)})") from error


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    if path.exists():
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if line:
                yield number, line


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
