"""ARC Prize: ARC-AGI-1 and ARC-AGI-2 as the foundation ran them, with the cost of a task."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from weighbridge.readers.entries import json_list
from weighbridge.readers.rows import uncontradicted
from weighbridge.readers.structured import scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, ParseError, Source

SITE = "https://arcprize.org/"
DATA = f"{SITE}media/data/"
FORMERLY = f"{DATA}leaderboard/"  # where the files lay until 2025
# Language models as such; all others are people, programs for this one contest, or loops built around a model.
MODEL_TYPES = {"Base LLM", "CoT", "CoT + Synthesis"}


def _board(dataset: str, benchmark: str, version: str, rows: int) -> Board:
    expect = Expect(rows, 1_000, fill={"cost_usd": 0.7})
    return Board(dataset, f"{DATA}evaluations.json", f"{SITE}leaderboard", benchmark, version, "accuracy", expect)


class ArcAgi(Source):
    id = "arc-agi"
    title = "ARC Prize leaderboard"
    home = f"{SITE}leaderboard"
    maintainer = "ARC Prize Foundation"
    licence = Licence("none stated", "ARC Prize Foundation (arcprize.org)")
    reach = (DATA,)
    cadence_days = 60
    reporter = Reporter.INDEPENDENT
    problems = (
        "The files moved three times.",
        "On the public tasks models may have seen the answers; the semi-private ones are the foundation's measure.",
    )
    boards = (
        _board("v2_Semi_Private", "arc-agi-2", "semi-private", 15),
        _board("v1_Semi_Private", "arc-agi-1", "semi-private", 18),
        _board("v2_Public_Eval", "arc-agi-2", "public", 15),
        _board("v1_Public_Eval", "arc-agi-1", "public", 5),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The evaluations and, from the same folder, the models they name."""
        try:
            return {"main": get(board.url), "models": get(f"{DATA}models.json")}
        except NotFoundError:
            return {"main": get(f"{FORMERLY}evaluations.json"), "models": get(f"{FORMERLY}models.json")}

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        return uncontradicted(self._rows(board, documents))

    def _rows(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        kinds = {model.text("id"): model.maybe_text("modelType") for model in json_list(documents["models"])}
        for row in json_list(documents["main"]):
            name = row.text("modelId")
            if name not in kinds:
                raise ParseError(f"{row.where}: the model {name!r} is not among the models")
            if row.text("datasetId") != board.id or row.take("display") is not True or kinds[name] not in MODEL_TYPES:
                continue
            cost = row.maybe("costPerTask")  # "-" where it is not known
            yield board.row(
                name,
                scaled(row.number("score"), 100),
                row.where,
                cost_usd=float(cost) if isinstance(cost, int | float) else None,
            )
