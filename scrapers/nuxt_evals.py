"""Nuxt evals: coding agents with models on small tasks in the Nuxt framework, up to four tries a task."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.entries import day_in, entries_of
from weighbridge.readers.structured import Fields, json_of, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

PAGE = "https://nuxt.com/evals"
URL = "https://raw.githubusercontent.com/nuxt/nuxt-evals/main/agent-results.json"
STATED = {"pass-at-1": "passAt1", "mean-rate": "avgPassRate"}  # since July 2026


class NuxtEvals(Source):
    id = "nuxt-evals"
    title = "Nuxt evals"
    home = PAGE
    maintainer = "Nuxt"
    licence = Licence("MIT", "Nuxt evals", "https://github.com/nuxt/nuxt-evals")
    reach = (URL,)
    cadence_days = 60
    reporter = Reporter.INDEPENDENT
    problems = (
        "29 tasks: one more solved is three points.",
        "The share of tasks solved at all allows up to four tries; before July 2026 it was the only figure.",
    )
    boards = (Board("agents", URL, PAGE, "nuxt-evals", "29 tasks", expect=Expect(3, 400, {"harness": 1.0, "n": 1.0})),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Fractions become percent. The number of tasks is the version: the set grew from 10 to 25 to 29."""
        whole = Fields(json_of(documents["main"]), documents["main"].url)
        results = whole.fields("results")
        for run in entries_of(whole.fields("metadata"), "experiments"):
            key, name = run.text("name"), run.text("modelName")
            tasks = results.items(key if key in results else name)  # keyed by the shown name at first
            if not tasks:
                raise ParseError(f"{run.where}: no results of {key!r}")
            solved = [Fields(Fields(task, key).take("result"), key).take("success") is True for task in tasks]
            figures = {metric: run.number(field) for metric, field in STATED.items() if field in run}
            figures["solved"] = sum(solved) / len(solved)
            day = day_in(run.text("timestamp"), run.where)
            harness, seconds = run.text("agentHarness"), run.maybe_number("avgDuration")
            for metric, value in figures.items():
                yield board.row(
                    name,
                    scaled(value, 100),
                    f"{key} / {metric}",
                    metric=metric,
                    version=f"{len(tasks)} tasks",
                    settings={"harness": harness},
                    n=len(tasks),
                    latency_s=seconds if metric == "pass-at-1" else None,
                    measured_on=day,
                )
