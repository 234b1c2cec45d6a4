"""LMArena's data set: a parquet file made here in its shape, with the one row that is published as an example."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.sources.support import CAPTURES, READ_AT, board_of, document, needs_captures, source_of
from weighbridge.replay import CaptureStore
from weighbridge.schema import SourceRow
from weighbridge.source import Document, ParseError

EXAMPLE = json.loads(document("lmarena", "text.json").body)[0]


def parquet(rows: list[dict[str, Any]]) -> bytes:
    text = ("model_name", "organization", "license", "category", "leaderboard_publish_date")
    kinds = [(key, pa.string() if key in text else pa.float64()) for key in rows[0]]
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(kinds)), sink)
    return sink.getvalue()


def parsed(body: bytes, board: str = "text") -> list[SourceRow]:
    source = source_of("lmarena")
    return list(source.parse(board_of(source, board), {"main": Document("https://example.org/x", body, READ_AT)}))


def rows_by_board() -> Iterator[tuple[str, SourceRow]]:
    """(board, row) of the file made here."""
    yield from (("text", row) for row in parsed(parquet([EXAMPLE])))


def test_a_row_is_as_published() -> None:
    (row,) = parsed(parquet([EXAMPLE]))
    assert (row.benchmark, row.version, row.metric, row.name) == ("arena-text", "raw", "rating", "gemini-4-argon-high")
    assert (row.value, row.ci_low, row.ci_high) == (1533.4609832971757, 1524.6678224950515, 1542.2541440993)
    assert (row.n, row.measured_on) == (4932, date(2026, 10, 2))
    assert row.stderr is not None and row.value + 1.96 * row.stderr == pytest.approx(row.ci_high, abs=0.01)


def test_style_control_is_another_version_and_other_categories_are_passed_over() -> None:
    rows = [EXAMPLE, EXAMPLE | {"category": "hard_prompts"}, EXAMPLE | {"category": "polish"}]
    found = parsed(parquet(rows), "text_style_control")
    assert {(row.version, row.metric) for row in found} == {
        ("style-control", "rating"),
        ("style-control", "hard-prompts"),
    }


def test_missing_figures_stay_missing_and_a_rating_of_nan_is_no_row() -> None:
    bare = EXAMPLE | {"rating_lower": None, "rating_upper": math.nan, "variance": None, "vote_count": None}
    empty = EXAMPLE | {"model_name": "falcon-180b-chat", "rating": math.nan}
    (row,) = parsed(parquet([bare, empty]))
    assert (row.stderr, row.ci_low, row.ci_high, row.n) == (None, None, None, None)


def test_other_shapes_are_refused() -> None:
    with pytest.raises(ParseError, match="parquet"):
        parsed(b"<html></html>")
    with pytest.raises(ParseError, match="rating"):
        parsed(parquet([{("score" if key == "rating" else key): value for key, value in EXAMPLE.items()}]))
    with pytest.raises(ParseError, match="no category 'overall'"):
        parsed(parquet([EXAMPLE | {"category": "full"}]))


@needs_captures
def test_there_is_an_excerpt_only_which_is_never_read_as_results() -> None:
    source, store = source_of("lmarena"), CaptureStore(CAPTURES)
    assert all(store.newest(board.url, kinds=source.replay_kinds) is None for board in source.boards)
