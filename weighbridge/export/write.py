"""Writes every download of a data state into the public tree."""

from __future__ import annotations

from pathlib import Path

from weighbridge.dataset import Dataset
from weighbridge.export.about import DESCRIPTION, LICENCES, TITLE
from weighbridge.export.badges import badge_files
from weighbridge.export.catalogue import credits_of
from weighbridge.export.collections import collection_files
from weighbridge.export.csv_files import csv_bytes
from weighbridge.export.documents import DocumentLink, IndexDocument, TableLink
from weighbridge.export.embeds import embed_files
from weighbridge.export.evaleval import EVALEVAL, evaleval_files
from weighbridge.export.feeds import Feeds
from weighbridge.export.hub import hub_files
from weighbridge.export.interop import CROISSANT, DATAPACKAGE, FileFacts, State, croissant, datapackage
from weighbridge.export.manifest import MANIFEST
from weighbridge.export.moves import moves_of
from weighbridge.export.output import API, API_VERSION, Places, whole_seconds
from weighbridge.export.parquet import write_parquet, write_partitions
from weighbridge.export.ranking import ranking_files
from weighbridge.export.schemas import schema_files
from weighbridge.export.single import Singles
from weighbridge.export.sqlite import write_sqlite
from weighbridge.export.tables import Content, content_of
from weighbridge.files import json_text
from weighbridge.processes import without_collection
from weighbridge.standing.report import NO_REPORT, RankingReport
from weighbridge.standing.rows import Standing

INDEX = f"{API}/index.json"
DATABASE = "weighbridge.sqlite"

_ONE_EACH = {
    "model": "models/{id}",
    "benchmark": "benchmarks/{id}",
    "source": "sources/{id}",
    "explanation": "explanations/{id}",
}
_TITLES = {
    "results": "Every result with its evidence",
    "leaderboard": "The leaderboard",
    "models": "Every model with its published facts",
    "model": "One model: facts with evidence and rivals, standing, results with earlier values",
    "benchmarks": "Every benchmark",
    "benchmark": "One benchmark: its card and its results, best first",
    "sources": "Every source with its terms and state",
    "source": "One source: boards, refusals, names that wait",
    "status": "How every board stands",
    "explanation": "Why a model has its place",
    "gap": "The gap between open-weight and closed models over time",
    "optimism": "Vendors' own numbers beside independent ones",
    "manifest": "Every file with its size and hash",
}


def write_downloads(
    dataset: Dataset,
    standing: Standing,
    out: Path,
    *,
    data_version: str,
    base_url: str | None,
    report: RankingReport = NO_REPORT,
) -> None:
    """Write all downloads into ``out``, an existing folder. Same data, same bytes.

    Args:
        data_version: names the state of the data in every collection.
        base_url: where the site will stand; makes addresses absolute that are relative without it.
        report: what is told of the ranking beside the places.
    """
    write_records(dataset, out, base_url=base_url)
    write_api(dataset, standing, out, data_version=data_version, base_url=base_url, report=report)


def write_records(dataset: Dataset, out: Path, *, base_url: str | None) -> None:
    """Write the results as records that other standards describe: the ranking has no part in them."""
    tree = _Tree(out)
    with without_collection():
        for path, body in (*evaleval_files(dataset, Places(base_url)), *hub_files(dataset)):
            tree.put(path, body)


def write_api(
    dataset: Dataset, standing: Standing, out: Path, *, data_version: str, base_url: str | None, report: RankingReport
) -> None:
    """Write all other downloads: tables, documents, feeds, badges and the files that describe them."""
    places, tree = Places(base_url), _Tree(out)
    with without_collection():
        content = content_of(dataset, standing, report)
        files = _write_tables(content, tree, data_version)
        for path, body in collection_files(dataset, standing, content, places, data_version):
            tree.put(path, body)
        for maker in (
            Singles(dataset, content, places).files(),
            schema_files(places),
            ranking_files(dataset, report, places, data_version),
            Feeds(dataset, content.records, places, moves_of(report.history)).files(),
            embed_files(content.entries, places, data_version),
            badge_files(content.entries),
        ):
            for path, body in maker:
                tree.put(path, body)
        state = State(data_version, whole_seconds(dataset.as_of), content.sources, files, places)
        tree.put(DATAPACKAGE, json_text(datapackage(state)).encode())
        tree.put(CROISSANT, json_text(croissant(state)).encode())
        tree.put(INDEX, _index(dataset, content, places, data_version).json_bytes() + b"\n")


class _Tree:
    """Writes files under a folder, making each folder once."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._made: set[Path] = set()

    def path(self, name: str) -> Path:
        """Where a file goes; its folder is there afterwards."""
        path = self.out / name
        if path.parent not in self._made:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(path.parent)
        return path

    def put(self, name: str, body: bytes) -> None:
        """Write one file."""
        self.path(name).write_bytes(body)


def _write_tables(content: Content, tree: _Tree, data_version: str) -> dict[str, FileFacts]:
    """Write CSV, Parquet and SQLite; the facts of each file by its name."""
    names = []
    for name, table in content.tables.items():
        if "csv" in table.shape.formats:
            tree.put(f"{API}/{name}.csv", csv_bytes(table))
            names.append(f"{name}.csv")
        write_parquet(table, tree.path(f"{API}/{name}.parquet"), data_version=data_version)
        names.append(f"{name}.parquet")
    history, folder = content.tables["history"], tree.out / API / "history"
    write_partitions(history, "domain", content.domains("history"), folder, data_version=data_version)
    in_database = {name: table for name, table in content.tables.items() if "sqlite" in table.shape.formats}
    write_sqlite(in_database, tree.path(f"{API}/{DATABASE}"), data_version=data_version)
    return {name: FileFacts.of(tree.path(f"{API}/{name}")) for name in names}


# --- the index ---------------------------------------------------------------------------------


def _index(dataset: Dataset, content: Content, places: Places, data_version: str) -> IndexDocument:
    def link(name: str) -> str:
        return places.link(f"{API}/{name}", INDEX)

    return IndexDocument(
        schema_=places.schema("index", INDEX),
        data_version=data_version,
        as_of=whole_seconds(dataset.as_of),
        title=TITLE,
        api_version=API_VERSION,
        description=DESCRIPTION,
        licences=LICENCES,
        counts=_counts(dataset, content),
        documents={
            kind: DocumentLink(
                href=link(f"{_ONE_EACH.get(kind, kind)}.json"), schema_href=places.schema(kind, INDEX), title=title
            )
            for kind, title in _TITLES.items()
        },
        tables=tuple(
            TableLink(
                name=name,
                title=table.shape.title,
                rows=len(table),
                files={form: link(f"{name}.{form}") for form in table.shape.formats if form != "sqlite"},
            )
            for name, table in content.tables.items()
        ),
        other={
            "sqlite": link(DATABASE),
            "history_by_domain": link("history/domain={id}/part.parquet"),
            "datapackage": places.link(DATAPACKAGE, INDEX),
            "croissant": places.link(CROISSANT, INDEX),
            "evaleval": places.link(EVALEVAL, INDEX),
            "manifest": places.link(MANIFEST, INDEX),
            "feed": places.link("feeds/all.atom", INDEX),
            "badge": link("badges/{id}.json"),
        },
        credits=credits_of(dataset),
    )


def _counts(dataset: Dataset, content: Content) -> dict[str, int]:
    current = dataset.current
    return {
        "results": len(current),
        "results_withdrawn": len(dataset.results) - len(current),
        "results_archived": len(dataset.archive),
        "results_unresolved": sum(result.model is None for result in current),
        "models": len(content.models),
        "models_with_results": len({result.model for result in current if result.model is not None}),
        "benchmarks": len(content.benchmarks),
        "benchmarks_with_results": len({result.benchmark for result in current}),
        "sources": len(content.sources),
        "changes": len(content.records.events),
    }
