"""MLE-bench: agents in Kaggle competitions; the share of them that earns a medal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from weighbridge.readers.entries import day_in
from weighbridge.readers.markdown import markdown_tables, table_with
from weighbridge.readers.structured import Fields, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

PAGE = "https://github.com/openai/mle-bench"
README = "https://raw.githubusercontent.com/openai/mle-bench/main/README.md"
COLUMNS = {"All (%)": "all", "Low == Lite (%)": "low", "Medium (%)": "medium", "High (%)": "high"}
MODEL = "LLM(s) used"
# More than one model, or none told: such a row tells nothing of one model.
SEVERAL = re.compile(r"ensemble|undisclosed|multi-agent| \+ |,", re.I)


class MleBench(Source):
    id = "mle-bench"
    title = "MLE-bench leaderboard"
    home = PAGE
    maintainer = "OpenAI"
    licence = Licence("MIT", "MLE-bench (openai/mle-bench)", PAGE)
    reach = (README,)
    cadence_days = 120
    reporter = Reporter.COMMUNITY
    problems = (
        "Some tasks can be exploited by leaked labels, as the board itself says; rows that used them are labelled.",
        "Some rows count seeds that did not finish as failures.",
        "Rows of several models, and rows that name none, are left out.",
        "A few agents use further models for small parts.",
    )
    boards = (Board("mle-bench", README, PAGE, "mle-bench", "1", "all", Expect(20, 400)),)

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        document = documents["main"]
        table = table_with(markdown_tables(document), "Agent", *COLUMNS, where=document.url)
        for row in table.fields():
            agent, model = _agent_and_model(row)
            if SEVERAL.search(model):
                continue
            leak = row.maybe_text("Known Leakage")
            stated = {
                "harness": agent.partition("(")[0].strip(),  # who made it stands in brackets
                "hours": row.maybe_text("Running Time (hours)"),
                "leakage": "known" if leak == "✓" else None,
            }
            for column, metric in COLUMNS.items():
                value, _, error = row.text(column).partition("±")
                number = number_in(value, f"{row.where} {column}")
                if number is not None:
                    yield board.row(
                        model,
                        number,
                        f"{row.where} {column}",
                        metric=metric,
                        settings={key: text for key, text in stated.items() if text},
                        stderr=number_in(error, f"{row.where} {column}"),
                        measured_on=_day(row) if metric == board.metric else None,
                    )


def _agent_and_model(row: Fields) -> tuple[str, str]:
    """Agent and model; until September 2025 both stood in one cell, the agent's name first and in one word."""
    agent = row.text("Agent")
    if MODEL in row:
        return agent, row.text(MODEL)
    agent, _, model = agent.partition(" ")
    if not model:
        raise ParseError(f"{row.where}: expected an agent and a model in one cell, met {agent!r}")
    return agent, model


def _day(row: Fields) -> date | None:
    day = row.maybe_text("Date")
    return day_in(day, row.where) if day else None
