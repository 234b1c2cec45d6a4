"""Hugging Face's Open LLM Leaderboard, first edition (retired in June 2024), read from a copy of its table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weighbridge.readers.structured import csv_rows, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

COPY = "https://raw.githubusercontent.com/fboulnois/llm-leaderboard-csv/main/csv/huggingface_v1.csv"
PAGE = "https://huggingface.co/spaces/open-llm-leaderboard-old/open_llm_leaderboard"
WHOLE = "open-llm-leaderboard-v1"
TASKS = {  # benchmark, metric → column; all in per cent
    ("arc-challenge", "accuracy"): "arc",
    ("hellaswag", "accuracy"): "hellaswag",
    ("mmlu", "accuracy"): "mmlu",
    ("truthfulqa", "mc2"): "truthfulqa",
    ("winogrande", "accuracy"): "winogrande",
    ("gsm8k", "accuracy"): "gsm8k",
}
PUBLISHED = ("🟢", "🟩", "💬")  # pretrained, pretrained further, chat; all others are fine-tunes and merges


class OpenLlmLeaderboardV1(Source):
    id = "open-llm-leaderboard-v1"
    title = "Open LLM Leaderboard v1"
    home = PAGE
    maintainer = "Hugging Face"
    licence = Licence("none stated", "Open LLM Leaderboard, Hugging Face", PAGE)
    reach = (COPY,)
    cadence_days = 400
    status = "retired"
    status_since = date(2024, 6, 26)
    through = "fboulnois/llm-leaderboard-csv, a copy of the table"
    replay_kinds = ("mirror",)
    reporter = Reporter.INDEPENDENT
    problems = (
        "Most rows are merges and fine-tunes that anybody could submit; of those only the average is taken.",
        "Many of its models were trained on texts that hold the tests; the few that the board flagged are left out.",
    )
    boards = (Board("models", COPY, PAGE, WHOLE, "1", "average", Expect(15_000, 40_000, {"precision": 1.0})),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """The average of every run, and six tasks of pretrained and chat models.

        The copy has its yes-and-no columns upside down: ``flagged`` is FALSE for the models that were flagged, as
        ``moe`` is for mixtures of experts.
        """
        must_have = ("fullname", "precision", "flagged", "t", "average", *TASKS.values())
        for row in csv_rows(documents["main"], must_have=must_have):
            flagged, kind = row.text("flagged"), row.text("t")
            if flagged not in ("TRUE", "FALSE"):
                raise ParseError(f"{row.where}: 'flagged' should be TRUE or FALSE, is {flagged[:40]!r}")
            if flagged == "FALSE":
                continue
            name, settings = row.text("fullname"), {"precision": row.text("precision")}
            columns = {(WHOLE, "average"): "average"} | (TASKS if kind in PUBLISHED else {})
            for (benchmark, metric), column in columns.items():
                value = number_in(row.text(column), f"{row.where} {column}")
                if value is not None:
                    yield board.row(
                        name,
                        value,
                        f"{row.where} {column}",
                        metric=metric,
                        version="1" if benchmark == WHOLE else WHOLE,
                        benchmark=benchmark,
                        settings=settings,
                    )
