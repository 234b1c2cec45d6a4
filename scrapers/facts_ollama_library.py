"""Ollama's library: the size of each model's files at 16, 8 and 4 bits, through a public copy of its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.catalogues import facts_of
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import FactRow
from weighbridge.source import Board, Documents, Expect, FactSource, Licence, ParseError

DATA = "https://ollama.models.auditomatic.org/models.json"
# What a tag ends with, and the fact that its size is; other quantisations have no column of ours.
TAG = re.compile(r"(?P<name>.+)-(?P<format>fp16|bf16|q8_0|q4_K_M)")
FACTS = {
    "fp16": "file_size_16_bit_gb",
    "bf16": "file_size_16_bit_gb",
    "q8_0": "file_size_8_bit_gb",
    "q4_K_M": "file_size_4_bit_gb",
}
SIZE = re.compile(r"(\d+(?:\.\d+)?)(MB|GB|TB)")
GIGABYTES = {"MB": 0.001, "GB": 1.0, "TB": 1000.0}


class OllamaLibrary(FactSource):
    id = "ollama-library"
    title = "Ollama library"
    home = "https://ollama.com/library"
    maintainer = "Ollama; copy by auditomatic"
    licence = Licence("none stated", "Ollama library (ollama.com), as copied by auditomatic", DATA)
    reach = (DATA,)
    cadence_days = 120
    through = "ollama.models.auditomatic.org"
    replay_kinds = ("mirror",)
    problems = (
        "Sizes are rounded to two or three digits and hold the part for images, where a model has one.",
        "A tag can move to a newer checkpoint; those that did name no model here.",
    )
    boards = (Board("tags", DATA, home, expect=Expect(min_rows=1_000, max_rows=20_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Sizes of the tags that say their format; one size a model and precision, the first."""
        families = Fields(json_of(documents["main"]), "library").fields("models")
        for family in families.names():
            tags = families.fields(family).fields("tags")
            sizes: dict[str, dict[str, str | float | None]] = {}
            for tag in tags.names():
                match = TAG.fullmatch(tag)
                if match is None:
                    continue
                size = _gigabytes(tags.fields(tag).text("size"), f"{family}:{tag}")
                sizes.setdefault(match["name"], {}).setdefault(FACTS[match["format"]], size)
            for name, facts in sizes.items():
                yield from facts_of(f"{family}:{name}", None, facts, f"models/{family}/tags/{name}")


def _gigabytes(text: str, where: str) -> float:
    match = SIZE.fullmatch(text)
    if match is None:
        raise ParseError(f"{where}: expected a size like 4.9GB, met {text[:40]!r}")
    return round(float(match[1]) * GIGABYTES[match[2]], 3)
