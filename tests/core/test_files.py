"""Files: the old bytes or the new ones, one writer at a time, one step to publish."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from weighbridge.build import put_in_place
from weighbridge.files import BusyError, iso, locked, moment, write_atomic


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file"
    assert write_atomic(path, b"one")
    os.utime(path, (1, 1))
    assert not write_atomic(path, b"one")
    assert path.stat().st_mtime == 1
    assert write_atomic(path, b"two")
    assert [p.name for p in path.parent.iterdir()] == ["file"]


def test_a_write_that_fails_leaves_the_old_bytes_and_no_rubbish(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_atomic(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("weighbridge.files.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomic(path, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("file", b"old")]


def test_a_second_run_is_refused_and_a_dead_runs_lock_is_no_obstacle(tmp_path: Path) -> None:
    hold = "import sys, time; from pathlib import Path; from weighbridge.files import locked\n"
    hold += "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", hold, str(tmp_path)], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match="another run"), locked(tmp_path):
            pass
        other.kill()
    with locked(tmp_path):
        pass


def test_times_go_there_and_back() -> None:
    then = datetime(2026, 10, 7, 12, tzinfo=UTC)
    assert iso(then) == "2026-10-07T12:00:00Z"
    assert moment(iso(then)) == then


@pytest.mark.parametrize("atomic", [True, False])
def test_a_new_tree_takes_the_place_of_the_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, atomic: bool) -> None:
    if not atomic:
        monkeypatch.setattr("weighbridge.build._exchange", lambda one, other: False)
    out = tmp_path / "public"
    for text in ("first", "second"):
        fresh = tmp_path / "fresh"
        fresh.mkdir(exist_ok=True)
        (fresh / "index.html").write_text(text)
        put_in_place(fresh, out)
        assert (out / "index.html").read_text() == text
    assert (tmp_path / "fresh" / "index.html").read_text() == "first"
