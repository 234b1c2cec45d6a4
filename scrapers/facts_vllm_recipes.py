"""vLLM recipes: hand-written notes on serving open models, with parameters, context and precision by repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.catalogues import count_in, facts_of, positive
from weighbridge.readers.containers import tree_paths
from weighbridge.readers.structured import Fields, yaml_of
from weighbridge.schema import FactRow
from weighbridge.source import Board, Document, Documents, Expect, FactSource, Get, Licence, ParseError

RAW = "https://raw.githubusercontent.com/vllm-project/recipes/main/"
LISTING = "https://api.github.com/repos/vllm-project/recipes/git/trees/main?recursive=1"
ARCHITECTURES = {"dense": "dense", "moe": "mixture", None: None}
LANGUAGE = {"text", "multimodal", "omni"}


class VllmRecipes(FactSource):
    id = "vllm-recipes"
    title = "vLLM recipes"
    home = "https://docs.vllm.ai/projects/recipes/"
    maintainer = "vLLM project"
    licence = Licence("Apache-2.0", "vLLM recipes", "https://github.com/vllm-project/recipes/blob/main/LICENSE")
    reach = (RAW, LISTING)
    cadence_days = 45
    problems = ("Context is what the configuration serves; a vendor may claim more.",)
    boards = (
        Board(
            "recipes", LISTING, "https://github.com/vllm-project/recipes", expect=Expect(min_rows=500, max_rows=5000)
        ),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The repository's listing, then each recipe it names, under its path."""
        paths = [path for path in tree_paths(get(board.url)) if re.fullmatch(r"models/[^/]+/[^/]+\.yaml", path)]
        return {path: get(RAW + path) for path in paths}

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Facts of the model that each recipe is about; its other variants may be other checkpoints."""
        for path, document in documents.items():
            recipe = Fields(yaml_of(document), path)
            meta, model = recipe.fields("meta"), recipe.fields("model")
            if not LANGUAGE & set(meta.items("tasks")):
                continue
            repository = model.text("model_id")
            default = Fields(recipe.fields("variants").maybe("default") or {}, f"{path}/variants/default")
            same = (default.maybe_text("model_id") or repository) == repository
            facts = {
                "name": meta.text("title"),
                "developer": meta.text("provider"),
                "total_parameters": count_in(model.text("parameter_count")),
                "active_parameters": count_in(model.maybe_text("active_parameters") or ""),
                "architecture": _architecture(model.maybe_text("architecture"), path),
                "context": positive(model.maybe_number("context_length")),
                "precision": default.maybe_text("precision") if same else None,
            }
            yield from facts_of(repository.partition("/")[2], repository, facts, path, document=path)


def _architecture(word: str | None, where: str) -> str | None:
    if word not in ARCHITECTURES:
        raise ParseError(f"{where}: the architecture {word!r} is not known")
    return ARCHITECTURES[word]
