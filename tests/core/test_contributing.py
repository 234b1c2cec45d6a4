"""CONTRIBUTING's commands do what its steps say, in a copy of the checkout."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(r"^ *```sh\n(.*?)^ *```$", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.M | re.S)
COMMANDS = [[line.strip() for line in block.splitlines()] for block in BLOCKS]
FIGURES = {"Anvil 8B": 41.5, "Anvil 70B": 63.0, "Hammer": 12.25, "Hammer (thinking)": 30.0, "Tongs 2": 55.0}


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the commands need of the checkout, compiled as there; no results, so that they are quick."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("weighbridge", "scrapers", "tests", "data/registry"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("fixtures"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def run(command: str, checkout: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """A line of the document, run in the copy."""
    program, *words = shlex.split(command)
    start = {"python": [], "weighbridge": ["-c", "from weighbridge.cli import main; main()"]}[program]
    plain = ["-n", "0", "-p", "no:cacheprovider"] if "pytest" in words else []
    return subprocess.run(
        [sys.executable, *start, *words, *plain, *more],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def capture(folder: Path, url: str) -> Path:
    """A folder of captures in which the board answers."""
    body = json.dumps([{"model": name, "accuracy": value} for name, value in FIGURES.items()]).encode()
    line = {
        "source": "my-bench",
        "url": url,
        "captured_at": "2026-10-01T00:00:00Z",
        "file": "board.json",
        "content_type": "application/json",
        "sha256": hashlib.sha256(body).hexdigest(),
        "kind": "raw",
    }
    folder.mkdir()
    (folder / "board.json").write_bytes(body)
    (folder / "captures.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    return folder


def fill_in(checkout: Path, captures: Path) -> None:
    """Steps 2 and 6 for the scaffold's shape: five rows, and the figures that its test names."""
    shutil.copy(captures / "board.json", checkout / "tests" / "fixtures" / "my-bench" / "main.json")
    path = checkout / "tests" / "sources" / "test_my_bench.py"
    *head, last = path.read_text(encoding="utf-8").rstrip().splitlines()
    checks = [last.replace("a model of the board", name).replace("50.0", str(value)) for name, value in FIGURES.items()]
    path.write_text("\n".join([*head, *checks, ""]), encoding="utf-8")
    write_checked(checkout, FIGURES)


def write_checked(checkout: Path, figures: dict[str, float]) -> None:
    """The rows read by eye, as the files beside them state theirs."""
    lines: list[dict[str, object]] = [{"fixture": {"main": {"main": "main.json"}}}]
    for name, value in figures.items():
        place = {"in": "both", "board": "main", "benchmark": "my-bench", "version": "1", "metric": "accuracy"}
        what = {"name": name, "value": value, "unit": "percent", "better": "higher", "variant": "default"}
        lines.append({**place, **what})
    path = checkout / "tests" / "sources" / "checked" / "my-bench.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def test_the_steps_lead_to_a_source_that_is_read(checkout: Path, tmp_path: Path) -> None:
    (scaffold, fails), (passes, as_read, refresh, review, check) = COMMANDS
    made = run(scaffold, checkout)
    assert made.returncode == 0, made.stderr
    first = run(fails, checkout)
    assert first.returncode == 1, "the scaffold's test must fail, and not for want of a module"
    assert "write at least five rows into the fixture" in first.stdout

    captures = capture(tmp_path / "captures", shlex.split(scaffold)[-1])
    fill_in(checkout, captures)
    second = run(passes, checkout)
    assert second.returncode == 0, second.stdout

    third = run(as_read, checkout)
    assert third.returncode == 0, third.stdout
    write_checked(checkout, {**FIGURES, "Anvil 8B": 14.5})
    assert run(as_read, checkout).returncode == 1, "a figure read otherwise must be found"

    read = run(refresh, checkout, "--replay", str(captures), "--json")
    assert read.returncode == 0, read.stdout + read.stderr
    (source,) = json.loads(read.stdout)["sources"]
    assert (source["outcome"], source["new"]) == ("updated", len(FIGURES))
    waiting = run(review, checkout)
    assert waiting.returncode == 0
    assert all(f"my-bench: {name} (1 results)" in waiting.stdout for name in FIGURES)
    checked = run(check, checkout)
    assert "5 of 5 results carry address, reporter, reading time and payload hash" in checked.stdout
    assert checked.returncode == 0, checked.stdout
