"""Status for monitors, and the reports on a run: exit codes, ages by the clock, words of strangers that stay inert."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.core.support import at
from tests.ops.support import Station
from weighbridge.cli import main

BROKEN = json.dumps([{"model": "a", "score": 900}, {"model": "@all #1 [skip ci] `|<b>", "score": 1}])
TROUBLED = ("right", "hard")


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Station:
    """Two sources of two boards, read well on day 0."""
    station = Station(tmp_path_factory.mktemp("healthy"))
    station.capture_all(0)
    assert station.refresh(0).returncode == 0
    return station


@pytest.fixture(scope="module")
def troubled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Station, Any]:
    """The same, and on days 1 and 5 one board that is held; with the summary of day 1."""
    station = Station(tmp_path_factory.mktemp("troubled"))
    for day in (0, 1, 5):
        station.capture_all(day, but={TROUBLED: BROKEN} if day else None)
    first = station.refresh(0)
    assert first.returncode == 0, first.stderr
    run = json.loads(station.refresh(1, "--json").stdout)
    station.refresh(5)
    return station, run


def status(station: Station, day: float, *words: str) -> tuple[int, dict[str, Any]]:
    """Exit code and document of the status at noon of a day."""
    moment = at(0).replace(day=1 + int(day)).strftime("%Y-%m-%dT%H:%M:%SZ")
    done = station.run("status", "--json", "--at", moment, *words)
    assert done.stderr == ""
    return done.returncode, json.loads(done.stdout)


def test_all_is_well(healthy: Station) -> None:
    code, found = status(healthy, 1, "--strict", "--within", "24")
    assert code == 0
    assert found["freshness"]["share"] == 1.0
    assert [(b["source"], b["board"]) for b in found["boards"]] == [
        (source, board) for source in ("left", "right") for board in ("easy", "hard")
    ]
    board = found["boards"][0]
    assert (board["state"], board["stale"], board["rows"], board["cadence_days"]) == ("ok", False, 12, 7)
    assert board["last_success"] == board["last_change"] == "2026-01-01T12:00:00Z"
    assert board["attempted_at"] == "2026-01-01T23:59:59Z"
    assert board["age_days"] == 1.0


def test_what_nobody_reads_grows_stale_by_the_clock(healthy: Station) -> None:
    assert status(healthy, 7, "--strict")[0] == 0
    code, found = status(healthy, 9, "--strict")
    assert code == 3
    assert found["freshness"]["share"] == 0.0
    assert all(board["stale"] and board["state"] == "ok" for board in found["boards"])
    assert status(healthy, 9)[0] == 0  # reported, not failed, without --strict


def test_a_schedule_that_stopped_is_noticed_before_anything_is_stale(healthy: Station) -> None:
    code, found = status(healthy, 3, "--strict", "--within", "13")
    assert (code, found["freshness"]["late"], found["freshness"]["share"]) == (3, True, 1.0)
    assert status(healthy, 3, "--within", "13")[0] == 0


def test_a_held_board_is_told_with_its_reason(troubled: tuple[Station, Any]) -> None:
    station, _ = troubled
    code, found = status(station, 5, "--strict", "--trouble")
    assert code == 3
    (board,) = found["boards"]
    assert (board["source"], board["board"], board["state"]) == (*TROUBLED, "held")
    assert "outside 0.0 to 100.0" in board["reason"]
    assert (board["rows"], board["last_success"]) == (12, "2026-01-01T12:00:00Z")
    assert board["trouble_since"] == "2026-01-02T23:59:59Z"
    assert found["freshness"]["fresh_boards"] == 3
    plain = station.run("status", "--at", at(5).date().isoformat()).stdout
    assert "right/hard: since 2026-01-02: " in plain
    assert plain.splitlines()[-1].startswith("fresh: 73.3% (33 of 45 rows, 3 of 4 boards")


def report(run: object, form: str) -> str:
    """The report on a run's summary."""
    done = CliRunner().invoke(main, ["report-refresh", "-", form], input=json.dumps(run))
    assert done.exit_code == 0, done.output
    return done.output


def test_the_commit_message_says_what_changed(troubled: tuple[Station, Any]) -> None:
    _, run = troubled
    lines = report(run, "--message").splitlines()
    assert lines[0] == "[data] Read 2 sources: 21 changed, 3 withdrawn; 1 in trouble"
    assert lines[1] == ""
    assert lines[2:4] == [
        "left: 0 new, 14 changed, 2 withdrawn; 22 rows stand",
        "right: 0 new, 7 changed, 1 withdrawn; 23 rows stand",
    ]
    assert lines[5].startswith("right in trouble: hard: ")


def test_a_quiet_run_says_so(troubled: tuple[Station, Any]) -> None:
    _, run = troubled
    quiet = [{**s, "new": 0, "changed": 0, "withdrawn": 0, "boards": [], "reason": None} for s in run["sources"]]
    assert report({"sources": quiet}, "--message").strip() == "[data] Read 2 sources: nothing changed"


def test_words_of_strangers_stay_inert(troubled: tuple[Station, Any]) -> None:
    _, run = troubled
    nasty = "@all fixes #12 [skip ci] `code` | <script>\n## head\u202e " + "x" * 5000
    run = {"sources": [{**run["sources"][0], "reason": nasty, "boards": [{"outcome": "held"}]}]}
    message, summary = report(run, "--message"), report(run, "--summary")
    assert not any(sign in message for sign in ("@", "#12", "[skip", "\u202e", "\n##"))
    row = summary.splitlines()[-1]
    assert row.startswith("| left | updated | ")
    assert row.endswith("…` |")
    assert row.replace("\\|", "").count("|") == 10  # nine cells: a stranger's bar opens no tenth
    assert row.count("`") == 2
    assert max(len(line) for line in (message + summary).splitlines()) < 400


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"sources": [{"id": "x"}]}', '{"sources": 5}'])
def test_another_file_is_refused_in_a_sentence(text: str) -> None:
    done = CliRunner().invoke(main, ["report-refresh", "-", "--summary"], input=text)
    assert done.exit_code == 1
    assert done.output.strip().endswith("not the output of 'weighbridge refresh --json'")


def test_trouble_is_reported_once_it_lasts(troubled: tuple[Station, Any]) -> None:
    station, _ = troubled
    day = at(5).date().isoformat()
    assert station.run("report-trouble", "--at", day, "--days", "4").stdout == ""
    told = station.run("report-trouble", "--at", day, "--days", "2").stdout
    assert told.startswith("1 boards have been in trouble for more than 2 days")
    assert "| right/hard | held | 2026-01-02 | 2026-01-01 | `" in told


def test_nothing_read_yet_is_no_success(tmp_path: Path) -> None:
    station = Station(tmp_path)
    code, found = status(station, 1, "--strict")
    assert code == 3
    assert {board["state"] for board in found["boards"]} == {"never read"}
    assert found["freshness"]["share"] is None
