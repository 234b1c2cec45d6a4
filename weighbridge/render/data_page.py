"""``data/``: what can be downloaded, how large it is, what the columns mean, under which terms, how to cite it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from weighbridge.dataset import Dataset
from weighbridge.export.about import DESCRIPTION, KEYWORDS, OWN_LICENCE, TITLE
from weighbridge.export.evaleval import EVALEVAL
from weighbridge.export.interop import CITATION
from weighbridge.export.output import API
from weighbridge.export.tables import SHAPES
from weighbridge.render.writer import SITE, Pages
from weighbridge.source import SHELVES

FORMATS = {"json": "JSON", "csv": "CSV", "parquet": "Parquet"}
OTHERS = (
    ("api/v1/weighbridge.sqlite", "the tables with a CSV file in one database"),
    ("api/v1/index.json", "where everything is, with counts and schemas"),
    ("api/v1/status.json", "how every board stands"),
    ("api/v1/gap.json", "the gap between open and closed models by month, with intervals"),
    ("api/v1/optimism.json", "vendors' own numbers beside independent ones"),
    (EVALEVAL, "every run as a record of EvalEval's Every Eval Ever 0.3.0"),
    ("api/v1/datapackage.json", "Frictionless Data Package"),
    ("api/v1/croissant.json", "MLCommons Croissant"),
    ("api/v1/manifest.json", "every file with its size and SHA-256"),
    ("feeds/all.atom", "changes as a feed"),
)


@dataclass(frozen=True)
class File:
    """One download; the size is None where the downloads were not written before the page."""

    path: str  # from the root of the site
    label: str
    bytes: int | None


@dataclass(frozen=True)
class Question:
    """A worked question: what is asked, and the few lines that answer it with these tools."""

    text: str
    tool: str
    lines: str


def write(pages: Pages) -> None:
    """Write ``data/index.html``. Sizes and numbers of rows are those of the downloads that stand in the folder."""
    dataset, index = pages.view.dataset, _index(pages.out)
    version = str(index.get("data_version", ""))
    pages.page(
        "data/index.html",
        "data.html",
        tables=list(_tables(pages.out, index)),
        others=[(_file(pages.out, path, path.rpartition("/")[2]), what) for path, what in OTHERS],
        shapes=SHAPES.values(),
        sources=[view.source for view in dataset.sources],
        shelves=SHELVES,
        licences=_rows_by_licence(dataset),
        questions=list(questions()),
        examples=list(examples()),
        citation=CITATION.format(title=TITLE, year=dataset.as_of.year, version=version or "unknown"),
        described=_described(pages, dataset, version),
    )


def questions() -> Iterator[Question]:
    """The worked questions, in the order of their files. They read from ``data``, the address of ``api/v1``."""
    for path in sorted((SITE / "content" / "data_questions").glob("*.txt")):
        text, lines = _snippet(path)
        tools = [tool for tool in ("DuckDB", "pandas", "polars") if f"import {tool.lower()}" in lines]
        yield Question(text, ", ".join(tools), lines)


def examples() -> Iterator[Question]:
    """The examples for a shell and for JavaScript, in the order of their files. They too read from ``data``."""
    for path in sorted((SITE / "content" / "data_examples").glob("*.txt")):
        text, lines = _snippet(path)
        yield Question(text, "curl" if "curl" in lines else "JavaScript", lines)


def _snippet(path: Path) -> tuple[str, str]:
    """The first line, which says what is shown, and the rest."""
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    return first.lstrip("#/ "), rest.strip()


def _index(out: Path) -> Mapping[str, Any]:
    path = out / API / "index.json"
    found: Mapping[str, Any] = json.loads(path.read_bytes()) if path.exists() else {}
    return found


def _tables(out: Path, index: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    rows = {table["name"]: table["rows"] for table in index.get("tables", ())}
    for name, shape in SHAPES.items():
        found = [_file(out, f"{API}/{name}.{form}", label) for form, label in FORMATS.items()]
        parts = sorted((out / API / name).glob("*=*/*.parquet"))
        yield {
            "name": name,
            "title": shape.title,
            "rows": rows.get(name),
            "files": [file for file in found if file.bytes is not None],
            "parts": [_file(out, part.relative_to(out).as_posix(), part.parent.name) for part in parts],
        }


def _file(out: Path, path: str, label: str) -> File:
    target = out / path
    return File(path, label, target.stat().st_size if target.is_file() else None)


def _rows_by_licence(dataset: Dataset) -> list[tuple[str, int, int]]:
    """Licence, rows that stand today, and sources under it; most rows first."""
    licence = {view.source.id: view.source.licence.id for view in dataset.sources}
    rows = Counter(licence[result.evidence.source] for result in dataset.current)
    sources = Counter(licence[source] for source in {result.evidence.source for result in dataset.current})
    return [(name, count, sources[name]) for name, count in sorted(rows.items(), key=lambda item: (-item[1], item[0]))]


def _described(pages: Pages, dataset: Dataset, version: str) -> str:
    """The data set in the words of schema.org, for search engines; a block of data that no browser runs."""
    base = pages.base_url
    about: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": TITLE,
        "description": DESCRIPTION,
        "keywords": list(KEYWORDS),
        "license": OWN_LICENCE.url,
        "isAccessibleForFree": True,
        "version": version,
        "dateModified": dataset.as_of.date().isoformat(),
        "creator": {"@type": "Organization", "name": "Weighbridge"},
    }
    if base:
        about["url"] = f"{base}data/"
        about["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{base}{API}/results.{form}"}
            for form, kind in (
                ("csv", "text/csv"),
                ("json", "application/json"),
                ("parquet", "application/vnd.apache.parquet"),
            )
        ]
    # A "<" could end the script element early; JSON reads its escape the same.
    return json.dumps(about, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
