"""Archived models: those that only retired boards name. A table a letter, so that all of them are within reach."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from weighbridge.render import numbers
from weighbridge.render.view import View
from weighbridge.render.writer import Pages
from weighbridge.schema import Result

COLUMNS = 4
OTHER = "0"  # the page of names that start with no letter from a to z

Group = tuple[str, str, str]  # benchmark, version, metric
Paper = tuple[str, str, str, str, str]  # source, reporter, page, address, time and hash in words


@dataclass(frozen=True)
class ArchiveColumn:
    """A benchmark in one version: its name, the version, unit and direction."""

    benchmark: str
    name: str
    version: str
    unit: str
    arrow: str


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """A model with its numbers; each names the document it was read from by its place in the page's list."""

    id: str
    name: str
    owner: str
    repository: str
    parameters: str
    licence: str
    cells: tuple[tuple[str, int] | None, ...]
    results: int


def write(pages: Pages) -> None:
    """Write ``archive/``: an index, a table a letter, the names for the search; nothing while nobody is archived."""
    view = pages.view
    results: dict[str, list[Result]] = defaultdict(list)
    for result in view.dataset.archive:
        if result.model is not None:
            results[result.model].append(result)
    if not results:
        return
    columns = _columns(view)
    decimals = _decimals(view, columns)
    letters: dict[str, list[str]] = defaultdict(list)
    for model in sorted(results, key=lambda key: (view.dataset.model(key).name.casefold(), key)):
        letters[letter_of(view.dataset.model(model).name)].append(model)
    counts = {letter: len(letters[letter]) for letter in sorted(letters)}
    heads = [_head(view, column) for column in columns]
    pages.page("archive/index.html", "archive.html", counts=counts, count=len(results), heads=heads)
    for letter, models in letters.items():
        papers: dict[Paper, int] = {}
        rows = [_row(view, model, results[model], decimals, papers) for model in models]
        pages.page(
            f"archive/{letter}/index.html",
            "archive_letter.html",
            letter=letter,
            counts=counts,
            heads=heads,
            rows=rows,
            papers=list(papers),
        )
    pages.text("assets/archived.js", _names(view, results))


def letter_of(name: str) -> str:
    """The page that a name stands on: its first letter, or the page of all others."""
    first = name[:1].casefold()
    return first if "a" <= first <= "z" and len(first) == 1 else OTHER


def _columns(view: View) -> list[Group]:
    """The fullest versions of benchmarks with their headline metric, composites first."""
    counts: Counter[Group] = Counter()
    for result in view.dataset.archive:
        if result.current and result.metric == view.dataset.card(result.benchmark).headline:
            counts[result.benchmark, result.version, result.metric] += 1
    ordered = sorted(counts, key=lambda group: (not view.dataset.card(group[0]).composite, -counts[group], group))
    fullest: dict[str, Group] = {}
    for group in ordered:
        if counts[group] * 100 >= sum(counts.values()) / max(len(counts), 1):
            fullest.setdefault(group[0], group)
    return list(fullest.values())[:COLUMNS]


def _head(view: View, group: Group) -> ArchiveColumn:
    benchmark, version, metric = group
    card = view.dataset.card(benchmark)
    shown = card.metrics[metric]
    several = len(card.versions) > 1
    return ArchiveColumn(
        benchmark if benchmark in view.dataset.by_benchmark else "",
        card.name,
        version if several else "",
        numbers.UNIT_SIGN[shown.unit],
        "↑" if shown.higher_is_better else "↓",
    )


def _row(
    view: View, model: str, results: Sequence[Result], decimals: Mapping[Group, int], papers: dict[Paper, int]
) -> ArchiveRow:
    entry = view.dataset.model(model)
    best: dict[Group, Result] = {}
    for result in results:
        group = (result.benchmark, result.version, result.metric)
        if result.current and (group not in best or _better(view, result, best[group])):
            best[group] = result
    repository = entry.repository or model
    return ArchiveRow(
        id=repository.lower(),
        name=entry.name,
        owner=repository.partition("/")[0],
        repository=entry.repository or "",
        parameters=numbers.billions(view.fact_number(model, ("total_parameters",))),
        licence=view.licence_of(model)[1],
        cells=tuple(_cell(view, best.get(group), decimals, papers) for group in decimals),
        results=len(results),
    )


def _better(view: View, one: Result, other: Result) -> bool:
    return (one.value > other.value) is view.metric(one).higher_is_better and one.value != other.value


def _cell(
    view: View, result: Result | None, decimals: Mapping[Group, int], papers: dict[Paper, int]
) -> tuple[str, int] | None:
    if result is None:
        return None
    text = numbers.number(result.value, decimals[result.benchmark, result.version, result.metric])
    return text, papers.setdefault(_paper(view, result), len(papers) + 1)


def _decimals(view: View, columns: Iterable[Group]) -> dict[Group, int]:
    values: dict[Group, list[Result]] = {group: [] for group in columns}
    for result in view.dataset.archive:
        values.get((result.benchmark, result.version, result.metric), []).append(result)
    return {
        group: numbers.column_decimals((r.value for r in same), (r.stderr for r in same), view.metric(same[0]).unit)
        for group, same in values.items()
    }


def _paper(view: View, result: Result) -> Paper:
    evidence = result.evidence
    title = view.source_title(evidence.source)
    read = f"{numbers.minute(evidence.retrieved_at)}, SHA-256 {evidence.payload_sha256}"
    return title, result.reporter.value, evidence.page, evidence.url, read


def _names(view: View, models: Mapping[str, object]) -> str:
    """Owner and name of every archived model, as a classic script so that it also works from a disk."""
    names = sorted(view.dataset.model(key).repository or key for key in models)
    return f"window.WEIGHBRIDGE_ARCHIVE={json.dumps(names, ensure_ascii=True, separators=(',', ':'))};\n"
