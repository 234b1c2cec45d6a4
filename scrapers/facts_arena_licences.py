"""The licence that LMArena prints beside each open model, in public copies of its table from June 2024 on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from weighbridge.readers.catalogues import facts_of
from weighbridge.readers.structured import Fields, csv_rows, json_of
from weighbridge.schema import FactRow
from weighbridge.source import Board, Document, Documents, Expect, FactSource, Licence

ARENA = "https://arena.ai/leaderboard/text/overall-no-style-control"
COPY = "https://raw.githubusercontent.com/fboulnois/llm-leaderboard-csv/main/csv/"
# Words that name no licence, or one of several ("Llama", "Nvidia"); closed models are not read.
VAGUE = frozenset({"", "-", "?", "other", "open", "proprietary", "propretary", "non-commercial", "unknown", "uw"})
SEVERAL = frozenset({"llama", "nvidia", "nvidia open", "nvidia open model", "gemma 4"})


class ArenaLicences(FactSource):
    id = "arena-licences"
    title = "LMArena's column of licences"
    home = "https://arena.ai/leaderboard"
    maintainer = "LMArena; copies by fboulnois and acarter881"
    licence = Licence("none stated", "LMArena, as copied in fboulnois/llm-leaderboard-csv (MPL-2.0)", COPY)
    reach = (ARENA, COPY)
    cadence_days = 120
    through = "github.com/fboulnois/llm-leaderboard-csv and github.com/acarter881/LLM-Leaderboard"
    replay_kinds = ("mirror",)
    problems = (
        "Short words for licences: those that may mean several (Llama, Nvidia) are left out.",
        "A model's licence is the arena's word and is believed last.",
    )
    boards = (
        Board("overall", ARENA, ARENA, expect=Expect(100, 5_000)),
        Board("text", f"{COPY}lmarena_text.csv", home, expect=Expect(50, 5_000)),
        Board("vision", f"{COPY}lmarena_vision.csv", home, expect=Expect(5, 5_000)),
        Board("former", f"{COPY}lmsys.csv", home, expect=Expect(50, 5_000)),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """The licence of each model; a name that stands with two licences is left out."""
        document = documents["main"]
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for name, licence, where in _json(document) if board.url == ARENA else _table(document):
            if licence.casefold() not in VAGUE | SEVERAL:
                found[name].setdefault(licence, where)
        for name, licences in found.items():
            if len(licences) == 1:
                ((licence, where),) = licences.items()
                yield from facts_of(name, None, {"licence": licence}, where)


def _json(document: Document) -> Iterator[tuple[str, str, str]]:
    for number, entry in enumerate(Fields(json_of(document), document.url).items("models")):
        model = Fields(entry, f"models/{number}")
        name = model.text("model_name")
        yield name, model.maybe_text("license") or "", f"{model.where} {name}"


def _table(document: Document) -> Iterator[tuple[str, str, str]]:
    for row in csv_rows(document, must_have=("model", "license")):
        name = row.text("model")
        yield name, row.maybe_text("license") or "", f"{row.where} {name}"
