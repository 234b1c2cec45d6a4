"""The command in a process of its own, forked from one that has imported everything: quick to start, real to kill."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from types import TracebackType

from tests.ops.support import Station

SERVER = """
import json, os, signal, sys, time
import scipy.stats, scipy.optimize, pyarrow.parquet  # what the command imports on its way
from weighbridge.cli import main
from weighbridge.discovery import all_sources
from weighbridge.http import Fetcher, Limits
from weighbridge.http_transport import GuardedAdapter
from weighbridge.replay import ReplayAdapter
all_sources()
for name in main.list_commands(None):
    main.get_command(None, name)
captured, replaying = ReplayAdapter.send, Fetcher.replaying.__func__
def wire(servers):
    # Some addresses are answered by servers of this machine, over the real adapter; so is what they redirect to.
    network = GuardedAdapter()
    def send(self, request, *args, **options):
        if request.url not in servers and ".example/" in request.url:
            return captured(self, request, *args, **options)
        request.url = servers.get(request.url, request.url)
        return network.send(request, *args, **options)
    def impatient(kind, *args, **options):
        fetcher = replaying(kind, *args, **options)
        fetcher._limits = Limits(1.0, 1.0, 4.0, 2**20, attempts=2, backoff=0.1, pause=0.0)
        fetcher._allow_private = True
        return fetcher
    ReplayAdapter.send, Fetcher.replaying = send, classmethod(impatient)
for line in sys.stdin:
    words, kill_after, servers = json.loads(line)
    started = time.monotonic()
    pid = os.fork()
    if not pid:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 1
        if servers:
            wire(servers)
        try:
            main(words, prog_name="weighbridge", standalone_mode=False)
            code = 0
        except SystemExit as ended:
            code = ended.code or 0
        finally:
            os._exit(code)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(pid, signal.SIGKILL)  # not yet waited for, so the number is still its own
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    print(json.dumps([code, time.monotonic() - started]), flush=True)
"""


class Forks:
    """Runs of the command on a station, one at a time."""

    def __init__(self, station: Station) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SERVER],
            env={**station.environment(), "OPENBLAS_NUM_THREADS": "1"},
            cwd=station.data.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def __enter__(self) -> Forks:
        """Start."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the parent of the runs."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=30)

    def run(
        self, *words: str, kill_after: float | None = None, servers: Mapping[str, str] | None = None
    ) -> tuple[int, float]:
        """Exit code (-9 when it was killed) and seconds of one run.

        ``servers`` has addresses that are not answered from captures, each with one on this machine.
        """
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([words, kill_after, servers]) + "\n")
        self._process.stdin.flush()
        code, seconds = json.loads(self._process.stdout.readline())
        return int(code), float(seconds)
