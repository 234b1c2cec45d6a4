"""llmfit's list: parameters as the Hub counts them, the kind and context of the configuration, the day of creation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapers.hf_model_types import architecture_in
from weighbridge.readers.catalogues import date_in, facts_of, positive
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import FactRow
from weighbridge.source import Board, Documents, Expect, FactSource, Licence, ParseError

DATA = "https://raw.githubusercontent.com/AlexsJones/llmfit/main/llmfit-core/data/hf_models.json"
PAGE = "https://github.com/AlexsJones/llmfit"
PACKED = re.compile(r"(?i)(?:[.-](?:w?[48]bit|awq|gptq|int[48]|fp[48]|nvfp4|mxfp4|gguf|bnb|mlx)|w4a16|w8a8)")
PACKED_TYPES = frozenset({"gpt_oss", "deepseek_v4", "kimi_k2", "kimi_k25"})  # their own files are packed
LEAST = 1e7
# Types whose configuration states the context as it is; the smallest values are llmfit's own defaults.
UNSCALED = frozenset(
    {"gemma4", "glm4v", "granite", "granitemoehybrid", "molmo2", "nemotron_h", "qwen2", "qwen2_5_vl", "qwen3"}
    | {"qwen3_5", "qwen3_5_moe", "qwen3_moe", "smollm3"}
)
LEAST_CONTEXT, MOST_CONTEXT = 32_768, 262_144


class LlmfitModels(FactSource):
    id = "llmfit-models"
    title = "llmfit models"
    home = PAGE
    maintainer = "Alex Jones and the llmfit contributors"
    licence = Licence("MIT", "llmfit (github.com/AlexsJones/llmfit)", f"{PAGE}/blob/main/LICENSE")
    reach = (DATA,)
    cadence_days = 120
    problems = (
        "Active parameters are estimates and are not read.",
        "Context is multiplied by factors of scaling, or a default: it is read for types that have no such factor.",
        "Some counts are slips (8B for a model of 100B): hand-kept sources come before it.",
        "Packed weights are miscounted; repositories named after a packed format are passed over.",
        "Its release dates are days of creation (87 of 92 agree with the Hub) and are read as such.",
    )
    boards = (Board("models", DATA, PAGE, expect=Expect(min_rows=1_000, max_rows=50_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Parameters of each repository, and whether its type has experts; one that stands twice is read once."""
        document = documents["main"]
        models = json_of(document)
        if not isinstance(models, list) or not models:
            raise ParseError(f"{document.url}: expected a list of models")
        seen: set[str] = set()
        for number, entry in enumerate(models):
            model = Fields(entry, f"models/{number}")
            repository, kind = model.text("name"), model.maybe_text("architecture")
            counted = model.number("parameters_raw")
            if "/" not in repository or PACKED.search(repository) or repository in seen:
                continue
            seen.add(repository)
            facts = {
                "total_parameters": positive(counted) if counted >= LEAST and kind not in PACKED_TYPES else None,
                "context": _context(model, kind),
                "architecture": architecture_in([kind or ""]),
                "repository_created": date_in(model.maybe_text("release_date"), model.where),
            }
            yield from facts_of(repository.partition("/")[2], repository, facts, f"{model.where} {repository}")


def _context(model: Fields, kind: str | None) -> float | None:
    stated = model.maybe_number("context_length")
    return stated if stated and kind in UNSCALED and LEAST_CONTEXT <= stated <= MOST_CONTEXT else None
