"""LLM Stats: what vendors state of their own models, gathered with the addresses (ended in October 2025)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from scrapers.llm_stats_names import BENCHMARKS
from weighbridge.readers.containers import tree_paths
from weighbridge.readers.structured import Fields, json_of, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import (
    Board,
    Document,
    Documents,
    Expect,
    Get,
    Licence,
    NotFoundError,
    ParseError,
    Source,
    stating,
)

REPOSITORY = "JonathanChavezTamales/llm-leaderboard"
RAW = f"https://raw.githubusercontent.com/{REPOSITORY}/main/"
TREE = f"https://api.github.com/repos/{REPOSITORY}/git/trees/main?recursive=1"
FOLDER = re.compile(r"(?P<folder>data/organizations/(?P<organisation>[^/]+)/models/(?P<model>[^/]+)/)[^/]+")
FORMER = "models/"  # where everything lay before, with figures inside the files of the models
PLACEHOLDER = "example.com"
MANY_TRIES = re.compile(r"(?:cons|maj|pass) ?@ ?(?:\d{2,}|[2-9])|parallel|multiple attempts", re.IGNORECASE)
DIAMOND = ("gpqa-diamond", "accuracy", "1")


class LlmStatsBenchmarks(Source):
    id = "llm-stats-benchmarks"
    title = "LLM Stats"
    home = "https://llm-stats.com/"
    maintainer = "Jonathan Chavez and others"
    licence = Licence("none stated", "LLM Stats (llm-stats.com)", f"https://github.com/{REPOSITORY}")
    reach = (TREE, RAW)
    cadence_days = 400
    status = "retired"
    status_since = date(2025, 10, 16)
    reporter = Reporter.SELF_REPORTED
    problems = (
        "Figures of the vendors themselves: prompts, shots and tools differ from row to row.",
        "A score of 0 stands for a kind of input that the model does not take; it is left out.",
        "Rows whose source is a placeholder, and figures of many tries at once, are left out.",
        "Where a vendor's rows contradict each other and their method does not tell them apart, none is taken.",
    )
    boards = (Board("models", TREE, home, expect=Expect(1_200, 5_000, {"measured_by": 0.9})),)

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The repository's listing, then the file of figures that lies in a model's folder, if one does."""
        listing = get(board.url)
        paths = tree_paths(listing)
        folders = sorted({match["folder"]: match for match in map(FOLDER.fullmatch, paths) if match}.items())
        if not folders and any(path.startswith(FORMER) for path in paths):
            raise NotFoundError(f"{board.url}: the repository has not got its present folders yet")
        documents = {"main": listing}
        for folder, match in folders:
            with suppress(NotFoundError):  # one model without figures; the others are not lost
                documents[f"{match['organisation']}/{match['model']}"] = get(f"{RAW}{folder}benchmarks.json")
        return documents

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        files = {key: document for key, document in documents.items() if key != "main"}
        if not files:
            raise ParseError(f"{board.url}: the listing names no file of benchmarks")
        for key, document in sorted(files.items()):
            entries = json_of(document)
            if not isinstance(entries, list):
                raise ParseError(f"{document.url}: expected a list of figures")
            yield from _told_apart([row for n, entry in enumerate(entries) for row in _row(key, n, entry)])


def _row(key: str, number: int, entry: object) -> Iterator[tuple[SourceRow, str]]:
    """The row with its method, if it is a single-try figure of a benchmark that is known."""
    fields = Fields(entry, f"{key}/{number}")
    score, method = fields.number_or_null("score"), fields.maybe_text("analysis_method") or ""
    own, link = fields.take("is_self_reported"), fields.maybe_text("self_reported_source_link") or ""
    target = BENCHMARKS.get(fields.text("benchmark_id"))
    name = fields.text("model_id")
    if target is None or not score or PLACEHOLDER in link or MANY_TRIES.search(method):
        return
    if not 0 < score <= 1:
        raise ParseError(f"{fields.where}: a score should lie between 0 and 1, is {score}")
    benchmark, metric, version = DIAMOND if target[0] == "gpqa" and "diamond" in method.lower() else target
    with stating(fields.where):
        row = SourceRow(
            benchmark=benchmark,
            version=version,
            metric=metric,
            name=name,
            value=scaled(score, 100),
            reporter=None if own is True else Reporter.AGGREGATED,
            measured_by=link or None,
            document=key,
            locator=fields.where,
        )
    yield row, method


def _told_apart(rows: list[tuple[SourceRow, str]]) -> Iterator[SourceRow]:
    """One model's rows; the method is a setting only where it tells several figures of one benchmark apart."""
    same = Counter(row.key() for row, _ in rows)
    alike = Counter((row.key(), method) for row, method in rows)
    for row, method in rows:
        if same[row.key()] == 1:
            yield row
        elif method and alike[row.key(), method] == 1:
            yield row.model_copy(update={"settings": {"method": " ".join(method.split())[:200]}})
