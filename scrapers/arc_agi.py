"""ARC Prize: ARC-AGI-1 and ARC-AGI-2, semi-private and public tasks, with the cost of a task."""

from __future__ import annotations

from collections.abc import Iterable

from weighbridge.readers.structured import Fields, json_of, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, ParseError, Source

SITE = "https://arcprize.org/"
DATA = f"{SITE}media/data/"
EARLIER = f"{DATA}leaderboard/"  # the same files before they moved up
METRICS = {"Semi_Private": "accuracy", "Public_Eval": "public-accuracy"}
# Nobody but people and contest entries was ever scored on the private tasks.
UNREAD = {"Private_Eval"}
PEOPLE, CONTEST, REFINEMENT = "Human", "Custom", "Refinement"
REFINED = " (Refine.)"


class ArcAgi(Source):
    id = "arc-agi"
    title = "ARC Prize leaderboard"
    home = f"{SITE}leaderboard"
    maintainer = "ARC Prize Foundation"
    licence = Licence("none stated", "ARC Prize Foundation (arcprize.org)")
    reach = (DATA,)
    cadence_days = 60
    reporter = Reporter.INDEPENDENT
    problems = ("Refinement systems that call a model many times stand beside single models.",)
    boards = (
        Board("arc-agi-1", f"{DATA}evaluations.json", home, "arc-agi-1", "1", "accuracy", Expect(35, 600), {"set": "v1"}),
        Board("arc-agi-2", f"{DATA}evaluations.json", home, "arc-agi-2", "1", "accuracy", Expect(35, 600), {"set": "v2"}),
    )  # fmt: skip

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        try:
            return {"main": get(board.url), "models": get(f"{DATA}models.json")}
        except NotFoundError:
            return {"main": get(f"{EARLIER}evaluations.json"), "models": get(f"{EARLIER}models.json")}

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        models = {model.text("id"): model for model in _entries(documents["models"])}
        systems = {key: (model.take("modelType"), model.text("providerId"), model.text("displayName"))
                   for key, model in models.items()}
        for row in _entries(documents["main"]):
            edition, _, tasks = row.text("datasetId").partition("_")
            if edition != board.options["set"]:
                continue
            if tasks not in METRICS.keys() | UNREAD:
                raise ParseError(f"{row.where}: the set of tasks {tasks!r} is not known")
            name = row.text("modelId")
            if name not in systems:
                raise ParseError(f"{row.where}: {name!r} is not among the models")
            kind, provider, title = systems[name]
            if tasks in UNREAD or not row.flag("display") or provider == PEOPLE or kind == CONTEST:
                continue
            harness = {}
            if kind == REFINEMENT:  # its title names the model that it calls, its provider the system
                name, harness = title.removesuffix(REFINED), {"harness": provider}
            cost = row.maybe("costPerTask")
            yield SourceRow(
                benchmark=board.benchmark,
                version=board.version,
                metric=METRICS[tasks],
                name=name,
                settings=harness,
                value=scaled(row.number("score"), 100),
                cost_usd=None if cost in (None, "-") else float(cost),
                locator=row.where,
            )


def _entries(document: Document) -> list[Fields]:
    entries = json_of(document)
    if not isinstance(entries, list) or not entries:
        raise ParseError(f"{document.url}: expected a list of entries")
    return [Fields(entry, f"{number}") for number, entry in enumerate(entries)]
