"""The collections of ``api/v1``: JSON documents that hold a whole table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from weighbridge.dataset import Dataset
from weighbridge.export.catalogue import credits_of
from weighbridge.export.cells import RESULT_CELLS
from weighbridge.export.csv_files import moments
from weighbridge.export.documents import (
    BenchmarksDocument,
    BoardStatusEntry,
    LeaderboardDocument,
    ModelsDocument,
    ResultsDocument,
    SourcesDocument,
    StatusDocument,
)
from weighbridge.export.output import API, Collection, Output, Places, whole_seconds
from weighbridge.export.single import Payloads, board_states
from weighbridge.export.tables import Content
from weighbridge.files import json_line
from weighbridge.standing.rows import Standing


def collection_files(
    dataset: Dataset, standing: Standing, content: Content, places: Places, data_version: str
) -> Iterator[tuple[str, bytes]]:
    """Path from the root of the site and bytes of every collection."""
    credit = credits_of(dataset)

    def head(kind: str) -> dict[str, Any]:
        """What every collection starts with."""
        address = places.schema(kind, f"{API}/{kind}.json")
        return {"schema_": address, "data_version": data_version, "as_of": whole_seconds(dataset.as_of)}

    payloads = Payloads()
    lines = list(_result_lines(content, payloads))
    document = ResultsDocument(
        **head("results"), credits=credit, columns=(*RESULT_CELLS, "payload"), payloads=payloads.listed(), results=()
    )
    yield f"{API}/results.json", filled(document, lines)
    made: tuple[tuple[str, Collection, Iterable[Output]], ...] = (
        (
            "leaderboard",
            LeaderboardDocument(
                **head("leaderboard"),
                method=standing.method,
                provisional=standing.provisional,
                credits=credit,
                leaderboard=(),
            ),
            content.entries,
        ),
        ("models", ModelsDocument(**head("models"), credits=credit, models=()), content.models),
        (
            "benchmarks",
            BenchmarksDocument(
                **head("benchmarks"), domains=dict(sorted(dataset.registry.domains.items())), benchmarks=()
            ),
            content.benchmarks,
        ),
        ("sources", SourcesDocument(**head("sources"), sources=()), content.sources),
        ("status", StatusDocument(**head("status"), boards=()), _all_boards(dataset)),
    )
    for kind, collection, rows in made:
        yield f"{API}/{kind}.json", filled(collection, (row.json_bytes() for row in rows))


def filled(document: Output, lines: Iterable[bytes]) -> bytes:
    """A document whose last field is an empty list, as JSON with that list filled: one row a line.

    A row a line keeps a file of many megabytes readable for tools that go by lines, and its differences small.
    """
    head = document.json_bytes()
    if not head.endswith(b"[]}"):
        raise ValueError(f"the last field of {type(document).__name__} is not an empty list")
    body = b",\n".join(lines)
    return head.removesuffix(b"]}") + (b"\n" + body + b"\n" if body else b"") + b"]}\n"


def _result_lines(content: Content, payloads: Payloads) -> Iterator[bytes]:
    """The rows of ``results.json``, each as a compact JSON list; null is not known."""
    cells = content.tables["results"].cells
    kinds = {column.name: column.kind for column in content.tables["results"].shape.columns}
    columns = [moments(cells[name]) if kinds[name] == "moment" else cells[name] for name in RESULT_CELLS]
    places = [payloads.place(row) for row in content.records.rows]
    return (json_line(line).encode() for line in zip(*columns, places, strict=True))


def _all_boards(dataset: Dataset) -> list[BoardStatusEntry]:
    return [
        BoardStatusEntry(**dict(state), source=view.source.id)
        for view in dataset.sources
        for state in board_states(view)
    ]
