"""A second process beside the first: its errors arrive, and it never outlives the first."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from weighbridge.processes import BesideError, beside, without_collection

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the work is done in this process")


def test_both_work_at_once(tmp_path: Path) -> None:
    came, went = tmp_path / "came", tmp_path / "went"

    def work() -> None:
        while not came.exists():  # it would wait for ever if the body came after it
            time.sleep(0.01)
        went.write_text(str(os.getpid()))

    with beside(work) as wait:
        came.touch()
        wait()
        assert went.read_text() != str(os.getpid())
        wait()


def test_its_error_is_raised_at_the_end_of_the_body_at_the_latest() -> None:
    def work() -> None:
        raise OSError(28, "no space left")

    with pytest.raises(OSError, match="no space left"), beside(work):
        pass


def test_a_killed_one_is_an_error() -> None:
    with pytest.raises(BesideError, match="exit code -9"), beside(lambda: os.kill(os.getpid(), signal.SIGKILL)):
        pass


def test_it_ends_with_a_body_that_fails(tmp_path: Path) -> None:
    started = time.monotonic()

    def work() -> None:
        (tmp_path / "pid").write_text(str(os.getpid()))
        time.sleep(60)

    with pytest.raises(ZeroDivisionError), beside(work):
        while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():
            time.sleep(0.01)
        raise ZeroDivisionError
    assert time.monotonic() - started < 30
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_it_ends_with_a_process_that_is_killed(tmp_path: Path) -> None:
    code = (
        "import os, sys, time; from weighbridge.processes import beside\n"
        "def work(): print(os.getpid(), flush=True); time.sleep(60)\n"
        "with beside(work): time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        process.kill()
    for _ in range(1_000):
        if not _lives(child):
            return
        time.sleep(0.01)
    pytest.fail("the second process outlived the first")


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_the_collector_is_as_it_was() -> None:
    with without_collection():
        assert not gc.isenabled()
        with without_collection():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
