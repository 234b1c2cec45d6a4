"""What writing all downloads costs, and how the cost grows: ``python -m benchmarks.downloads``.

Measures the data at hand, then made-up states of a tenth, once and ten times the rows (60,000 results, 1,500 models,
200 benchmarks are one), each written into a temporary folder by a process of its own. Processor time counts, user and
system: that of the clock depends on what else runs. All is done on one core. Exits with 1 where the data at hand take
longer than 15 s, or where a row costs more than a quarter more at ten times the rows.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests.export.support import large_dataset, standing_for
from weighbridge.dataset import Dataset, load_dataset
from weighbridge.export import data_version, write_downloads, write_manifest
from weighbridge.standing.board import fitted, standing_from
from weighbridge.standing.kept import read_report
from weighbridge.standing.report import NO_REPORT, RankingReport
from weighbridge.standing.rows import Standing

FULL = 60_000
SCALES = (0.1, 1.0, 10.0)
MOST_SECONDS, MOST_GROWTH = 15.0, 1.25
HEADS = ("results", "models", "downloads s", "µs a result", "manifest s", "peak MB", "grown MB", "MB", "files")


def made_up(rows: int) -> tuple[Dataset, Standing, RankingReport]:
    """A data state with so many results, and a model for forty of them."""
    dataset = large_dataset(rows, max(20, rows // 40), min(200, max(2, rows // 30)))
    return dataset, standing_for(dataset), NO_REPORT


def at_hand(data: Path) -> tuple[Dataset, Standing, RankingReport]:
    """The data state of a folder, ranked."""
    dataset = load_dataset(data)
    found = fitted(dataset)
    return dataset, standing_from(dataset, found), read_report(data, dataset, found)


def measured(dataset: Dataset, standing: Standing, report: RankingReport) -> dict[str, Any]:
    """Seconds of processor time, peak memory in all and what the downloads add to it, and sizes."""
    before = _peak_mb()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        version = data_version(dataset, report)
        began = time.process_time()
        write_downloads(dataset, standing, out, data_version=version, base_url=None, report=report)
        downloads = time.process_time() - began
        began = time.process_time()
        write_manifest(out, version)
        manifest = time.process_time() - began
        sizes, files = _sizes(out)
    return {
        "results": len(dataset.results) + len(dataset.archive),
        "models": len(dataset.shown_models),
        "downloads": downloads,
        "manifest": manifest,
        "peak_mb": _peak_mb(),
        "grown_mb": _peak_mb() - before,
        "files": files,
        "sizes_mb": sizes,
    }


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _sizes(out: Path) -> tuple[dict[str, float], int]:
    found: Counter[str] = Counter()
    files = [path for path in out.rglob("*") if path.is_file()]
    for path in files:
        parts = path.relative_to(out).parts
        kind = "/".join(parts[:3]) if parts[0] == "api" else f"{parts[0]}/ (feeds)"
        found[kind] += path.stat().st_size
        found["all"] += path.stat().st_size
    return {kind: round(size / 1e6, 2) for kind, size in found.most_common()}, len(files)


def _in_own_process(*what: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.downloads", *what]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    a_result = found["downloads"] / max(1, found["results"]) * 1e6
    numbers = (found["downloads"], a_result, found["manifest"], found["peak_mb"], found["grown_mb"])
    cells = "".join(f"{number:>12.1f}" for number in (*numbers, found["sizes_mb"]["all"]))
    sys.stdout.write(f"{found['results']:>12}{found['models']:>12}{cells}{found['files']:>12}\n")
    sys.stdout.flush()
    return {**found, "a_result": a_result}


def main() -> int:
    """Measure each state in a fresh process, print a table and whether the limits hold."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, help="measure this number of made-up results only, and print JSON")
    parser.add_argument("--only", type=Path, help="measure this data folder only, and print JSON")
    parser.add_argument("--data", type=Path, default=Path("data"), help="the data at hand")
    chosen = parser.parse_args()
    if chosen.rows or chosen.only:
        state = made_up(chosen.rows) if chosen.rows else at_hand(chosen.only)
        sys.stdout.write(json.dumps(measured(*state)) + "\n")
        return 0
    sys.stdout.write("".join(f"{head:>12}" for head in HEADS) + "\n")
    today = _in_own_process("--only", str(chosen.data))
    scaled = [_in_own_process("--rows", str(int(FULL * scale))) for scale in SCALES]
    for kind, size in today["sizes_mb"].items():
        sys.stdout.write(f"{size:>12.2f} MB {kind}\n")
    growth = scaled[-1]["a_result"] / scaled[-2]["a_result"]
    sys.stdout.write(f"the data at hand: {today['downloads']:.1f} s, at most {MOST_SECONDS:g} s\n")
    sys.stdout.write(f"a row at ten times the rows: {growth:.2f} of what it costs at once, at most {MOST_GROWTH:g}\n")
    return int(today["downloads"] > MOST_SECONDS or growth > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
