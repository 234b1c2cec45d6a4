"""The files that a new source starts from: each runs, and its test fails until the parser is written."""

from __future__ import annotations

from pathlib import Path
from string import Template
from urllib.parse import urlsplit

SCRAPER = Template('''"""$title: one sentence that says what lives here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source


class $name(Source):
    """Who runs the board, and what is odd about it."""

    id: ClassVar = "$id"
    title: ClassVar = "$title"
    home: ClassVar = "$home"
    maintainer: ClassVar = "who runs it"
    licence: ClassVar = Licence("none stated", "the credit they ask for")
    reach: ClassVar = ("$home",)
    reporter: ClassVar = Reporter.INDEPENDENT
    boards: ClassVar = (
        Board("main", url="$url", page="$home", benchmark="$id", metric="accuracy", expect=Expect(min_rows=1)),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """One row a model."""
        rows = json_of(documents["main"])
        for number, value in enumerate(rows):
            row = Fields(value, f"/{number}")
            yield SourceRow(
                benchmark=board.benchmark,
                version=board.version,
                metric=board.metric,
                name=row.text("model"),
                value=row.number("accuracy"),
                locator=row.where,
            )
''')

CARD = Template("""name = "$title"
domain = "knowledge"
summary = "What it measures, in our own words."
maintainer = "who runs it"
url = "$home"
headline = "accuracy"
current = "1"

[metrics.accuracy]
title = "Accuracy"
unit = "percent"
higher_is_better = true
low = 0
high = 100

[[versions]]
id = "1"
""")

FIXTURE = '[\n {"model": "write a few real rows here", "accuracy": 50.0}\n]\n'

TEST = Template('''"""$title: figures read by eye from the board."""

from __future__ import annotations

from tests.sources.support import find, rows_of_fixture


def test_rows_are_as_read_by_eye() -> None:
    rows = rows_of_fixture("$id", "main", main="main.json")
    assert len(rows) >= 5, "write at least five rows into the fixture, the nasty ones among them"
    assert find(rows, "a model of the board").value == 50.0
''')


def scaffold(source_id: str, url: str, into: Path) -> list[Path]:
    """Write the four files of a new source. Returns their paths.

    Raises:
        FileExistsError: one of them is there already.
    """
    module = source_id.replace("-", "_").replace(".", "_")
    words = {
        "id": source_id,
        "url": url,
        "home": "{0.scheme}://{0.netloc}/".format(urlsplit(url)),
        "title": source_id.replace("-", " ").capitalize(),
        "name": "".join(part.capitalize() for part in module.split("_")),
    }
    files = {
        into / "scrapers" / f"{module}.py": SCRAPER.substitute(words),
        into / "data" / "registry" / "benchmarks" / f"{source_id}.toml": CARD.substitute(words),
        into / "tests" / "fixtures" / source_id / "main.json": FIXTURE,
        into / "tests" / "sources" / f"test_{module}.py": TEST.substitute(words),
    }
    for path in files:
        if path.exists():
            raise FileExistsError(17, "is there already", str(path))
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(files)
