"""Names that wait for a person: unresolved ones, ranked by how many results wait on them, with suggestions."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from weighbridge.dataset import Dataset
from weighbridge.files import write_atomic
from weighbridge.names import dashed
from weighbridge.schema import Model


@dataclass(frozen=True)
class Waiting:
    """One unresolved name at one source."""

    source: str
    name: str
    results: int
    benchmarks: tuple[str, ...]
    why: str


def waiting_names(dataset: Dataset) -> list[Waiting]:
    """Unresolved names, those with most results first."""
    found = [
        Waiting(
            source,
            name,
            len(results),
            tuple(sorted({result.benchmark for result in results})),
            results[0].rule.removeprefix("unresolved: "),
        )
        for source, names in dataset.unresolved.items()
        for name, results in names.items()
    ]
    return sorted(found, key=lambda w: (-w.results, w.source, w.name))


def suggestions(name: str, models: Mapping[str, Model], most: int = 3) -> list[tuple[str, float]]:
    """Models whose spelling is near a name, with a likeness from 0 to 100. For a person to judge, never to publish."""
    spellings = {model.id: dashed(model.id.partition("/")[2]) for model in models.values()}
    found = process.extract(dashed(name.rpartition("/")[2]), spellings, scorer=fuzz.token_sort_ratio, limit=most)
    return [(model_id, round(score, 1)) for _, score, model_id in found]


def write_review(data: Path, waiting: Sequence[Waiting]) -> None:
    """Write ``data/review/unresolved.csv``, sorted by source and name so that its difference can be read."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["source", "name", "results", "benchmarks", "why"])
    for item in sorted(waiting, key=lambda w: (w.source, w.name)):
        writer.writerow([item.source, item.name, item.results, " ".join(item.benchmarks), item.why])
    write_atomic(data / "review" / "unresolved.csv", text.getvalue().encode())
