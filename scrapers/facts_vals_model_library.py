"""Vals AI's model library: the registry its runner reads, with dates, context and Vals' open flag."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from weighbridge.readers.catalogues import date_in, facts_of, modalities_in, positive
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import FactRow
from weighbridge.source import Board, Documents, Expect, FactSource, Licence, ParseError

REPOSITORY = "https://github.com/vals-ai/model-library"
FILE = "https://raw.githubusercontent.com/vals-ai/model-library/main/model_library/config/all_models.json"

# Entries of models called through somebody else carry copied dates; only makers' own entries are believed.
HOSTS = {"azure", "bedrock", "databricks", "groq", "openrouter", "together", "vals", "vercel"}


class ValsModelLibrary(FactSource):
    id = "vals-model-library"
    title = "Vals AI model library"
    home = REPOSITORY
    maintainer = "Vals AI"
    licence = Licence("MIT", "Vals AI model library, Copyright 2025 Vals AI, Inc.", f"{REPOSITORY}/blob/main/LICENSE")
    reach = (FILE,)
    cadence_days = 60
    problems = ("The open flag is Vals' opinion, not a licence.", "Deprecated models left the file in spring 2026.")
    boards = (Board("all-models", FILE, REPOSITORY, expect=Expect(min_rows=500, max_rows=10_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Facts of each model called at its maker. Two committed versions of the file were not JSON: an error."""
        models = json_of(documents["main"])
        if not isinstance(models, dict):
            raise ParseError(f"{board.url}: expected an object of models by id")
        for key, entry in models.items():
            model = Fields(entry, key)
            if model.text("provider_name") in HOSTS:
                continue
            limits = model.fields("properties")
            facts = {
                "name": model.text("label"),
                "released": date_in(model.maybe_text("release_date"), key),
                "weights": "open" if model.take("open_source") else "closed",
                "context": positive(limits.maybe_number("context_window")),
                "max_output": positive(_max_output(limits)),
                "modalities_in": _modalities(model),
                "knowledge_cutoff": _cutoff(limits.maybe_text("training_cutoff")),
            }
            yield from facts_of(key, None, facts, key)


def _max_output(limits: Fields) -> float | None:
    """The limit of output tokens, called ``max_token_output`` in the versions of 2025."""
    return limits.maybe_number("max_tokens") if "max_tokens" in limits else limits.maybe_number("max_token_output")


def _modalities(model: Fields) -> str | None:
    """Modalities read; None in the versions of 2025, which kept the flags under ``class_properties``."""
    if "supports" not in model:
        return None
    flags = model.fields("supports")
    kinds = {"images": "image", "audio": "audio", "videos": "video"}
    return modalities_in(["text", *(kind for flag, kind in kinds.items() if flags.maybe(flag))])


def _cutoff(text: str | None) -> str | None:
    """A month or a day in ISO form; ``December 2024`` is understood, vaguer words (``Early 2023``) are not stated."""
    words = re.fullmatch(r"([A-Z][a-z]+) (20\d\d)", text or "")
    if words and words[1] in calendar.month_name:
        return f"{words[2]}-{list(calendar.month_name).index(words[1]):02d}"
    return text if text and re.fullmatch(r"20\d\d-\d\d(?:-\d\d)?", text) else None
