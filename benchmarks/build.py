"""What a build costs: ``python benchmarks/build.py [--times 3]``, on a copy of ``data/`` in a temporary folder.

Timed in processes of their own: a first build, an unchanged one, one that is left out as nothing changed
(``--if-changed``), one after a value of one source changed, and a first build of as many times the models and results
(each ledger, model and alias again, under new names). What counts is time of the processor, as the clock depends on
what else runs. Exit code 1: the cost of a row grew by more than half, or a build that nothing asks for was made.

The copies stand on the boards of the originals with the originals' values: each model has as many results as today, so
the matrix of models and benchmarks is as sparse. Real growth adds boards too; what is computed of every model on every
board (the spread of its curve, once a sweep of the fit) then grows with both, which is not measured here.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-c", "from weighbridge.cli import main; main()", "build"]
SLACK = 1.5  # what a row may cost more when there are many times as many
LEFT_OUT = 0.2  # what a build that is left out may cost, as a share of one that is made


class Cost(NamedTuple):
    """Seconds by the clock and of the processor; GiB at the peak of each process, the first one's first."""

    seconds: float
    worked: float
    peaks: tuple[float, ...]
    told: str


def cost_of(data: Path, out: Path, *words: str) -> Cost:
    """One build in a process of its own."""
    started = time.monotonic()
    process = subprocess.Popen(
        [*COMMAND, "--data", str(data), "--out", str(out), *words], cwd=ROOT, stdout=subprocess.PIPE
    )
    peaks: dict[int, float] = {}
    assert process.stdout
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        for pid in (process.pid, *_children(process.pid)):
            peaks[pid] = max(peaks.get(pid, 0.0), _peak(pid))
        time.sleep(0.1)
    told = process.stdout.read().decode().strip()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("the build failed")
    return Cost(time.monotonic() - started, usage.ru_utime + usage.ru_stime, tuple(peaks.values()), told)


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _peak(pid: int) -> float:
    try:
        found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 2**20 if found else 0.0


# --- more of the same --------------------------------------------------------------------------


def renamed(name: str, copy: int) -> str:
    """A name, a repository or an id of its own for a copy: ``Zq2 Qwen3 8B``, ``qwen/zq2-qwen3-8b``."""
    owner, slash, rest = name.partition("/")
    return f"{owner}/zq{copy}-{rest}" if slash and " " not in name else f"Zq{copy} {name}"


def _edit(text: str, copy: int, fields: str) -> str:
    def line(found: re.Match[str]) -> str:
        return found[1] + re.sub(r'"([^"]+)"', lambda value: f'"{renamed(value[1], copy)}"', found[2])

    return re.sub(rf"^((?:{fields}) = )(.*)$", line, text, flags=re.MULTILINE)


def multiply(data: Path, times: int) -> None:
    """Put copies of every model, alias and ledger line beside the real ones, under new names."""
    for path in [*(data / "registry" / "models").glob("*/*.toml")]:
        head, bracket, rest = path.read_text(encoding="utf-8").partition("\n[")
        for copy in range(2, times + 1):
            text = _edit(head, copy, "name|repository|twins") + bracket + rest
            path.with_name(f"zq{copy}-{path.name}").write_text(text, encoding="utf-8")
    for path in (data / "registry" / "aliases").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        copies = (_edit(text, copy, "name|model") for copy in range(2, times + 1))
        path.write_text("\n".join([text, *copies]), encoding="utf-8")
    _multiply_listed(data / "registry" / "listed.csv", times)
    for folder in ("results", "claims"):
        for path in (data / folder).rglob("*.jsonl"):
            if not path.name.endswith(".readings.jsonl"):
                _multiply_ledger(path, times)


def _multiply_listed(path: Path, times: int) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    copies = [[renamed(row[0], copy), *row[1:]] for copy in range(2, times + 1) for row in rows[1:]]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([*rows, *copies])


def _multiply_ledger(path: Path, times: int) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line]
    copies = []
    for copy in range(2, times + 1):
        for line in lines:
            value = json.loads(line)
            for field in {"name", "repository"} & value.keys():
                value[field] = renamed(value[field], copy)
            copies.append(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    path.write_text("".join(f"{line}\n" for line in (*lines, *copies)), encoding="utf-8")


def change_one_value(data: Path) -> None:
    """Another value in one line of one source's ledger."""
    path = data / "results" / "aider" / "polyglot.jsonl"
    path.write_text(re.sub(r'"value":[\d.]+', '"value":12.3', path.read_text(encoding="utf-8"), count=1))


def _print(step: str, cost: Cost) -> None:
    peaks = ", ".join(f"{peak:.2f}" for peak in cost.peaks)
    print(f"{step:15} {cost.worked:7.1f} s of processor, {cost.seconds:6.1f} s by the clock", end=" ")
    print(f"(load {os.getloadavg()[0]:.0f}),\n{'':15} peaks {peaks} GiB; {cost.told.partition(': ')[2]}", flush=True)


def main() -> int:
    """Print the table; 1 when a limit is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=3, help="How many times the models and results.")
    times = parser.parse_args().times
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder) / "data", Path(folder) / "public"
        shutil.copytree(ROOT / "data", data)

        def nothing(data: Path) -> None:
            """Leave the data as they are."""

        def more(data: Path) -> None:
            """Make them many times as many, for a first build."""
            multiply(data, times)
            shutil.rmtree(out)

        many = f"{times} times"
        steps: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
            "first": (nothing, ("--if-changed",)),
            "left out": (nothing, ("--if-changed",)),
            "unchanged": (nothing, ()),
            "one source": (change_one_value, ("--if-changed",)),
            many: (more, ("--if-changed",)),
            f"{many}, left out": (nothing, ("--if-changed",)),
        }
        costs = {}
        for step, (prepare, words) in steps.items():
            prepare(data)
            costs[step] = cost_of(data, out, *words)
            _print(step, costs[step])
    growth = costs[many].worked / costs["first"].worked
    left_out = costs["left out"].worked / costs["first"].worked
    print(f"{times} times the models and results cost {growth:.2f} times the processor: {growth / times:.2f} a row")
    return int(growth > times * SLACK or left_out > LEFT_OUT)


if __name__ == "__main__":
    sys.exit(main())
