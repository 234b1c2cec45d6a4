"""Rows per second of every scraper on its newest captures: ``python benchmarks/sources.py CAPTURES``.

With ``--pipeline`` also the time and the peak memory of a whole refresh, and with ``--backfill`` of a whole backfill,
each in a process of its own and on a temporary copy of the data folder. Limits: refresh 60 s, backfill 600 s, 1.5 GiB.
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

from weighbridge.discovery import all_sources
from weighbridge.http import Fetcher
from weighbridge.replay import CaptureStore
from weighbridge.source import FetchError

LIMITS = {"refresh": 60, "backfill": 600}  # seconds
MEMORY = 1.5  # GiB
DATA = Path(__file__).parents[1] / "data"


def rows_per_second(captures: Path) -> None:
    """Print a line a source: rows, seconds of parsing alone, rows a second; slowest first."""
    store = CaptureStore(captures)
    lines = []
    for source in all_sources().values():
        rows, seconds = 0, 0.0
        with Fetcher.replaying(store, kinds=source.replay_kinds) as fetcher:
            for board in source.boards:
                try:
                    documents = source.collect(board, fetcher.restricted(source.reach))
                except FetchError:
                    continue
                started = time.perf_counter()
                rows += sum(1 for _ in source.parse(board, documents))
                seconds += time.perf_counter() - started
        if rows:
            lines.append((rows / seconds, source.id, rows, seconds))
    for speed, name, rows, seconds in sorted(lines):
        print(f"{name:32}{rows:9,} rows{seconds:9.3f} s{speed:12,.0f} rows/s")
    total, spent = sum(line[2] for line in lines), sum(line[3] for line in lines)
    print(f"{'all':32}{total:9,} rows{spent:9.3f} s{total / spent:12,.0f} rows/s")


def whole(command: str, captures: Path) -> None:
    """Print the time and the peak memory of one command over all sources."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        shutil.copytree(DATA, data)
        if command == "backfill":
            for part in ("results", "claims"):
                shutil.rmtree(data / part)
            (data / "status.jsonl").unlink()
        started = time.perf_counter()
        code = "from weighbridge.cli import main; main()"
        line = [sys.executable, "-c", code, command, "--replay", str(captures), "--data", str(data)]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - started
    if done.returncode != 0:
        sys.exit(f"{command} failed: {done.stderr[-500:]}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    print(f"{command}: {seconds:.0f} s (limit {LIMITS[command]}), peak {peak:.2f} GiB (limit {MEMORY})")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("captures", type=Path)
    parser.add_argument("--pipeline", action="store_true")
    parser.add_argument("--backfill", action="store_true")
    asked = parser.parse_args()
    rows_per_second(asked.captures)
    if asked.pipeline:
        whole("refresh", asked.captures)
    if asked.backfill:
        whole("backfill", asked.captures)


if __name__ == "__main__":
    main()
