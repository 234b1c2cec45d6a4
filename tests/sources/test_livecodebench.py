"""LiveCodeBench: averages over a release's window, the release told by its number of problems."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.sources.support import READ_AT, board_of, find, needs_captures, rows_of_captures, source_of
from weighbridge.schema import SourceRow
from weighbridge.source import Document, ParseError

URL = "https://livecodebench.github.io/performances_generation.json"
BEFORE = datetime(2024, 7, 31, tzinfo=UTC)
AFTER = datetime(2024, 8, 1, tzinfo=UTC)


def answers(model: str, when: datetime, level: str, count: int, score: float) -> list[dict[str, Any]]:
    moment = int(when.timestamp() * 1000)
    answer = {"model": model, "date": moment, "difficulty": level, "pass@1": score, "platform": "atcoder"}
    return [{"question_id": f"{level}-{moment}-{number}", **answer} for number in range(count)]


def payload() -> dict[str, Any]:
    """Two models of release v6: 655 problems before August 2024, 100 easy, 100 medium and 200 hard ones since."""
    scores = {"DeepSeek-V3": (90.0, 80.0, 40.0, 10.0), "QwQ-32B-Preview (N=1)": (50.0, 60.0, 0.0, 0.0)}
    performances = []
    for model, (before, easy, medium, hard) in scores.items():
        performances += answers(model, BEFORE, "easy", 655, before)
        performances += answers(model, AFTER, "easy", 100, easy)
        performances += answers(model, AFTER, "medium", 100, medium)
        performances += answers(model, AFTER, "hard", 200, hard)
    models = [{"model_name": name.lower(), "model_repr": name, "release_date": 0, "link": ""} for name in scores]
    return {"performances": performances, "models": models, "date_marks": []}


def rows_of(data: Any) -> list[SourceRow]:
    source = source_of("livecodebench")
    document = Document(URL, data if isinstance(data, bytes) else json.dumps(data).encode(), READ_AT)
    return list(source.parse(board_of(source, "generation"), {"main": document}))


def rows_by_board() -> Iterator[tuple[str, SourceRow]]:
    """(board, row) of the payload made here."""
    yield from (("generation", row) for row in rows_of(payload()))


def test_rows() -> None:
    rows = rows_of(payload())
    found = {row.metric: (row.value, row.n) for row in rows if row.name == "DeepSeek-V3"}
    assert found == {
        "pass-1": (35.0, 400),  # (100 × 80 + 100 × 40 + 200 × 10) / 400
        "all-dates": (69.1469, 1055),  # and 655 × 90 before
        "easy": (80.0, 100),
        "medium": (40.0, 100),
        "hard": (10.0, 200),
    }
    assert {row.version for row in rows} == {"v6"}
    other = find(rows, "QwQ-32B-Preview", "pass-1", samples="N=1")
    assert (other.value, find(rows, "QwQ-32B-Preview", "hard").value) == (15.0, 0.0)


def test_an_unknown_number_of_problems_is_refused() -> None:
    data = payload()
    data["performances"].pop()
    with pytest.raises(ParseError, match=r"QwQ-32B-Preview \(N=1\) has 1054 problems, the size of no known release"):
        rows_of(data)
    data["models"][1]["model_repr"] = "Renamed"
    with pytest.raises(ParseError, match="Renamed has 0 problems"):
        rows_of(data)


def test_broken_shapes_are_refused() -> None:
    data = payload()
    data["performances"][3]["pass@1"] = None
    with pytest.raises(ParseError, match="performances/3: field 'pass@1' should be a number"):
        rows_of(data)
    with pytest.raises(ParseError, match="field 'performances' is missing"):
        rows_of({"models": []})
    with pytest.raises(ParseError, match="the table is empty"):
        rows_of({"models": [], "performances": []})
    with pytest.raises(ParseError, match="expected JSON, met an HTML"):
        rows_of(b"<html></html>")


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("livecodebench", "generation")
    assert len(rows) == 16 * 5
    deepseek = find(rows, "DeepSeek-V3", "pass-1")
    assert deepseek.value == pytest.approx(27.2026)
    assert deepseek.n == 454
    assert find(rows, "O4-Mini (High)", "hard").n == 203
    assert find(rows, "DeepSeek-V3", "all-dates").value == pytest.approx(49.5545)
    for day, version, count, problems in (("2024-04-17", "v1", 45, 238), ("2025-01-15", "v5", 19, 279)):
        older = rows_of_captures("livecodebench", "generation", as_of=day)
        assert {(row.version, row.n) for row in older if row.metric == "pass-1"} == {(version, problems)}
        assert len({row.key() for row in older}) == len(older) == count * 5
