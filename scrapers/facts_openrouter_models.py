"""OpenRouter's list of models: context, output, modalities and reasoning as its best endpoint serves them."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.catalogues import date_in, facts_of, modalities_in, positive
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import FactRow
from weighbridge.source import Board, Document, Documents, Expect, FactSource, Licence

LIST = "https://openrouter.ai/api/v1/models"


class OpenRouterModels(FactSource):
    id = "openrouter-models"
    title = "OpenRouter models"
    home = "https://openrouter.ai/models"
    maintainer = "OpenRouter"
    licence = Licence("none stated", "OpenRouter models (openrouter.ai)")
    reach = (LIST,)
    cadence_days = 30
    problems = (
        "Facts are those of the best current endpoint, not of the checkpoint.",
        "No Hugging Face id does not mean closed weights.",
    )
    boards = (Board("models", LIST, "https://openrouter.ai/models", expect=Expect(min_rows=1200, max_rows=20_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Facts of each listed model. Listing dates are not release dates and are left out."""
        for name, model in listed_models(documents["main"]):
            repository = model.maybe_text("hugging_face_id")
            kinds, best = model.fields("architecture"), model.fields("top_provider")
            facts = {
                "weights": "open" if repository else None,
                "context": positive(model.maybe_number("context_length")),
                "max_output": positive(best.maybe_number("max_completion_tokens")),
                "modalities_in": modalities_in(kinds.texts("input_modalities")),
                "modalities_out": modalities_in(kinds.texts("output_modalities")),
                "reasoning": _reasoning(model.maybe("reasoning"), model.where),
                "knowledge_cutoff": date_in(model.maybe_text("knowledge_cutoff"), model.where),
            }
            yield from facts_of(name, repository, facts, f"{model.where} {name}")


def listed_models(answer: Document) -> Iterator[tuple[str, Fields]]:
    """Id and entry of each model; moving names, routers and second entries (:free, :thinking) are left out."""
    for number, entry in enumerate(Fields(json_of(answer), "answer").items("data")):
        model = Fields(entry, f"data/{number}")
        name = model.text("id")
        if not name.startswith(("~", "openrouter/")) and ":" not in name:
            yield name, model


def _reasoning(value: object, where: str) -> str | None:
    """Mandatory is always; switchable is said only where the entry states a default or the effort ``none``."""
    if value is None:
        return None
    modes = Fields(value, f"{where}/reasoning")
    if modes.take("mandatory"):
        return "always"
    stated = modes.maybe("default_enabled") is not None or "none" in (modes.maybe("supported_efforts") or ())
    return "hybrid" if stated else None
