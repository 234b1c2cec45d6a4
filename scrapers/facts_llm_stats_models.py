"""LLM Stats' files of models: licence, release, parameters and cutoff with a link to the weights (ended in 2025)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from weighbridge.readers.catalogues import date_in, facts_of, positive, repository_in
from weighbridge.readers.containers import tree_paths
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import FactRow
from weighbridge.source import Board, Document, Documents, Expect, FactSource, Get, Licence, NotFoundError

REPOSITORY = "JonathanChavezTamales/llm-leaderboard"
RAW = f"https://raw.githubusercontent.com/{REPOSITORY}/main/"
TREE = f"https://api.github.com/repos/{REPOSITORY}/git/trees/main?recursive=1"
MODEL = re.compile(r"data/organizations/[^/]+/models/[^/]+/model\.json")
CLOSED = "proprietary"


class LlmStatsModels(FactSource):
    id = "llm-stats-models"
    title = "LLM Stats models"
    home = "https://llm-stats.com/"
    maintainer = "Jonathan Chavez and others"
    licence = Licence("none stated", "LLM Stats (llm-stats.com)", f"https://github.com/{REPOSITORY}")
    reach = (TREE, RAW)
    cadence_days = 400
    status = "retired"
    status_since = date(2025, 10, 16)
    problems = (
        "Some dates and counts are slips (88.9B for a model of 9B): it is believed last.",
        "Facts are read only where weights are linked.",
    )
    boards = (Board("models", TREE, home, expect=Expect(min_rows=200, max_rows=5_000)),)

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The repository's listing, then the file of each model that it names."""
        paths = [path for path in tree_paths(get(board.url)) if MODEL.fullmatch(path)]
        if not paths:
            raise NotFoundError(f"{board.url}: the repository has not got its present folders yet")
        return {path: get(RAW + path) for path in paths}

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Facts of each repository that exactly one model links to."""
        linked: dict[str, list[tuple[str, Fields]]] = {}
        for path, document in documents.items():
            model = Fields(json_of(document), path)
            repository = repository_in(model.maybe_text("source_weights_link") or "")
            if repository is not None:
                linked.setdefault(repository, []).append((path, model))
        for repository, models in linked.items():
            if len(models) != 1:
                continue
            ((path, model),) = models
            licence = model.maybe_text("license_id")
            facts = {
                "released": date_in(model.maybe_text("release_date"), path),
                "licence": None if licence == CLOSED else licence,
                "total_parameters": positive(model.maybe_number("param_count")),
                "knowledge_cutoff": date_in(model.maybe_text("knowledge_cutoff"), path),
            }
            yield from facts_of(repository.partition("/")[2], repository, facts, path, document=path)
