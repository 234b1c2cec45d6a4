"""WildBench: tasks from real conversations, graded and compared by models against checklists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

HOME = "https://huggingface.co/spaces/allenai/WildBench"
RAW = "https://raw.githubusercontent.com/allenai/WildBench/main/leaderboard/data_dir/"
# Own figures only: the file also copies those of other boards.
METRICS = {
    "WB_score.task_macro": "score",
    "WB_score.Creative Tasks": "creative",
    "WB_score.Planning & Reasoning": "planning-and-reasoning",
    "WB_score.Math & Data Analysis": "mathematics-and-data",
    "WB_score.Information/Advice seeking": "information-and-advice",
    "WB_score.Coding & Debugging": "coding",
    "task_macro_reward.K=500": "reward",
    "WB_Elo": "elo",
}


class WildBench(Source):
    id = "wildbench"
    title = "WildBench"
    home = HOME
    maintainer = "Allen Institute for AI"
    licence = Licence("Apache-2.0", "WildBench, Allen Institute for AI", "https://github.com/allenai/WildBench")
    reach = (RAW,)
    status = "frozen"
    status_since = date(2024, 8, 1)
    reporter = Reporter.INDEPENDENT
    problems = ("Judged by a model of OpenAI's.", "Grades of all models are refitted when one is added.")
    boards = (Board("main", f"{RAW}all_stat_wildbench.500.json", HOME, "wildbench", "1", expect=Expect(320, 1_500)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Eight rows a model."""
        models = Fields(json_of(documents["main"]), documents["main"].url)
        for name in models.names():
            row = models.fields(name)
            for key, metric in METRICS.items():
                yield board.row(name.strip(), row.number(key), f"{name} / {key}", metric=metric)
