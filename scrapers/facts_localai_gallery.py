"""LocalAI's gallery: the licence of each model, beside the repository that its files were made from."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from weighbridge.readers.catalogues import facts_of, repository_in
from weighbridge.readers.structured import Fields
from weighbridge.readers.yaml_without_aliases import yaml_without_aliases
from weighbridge.schema import FactRow
from weighbridge.source import Board, Documents, Expect, FactSource, Licence, ParseError

DATA = "https://raw.githubusercontent.com/mudler/LocalAI/master/gallery/index.yaml"
# Repositories of packed files made from another one.
PACKED = re.compile(r"(?i)gguf|mlx|[-_.](?:bnb|awq|gptq|nvfp4|fp8|ggml|imatrix|onnx)")
VAGUE = frozenset({"other", "unknown", "inf"})


class LocalAiGallery(FactSource):
    id = "localai-gallery"
    title = "LocalAI gallery"
    home = "https://localai.io/gallery.html"
    maintainer = "LocalAI"
    licence = Licence("MIT", "LocalAI", "https://github.com/mudler/LocalAI/blob/master/LICENSE")
    reach = (DATA,)
    cadence_days = 180
    problems = (
        "An entry may link to the repository of another size; only a name that holds the repository's is believed.",
        "A licence of the kind 'other' is not named.",
    )
    boards = (Board("models", DATA, home, expect=Expect(min_rows=200, max_rows=20_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """The licence of each repository whose entries all name the same one."""
        document = documents["main"]
        entries = yaml_without_aliases(document)
        if not isinstance(entries, list):
            raise ParseError(f"{document.url}: expected a list of models")
        licences: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for number, value in enumerate(entries):
            entry = Fields(value, f"models/{number}")
            name = entry.text("name")
            stated = entry.maybe_text("license") if "license" in entry else None
            repository = _original(entry, name)
            if repository is not None and stated is not None and stated.casefold() not in VAGUE:
                licences[repository].setdefault(stated.casefold(), f"{entry.where} {name}")
        for repository, stated_at in licences.items():
            if len(stated_at) == 1:
                ((licence, where),) = stated_at.items()
                yield from facts_of(repository.partition("/")[2], repository, {"licence": licence}, where)


def _original(entry: Fields, name: str) -> str | None:
    """The one linked repository that is not of packed files, if the entry is named after it."""
    links = entry.items("urls") if "urls" in entry else []
    linked = {repository for link in links if (repository := repository_in(str(link)))}
    originals = [repository for repository in linked if not PACKED.search(repository)]
    if len(originals) != 1:
        return None
    return originals[0] if _letters(originals[0].partition("/")[2]) in _letters(name) else None


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9.]", "", text.casefold())
