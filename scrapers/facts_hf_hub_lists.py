"""Lists of popular repositories from the Hugging Face Hub's interface: the licence that each is tagged with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weighbridge.readers.catalogues import facts_of
from weighbridge.readers.structured import Fields, csv_rows, json_of
from weighbridge.schema import FactRow
from weighbridge.source import Board, Document, Documents, Expect, FactSource, Licence

API = "https://huggingface.co/api/models"
PAGE = "https://huggingface.co/models"


class HfHubLists(FactSource):
    id = "hf-hub-lists"
    title = "Hugging Face Hub, popular repositories"
    home = PAGE
    maintainer = "Hugging Face"
    licence = Licence("none stated", "Hugging Face Hub (huggingface.co)")
    reach = (API,)
    cadence_days = 90
    status = "frozen"
    status_since = date(2026, 6, 11)
    through = "public copies of the interface's answers"
    replay_kinds = ("raw", "reconstructed", "mirror")
    problems = (
        "A licence of the kind 'other' is named in the card only, and not in these lists.",
        "Creation dates lie weeks before publication and are left out.",
    )
    boards = (
        Board("trending", f"{API}?limit=1000", PAGE, expect=Expect(min_rows=300, max_rows=1_000)),
        Board("tracked", API, PAGE, expect=Expect(min_rows=300, max_rows=50_000)),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """The licence of each listed repository whose tags name one."""
        read = _trending if board.id == "trending" else _tracked
        seen: set[str] = set()
        for repository, tags, where in read(documents["main"]):
            stated = [tag.removeprefix("license:") for tag in tags if tag.startswith("license:")]
            licence = stated[0] if len(stated) == 1 and stated[0] not in ("other", "unknown") else None
            if repository not in seen:
                yield from facts_of(repository.partition("/")[2], repository, {"licence": licence}, where)
            seen.add(repository)


def _trending(document: Document) -> Iterator[tuple[str, list[str], str]]:
    for number, entry in enumerate(Fields(json_of(document), "answer").items("models")):
        model = Fields(entry, f"models/{number}")
        repository = model.text("id")
        yield repository, model.texts("tags"), f"{model.where} {repository}"


def _tracked(document: Document) -> Iterator[tuple[str, list[str], str]]:
    for row in csv_rows(document, must_have=("model_id", "tags")):
        repository = row.text("model_id")
        yield repository, str(row.take("tags")).split(","), f"{row.where} {repository}"
