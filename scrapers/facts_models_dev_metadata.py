"""models.dev: one hand-kept file a model (its provider files are prices and are not read)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.catalogues import date_in, facts_of, modalities_in, positive, repository_in
from weighbridge.readers.containers import tree_paths
from weighbridge.readers.structured import Fields, toml_of
from weighbridge.schema import FactRow
from weighbridge.source import Board, Document, Documents, Expect, FactSource, Get, Licence

RAW = "https://raw.githubusercontent.com/anomalyco/models.dev/dev/"
LISTING = "https://api.github.com/repos/anomalyco/models.dev/git/trees/dev?recursive=1"
MODEL_FILE = re.compile(r"models/[^/]+/[^/]+\.toml")


class ModelsDevMetadata(FactSource):
    id = "models-dev-metadata"
    title = "models.dev model files"
    home = "https://models.dev/"
    maintainer = "models.dev"
    licence = Licence("MIT", "models.dev", "https://github.com/anomalyco/models.dev/blob/dev/LICENSE")
    reach = (RAW, LISTING)
    cadence_days = 30
    problems = ("Files of moving names (-latest, deepseek-chat) describe what the name meant on the day of reading.",)
    boards = (Board("models", LISTING, "https://models.dev/", expect=Expect(min_rows=1000, max_rows=20_000)),)

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The repository's listing, then each model file it names, under its path."""
        paths = [path for path in tree_paths(get(board.url)) if MODEL_FILE.fullmatch(path)]
        return {path: get(RAW + path) for path in paths}

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Facts of each file that describes one checkpoint or one closed model."""
        seen: set[tuple[str, str | None]] = set()
        for path, document in documents.items():
            stem = path.rpartition("/")[2].removesuffix(".toml")
            if re.search(r"-latest$|^deepseek-(?:chat|reasoner)$", stem):
                continue  # a moving name: today's meaning is not that of yesterday's results
            model = Fields(toml_of(document), path)
            limit, kinds = model.fields("limit"), model.fields("modalities")
            counted = model.fields("parameters") if "parameters" in model else None
            links = [Fields(link, f"{path}/weights").text("url") for link in model.maybe("weights") or []]
            facts = {
                "name": model.text("name"),
                "released": date_in(model.maybe_text("release_date"), path),
                "weights": "open" if model.take("open_weights") else "closed",
                "licence": model.maybe_text("license"),
                "total_parameters": counted.number("total") if counted else None,
                "context": positive(limit.number("context")),
                "max_output": positive(limit.maybe_number("output")),
                "modalities_in": modalities_in(kinds.texts("input")),
                "modalities_out": modalities_in(kinds.texts("output")),
                "reasoning": None if model.take("reasoning") else "never",
                "knowledge_cutoff": date_in(model.maybe_text("knowledge"), path),
            }
            key = stem, _own_repository(stem, links)
            if key not in seen:  # until June 2026 a maker could have two folders with the same files
                yield from facts_of(*key, facts, path, document=path)
            seen.add(key)


def _own_repository(stem: str, links: list[str]) -> str | None:
    """The linked repository, provided that the file is about that checkpoint and not about a host's service of it."""
    words = set(re.split(r"[-._]", stem.casefold()))
    for repository in filter(None, map(repository_in, links)):
        if words <= set(re.split(r"[-._]", repository.partition("/")[2].casefold())):
            return repository
    return None
