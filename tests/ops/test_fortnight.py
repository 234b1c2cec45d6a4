"""A fortnight of 56 scheduled runs with faults thrown in: the data end as without, and every refusal has its reason."""

from __future__ import annotations

import json
import random
import shutil
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.core.support import at
from tests.httpd import Server, serving
from tests.ops.faults import (
    DISKS,
    GONE,
    KILLS,
    NETWORK,
    PAYLOADS,
    REFUSED,
    ROBOTS,
    full,
    gone,
    read_only,
    small_disk,
)
from tests.ops.forks import Forks
from tests.ops.support import BOARDS, Station, contents, payload

DAYS, RUNS = 14, 4  # the last run of a day meets no fault, so that no day goes unread
ROWS = 60
MENU = (*PAYLOADS, *NETWORK, *ROBOTS, REFUSED, "unreachable", *KILLS, GONE, *DISKS)
Board = tuple[str, str]


def words(captures: Path, day: int) -> list[str]:
    """One scheduled refresh."""
    return ["refresh", "--replay", str(captures), "--as-of", at(day).date().isoformat()]


def station_of(folder: Path) -> Station:
    """A station with a payload for every board and day."""
    station = Station(folder)
    for day in range(DAYS):
        station.capture_all(day, rows=ROWS)
    return station


def without_faults(station: Station) -> list[dict[str, bytes]]:
    """The data after each day without any fault."""
    days = []
    with Forks(station) as forks:
        for day in range(DAYS):
            assert forks.run(*words(station.captures, day))[0] == 0
            days.append(contents(station.data))
    return days


def apart_from_holds(files: dict[str, bytes]) -> dict[str, bytes]:
    """The data without the list of refusals, and without half-written files, which nothing reads."""
    return {k: v for k, v in files.items() if k != "review/holds.jsonl" and not k.endswith(".tmp")}


@dataclass
class Storm:
    """A station, and what goes wrong with it."""

    station: Station
    forks: Forks
    server: Server
    rng: random.Random
    expected: list[dict[str, bytes]]
    met: Counter[str] = field(default_factory=Counter)
    refused: set[tuple[str, str, str]] = field(default_factory=set)  # day, source, board

    def strike(self, fault: str, day: int) -> None:
        """One scheduled run with one fault."""
        self.met[fault] += 1
        before = contents(self.station.data)
        if fault in (*KILLS, GONE, *DISKS):
            self._machine(fault, day)
            return
        board = (self.rng.choice(self.station.sources), self.rng.choice(BOARDS))
        captures, servers = self.station.captures, dict[str, str]()
        if fault in PAYLOADS or fault == "unreachable":
            captures = self._captures(day, board, fault)
        else:
            servers = self._servers(board, fault)
        assert self.forks.run(*words(captures, day), servers=servers)[0] == 0, fault
        ledger = f"results/{board[0]}/{board[1]}.jsonl"
        assert contents(self.station.data)[ledger] == before[ledger], fault
        status = [json.loads(line) for line in (self.station.data / "status.jsonl").read_text().splitlines()]
        (told,) = [s for s in status if (s["source"], s["board"]) == board]
        assert told["state"] in ("held", "failed", "unreachable"), fault
        assert len(told["reason"]) > 20, fault
        self.refused.add((at(day).date().isoformat(), *board))

    def _machine(self, fault: str, day: int) -> None:
        building = fault.endswith("building")
        line = ["build", "--out", str(self.station.out)] if building else words(self.station.captures, day)
        if fault in KILLS:
            self.forks.run(*line, kill_after=self.rng.random() / (1 if building else 5))
            return
        disk = self.station.data.parent
        with gone(self.station) if fault == GONE else read_only(disk) if "read-only" in fault else full(disk):
            code, _ = self.forks.run(*line)
        assert code in ((0, 1) if fault == DISKS[0] else (1,)), fault  # a full disk may fail one board only

    def _captures(self, day: int, board: Board, fault: str) -> Path:
        """A folder of captures in which one board has another payload that day, or none at all."""
        folder = self.station.data.parents[1] / "faulty"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.station.captures, folder)
        listed = folder / "captures.jsonl"
        if fault == "unreachable":
            url = f"https://{board[0]}.example/{board[1]}.json"
            kept = [line for line in listed.read_text().splitlines(keepends=True) if url not in line]
            listed.write_text("".join(kept))
        else:
            good, self.station.captures = self.station.captures, folder
            self.station.capture(day, *board, PAYLOADS[fault](payload("".join(board), day, ROWS)))
            self.station.captures = good
        return folder

    def _servers(self, board: Board, fault: str) -> dict[str, str]:
        """One address answered by a server that fails or lies."""
        path = "/robots.txt" if fault in ROBOTS else f"/{board[1]}.json"
        asked = f"https://{board[0]}.example{path}"
        if fault == REFUSED:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                return {asked: f"http://127.0.0.1:{probe.getsockname()[1]}{path}"}
        return {asked: self.server.script(path, {**NETWORK, **ROBOTS}[fault])}


@pytest.fixture
def storm(tmp_path: Path) -> Iterator[Storm]:
    """A station on a small disk, where one may be mounted."""
    expected = without_faults(station_of(tmp_path / "calm"))
    with small_disk(tmp_path / "small") as mounted:
        station = station_of(tmp_path / ("small" if mounted else "large"))
        with Forks(station) as forks, serving() as server:
            made = Storm(station, forks, server, random.Random(8), expected)
            if not mounted:
                made.met.update(dict.fromkeys(DISKS, 0))
            yield made


def test_the_data_end_as_they_would_have_without_faults(storm: Storm) -> None:
    menu = [fault for fault in MENU if fault not in storm.met]
    storm.rng.shuffle(menu)
    started, station = time.monotonic(), storm.station
    for run in range(DAYS * RUNS):
        day, last = run // RUNS, run % RUNS == RUNS - 1
        if day and not last:
            storm.strike(menu[storm.met.total() % len(menu)], day)
            continue
        assert storm.forks.run(*words(station.captures, day))[0] == 0
        assert apart_from_holds(contents(station.data)) == apart_from_holds(storm.expected[day]), f"day {day}"
    print(f"{DAYS * RUNS} runs, {time.monotonic() - started:.0f} s, {dict(storm.met)}")
    assert set(menu) <= set(storm.met)
    holds = [json.loads(line) for line in (station.data / "review" / "holds.jsonl").read_text().splitlines()]
    assert holds
    for hold in holds:
        place = (hold["day"], hold["source"], hold["board"])
        assert place in storm.refused or "No space left" in hold["reason"], hold
        assert len(hold["reason"]) > 20
    assert not station.run("status", "--strict", "--at", at(DAYS).date().isoformat()).returncode
    assert not station.run("check").returncode
    assert not station.run("build", "--out", str(station.out)).returncode
    assert not list(station.out.parent.glob(".public.new*"))


def test_a_fortnight_has_room_for_every_fault() -> None:
    assert len(MENU) <= (DAYS - 1) * (RUNS - 1)
