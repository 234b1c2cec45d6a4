"""LMArena: ratings from blind human votes, read from the data set that the arena itself publishes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from weighbridge.readers.containers import parquet_rows
from weighbridge.readers.entries import day_in
from weighbridge.readers.structured import Fields
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

DATASET = "https://huggingface.co/datasets/lmarena-ai/leaderboard-dataset"
PAGE = "https://lmarena.ai/leaderboard"
OVERALL = "overall"
BENCHMARKS = {"text": "arena-text", "vision": "arena-vision"}  # arena → benchmark

# Categories that are read, under the data set's names; all others are passed over.
METRICS = {
    "overall": "rating",
    "coding": "coding",
    "math": "math",
    "hard_prompts": "hard-prompts",
    "creative_writing": "creative-writing",
    "instruction_following": "instruction-following",
    "longer_query": "longer-query",
    "multi_turn": "multi-turn",
    "expert": "expert",
    "chinese": "chinese",
    "english": "english",
    "captioning": "captioning",
    "creative_writing_vision": "creative-writing",
    "diagram": "diagram",
    "entity_recognition": "entity-recognition",
    "homework": "homework",
    "humor": "humor",
    "ocr": "ocr",
}


def _board(subset: str, min_rows: int) -> Board:
    arena = subset.split("_", maxsplit=1)[0]
    version = "style-control" if subset.endswith("_style_control") else "raw"
    url = f"{DATASET}/resolve/main/{subset}/latest-00000-of-00001.parquet"
    expect = Expect(min_rows, min_rows * 4, fill={"ci_low": 0.95, "n": 0.95, "measured_on": 1.0})
    return Board(subset, url, f"{PAGE}/{arena}", BENCHMARKS[arena], version, expect=expect)


class LmArena(Source):
    id = "lmarena"
    title = "LMArena"
    home = PAGE
    maintainer = "LMArena (Arena Intelligence)"
    licence = Licence("CC-BY-4.0", "Arena leaderboard dataset, LMArena", DATASET)
    reach = (f"{DATASET}/resolve/main/",)
    cadence_days = 14
    reporter = Reporter.INDEPENDENT
    problems = (
        "A rating says what voters prefer, not what is right, and moves with the pool of models it is fitted on.",
        "Models taken out of the arena vanish from the whole data set, the past included.",
        "On 2026-08-12 names ending in thinking were changed to ones ending in high.",
    )
    boards = (
        _board("text", 3_000),
        _board("text_style_control", 3_000),
        _board("vision", 500),
        _board("vision_style_control", 500),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """One row a model and category. A rating can be NaN where a model has a handful of votes."""
        met = set()
        for row in parquet_rows(documents["main"]):
            category = row.text("category")
            met.add(category)
            value = _finite(row, "rating")
            if category not in METRICS or value is None:
                continue
            name, published, votes = (
                row.text("model_name"),
                row.text("leaderboard_publish_date"),
                _finite(row, "vote_count"),
            )
            variance = _finite(row, "variance")
            if variance is not None and variance < 0:
                raise ParseError(f"{row.where}: a variance is not negative ({variance})")
            yield board.row(
                name,
                value,
                f"{row.where}: {category} / {name}",
                metric=METRICS[category],
                stderr=None if variance is None else round(math.sqrt(variance), 9),
                ci_low=_finite(row, "rating_lower"),
                ci_high=_finite(row, "rating_upper"),
                n=None if votes is None else int(votes),
                measured_on=day_in(published, row.where),
            )
        if OVERALL not in met:
            raise ParseError(f"{documents['main'].url}: no category '{OVERALL}' (has: {', '.join(sorted(met)[:8])})")


def _finite(row: Fields, name: str) -> float | None:
    value: Any = row.take(name)
    return (
        None if isinstance(value, float) and math.isnan(value) else Fields({name: value}, row.where).maybe_number(name)
    )
