"""How fast results are read: ``python benchmarks/sources.py CAPTURES`` (a folder of captures, newest ones read).

First rows per second of every parser, slowest last; then a whole ``refresh --replay`` in a process of its own, into
an empty ledger and once more onto what it wrote. Limits, on two idle cores: one refresh ≤ 60 s and ≤ 1.5 GiB.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from weighbridge.discovery import result_sources
from weighbridge.http import Fetcher
from weighbridge.replay import CaptureStore
from weighbridge.source import FetchError, ParseError, Source

ROOT = Path(__file__).resolve().parents[1]
SECONDS, GIBIBYTES = 60.0, 1.5


class Speed(NamedTuple):
    """What one source's boards took: seconds to parse them all, without fetching."""

    per_second: float
    source: str
    rows: int
    size: int
    seconds: float
    trouble: str


def parse_speed(source: Source, store: CaptureStore) -> Speed:
    """Rows, bytes and seconds of the newest captures of a source; a board that cannot be had or read is named."""
    rows, seconds, troubles = 0, 0.0, []
    bodies: dict[str, int] = {}
    with Fetcher.replaying(store, kinds=source.replay_kinds) as fetcher:
        for board in source.boards:
            try:
                documents = source.collect(board, fetcher.restricted(source.reach))
                started = time.perf_counter()
                rows += sum(1 for _ in source.parse(board, documents))
                seconds += time.perf_counter() - started
            except (FetchError, ParseError) as error:
                troubles.append(f"{board.id}: {error}"[:100])
                continue
            bodies |= {document.sha256: len(document.body) for document in documents.values()}
    return Speed(
        rows / seconds if seconds else 0.0, source.id, rows, sum(bodies.values()), seconds, "; ".join(troubles)
    )


def refresh_cost(data: Path, captures: Path) -> tuple[float, float, float]:
    """(seconds, seconds of processor, GiB at the peak so far) of one refresh of every source in a new process."""
    words = [sys.executable, "-c", "from weighbridge.cli import main; main()", "refresh"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(
        [*words, "--replay", str(captures), "--data", str(data), "--json"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, worked, after.ru_maxrss / 2**20  # KiB, of the largest child


def main() -> int:
    """Print both tables; 1 when a limit is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("captures", type=Path)
    captures = parser.parse_args().captures.resolve()
    store = CaptureStore(captures)
    speeds = sorted((parse_speed(source, store) for source in result_sources().values()), reverse=True)
    print(f"{'source':27} {'rows':>7} {'KB':>8} {'seconds':>8} {'rows/s':>9}")
    for speed in speeds:
        figures = f"{speed.rows:7} {speed.size / 1e3:8.0f} {speed.seconds:8.3f} {speed.per_second:9.0f}"
        print(f"{speed.source:27} {figures}  {speed.trouble}".rstrip())
    rows, seconds = sum(speed.rows for speed in speeds), sum(speed.seconds for speed in speeds)
    print(f"{'all':27} {rows:7} {sum(s.size for s in speeds) / 1e3:8.0f} {seconds:8.3f} {rows / seconds:9.0f}\n")

    broken = False
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(ROOT / "data" / "registry", data / "registry")
        for ledger in ("an empty ledger", "the same again"):
            took, worked, peak = refresh_cost(data, captures)
            print(f"refresh --replay, {ledger}: {took:.1f} s ({worked:.1f} s of processor), peak {peak:.2f} GiB")
            broken |= took > SECONDS or peak > GIBIBYTES
    return int(broken)


if __name__ == "__main__":
    sys.exit(main())
