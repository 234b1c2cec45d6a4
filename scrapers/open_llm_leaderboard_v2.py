"""Hugging Face's Open LLM Leaderboard, second edition (retired in March 2025), read from a copy of its table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weighbridge.readers.structured import Fields, csv_rows, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

COPY = "https://raw.githubusercontent.com/fboulnois/llm-leaderboard-csv/main/csv/huggingface_v2.csv"
PAGE = "https://huggingface.co/spaces/open-llm-leaderboard/open_llm_leaderboard"
WHOLE = "open-llm-leaderboard-v2"
# (benchmark, metric) → column and the factor that makes per cent of it.
COLUMNS = {
    (WHOLE, "average"): ("model_average_score", 1.0),
    ("ifeval", "accuracy"): ("evaluations_ifeval_value", 100.0),
    ("bbh", "accuracy"): ("evaluations_bbh_value", 100.0),
    ("math-level-5", "accuracy"): ("evaluations_math_value", 100.0),
    ("gpqa", "accuracy"): ("evaluations_gpqa_value", 100.0),
    ("musr", "accuracy"): ("evaluations_musr_value", 100.0),
    ("mmlu-pro", "accuracy"): ("evaluations_mmlu_pro_value", 100.0),
}
# The columns of 2024. Its other accuracies are rounded to whole per cents; those two come without a chance level,
# so that the normalised score is the accuracy.
COLUMNS_2024 = {
    (WHOLE, "average"): ("average", 1.0),
    ("ifeval", "accuracy"): ("ifeval", 1.0),
    ("math-level-5", "accuracy"): ("math_lvl_5", 1.0),
}
SCORED_ANEW = {"math-level-5", WHOLE}  # the answers to MATH were parsed anew twice, which moves the average too


class OpenLlmLeaderboardV2(Source):
    id = "open-llm-leaderboard-v2"
    title = "Open LLM Leaderboard v2"
    home = PAGE
    maintainer = "Hugging Face"
    licence = Licence("none stated", "Open LLM Leaderboard, Hugging Face", PAGE)
    reach = (COPY,)
    cadence_days = 400
    status = "retired"
    status_since = date(2025, 3, 13)
    through = "fboulnois/llm-leaderboard-csv, a copy of the table"
    replay_kinds = ("mirror",)
    reporter = Reporter.INDEPENDENT
    problems = (
        "Most rows are merges and fine-tunes that anybody could submit; some of them trained on the tests.",
        "The answers to MATH were scored anew between the copies, so their figures are versions of their own.",
        "Figures are rounded to the two decimals that the board showed.",
    )
    boards = (Board("models", COPY, PAGE, WHOLE, WHOLE, "average", Expect(600, 80_000, {"precision": 1.0})),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Seven figures a run. A model stands once for each precision, so precision is part of the row."""
        document = documents["main"]
        for row in csv_rows(document):
            if "evaluations_ifeval_value" in row:
                name, precision, chat = "model_name", "model_precision", "model_has_chat_template"
                columns, era = COLUMNS, "" if "features_is_official_provider" in row else ", 2025-01"
                if row.text("features_is_flagged") == "TRUE":
                    continue  # shown to be trained on the tests; the board hid it
            elif "ifeval_raw" in row:
                name, precision, chat = "fullname", "precision", "chat_template"
                columns, era = COLUMNS_2024, ", 2024"
            else:
                raise ParseError(f"{document.url}: the columns are of no edition known ({', '.join(row.names()[:12])})")
            title = row.text(name)
            settings = {"precision": row.text(precision), "chat_template": _yes_or_no(row, chat)}
            for (benchmark, metric), (column, factor) in columns.items():
                value = number_in(str(row.take(column)), f"{row.where} {column}")
                if value is not None:
                    yield board.row(
                        title,
                        round(value * factor, 2),
                        f"{row.where} {column}",
                        metric=metric,
                        version=WHOLE + (era if benchmark in SCORED_ANEW else ""),
                        benchmark=benchmark,
                        settings=settings,
                    )


def _yes_or_no(row: Fields, column: str) -> str:
    value = row.text(column)
    if value not in ("TRUE", "FALSE"):
        raise ParseError(f"{row.where}: '{column}' should be TRUE or FALSE, is {value[:40]!r}")
    return "yes" if value == "TRUE" else "no"
