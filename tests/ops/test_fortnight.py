"""Scheduled runs with faults thrown in: the data end as they would have without, and every refusal has its reason.

``WEIGHBRIDGE_DAYS=14`` makes it a fortnight of 56 runs; the normal suite has a week, in which each fault is met once.
"""

from __future__ import annotations

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.core.support import at
from tests.ops.forks import Forks
from tests.ops.support import BOARDS, Station, contents, payload, undo_lost_readings

DAYS = int(os.environ.get("WEIGHBRIDGE_DAYS", "7"))
RUNS = 4  # a day; the last of them meets no fault, so that no day goes unread
ROWS = 60
Rows = list[dict[str, object]]


def changed(change: Callable[[Rows], Rows]) -> Callable[[str], str]:
    """A fault that keeps the payload JSON."""
    return lambda body: json.dumps(change(json.loads(body)))


FAULTS: dict[str, Callable[[str], str]] = {
    "a sign-in page": lambda body: "<html><form action=/login></form></html>",
    "cut short": lambda body: body[: len(body) // 2],
    "nothing": lambda body: "",
    "no rows": lambda body: "[]",
    "another shape": changed(lambda rows: [{"name": row["model"], "points": row["score"]} for row in rows]),
    "another unit": changed(lambda rows: [{**row, "score": float(str(row["score"])) / 100} for row in rows]),
    "out of range": changed(lambda rows: [{**row, "score": float(str(row["score"])) * 100} for row in rows]),
    "most rows gone": changed(lambda rows: rows[:4]),
    "two values for one name": changed(lambda rows: [*rows, {**rows[0], "score": 1}]),
    "upside down": changed(lambda rows: [{**row, "score": 100 - float(str(row["score"]))} for row in rows]),
    "control characters": changed(lambda rows: [{**rows[0], "model": "a\x00\u202eb"}, *rows[1:]]),
    "text for numbers": changed(lambda rows: [{**row, "score": "=1+1"} for row in rows]),
    "deep nesting": lambda body: "[" * 100_000,
}
KILLS = ("killed while reading", "killed while building")


def faulty(station: Station, day: int, board: tuple[str, str], body: str | None) -> Path:
    """A folder of captures in which one board has another payload that day, or none at all."""
    folder = station.captures.with_name("faulty")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(station.captures, folder)
    listed = folder / "captures.jsonl"
    if body is None:
        url = f"https://{board[0]}.example/{board[1]}.json"
        kept = [line for line in listed.read_text().splitlines(keepends=True) if url not in line]
        listed.write_text("".join(kept))
    else:
        good, station.captures = station.captures, folder
        station.capture(day, *board, body)
        station.captures = good
    return folder


def words(captures: Path, day: int) -> list[str]:
    """One scheduled refresh."""
    return ["refresh", "--replay", str(captures), "--as-of", at(day).date().isoformat()]


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


def station_of(folder: Path) -> Station:
    """A station with a payload for every board and day."""
    station = Station(folder)
    for day in range(DAYS):
        station.capture_all(day, rows=ROWS)
    return station


def test_the_data_end_as_they_would_have_without_faults(tmp_path: Path) -> None:
    expected = without_faults(station_of(tmp_path / "calm"))
    station, rng, met = station_of(tmp_path / "stormy"), random.Random(8), Counter[str]()
    menu = [*FAULTS, "unreachable", *KILLS]
    rng.shuffle(menu)
    with Forks(station) as forks:
        for run in range(DAYS * RUNS):
            day, last = run // RUNS, run % RUNS == RUNS - 1
            if last or not day:
                assert forks.run(*words(station.captures, day))[0] == 0
                assert apart_from_holds(contents(station.data)) == apart_from_holds(expected[day]), f"day {day}"
                continue
            fault = menu[sum(met.values()) % len(menu)]
            met[fault] += 1
            board = (rng.choice(station.sources), rng.choice(BOARDS))
            before = contents(station.data)
            if fault in KILLS:
                building = fault == KILLS[1]
                run_words = ["build", "--out", str(station.out)] if building else words(station.captures, day)
                forks.run(*run_words, kill_after=rng.random() / (1 if building else 5))
                undo_lost_readings(station.data, before, expected[day])
                continue
            body = None if fault == "unreachable" else FAULTS[fault](payload("".join(board), day, ROWS))
            assert forks.run(*words(faulty(station, day, board, body), day))[0] == 0
            ledger = f"results/{board[0]}/{board[1]}.jsonl"
            assert contents(station.data)[ledger] == before[ledger], fault
            status = [json.loads(line) for line in (station.data / "status.jsonl").read_text().splitlines()]
            (told,) = [s for s in status if (s["source"], s["board"]) == board]
            assert told["state"] in ("held", "failed", "unreachable"), fault
            assert len(told["reason"]) > 20
    assert not station.run("status", "--strict", "--at", at(DAYS).date().isoformat()).returncode
    print(dict(met))


def test_faults_cover_the_menu() -> None:
    assert len(FAULTS) + 1 + len(KILLS) <= (DAYS - 1) * (RUNS - 1)
