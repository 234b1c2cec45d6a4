"""Hugging Face Hub: licence, counted parameters, size and base of each repository, from a frozen public dump."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from scrapers.hf_model_types import architecture_in
from weighbridge.readers.catalogues import facts_of, positive
from weighbridge.readers.containers import parquet_rows
from weighbridge.readers.structured import Fields
from weighbridge.schema import FactRow
from weighbridge.source import Board, Documents, Expect, FactSource, Licence, ParseError

DUMP = "https://huggingface.co/datasets/cfahlgren1/hub-stats"
WIDTH = {"F32": 4, "BF16": 2, "F16": 2, "F8_E4M3": 1}  # bytes; files that hold more of any other kind are not sized
NEARLY_ALL = 0.95  # of the bytes: then the files are of that precision


class HfHubStats(FactSource):
    id = "hf-hub-stats"
    title = "Hugging Face Hub"
    home = "https://huggingface.co/models"
    maintainer = "Hugging Face"
    licence = Licence("Apache-2.0", "Hugging Face Hub statistics (cfahlgren1/hub-stats)", DUMP)
    reach = (DUMP,)
    cadence_days = 90
    status = "frozen"
    status_since = date(2026, 6, 5)
    through = "cfahlgren1/hub-stats, as kept by EvalEval's card registry"
    replay_kinds = ("raw", "reconstructed", "mirror")
    problems = (
        "Counts take packed weights for single ones: two 4-bit values a byte count as one parameter.",
        "A repository is often created weeks before it is public: the date is kept apart from the release.",
    )
    boards = (Board("repositories", DUMP, DUMP, expect=Expect(min_rows=5000, max_rows=200_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Licence, count, base, kind and creation of each repository, as its card and its files state them."""
        for row in parquet_rows(documents["main"]):
            repository = row.text("id")
            tags = row.texts("tags")
            card = row.maybe_json("cardData")
            counted = row.take("safetensors")
            tensors = Fields(counted, f"{row.where}/safetensors") if counted else None
            facts = {
                "licence": _licence(card if isinstance(card, dict) else {}, tags),
                "total_parameters": positive(tensors.maybe_number("total")) if tensors else None,
                **(_sizes(tensors) if tensors else {}),
                "base": _base(row),
                "architecture": architecture_in(tags),
                "repository_created": _day(row),
            }
            yield from facts_of(repository.partition("/")[2], repository, facts, f"{row.where} {repository}")


def _licence(card: dict[str, object], tags: list[str]) -> str | None:
    """The licence's id, or its own name where the id is ``other``."""
    tagged = [tag.removeprefix("license:") for tag in tags if tag.startswith("license:")]
    stated = card.get("license")
    licence = stated if isinstance(stated, str) else tagged[0] if len(tagged) == 1 else None
    if licence == "other":
        own = card.get("license_name")
        return own if isinstance(own, str) and own not in ("other", "unknown") else None
    return None if licence == "unknown" else licence


def _sizes(tensors: Fields) -> dict[str, float]:
    """GB of the files, under their precision; nothing where precisions are mixed or values are packed."""
    kinds = Fields(tensors.maybe("parameters") or {}, f"{tensors.where}/parameters")
    counts = {kind: kinds.maybe_number(kind) or 0.0 for kind in kinds.names()}
    size = {kind: counts.get(kind, 0.0) * width for kind, width in WIDTH.items()}
    total = sum(size.values()) + sum(8 * count for kind, count in counts.items() if kind not in WIDTH)
    for fact, share in (
        ("file_size_16_bit_gb", size["BF16"] + size["F16"]),
        ("file_size_8_bit_gb", size["F8_E4M3"]),
    ):
        if total and share >= NEARLY_ALL * total:
            return {fact: round(total / 1e9, 3)}
    return {}


def _base(row: Fields) -> str | None:
    """The one repository that this one is stated to be derived from."""
    bases = row.take("baseModels")
    models = Fields(bases, f"{row.where}/baseModels").maybe("models") if bases else None
    return Fields(models[0], f"{row.where}/baseModels").text("id") if models and len(models) == 1 else None


def _day(row: Fields) -> str:
    created = row.take("createdAt")
    if not isinstance(created, datetime):
        raise ParseError(f"{row.where}: field 'createdAt' should be a time, is {str(created)[:40]!r}")
    return created.date().isoformat()
