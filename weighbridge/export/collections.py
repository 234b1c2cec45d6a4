"""The collections of ``api/v1``: JSON documents that hold a whole table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from weighbridge.dataset import Dataset
from weighbridge.export.catalogue import credits_of
from weighbridge.export.cells import RESULT, Layout, lines_of
from weighbridge.export.documents import (
    BenchmarksDocument,
    BoardStatusEntry,
    Credit,
    Freshness,
    LeaderboardDocument,
    ModelsDocument,
    ResultsDocument,
    SourcesDocument,
    StatusDocument,
)
from weighbridge.export.output import API, Collection, Output, Places, filled, whole_seconds
from weighbridge.export.shared import PAYLOAD, SPAN, SUBJECT, YARDSTICK
from weighbridge.export.single import Shared, board_states
from weighbridge.export.tables import Content
from weighbridge.health import freshness, healths
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

    yield f"{API}/results.json", _results(head("results"), credit, content)
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
        ("status", StatusDocument(**head("status"), freshness=_freshness(dataset), boards=()), _all_boards(dataset)),
    )
    for kind, collection, rows in made:
        yield f"{API}/{kind}.json", filled(collection, (row.json_bytes() for row in rows))


_PARTS: Mapping[str, Layout] = {"subject": SUBJECT, "yardstick": YARDSTICK, "payload": PAYLOAD, "span": SPAN}
"""Cell of a row of ``results.json`` → what it stands for."""


def _results(head: Mapping[str, Any], credit: Sequence[Credit], content: Content) -> bytes:
    """``results.json``."""
    table = content.tables["results"]
    shared = {cell: Shared(layout, table.cells) for cell, layout in _PARTS.items()}
    document = ResultsDocument.model_validate(
        {
            **head,
            "credits": credit,
            **{f"{cell}_columns": layout.names for cell, layout in _PARTS.items()},
            **{f"{cell}s": part.combinations for cell, part in shared.items()},
            "columns": RESULT.names,
            "results": (),
        }
    )
    columns = [shared[name].places if name in shared else table.cells[name] for name in RESULT.names]
    return filled(document, lines_of(columns, range(len(table))))


def _freshness(dataset: Dataset) -> Freshness:
    figure = freshness(healths(dataset.sources, dataset.as_of))
    return Freshness.model_validate({name: figure[name] for name in Freshness.model_fields})


def _all_boards(dataset: Dataset) -> list[BoardStatusEntry]:
    return [
        BoardStatusEntry(**dict(state), source=view.source.id, cadence_days=view.source.cadence_days)
        for view in dataset.sources
        for state in board_states(view)
    ]
