"""Aider's leaderboards: polyglot, editing, refactoring, architect pairs, quantised runs (frozen since October 2025)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from weighbridge.readers.structured import Fields, yaml_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, ParseError, Source

DATA = "https://raw.githubusercontent.com/Aider-AI/aider/main/aider/website/_data/"
PAGES = "https://aider.chat/docs/leaderboards/"
QUANTISED = "Qwen2.5-Coder-32B-Instruct"  # the one model of the board on hosts and quantisations …
QUANTISED_COMMAND = re.compile(r"qwen-?2[.p]?5-coder[-:]32b-instruct", re.I)  # … as its commands spell it
WHOLE_RUN = 0.9


def _board(key: str, file: str, cases: int, rows: int, **options: str) -> Board:
    exercises = {225: "polyglot", 133: "edit", 89: "refactor"}[cases]
    page = PAGES if exercises == "polyglot" else f"{PAGES}{exercises}.html"
    metric = "pass-rate-1" if exercises == "refactor" else "pass-rate-2"
    options |= {"cases": str(cases)}
    return Board(key, f"{DATA}{file}.yml", page, f"aider-{exercises}", "1", metric, Expect(rows, rows * 20), options)


class Aider(Source):
    id = "aider"
    title = "Aider LLM leaderboards"
    home = PAGES
    maintainer = "Aider (Paul Gauthier)"
    licence = Licence("Apache-2.0", "Aider leaderboards, aider.chat", "https://github.com/Aider-AI/aider")
    reach = (DATA,)
    cadence_days = 365
    status = "frozen"
    status_since = date(2025, 10, 4)
    reporter = Reporter.INDEPENDENT
    problems = (
        "Some runs were sent in by users; the files do not say which.",
        "Costs are the whole run's, here divided by its cases; 0 stands for unknown and is left out.",
        "One run on the polyglot exercises stands on the older editing board; it is left out there.",
    )
    boards = (
        _board("polyglot", "polyglot_leaderboard", 225, 15),
        _board("qwen3", "qwen3_leaderboard", 225, 8, before="polyglot_leaderboard"),
        _board("edit", "edit_leaderboard", 133, 75),
        _board("architect", "architect", 133, 30, before="edit_leaderboard"),
        _board("quant", "quant", 133, 9, before="edit_leaderboard"),
        _board("refactor", "refactor_leaderboard", 89, 14),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The board, and the board that already shows some of its runs."""
        found = {"main": get(board.url)}
        if "before" in board.options:
            with suppress(NotFoundError):
                found["before"] = get(f"{DATA}{board.options['before']}.yml")
        return found

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        shown = {run.text("dirname") for run in _runs(documents["before"])} if "before" in documents else set()
        cases = int(board.options["cases"])
        for run in _runs(documents["main"]):
            n, total = int(run.number("test_cases")), run.maybe_number("total_tests")
            if run.text("dirname") in shown or n > cases or total not in (None, cases):
                continue  # the same run on another board, or a run on another set of exercises
            name, settings = _name_and_settings(board, run)
            if n < WHOLE_RUN * cases:
                settings["cases"] = f"{n} of {cases}"
            measured_on = run.take("date")
            if type(measured_on) is not date:
                raise ParseError(f"{run.where}: field 'date' should be a date, is {measured_on!r}")
            cost, latency = run.maybe_number("total_cost"), run.number("seconds_per_case")
            figures = {
                "pass-rate-1": run.number("pass_rate_1"),
                "pass-rate-2": run.number("pass_rate_2") if board.metric == "pass-rate-2" else None,
                "well-formed": run.number("percent_cases_well_formed"),
            }
            for metric, value in figures.items():
                if value is not None:
                    headline = metric == board.metric
                    yield board.row(
                        name,
                        value,
                        run.where,
                        metric=metric,
                        settings=settings,
                        n=n,
                        cost_usd=round(cost / n, 6) if cost and headline else None,
                        latency_s=latency if headline else None,
                        measured_on=measured_on,
                    )


def _runs(document: Document) -> list[Fields]:
    runs = yaml_of(document)
    if not isinstance(runs, list) or not runs:
        raise ParseError(f"{document.url}: expected a list of runs")
    return [Fields(run, f"entry {number}") for number, run in enumerate(runs)]


def _name_and_settings(board: Board, run: Fields) -> tuple[str, dict[str, str]]:
    """The model's name, freed of what the board puts around it, and how it was run."""
    name, form = run.text("model"), run.text("edit_format")
    budget = run.maybe_number("thinking_tokens")
    stated: dict[str, str | None] = {
        "prompt": form,
        "editor": run.maybe_text("editor_model"),
        "editor_format": run.maybe_text("editor_edit_format"),
        "effort": run.maybe_text("reasoning_effort"),
        "budget": str(int(budget)) if budget else None,
        "thinking": "off" if budget == 0 else None,
    }
    if stated["editor"] and " + " in name:
        name = name.split(" + ")[0]  # "architect + editor"; the editor has a field of its own
    if board.id == "quant":
        host, _, precision = name.partition(": ")
        if not precision or not QUANTISED_COMMAND.search(run.text("command")):
            raise ParseError(f"{run.where}: expected 'host: precision' of {QUANTISED}, met {name!r}")
        precision, _, context = precision.partition(", ")
        stated |= {"host": host, "precision": precision if precision != "unknown" else None, "context": context or None}
        name = QUANTISED
    elif board.id == "qwen3":
        name, _, setup = name.partition(f" {form}")
        no_thinking, thinking = re.search(r"no[_ ]think", setup), "(thinking)" in setup
        stated |= {"setup": setup.strip(" ,"), "thinking": "off" if no_thinking else "on" if thinking else None}
    return name, {key: value for key, value in stated.items() if value}
