"""AppWorld: agents that use the apps of simulated people by writing code; two test sets."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.entries import day_in, json_list
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

URL = "https://raw.githubusercontent.com/StonyBrookNLP/appworld-leaderboard/main/experiments/outputs/_leaderboard.json"
AUTHORS = "https://appworld.dev"
SETS = {"normal": "test_normal", "challenge": "test_challenge"}
GOALS = {"task-goal": "task_goal_completion", "scenario-goal": "scenario_goal_completion"}
TRAINED = ("LOOP", "Alibaba Cloud ApsaraLab AgentRL")  # methods that change the weights: the model is another one


class AppWorld(Source):
    id = "appworld"
    title = "AppWorld"
    home = AUTHORS
    maintainer = "Stony Brook University"
    licence = Licence("none stated", "AppWorld leaderboard", "https://github.com/StonyBrookNLP/appworld-leaderboard")
    reach = (URL,)
    cadence_days = 240
    reporter = Reporter.COMMUNITY
    problems = ("Every row is a method with a model; two of the methods train the model for this benchmark.",)
    boards = (
        Board(
            "leaderboard",
            url=URL,
            page="https://appworld.dev/leaderboard",
            benchmark="appworld",
            version="1",
            expect=Expect(min_rows=50, max_rows=400, fill={"harness": 1.0, "measured_on": 1.0}),
        ),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Percent of tasks, and of scenarios (a task in several variations), completed on each test set."""
        for row in json_list(documents["main"]):
            method, model = row.fields("method").text("name"), row.fields("llm").text("tooltip")
            by_authors = row.maybe_text("url") == AUTHORS
            day = day_in(row.text("date"), row.where)
            for key, field in SETS.items():
                whole = row.fields(field).fields("all")
                for goal, figure in GOALS.items():
                    yield board.row(
                        f"{model} trained with {method}" if method in TRAINED else model,
                        whole.number(figure),
                        f"{row.where}/{field}/all/{figure}",
                        metric=f"{goal}-{key}",
                        settings={"harness": method},
                        reporter=Reporter.INDEPENDENT if by_authors else None,
                        measured_on=day,
                    )
