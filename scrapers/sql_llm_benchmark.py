"""SCALE: how well models understand, optimise and translate SQL; a file a month in a public repository."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.containers import tree_paths
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, ParseError, Source

TREE = "https://api.github.com/repos/actiontech/sql-llm-benchmark/git/trees/main?recursive=1"
RAW = "https://raw.githubusercontent.com/actiontech/sql-llm-benchmark/main/"
REPORTS = "leaderboard/public/data/eval_reports/models-"
ABILITIES = ("sql_understanding", "sql_optimization", "dialect_conversion")
SCORED_ANEW = "2026-01"  # every model was measured anew then; figures of earlier months differ


class SqlLlmBenchmark(Source):
    id = "sql-llm-benchmark"
    title = "SCALE SQL benchmark"
    home = "https://sql-llm-leaderboard.com/"
    maintainer = "Actiontech"
    licence = Licence("MIT", "SCALE SQL benchmark, Actiontech", "https://github.com/actiontech/sql-llm-benchmark")
    reach = (TREE, f"{RAW}leaderboard/public/data/")
    cadence_days = 45
    reporter = Reporter.INDEPENDENT
    problems = (
        "The maintainer sells two of the products on its board; those applications are left out.",
        "Its list of months ends a month before its newest file; the repository's listing is read instead.",
    )
    boards = (Board("newest", TREE, home, "sql-llm-benchmark", SCORED_ANEW, expect=Expect(12, 600)),)

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The listing, and the newest month's file in it."""
        tree = get(board.url)
        months = [path for path in tree_paths(tree) if path.startswith(REPORTS)]
        if not months:
            raise ParseError(f"{board.url}: no file of a month in the listing")
        return {"tree": tree, "main": get(RAW + months[-1])}

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Three abilities, 0 to 100, of each model that can be talked to."""
        page = documents["main"]
        month = page.url.rpartition("models-")[2].removesuffix(".json")
        whole = Fields(json_of(page), month)
        for number, entry in enumerate(whole.items("models")):
            model = Fields(entry, f"{month}/models/{number}")
            kind = model.text("type")
            if kind == "Application":
                continue  # a product, not a model
            if kind not in ("Chat", "Chat(Thinking)"):
                raise ParseError(f"{model.where}: type {kind!r} is not known")
            name, scores = model.text("real_model_namne"), model.fields("scores")  # spelled so at the source
            for ability in ABILITIES:
                if ability in scores:
                    yield board.row(
                        name,
                        scores.fields(ability).number("ability_score"),
                        f"{model.where}/scores/{ability}/ability_score",
                        metric=ability.replace("_", "-"),
                        version=SCORED_ANEW if month >= SCORED_ANEW else "2025-06",
                        settings={"thinking": "on"} if kind == "Chat(Thinking)" else {},
                    )
