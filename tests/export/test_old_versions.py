"""An old version can be built again: from the data folder of that day to the byte, from today's as it was known."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.core.support import at
from tests.ops.support import Station, contents

DAYS = (1, 2, 3)
# What `--as-of` cannot give back is how the last attempts at a board went: `data/status.jsonl` holds only the last.
TABLES = ("results.csv", "changes.csv", "benchmarks.csv", "models.csv", "leaderboard.csv")


def git(folder: Path, *words: str) -> None:
    """Run git in a folder, with nothing of the caller's settings."""
    name = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


def built(station: Station, data: Path, out: Path, *words: str, fresh: bool = False) -> dict[str, bytes]:
    """The files of a build of this data folder; a fresh one has another seed of hashes than all others."""
    run = station.started if fresh else station.run
    done = run("build", "--data", str(data), "--out", str(out), *words)
    assert done.returncode == 0, done.stderr
    return contents(out)


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> tuple[Station, dict[int, dict[str, bytes]]]:
    """A station whose data were committed and built on each of three days, and those builds by day."""
    folder = tmp_path_factory.mktemp("past")
    station, builds = Station(folder), {}
    git(station.data, "init", "-q")
    for day in DAYS:
        station.capture_all(day)
        assert station.refresh(day).returncode == 0
        git(station.data, "add", ".")
        git(station.data, "commit", "-q", "-m", f"day {day}")
        git(station.data, "tag", f"day-{day}")
        builds[day] = built(station, station.data, folder / f"day-{day}", fresh=True)
    return station, builds


def test_the_data_of_an_old_commit_give_its_bytes_again(
    past: tuple[Station, dict[int, dict[str, bytes]]], tmp_path: Path
) -> None:
    station, builds = past
    assert builds[1] != builds[2]
    for day in DAYS:
        git(station.data, "worktree", "add", "-q", "--detach", str(tmp_path / f"data-{day}"), f"day-{day}")
        again = built(station, tmp_path / f"data-{day}", tmp_path / f"public-{day}")
        assert again == builds[day]
        shutil.rmtree(tmp_path / f"public-{day}")


def test_as_of_gives_what_was_known_on_that_day(
    past: tuple[Station, dict[int, dict[str, bytes]]], tmp_path: Path
) -> None:
    station, builds = past
    for day in DAYS:
        when = at(day).date().isoformat()
        once = built(station, station.data, tmp_path / f"{day}-1", "--as-of", when)
        twice = built(station, station.data, tmp_path / f"{day}-2", "--as-of", when, fresh=True)
        assert once == twice
        for table in TABLES:
            name = f"api/v1/{table}"
            assert once[name] == builds[day][name], (day, table)
        counts = [json.loads(tree["api/v1/index.json"])["counts"] for tree in (once, builds[day])]
        assert counts[0] == counts[1]
