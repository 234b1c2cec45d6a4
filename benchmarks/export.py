"""What writing all downloads costs, and how the cost grows: ``python -m benchmarks.export``.

Makes up data states (60,000 results, 6,000 models, 200 benchmarks, and a tenth and ten times that), writes each into
a temporary folder in a process of its own and prints seconds, memory and sizes.
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
from weighbridge.export import data_version, write_downloads, write_manifest

FULL = 60_000
SCALES = (0.1, 1.0, 10.0)


def measured(rows: int) -> dict[str, Any]:
    """Seconds of each step, peak memory and sizes for one number of results."""
    made = time.perf_counter()
    dataset = large_dataset(rows, rows // 10, min(200, max(2, rows // 30)))
    standing = standing_for(dataset)
    seconds = {"made up": time.perf_counter() - made}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        before = time.perf_counter()
        version = data_version(dataset)
        seconds["version"] = time.perf_counter() - before
        before, processor = time.perf_counter(), time.process_time()
        write_downloads(dataset, standing, out, data_version=version, base_url=None)
        seconds["downloads"] = time.perf_counter() - before
        seconds["downloads, processor"] = time.process_time() - processor
        before = time.perf_counter()
        write_manifest(out, version)
        seconds["manifest"] = time.perf_counter() - before
        sizes, files = _sizes(out)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"rows": rows, "seconds": seconds, "peak_mb": peak, "files": files, "sizes_mb": sizes}


def _sizes(out: Path) -> tuple[dict[str, float], int]:
    found: Counter[str] = Counter()
    files = [path for path in out.rglob("*") if path.is_file()]
    for path in files:
        parts = path.relative_to(out).parts
        kind = "/".join(parts[:3]) if parts[0] == "api" else f"{parts[0]}/ (feeds)"
        found[kind] += path.stat().st_size
        found["all"] += path.stat().st_size
    return {kind: round(size / 1e6, 2) for kind, size in found.most_common()}, len(files)


def main() -> None:
    """Measure each scale in a fresh process and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("--rows", type=int, help="measure this number of results only, and print JSON")
    chosen = parser.parse_args()
    if chosen.rows:
        print(json.dumps(measured(chosen.rows)))
        return
    heads = ("results", "version s", "downloads s", "µs a result", "manifest s", "peak MB", "MB")
    print("".join(f"{head:>13}" for head in heads))
    found: dict[str, Any] = {}
    for scale in SCALES:
        command = [sys.executable, "-m", "benchmarks.export", "--rows", str(int(FULL * scale))]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        seconds, rows = found["seconds"], found["rows"]
        cost = seconds["downloads"] / rows * 1e6
        numbers = (seconds["version"], seconds["downloads"], cost, seconds["manifest"], found["peak_mb"])
        cells = "".join(f"{number:>13.1f}" for number in (*numbers, found["sizes_mb"]["all"]))
        print(f"{rows:>13}{cells}", flush=True)
        if scale == 1.0:
            for kind, size in found["sizes_mb"].items():
                print(f"{size:>26.2f} MB {kind}")


if __name__ == "__main__":
    main()
