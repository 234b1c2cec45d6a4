"""Runs of the command in processes that are forked from one that has imported it: all of it but the scrapers.

A start of Python with these imports takes 0.3 to 0.8 s of processor. The fork has the environment, the folder, the
output and the exit code of its own that a start from a shell would have; only the seed of hashes is the parent's.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARENT = """
import json, os, sys, traceback
import scipy.stats, scipy.optimize, pyarrow.parquet  # what the command imports on its way
from weighbridge.cli import main
for name in main.list_commands(None):
    main.get_command(None, name)
assert "scrapers" not in sys.modules
for line in sys.stdin:
    words, environment, folder, told = json.loads(line)
    pid = os.fork()
    if not pid:
        code = 1
        try:
            for name, number in zip(told, (1, 2)):
                os.dup2(os.open(name, os.O_WRONLY), number)
            os.environ.clear()
            os.environ.update(environment)
            sys.path[1:1] = environment["PYTHONPATH"].split(os.pathsep)
            os.chdir(folder)
            main(words, prog_name="weighbridge")
        except SystemExit as ended:
            code = ended.code or 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""


@cache
def _parent() -> subprocess.Popen[str]:
    started = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        env={**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},  # a fork has no threads but its own
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(_end, started)
    return started


def _end(started: subprocess.Popen[str]) -> None:
    assert started.stdin
    started.stdin.close()
    started.wait(timeout=30)
    if started.stdout:
        started.stdout.close()


def run(words: Sequence[str], environment: Mapping[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    """One run of ``weighbridge`` with these words, environment and folder, to its end."""
    parent = _parent()
    assert parent.stdin
    assert parent.stdout
    with tempfile.NamedTemporaryFile("r") as said, tempfile.NamedTemporaryFile("r") as complained:
        line = [list(words), dict(environment), str(folder), [said.name, complained.name]]
        parent.stdin.write(json.dumps(line) + "\n")
        parent.stdin.flush()
        code = int(parent.stdout.readline())
        return subprocess.CompletedProcess(list(words), code, said.read(), complained.read())
