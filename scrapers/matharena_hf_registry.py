"""MathArena: results that its authors entered for open-weight models on Hugging Face, by exact repository."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.entries import day_in
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

RAW = "https://raw.githubusercontent.com/eth-sri/matharena/main/scripts/curation/hf_eval_pr_registry.json"
PAGE = "https://matharena.ai/"


class MathArenaHfRegistry(Source):
    id = "matharena-hf-registry"
    title = "MathArena (results entered on Hugging Face)"
    home = PAGE
    maintainer = "ETH Zürich, SRI Lab"
    licence = Licence("MIT", "MathArena, ETH Zürich (matharena.ai)", "https://github.com/eth-sri/matharena")
    reach = (RAW,)
    cadence_days = 120
    reporter = Reporter.INDEPENDENT
    problems = ("Open-weight models only, and not all that MathArena has run.",)
    boards = (
        Board("main", RAW, PAGE, version="1", metric="accuracy", expect=Expect(9, 500, fill={"measured_on": 1.0})),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """One row a model and competition: ``aime/aime_2026`` is aime-2026, ``hmmt/hmmt_feb_2026`` is hmmt-feb-2026."""
        entries = Fields(json_of(documents["main"]), documents["main"].url).fields("entries")
        for key in entries.names():
            row = entries.fields(key)
            competition = row.text("competition_name").rsplit("/", maxsplit=1)[-1]
            yield board.row(
                row.text("model_huggingface_id"),
                row.number("score"),
                f"entries/{key}",
                benchmark=competition.replace("_", "-"),
                measured_on=day_in(row.text("date"), row.where),
            )
