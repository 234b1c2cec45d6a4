"""The pipeline on a made-up board: what is entered, what is held, and that trouble costs nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from tests.core.support import URL, Toy, at, toy_data
from weighbridge.backfill import end_of, replay_desk
from weighbridge.dataset import load_dataset
from weighbridge.ledger import BoardLedger
from weighbridge.outcome import SourceOutcome
from weighbridge.pipeline import refresh
from weighbridge.replay import CaptureStore
from weighbridge.schema import SourceRow
from weighbridge.source import AnySource, Board, Documents
from weighbridge.status import State, StatusBook

HEALTHY = [
    {"model": "Acme/Anvil-8B", "score": 70.5},
    {"model": "anvil-9b", "score": 0.0},
    {"model": "other", "score": 12},
]


class Bench:
    """A data folder, a folder of captures to fill, and runs over them."""

    def __init__(self, folder: Path) -> None:
        self.data = toy_data(folder / "data")
        self.captures = folder / "captures"
        self.captures.mkdir()
        self.lines: list[str] = []

    def capture(self, day: int, body: bytes | str | list[dict[str, object]]) -> None:
        """Put a payload of that day into the captures."""
        raw = json.dumps(body).encode() if isinstance(body, list) else body.encode() if isinstance(body, str) else body
        (self.captures / f"{day}.json").write_bytes(raw)
        record = {
            "source": "toy-board",
            "url": URL,
            "captured_at": at(day).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "file": f"{day}.json",
            "content_type": "application/json",
            "sha256": hashlib.sha256(raw).hexdigest(),
            "kind": "raw",
            "origin": "made up",
            "licence": "CC0-1.0",
        }
        self.lines.append(json.dumps(record))
        (self.captures / "captures.jsonl").write_text("\n".join(self.lines) + "\n")

    def run(self, day: int, source: AnySource | None = None) -> SourceOutcome:
        """Refresh as of the end of a day."""
        desk = replay_desk(self.data, CaptureStore(self.captures), end_of(at(day).date()))
        return refresh([source or Toy()], desk)[0]

    def standing(self) -> dict[str, float]:
        """What the ledger says now."""
        ledger = BoardLedger.load(SourceRow, self.data / "results" / "toy-board", "main")
        return {entry.row.name: entry.row.value for entry in ledger.standing().values()}

    def bytes(self) -> dict[str, bytes]:
        """Every file of the data folder."""
        return {str(p.relative_to(self.data)): p.read_bytes() for p in self.data.rglob("*") if p.is_file()}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_a_second_run_is_unchanged_and_changes_no_byte(bench: Bench) -> None:
    bench.capture(0, HEALTHY)
    first = bench.run(0).as_json()
    assert (first["outcome"], first["rows"], first["new"]) == ("updated", 3, 3)
    before = bench.bytes()
    second = bench.run(0).as_json()
    assert (second["outcome"], second["rows"], second["new"]) == ("unchanged", 3, 0)
    assert bench.bytes() == before
    assert bench.standing()["anvil-9b"] == 0.0


@pytest.mark.parametrize(
    ("body", "outcome", "words"),
    [
        ("<html>login</html>", "failed", "expected JSON, met an HTML or XML page"),
        (json.dumps(HEALTHY)[:40], "failed", "not valid JSON"),
        ("[]", "failed", "no rows"),
        ([{"model": "a", "points": 1}, {"model": "b", "points": 1}], "failed", "field 'score' is missing"),
        ([{"model": "a", "score": "1"}, {"model": "b", "score": 1}], "failed", "should be a number"),
        ([{"model": "a", "score": 1}], "held", "1 rows, at least 2 expected"),
        ([{"model": "a", "score": 1}, {"model": "b", "score": 740}], "held", "outside 0.0 to 100.0"),
        ([{"model": "a", "score": 1}, {"model": "a", "score": 2}], "held", "stand twice"),
        ([{"model": "a\u202eb", "score": 1}, {"model": "b", "score": 2}], "failed", "direction-override"),
        (b"\xff\xfe\x00", "failed", "not UTF-8"),
    ],
)
def test_trouble_is_one_sentence_and_yesterday_stays(
    bench: Bench, body: bytes | str | list[dict[str, object]], outcome: str, words: str
) -> None:
    bench.capture(0, HEALTHY)
    bench.run(0)
    before = (bench.data / "results" / "toy-board" / "main.jsonl").read_bytes()
    bench.capture(1, body)
    met = bench.run(1)
    assert met.outcome == outcome
    assert words in met.reason
    assert "\n" not in met.reason
    assert (bench.data / "results" / "toy-board" / "main.jsonl").read_bytes() == before
    status = StatusBook.load(bench.data)
    assert status.boards["toy-board", "main"].state is State(outcome)
    assert [hold.reason for hold in status.holds] == [status.boards["toy-board", "main"].reason]


def test_recovery_clears_the_trouble_but_not_its_record(bench: Bench) -> None:
    bench.capture(0, HEALTHY)
    bench.run(0)
    bench.capture(1, "[]")
    bench.run(1)
    bench.capture(2, HEALTHY[:2])
    assert bench.run(2).as_json()["withdrawn"] == 1
    status = StatusBook.load(bench.data)
    assert status.boards["toy-board", "main"].state is State.OK
    assert len(status.holds) == 1


def test_a_page_that_is_not_there_is_unreachable(bench: Bench) -> None:
    bench.capture(5, HEALTHY)
    met = bench.run(0)
    assert met.outcome == "unreachable"
    assert URL in met.reason


def test_an_older_page_tells_nothing_new(bench: Bench) -> None:
    bench.capture(0, HEALTHY[:2])
    bench.capture(3, HEALTHY)
    bench.run(3)
    before = bench.bytes()
    assert bench.run(0).outcome == "unchanged"
    assert bench.bytes() == before


def test_a_held_payload_is_accepted_on_a_persons_word(bench: Bench) -> None:
    rows = [{"model": f"m{n}", "score": n} for n in range(20)]
    bench.capture(0, rows)
    bench.run(0)
    bench.capture(1, [{"model": f"m{n}", "score": 90 - n} for n in range(20)])
    assert bench.run(1).outcome == "held"
    digest = hashlib.sha256((bench.captures / "1.json").read_bytes()).hexdigest()
    (bench.data / "registry" / "accepted.toml").write_text(
        f'[[accept]]\nsource = "toy-board"\nboard = "main"\nsha256 = "{digest[:16]}"\nreason = "re-run"\n'
    )
    assert bench.run(1).as_json()["changed"] == 20


class Broken(Toy):
    """A scraper with a mistake in it."""

    id: ClassVar = "broken-board"

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Raise what nobody expects."""
        raise ZeroDivisionError("oops")


def test_a_scrapers_mistake_stops_nobody_else(bench: Bench) -> None:
    bench.capture(0, HEALTHY)
    desk = replay_desk(bench.data, CaptureStore(bench.captures), end_of(at(0).date()))
    broken, healthy = refresh([Broken(), Toy()], desk)
    assert (broken.outcome, healthy.outcome) == ("failed", "updated")
    assert broken.reason == "main: a mistake in the scraper (ZeroDivisionError): oops"


def test_a_ledger_that_cannot_be_written_is_said(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.capture(0, HEALTHY)

    def full(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("weighbridge.ledger.write_atomic", full)
    met = bench.run(0)
    assert met.outcome == "failed"
    assert "No space left on device" in met.reason
    assert not list((bench.data / "results").rglob("*.jsonl"))


def test_a_damaged_ledger_is_not_overwritten(bench: Bench) -> None:
    bench.capture(0, HEALTHY)
    bench.run(0)
    path = bench.data / "results" / "toy-board" / "main.jsonl"
    path.write_text("damaged\n")
    bench.capture(1, HEALTHY[:2])
    assert "main.jsonl line 1" in bench.run(1).reason
    assert path.read_text() == "damaged\n"


def test_the_dataset_has_each_row_with_evidence_meaning_and_past(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weighbridge.dataset.result_sources", lambda: {"toy-board": Toy()})
    monkeypatch.setattr("weighbridge.dataset.fact_sources", dict)
    bench.capture(0, HEALTHY)
    bench.run(0)
    bench.capture(1, [{"model": "Acme/Anvil-8B", "score": 71.0}, HEALTHY[1]])
    bench.run(1)
    now, then = load_dataset(bench.data), load_dataset(bench.data, end_of(at(0).date()))
    found = {result.raw_name: result for result in now.results}
    anvil = found["Acme/Anvil-8B"]
    assert (anvil.model, anvil.value, anvil.rule) == ("acme/anvil-8b", 71.0, "repository")
    assert [(e.value, e.since, e.until) for e in anvil.earlier] == [(70.5, at(0), at(1))]
    assert anvil.evidence.payload_sha256 == hashlib.sha256((bench.captures / "1.json").read_bytes()).hexdigest()
    assert found["anvil-9b"].evidence.retrieved_at == at(0)  # its value was first read there
    assert found["anvil-9b"].last_seen == at(1)
    assert found["other"].withdrawn_on == at(1)
    assert found["other"].last_seen == at(0)
    assert {c.kind for c in now.changes} == {"changed", "withdrawn"}
    assert {result.raw_name: result.value for result in then.results} == {
        "Acme/Anvil-8B": 70.5,
        "anvil-9b": 0.0,
        "other": 12.0,
    }
    assert now.unresolved == {"toy-board": {"anvil-9b": [found["anvil-9b"]]}}
