"""A small station for tests of operation: made-up sources, their captures by day, and the real command as a process."""

from __future__ import annotations

import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.core.support import at, toy_data
from tests.ops import prepared

ROOT = Path(__file__).parents[2]
BOARDS = ("easy", "hard")

# Found by the command in place of the real scrapers, by way of PYTHONPATH.
SCRAPER = '''
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Expect, Licence, Source


class Made(Source):
    """Rows of model and score."""

    id = "{id}"
    title = "{id}"
    home = "https://{id}.example/"
    maintainer = "nobody"
    licence = Licence("CC0-1.0", "nobody")
    reach = ("https://{id}.example/",)
    reporter = Reporter.INDEPENDENT
    cadence_days = 7
    boards = tuple(
        Board(name, f"{{home}}{{name}}.json", home, benchmark="toy", expect=Expect(min_rows=2))
        for home, name in (("https://{id}.example/", name) for name in {boards})
    )

    def parse(self, board, documents):
        for number, value in enumerate(json_of(documents["main"])):
            fields = Fields(value, f"/{{number}}")
            yield SourceRow(
                benchmark="toy", version="1", metric="accuracy", locator=f"/{{number}}",
                name=f"{{fields.text('model')}} {{board.id}}", value=fields.number("score"),
            )
'''


class Station:
    """A data folder, a folder of captures, and a package of made-up scrapers."""

    def __init__(self, folder: Path, sources: tuple[str, ...] = ("left", "right")) -> None:
        self.data, self.out = toy_data(folder / "data"), folder / "public"
        self.captures, self.code = folder / "captures", folder / "code"
        self.sources = sources
        (self.code / "scrapers").mkdir(parents=True)
        self.captures.mkdir()
        (self.code / "scrapers" / "__init__.py").write_text("")
        for source in sources:
            text = SCRAPER.format(id=source, boards=BOARDS)
            (self.code / "scrapers" / f"{source}.py").write_text(text)

    def capture(self, day: int, source: str, board: str, body: str) -> None:
        """Put a payload of that day into the captures."""
        name = f"{source}-{board}-{day}.json"
        (self.captures / name).write_text(body)
        record = {
            "source": source,
            "url": f"https://{source}.example/{board}.json",
            "captured_at": at(day).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "file": name,
            "content_type": "application/json",
            "sha256": hashlib.sha256(body.encode()).hexdigest(),
            "kind": "raw",
        }
        with (self.captures / "captures.jsonl").open("a") as stream:
            stream.write(json.dumps(record) + "\n")

    def capture_all(self, day: int, rows: int = 12, but: Mapping[tuple[str, str], str] | None = None) -> None:
        """A healthy payload for every board, the odd one out named in ``but``."""
        for source in self.sources:
            for board in BOARDS:
                body = (but or {}).get((source, board)) or payload(f"{source}{board}", day, rows)
                self.capture(day, source, board, body)

    def environment(self) -> dict[str, str]:
        """What the command's process sees: our scrapers first, our data, nothing of the caller's settings."""
        kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG", "TMPDIR")}
        return {
            **kept,
            "PYTHONPATH": os.pathsep.join((str(self.code), str(ROOT))),
            "PATH": os.pathsep.join((str(Path(sys.executable).parent), kept.get("PATH", ""))),
            "WEIGHBRIDGE_DATA": str(self.data),
        }

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run the command to its end, in a fork of a process that has imported it."""
        return prepared.run(words, self.environment(), self.data.parent)

    def started(self, *words: str) -> subprocess.CompletedProcess[str]:
        """The same in a new Python, with a seed of hashes of its own."""
        return subprocess.run(
            [sys.executable, "-c", "from weighbridge.cli import main; main(prog_name='weighbridge')", *words],
            env=self.environment(),
            cwd=self.data.parent,
            capture_output=True,
            text=True,
            check=False,
        )

    def refresh(self, day: int, *words: str) -> subprocess.CompletedProcess[str]:
        """Read every board as of the end of that day."""
        return self.run("refresh", "--replay", str(self.captures), "--as-of", at(day).date().isoformat(), *words)


def payload(seed: str, day: int, rows: int) -> str:
    """Scores that move a little every day; one row comes and goes."""
    rng = random.Random(f"{seed}/{rows}")
    scores = [(f"model {i}", 20 + 60 * rng.random() + (day * (i % 3)) / 10) for i in range(rows)]
    kept = scores[:-1] if day % 2 else scores
    return json.dumps([{"model": name, "score": round(score, 2)} for name, score in kept])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, the lock apart."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }
