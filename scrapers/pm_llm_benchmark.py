"""PM-LLM-Benchmark: tasks of process mining, judged by a model; tables of open and of small models."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.markdown import markdown_tables, table_with
from weighbridge.readers.structured import Fields, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, Source

RAW = "https://raw.githubusercontent.com/fit-alessandro-berti/pm-llm-benchmark/main/"
JUDGE = "gpt-5.4"  # stands in the files' names; another judge is another version
EMOJI = re.compile(r":[a-z_]+:")
CATEGORIES = {
    "context": "PCo",
    "conformance": "CC",
    "modelling": "PMo",
    "querying": "PQ",
    "hypotheses": "HG",
    "fairness": "FA",
    "optimisation": "OPT",
    "vision": "VI",
}


class PmLlmBenchmark(Source):
    id = "pm-llm-benchmark"
    title = "PM-LLM-Benchmark"
    home = "https://github.com/fit-alessandro-berti/pm-llm-benchmark"
    maintainer = "Alessandro Berti (RWTH Aachen)"
    licence = Licence("GPL-3.0", "PM-LLM-Benchmark", home)
    reach = (RAW,)
    cadence_days = 60
    reporter = Reporter.INDEPENDENT
    problems = (
        "Names are file names without their '/' and ':', so qwen3.5:4b stands as qwen3.54b.",
        "A model judges the answers.",
    )
    boards = (
        Board(
            "open",
            url=f"{RAW}leaderboard_os_{JUDGE}.md",
            page="https://github.com/fit-alessandro-berti/pm-llm-benchmark",
            benchmark="pm-llm-benchmark",
            version=f"judge {JUDGE}",
            metric="score",
            expect=Expect(min_rows=260, max_rows=1_600),
        ),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """Both tables: of open models, and of those under five billion parameters."""
        return {"open": get(board.url), "small": get(f"{RAW}leaderboard_small_{JUDGE}.md")}

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Points: one for a perfect answer; the score is the sum of the categories without vision."""
        seen: set[str] = set()
        for key in ("open", "small"):
            table = table_with(markdown_tables(documents[key]), "Model", "Score", "PCo", where=documents[key].url)
            for cells in table.fields():
                row = Fields({EMOJI.sub("", name).strip(): cells.take(name) for name in cells.names()}, cells.where)
                name = row.text("Model")
                if name in seen:
                    continue  # a small model stands in both tables
                seen.add(name)
                for metric, column in {board.metric: "Score", **CATEGORIES}.items():
                    cell = EMOJI.sub("", row.text(column)).strip(" *")  # the best of a column wears a figure
                    value = number_in(cell, f"{row.where} {column}")
                    if value is None or (metric == "vision" and value == 0):
                        continue  # 0.0 stands where a model sees no pictures
                    yield board.row(name, value, f"{row.where}, {column}", metric=metric, document=key)
