"""GPUStack's catalogue of models: a hand-kept list with licences, release dates, sizes and contexts by repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.catalogues import date_in, facts_of, positive
from weighbridge.readers.structured import Fields
from weighbridge.readers.yaml_without_aliases import yaml_without_aliases
from weighbridge.schema import FactRow
from weighbridge.source import Board, Documents, Expect, FactSource, Licence, ParseError

DATA = "https://raw.githubusercontent.com/gpustack/gpustack/main/gpustack/assets/model-catalog.yaml"
CATEGORIES = {"llm"}
UNITS = {None: 1e9, "B": 1e9, "T": 1e12}
CONTEXT = re.compile(r"context/(\d+)([KM])")
FACTOR = {"K": 1_024, "M": 1_048_576}
# Packed or cut-down twins of the entry's own repository.
TWIN = re.compile(
    r"(?i)[-_.](?:fp8|mxfp8|int[48]|w[48]a\d+|nvfp4|mxfp4|awq|gptq.*|gguf|[48]bit|quantized.*|mtp|eagle3?)$"
)


class GpuStackModels(FactSource):
    id = "gpustack-models"
    title = "GPUStack model catalogue"
    home = "https://gpustack.ai/"
    maintainer = "GPUStack"
    licence = Licence("Apache-2.0", "GPUStack", "https://github.com/gpustack/gpustack/blob/main/LICENSE")
    reach = (DATA,)
    cadence_days = 120
    problems = (
        "Sizes are rounded and contexts at times those of an extension (1M for Qwen3-VL's 256K): read last.",
        "Release dates are at times those of the repository.",
        "Two licences are those of a sibling (MiniMax-M2.7, Mistral Medium 3.5) and are not believed.",
    )
    boards = (
        Board("models", DATA, "https://github.com/gpustack/gpustack", expect=Expect(min_rows=200, max_rows=20_000)),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Facts of the entries about language models whose files lie in one repository and its packed twins."""
        document = documents["main"]
        catalogue = Fields(yaml_without_aliases(document), document.url)
        for number, value in enumerate(catalogue.items("model_sets")):
            entry = Fields(value, f"model_sets/{number}")
            name = entry.text("name")
            repository = _repository(entry)
            if not CATEGORIES & set(entry.texts("categories")) or repository is None:
                continue
            unit = _unit(entry)
            licences = entry.texts("licenses")
            size, active = entry.maybe_number("size"), entry.maybe_number("activated_size")
            facts = {
                "licence": licences[0] if len(licences) == 1 else None,
                "released": date_in(str(entry.take("release_date")), entry.where),
                "total_parameters": positive(round(size * unit)) if size else None,
                "active_parameters": positive(round(active * 1e9)) if active else None,
                "context": _context(entry.maybe_texts("capabilities")),
            }
            yield from facts_of(repository.partition("/")[2], repository, facts, f"{entry.where} {name}")


def _repository(entry: Fields) -> str | None:
    specs = (Fields(spec, f"{entry.where}/specs").maybe_text("huggingface_repo_id") for spec in entry.items("specs"))
    named = {repository for repository in specs if repository}
    own = {repository for repository in named if not TWIN.search(repository)}
    return own.pop() if len(own) == 1 else None


def _unit(entry: Fields) -> float:
    unit = entry.maybe_text("size_unit") if "size_unit" in entry else None
    if unit not in UNITS:
        raise ParseError(f"{entry.where}: the unit of size {unit!r} is not known")
    return UNITS[unit]


def _context(capabilities: list[str]) -> float | None:
    found = [match for match in map(CONTEXT.fullmatch, capabilities) if match]
    return float(int(found[0][1]) * FACTOR[found[0][2]]) if len(found) == 1 else None
