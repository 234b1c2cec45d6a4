"""Lists of popular repositories from the Hugging Face Hub's interface: tagged licence, kind and day of creation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from scrapers.hf_model_types import architecture_in
from weighbridge.readers.catalogues import date_in, facts_of
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
        "A repository is often created weeks before it is public: the date is kept apart from the release.",
    )
    boards = (
        Board("trending", f"{API}?limit=1000", PAGE, expect=Expect(min_rows=300, max_rows=1_000)),
        Board("tracked", API, PAGE, expect=Expect(min_rows=300, max_rows=50_000)),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """What each listed repository is tagged with, and when it was made; one that stands twice is read once."""
        seen: set[str] = set()
        for entry in (_trending if board.id == "trending" else _tracked)(documents["main"]):
            stated = [tag.removeprefix("license:") for tag in entry.tags if tag.startswith("license:")]
            facts = {
                "licence": stated[0] if len(stated) == 1 and stated[0] not in ("other", "unknown") else None,
                "architecture": architecture_in(entry.tags),
                "repository_created": date_in(entry.created[:10], entry.where),
            }
            if entry.repository not in seen:
                yield from facts_of(entry.repository.partition("/")[2], entry.repository, facts, entry.where)
            seen.add(entry.repository)


class _Entry(NamedTuple):
    repository: str
    tags: list[str]
    created: str  # day and time
    where: str


def _trending(document: Document) -> Iterator[_Entry]:
    for number, entry in enumerate(Fields(json_of(document), "answer").items("models")):
        model = Fields(entry, f"models/{number}")
        repository = model.text("id")
        yield _Entry(repository, model.texts("tags"), model.text("createdAt"), f"{model.where} {repository}")


def _tracked(document: Document) -> Iterator[_Entry]:
    for row in csv_rows(document, must_have=("model_id", "tags", "created_at")):
        repository = row.text("model_id")
        yield _Entry(repository, str(row.take("tags")).split(","), row.text("created_at"), f"{row.where} {repository}")
