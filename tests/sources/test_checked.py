"""Rows read by eye: value, unit, direction and variant of five rows or more of every source, the nasty ones among them.

``checked/<source>.jsonl`` has a line that says which fixture file stands for which document of a board, then a row a
line. ``in`` says where a row is to be found: in the fixture, in the newest capture, or in both.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.committed import registry, resolver
from tests.sources.support import (
    READ_AT,
    board_of,
    captures,
    document,
    needs_captures,
    rows_of_captures,
    source_of,
)
from weighbridge.discovery import result_sources
from weighbridge.schema import SourceRow

FOLDER = Path(__file__).parent / "checked"
SOURCES = sorted(result_sources())
LEAST = 5

# Sources whose tests make the payload (an archive, a spreadsheet, a page around the data): their module gives the rows.
MADE_BY_ITS_TEST = {"epoch-hub", "livecodebench", "lmarena", "osworld-verified", "vals"}
# One row of it is published outside the data set, and no payload of it is among the captures.
FEWER = {"lmarena": 1}

Line = dict[str, Any]


@cache
def lines_of(source_id: str) -> tuple[Line, ...]:
    """The lines of a source's file; the first one names the fixture."""
    path = FOLDER / f"{source_id}.jsonl"
    assert path.exists(), (
        f"read {LEAST} rows of {source_id} by eye and write them into tests/sources/checked/{path.name}"
    )
    return tuple(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())


def rows_in(source_id: str, place: str) -> list[Line]:
    """The rows that are to be found there."""
    return [line for line in lines_of(source_id) if line.get("in") in (place, "both")]


def rows_of_the_fixture(source_id: str) -> Iterator[tuple[str, SourceRow]]:
    """(board, row) of a source's fixture."""
    if source_id in MADE_BY_ITS_TEST:
        module = importlib.import_module(f"tests.sources.test_{source_id.replace('-', '_')}")
        yield from module.rows_by_board()
        return
    source = source_of(source_id)
    for board_id, files in lines_of(source_id)[0]["fixture"].items():
        named = {key: file if isinstance(file, dict) else {"file": file} for key, file in files.items()}
        documents = {key: document(source_id, **words) for key, words in named.items()}
        for row in source.parse(board_of(source, board_id), documents):
            yield board_id, row


def read(source_id: str, board_id: str, row: SourceRow) -> Line:
    """A row as a line of the file would state it."""
    metric = registry().benchmarks[row.benchmark].metrics[row.metric]
    meaning = resolver().resolve_row(source_id, row.name, row.settings, row.measured_on or READ_AT.date())
    return {
        "board": board_id,
        "benchmark": row.benchmark,
        "version": row.version,
        "metric": row.metric,
        "name": row.name,
        "settings": dict(row.settings),
        "value": row.value,
        "unit": metric.unit.value,
        "better": "higher" if metric.higher_is_better else "lower",
        "model": meaning.model,
        "variant": meaning.variant.label(),
    }


def compare(source_id: str, expected: list[Line], rows: list[tuple[str, SourceRow]]) -> None:
    """Each expected row must be there once, as it was read."""
    for line in expected:
        wanted = {"settings": {}, **{key: value for key, value in line.items() if key != "in"}}
        place = ("board", "benchmark", "version", "metric", "name", "settings")
        alike = [
            read(source_id, board, row)
            for board, row in rows
            if (board, row.benchmark, row.version, row.metric, row.name, dict(row.settings))
            == tuple(wanted[key] for key in place)
        ]
        assert len(alike) == 1, f"{len(alike)} rows like {line}"
        if "model" not in wanted and alike[0]["model"] is not None:
            del wanted["variant"]  # the name was not known when the row was read; what it says is the model's now
        found = {key: alike[0][key] for key in wanted}
        assert found == {**wanted, "value": pytest.approx(wanted["value"], rel=1e-9, abs=1e-9)}


@pytest.mark.parametrize("source_id", SOURCES)
def test_enough_rows_were_read_and_say_all(source_id: str) -> None:
    for place in ("fixture", "capture"):
        if not (place == "capture" and source_id in FEWER):
            assert len(rows_in(source_id, place)) >= FEWER.get(source_id, LEAST), place
    for line in lines_of(source_id)[1:]:
        assert {"in", "board", "benchmark", "version", "metric", "name", "value", "unit", "better", "variant"} <= {
            *line
        }
    assert (FOLDER.parent / f"test_{source_id.replace('-', '_')}.py").exists() or source_id.startswith("lechmazur-")


@pytest.mark.parametrize("source_id", SOURCES)
def test_the_fixture_gives_the_rows_read_by_eye(source_id: str) -> None:
    compare(source_id, rows_in(source_id, "fixture"), list(rows_of_the_fixture(source_id)))


@needs_captures
@pytest.mark.parametrize("source_id", sorted({*SOURCES} - {*FEWER}))
def test_the_newest_capture_gives_the_rows_read_by_eye(source_id: str) -> None:
    expected = rows_in(source_id, "capture")
    boards = sorted({line["board"] for line in expected})
    compare(source_id, expected, [(board, row) for board in boards for row in rows_of_captures(source_id, board)])


@needs_captures
def test_exceptions_are_needed() -> None:
    sources = result_sources()
    assert {key for key in FEWER if not captures().days(sources[key].reach, sources[key].replay_kinds)} == {*FEWER}
    assert {path.stem for path in FOLDER.glob("*.jsonl")} == {*SOURCES}
