"""kill -9 at random moments: the last good data and site stand, and the next run makes up for what was lost.

``WEIGHBRIDGE_KILLS=200`` kills more often than the normal suite does. A run that ended before its moment is no kill.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.core.support import at
from tests.core.test_pipeline import HEALTHY, Bench
from tests.ops.forks import Forks
from tests.ops.support import Station, contents
from weighbridge.build import sweep
from weighbridge.files import write_atomic

KILLS = int(os.environ.get("WEIGHBRIDGE_KILLS", "16"))
DAYS = 3
Files = dict[str, bytes]


@dataclass
class Line:
    """A station with the data and the site as they are after each day without any mishap."""

    station: Station
    forks: Forks
    data: list[Files]
    sites: list[Files]
    seconds: dict[str, float]  # the longest undisturbed run of each command

    def words(self, command: str, day: int) -> list[str]:
        """The command line of a day."""
        if command == "build":
            return ["build", "--out", str(self.station.out)]
        return ["refresh", "--replay", str(self.station.captures), "--as-of", at(day).date().isoformat()]

    def put_back(self, data: Files, site: Files) -> None:
        """Lay data and site as they were."""
        for folder, files in ((self.station.data, data), (self.station.out, site)):
            shutil.rmtree(folder, ignore_errors=True)
            for name, body in files.items():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(body)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    """Three undisturbed days."""
    station = Station(tmp_path_factory.mktemp("crash"))
    for day in range(DAYS):
        station.capture_all(day, rows=150)
    with Forks(station) as forks:
        made = Line(station, forks, [], [], {"refresh": 0.0, "build": 0.0})
        for day in range(DAYS):
            for command in ("refresh", "build"):
                code, seconds = forks.run(*made.words(command, day))
                assert code == 0
                made.seconds[command] = max(made.seconds[command], seconds)
            made.data.append(contents(station.data))
            made.sites.append(contents(station.out))
        assert made.data[0] != made.data[1] != made.data[2]
        assert made.sites[0] != made.sites[1] != made.sites[2]
        yield made


def good(files: Files) -> Files:
    """Files that anything reads: those half written have names of their own."""
    return {name: body for name, body in files.items() if not name.endswith(".tmp")}


def test_a_killed_refresh_leaves_old_or_new_files_and_the_next_one_recovers(line: Line) -> None:
    rng, met = random.Random(1), Counter[str]()
    for number in range(10 * KILLS):
        if met["killed"] == KILLS // 2:
            break
        day = number % (DAYS - 1)
        old, new = line.data[day], line.data[day + 1]
        line.put_back(old, line.sites[day])
        code, _ = line.forks.run(
            *line.words("refresh", day + 1), kill_after=rng.random() * line.seconds["refresh"] * 1.1
        )
        met["killed" if code == -9 else "ended"] += 1
        left = good(contents(line.station.data))
        assert left.keys() == old.keys()
        assert all(body in (old[name], new[name]) for name, body in left.items())
        met["between"] += left not in (old, new)
        assert contents(line.station.out) == line.sites[day]
        assert line.forks.run(*line.words("refresh", day + 1))[0] == 0
        assert good(contents(line.station.data)) == new
    print(dict(met))
    assert met["killed"] == KILLS // 2


def test_a_killed_build_leaves_the_old_site_or_the_new_and_the_next_one_recovers(line: Line) -> None:
    rng, met = random.Random(2), Counter[str]()
    for number in range(10 * KILLS):
        if met["killed"] == KILLS - KILLS // 2:
            break
        day = number % (DAYS - 1)
        old, new = line.sites[day], line.sites[day + 1]
        line.put_back(line.data[day + 1], old)
        code, _ = line.forks.run(*line.words("build", day + 1), kill_after=rng.random() * line.seconds["build"] * 1.1)
        met["killed" if code == -9 else "ended"] += 1
        left = contents(line.station.out)
        assert left in (old, new), [
            name for name in {*left, *new} if left.get(name) not in (old.get(name), new.get(name))
        ]
        met["new"] += left == new
        assert good(contents(line.station.data)) == line.data[day + 1]
        assert line.forks.run(*line.words("build", day + 1))[0] == 0
        assert contents(line.station.out) == new
        assert not list(line.station.out.parent.glob(".public*"))
    print(dict(met))
    assert met["killed"] == KILLS - KILLS // 2


def test_what_killed_builds_left_is_swept_and_what_a_living_one_makes_is_not(tmp_path: Path) -> None:
    left = (os.getpid(), 2**22 + 1, "x")  # ours, as in a container that starts anew; nobody's; no number
    for number in (*left, os.getppid()):
        (tmp_path / f".public.new.{number}" / "api").mkdir(parents=True)
    sweep(tmp_path / "public")
    assert [path.name for path in tmp_path.iterdir()] == [f".public.new.{os.getppid()}"]


def test_a_reading_stopped_between_its_two_files_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench, real, written = Bench(tmp_path), write_atomic, list[Path]()
    bench.capture(0, HEALTHY)
    bench.run(0)
    bench.capture(1, [{**row, "score": 71.5} for row in HEALTHY])

    def full_at_the_second(path: Path, body: bytes) -> bool:
        written.append(path)
        if len(written) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, body)

    with monkeypatch.context() as patch:
        patch.setattr("weighbridge.ledger.write_atomic", full_at_the_second)
        assert bench.run(1).outcome == "failed"
    assert bench.run(1).outcome == "updated"
    assert set(bench.standing().values()) == {71.5}
