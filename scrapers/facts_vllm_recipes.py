"""vLLM recipes: hand-written notes on serving open models, with parameters, context, precision
and the least GPU memory by repository."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from weighbridge.readers.catalogues import count_in, facts_of, positive
from weighbridge.readers.containers import tree_paths
from weighbridge.readers.structured import Fields, yaml_of
from weighbridge.schema import FactRow
from weighbridge.source import Board, Document, Documents, Expect, FactSource, Get, Licence, ParseError

RAW = "https://raw.githubusercontent.com/vllm-project/recipes/main/"
LISTING = "https://api.github.com/repos/vllm-project/recipes/git/trees/main?recursive=1"
ARCHITECTURES = {"dense": "dense", "moe": "mixture", None: None}
# Precisions of variants, as bits a weight; packed twins of a checkpoint are told by what their name adds to its own.
BITS = {"bf16": 16, "fp8": 8, "mxfp8": 8, "int8": 8, "int4": 4, "nvfp4": 4, "mxfp4": 4, "fp4": 4}
PACKED = re.compile(r"(?i)(?:[-_.](?:(?:nv|mx)?fp[48]|awq|gptq|int[48]|quantized|w\d+a\d+|dynamic|block|qat|ct|v2))*")
LANGUAGE = {"text", "multimodal", "omni"}


class VllmRecipes(FactSource):
    id = "vllm-recipes"
    title = "vLLM recipes"
    home = "https://docs.vllm.ai/projects/recipes/"
    maintainer = "vLLM project"
    licence = Licence("Apache-2.0", "vLLM recipes", "https://github.com/vllm-project/recipes/blob/main/LICENSE")
    reach = (RAW, LISTING)
    cadence_days = 45
    problems = (
        "Context is what the configuration serves; a vendor may claim more.",
        "The least GPU memory is mostly 1.2 times the weights, at times the smallest machine that was tried.",
    )
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
            variants = _variants(recipe.fields("variants"), repository)
            default = variants.get("default")
            facts = {
                "name": meta.text("title"),
                "developer": meta.text("provider"),
                "total_parameters": count_in(model.text("parameter_count")),
                "active_parameters": count_in(model.maybe_text("active_parameters") or ""),
                "architecture": _architecture(model.maybe_text("architecture"), path),
                "context": positive(model.maybe_number("context_length")),
                "precision": default.precision if default and default.repository == repository else None,
                **_memory(variants.values(), repository),
            }
            yield from facts_of(repository.partition("/")[2], repository, facts, path, document=path)


class _Variant(NamedTuple):
    repository: str
    precision: str | None
    memory: float | None  # GB


def _variants(variants: Fields, repository: str) -> dict[str, _Variant]:
    """What a recipe says of each way to run the model; another checkpoint is named, its own is not."""
    stated = {name: Fields(variants.take(name) or {}, f"{variants.where}/{name}") for name in variants.names()}
    return {
        name: _Variant(
            variant.maybe_text("model_id") or repository,
            variant.maybe_text("precision"),
            positive(variant.maybe_number("vram_minimum_gb")),
        )
        for name, variant in stated.items()
    }


def _memory(variants: Iterable[_Variant], repository: str) -> dict[str, float]:
    """The least GPU memory at each precision, of the checkpoint itself and of its packed twins; the first stated."""
    found: dict[str, float] = {}
    for variant in variants:
        bits = BITS.get(variant.precision or "")
        if bits is not None and variant.memory is not None and _is_twin(variant.repository, repository):
            found.setdefault(f"gpu_memory_{bits}_bit_gb", variant.memory)
    return found


def _is_twin(one: str, repository: str) -> bool:
    name = repository.partition("/")[2].removesuffix("-BF16").casefold()
    other = one.partition("/")[2].casefold()
    return one == repository or (other.startswith(name) and PACKED.fullmatch(other, len(name)) is not None)


def _architecture(word: str | None, where: str) -> str | None:
    if word not in ARCHITECTURES:
        raise ParseError(f"{where}: the architecture {word!r} is not known")
    return ARCHITECTURES[word]
