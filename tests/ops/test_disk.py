"""A full disk, a read-only disk, a folder that is gone: one sentence, and the last good data and site stand."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ops.support import Station, contents

ROOM = 4_000_000


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("may not mount a small file system on this machine")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def station(small: Path) -> Station:
    """Day 0 read and built on the small file system; day 1 waits."""
    made = Station(small)
    for day in (0, 1):
        made.capture_all(day, rows=60)
    assert made.refresh(0).returncode == 0
    built = made.run("build", "--out", str(made.out))
    assert built.returncode == 0, built.stderr
    return made


def fill(folder: Path, leave: int) -> Path:
    """A file that leaves only so many bytes."""
    free = shutil.disk_usage(folder).free
    hog = folder / "hog"
    hog.write_bytes(b"x" * max(free - leave, 0))
    return hog


def test_a_full_disk_costs_nothing_and_the_next_run_recovers(station: Station, small: Path, tmp_path: Path) -> None:
    calm = Station(tmp_path / "calm")
    for day in (0, 1):
        calm.capture_all(day, rows=60)
        assert calm.refresh(day).returncode == 0
    old, new, site = contents(station.data), contents(calm.data), contents(station.out)
    for leave in (0, 40_960):
        hog = fill(small, leave)
        for command in (["refresh", "--replay", str(station.captures)], ["build", "--out", str(station.out)]):
            done = station.run(*command)
            assert "Traceback" not in done.stderr
            assert done.returncode in (0, 1)
            if command[0] == "build":
                assert (done.returncode, "No space left on device" in done.stderr) == (1, True)
        left = contents(station.data / "results")
        assert all(body in (old[f"results/{name}"], new[f"results/{name}"]) for name, body in left.items())
        assert contents(station.out) == site
        hog.unlink()
    assert station.refresh(1).returncode == 0
    recovered = contents(station.data)
    assert {k: v for k, v in recovered.items() if k.startswith(("results", "claims", "status"))} == {
        k: v for k, v in new.items() if k.startswith(("results", "claims", "status"))
    }


def test_a_read_only_disk_is_said_and_nothing_changes(station: Station, small: Path) -> None:
    before, site = contents(station.data), contents(station.out)
    subprocess.run(["mount", "-o", "remount,ro", str(small)], check=True)
    for command in (["refresh", "--replay", str(station.captures)], ["build", "--out", str(station.out)]):
        done = station.run(*command)
        assert done.returncode == 1
        assert "Read-only file system" in done.stderr
        assert "Traceback" not in done.stderr
    assert contents(station.data) == before
    assert contents(station.out) == site
    subprocess.run(["mount", "-o", "remount,rw", str(small)], check=True)
    assert station.refresh(1).returncode == 0


def test_a_folder_that_is_gone_is_said_and_the_site_stands(tmp_path: Path) -> None:
    station = Station(tmp_path)
    station.capture_all(0)
    assert station.refresh(0).returncode == 0
    assert station.run("build", "--out", str(station.out)).returncode == 0
    site = contents(station.out)
    station.data.rename(tmp_path / "elsewhere")
    for command in (["refresh", "--replay", str(station.captures)], ["build", "--out", str(station.out)]):
        done = station.run(*command)
        assert done.returncode == 1
        assert done.stderr.splitlines()[-1].startswith("Error: ")
        assert "Traceback" not in done.stderr
    assert contents(station.out) == site
    shutil.rmtree(station.data, ignore_errors=True)
    (tmp_path / "elsewhere").rename(station.data)
    assert station.refresh(0).returncode == 0
