"""Small made-up boards, registries and fetchers for the tests of the core."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import click

from weighbridge.cli import main
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Benchmark, BenchmarkVersion, Metric, Reporter, SourceRow, Unit
from weighbridge.source import Board, Document, Documents, Expect, Licence, Source

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
URL = "https://board.example/rows.json"


def commands() -> dict[str, click.Command]:
    """Every command by its name."""
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def at(day: int) -> datetime:
    """Noon of the given day after the start."""
    return START + timedelta(days=day)


def row(name: str, value: float, **more: object) -> SourceRow:
    """A row of the made-up benchmark."""
    fields: dict[str, object] = {"benchmark": "toy", "version": "1", "metric": "accuracy", "locator": f"/{name}"}
    return SourceRow.model_validate({**fields, "name": name, "value": value, **more})


def card(**metric: object) -> dict[str, Benchmark]:
    """The card of the made-up benchmark; keywords change its metric."""
    fields: dict[str, object] = {
        "title": "Accuracy",
        "unit": Unit.PERCENT,
        "higher_is_better": True,
        "low": 0.0,
        "high": 100.0,
    }
    return {
        "toy": Benchmark(
            id="toy",
            name="Toy",
            domain="coding",
            summary="Made up.",
            maintainer="nobody",
            url="https://board.example/",
            headline="accuracy",
            current="1",
            metrics={"accuracy": Metric.model_validate({**fields, **metric})},
            versions=(BenchmarkVersion(id="1"), BenchmarkVersion(id="2")),
        )
    }


def document(rows: object, day: int) -> Document:
    """A JSON document read on a day."""
    return Document(URL, json.dumps(rows).encode(), at(day))


class Toy(Source):
    """A source whose payload is a list of rows."""

    id: ClassVar = "toy-board"
    title: ClassVar = "Toy board"
    home: ClassVar = "https://board.example/"
    maintainer: ClassVar = "nobody"
    licence: ClassVar = Licence("CC0-1.0", "nobody")
    reach: ClassVar = ("https://board.example/",)
    reporter: ClassVar = Reporter.INDEPENDENT
    boards: ClassVar = (Board("main", URL, "https://board.example/", benchmark="toy", expect=Expect(min_rows=2)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """One row an object."""
        for number, value in enumerate(json_of(documents["main"])):
            fields = Fields(value, f"/{number}")
            yield row(fields.text("model"), fields.number("score"), locator=f"/{number}")


TOY_TOML: Mapping[str, str] = {
    "benchmarks/toy.toml": """
name = "Toy"
domain = "coding"
summary = "Made up."
maintainer = "nobody"
url = "https://board.example/"
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
""",
    "organisations.toml": '[acme]\nname = "Acme"\ncountry = "FR"\n',
    "models/acme/anvil-8b.toml": """
name = "Anvil 8B"
developer = "acme"
repository = "Acme/Anvil-8B"
weights = "open"
reasoning = "never"
""",
}

VOCABULARY = Path(__file__).parents[2] / "data" / "registry" / "vocabulary.toml"


def toy_data(folder: Path, files: Mapping[str, str] = TOY_TOML) -> Path:
    """A data folder with a small registry and the real vocabulary."""
    registry = folder / "registry"
    for name, text in files.items():
        (registry / name).parent.mkdir(parents=True, exist_ok=True)
        (registry / name).write_text(text, encoding="utf-8")
    (registry / "vocabulary.toml").write_bytes(VOCABULARY.read_bytes())
    return folder
