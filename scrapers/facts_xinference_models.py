"""Xinference's list of language models: context, and total and active parameters of mixtures, by repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.catalogues import facts_of, positive
from weighbridge.readers.structured import Fields, json_of, number_in
from weighbridge.schema import FactRow
from weighbridge.source import Board, Documents, Expect, FactSource, Licence, ParseError

DATA = "https://raw.githubusercontent.com/xorbitsai/inference/main/xinference/model/llm/llm_family.json"
OWN_FILES = "pytorch"
PACKED = re.compile(r"(?i)[-_](?:int[48]|bnb.*|[48]bit|awq|gptq|fp8)$")
BILLION = 1e9


class XinferenceModels(FactSource):
    id = "xinference-models"
    title = "Xinference models"
    home = "https://inference.readthedocs.io/"
    maintainer = "Xorbits"
    licence = Licence("Apache-2.0", "Xinference", "https://github.com/xorbitsai/inference/blob/main/LICENSE")
    reach = (DATA,)
    cadence_days = 180
    problems = (
        "Context is one figure for a family of sizes.",
        "Sizes are rounded, at times to the wrong number: they are read of mixtures only, with their active ones.",
    )
    boards = (
        Board("models", DATA, "https://github.com/xorbitsai/inference", expect=Expect(min_rows=200, max_rows=20_000)),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Facts of each repository that is given for a model's own files; one that is given twice is read once."""
        document = documents["main"]
        families = json_of(document)
        if not isinstance(families, list):
            raise ParseError(f"{document.url}: expected a list of families")
        seen: set[str] = set()
        for number, value in enumerate(families):
            family = Fields(value, f"families/{number}")
            name, context = family.text("model_name"), positive(family.number("context_length"))
            for place, entry in enumerate(family.items("model_specs")):
                spec = Fields(entry, f"{family.where} {name}/{place}")
                repository = _repository(spec)
                if repository is None or repository in seen:
                    continue
                seen.add(repository)
                facts = {"context": context, **_counts(spec)}
                yield from facts_of(repository.partition("/")[2], repository, facts, f"{spec.where} {repository}")


def _repository(spec: Fields) -> str | None:
    """Where the model's own files lie on the Hub; packed ones and those on other hubs only are None."""
    hub = spec.fields("model_src").maybe("huggingface")
    if spec.text("model_format") != OWN_FILES or not isinstance(hub, dict):
        return None
    repository = Fields(hub, spec.where).text("model_id")
    return None if PACKED.search(repository) else repository


def _counts(spec: Fields) -> dict[str, float]:
    active = _billions(spec.maybe("activated_size_in_billions"), spec.where)
    total = _billions(spec.maybe("model_size_in_billions"), spec.where)
    if active is None or total is None or active >= total:
        return {}
    return {"total_parameters": total, "active_parameters": active}


def _billions(value: object, where: str) -> float | None:
    """A size in billions, which stands as ``3`` or as ``3_6`` for 3.6."""
    number = number_in(str(value).replace("_", "."), where) if value is not None else None
    return None if number is None else positive(float(round(number * BILLION)))
