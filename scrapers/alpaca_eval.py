"""AlpacaEval: answers to 805 instructions, each compared by a model with a reference answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from weighbridge.readers.structured import csv_rows, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

HOME = "https://tatsu-lab.github.io/alpaca_eval/"
RAW = "https://raw.githubusercontent.com/tatsu-lab/alpaca_eval/main/"
SECOND = f"{RAW}src/alpaca_eval/leaderboards/data_AlpacaEval_2/weighted_alpaca_eval_gpt4_turbo_leaderboard.csv"
FIRST = f"{RAW}docs/data_AlpacaEval/alpaca_eval_gpt4_leaderboard.csv"
# Columns of the name, of the two win rates with their errors, and of who entered the row.
FORMS = {"2": ("", "mode"), "1": ("name", "filter")}
ERRORS = {"length_controlled_winrate": "lc_standard_error", "win_rate": "standard_error"}
LEAST_QUESTIONS = 750  # a first draft of the second version was of 64
METRICS = {"length_controlled_winrate": "length-controlled", "win_rate": "win-rate"}
# An answer that is the same to everything; prompts tuned to the judge; several models, or the best of several answers.
NO_MODEL = re.compile(r"NullModel|gamed|MoA|\bTOA\b|aligner|best-of-\d+|PairRM\+|^pairrm-", re.IGNORECASE)


class AlpacaEval(Source):
    id = "alpaca-eval"
    title = "AlpacaEval"
    home = HOME
    maintainer = "Tatsu Lab, Stanford"
    licence = Licence("Apache-2.0", "AlpacaEval, Tatsu Lab", "https://github.com/tatsu-lab/alpaca_eval")
    reach = (RAW,)
    status = "frozen"
    status_since = date(2024, 12, 27)
    reporter = Reporter.COMMUNITY
    problems = (
        "Judged by GPT-4 Turbo, which likes long answers; the length-controlled rate corrects for that.",
        "An answer that is the same to every question once led the table: it can be gamed.",
    )
    boards = (
        Board("v2", SECOND, HOME, "alpaca-eval", "2", expect=Expect(220, 900)),
        Board("v1", FIRST, HOME, "alpaca-eval", "1", expect=Expect(70, 900)),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Two rows a model: win rate corrected for length (since 2024-03) and plain win rate."""
        main = documents["main"]
        named, entered = FORMS[board.version]
        for row in csv_rows(main, must_have=(named, "win_rate", entered)):
            name, kind = row.text(named), row.text(entered)
            if kind == "dev" or NO_MODEL.search(name):  # dev: one model asked to be brief or to be long
                continue
            if kind not in ("minimal", "verified", "community"):
                raise ParseError(f"{main.url} {row.where}: entered as {kind!r}, which is not known")
            total = number_in(row.maybe("n_total") or "", row.where)
            if total is not None and total < LEAST_QUESTIONS:
                raise ParseError(f"{main.url} {row.where}: of {total:g} questions, the set has 805")
            for column, metric in METRICS.items():
                value = number_in(row.maybe(column) or "", f"{row.where} {column}")
                error = number_in(row.maybe(ERRORS[column]) or "", f"{row.where} {ERRORS[column]}")
                if value is None:
                    continue
                yield board.row(
                    name,
                    value,
                    row.where,
                    metric=metric,
                    stderr=error,
                    n=None if total is None else int(total),
                    reporter=Reporter.COMMUNITY if kind == "community" else Reporter.INDEPENDENT,
                )
