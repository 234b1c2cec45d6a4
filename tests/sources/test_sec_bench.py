"""SEC-bench: two tables in one file, agents before models, results that the team has run again."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.schema import Reporter

PLACE = ("sec-bench", "tasks", "leaderboards.yaml")


def test_rows() -> None:
    rows = rows_of_fixture("sec-bench", "tasks", main="leaderboards.yaml")
    assert [(row.settings["harness"], row.metric, row.value) for row in rows] == [
        ("OpenHands", "proofs", 18.0),
        ("SWE-agent", "proofs", 12.5),
        ("Aider", "proofs", 3.0),
        ("OpenHands", "patches", 34.0),
        ("Aider", "patches", 23.5),
    ]
    assert {row.name for row in rows} == {"Claude-3.7-Sonnet"}
    assert [row.reporter for row in rows] == [Reporter.INDEPENDENT] * 4 + [None]  # one nobody has run again


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("PoC Generation", "Fuzzing", "'Fuzzing' is not known"),
        ("OpenHands + Claude", "OpenHands Claude", r"expected an agent \+ model"),
        ("resolved: 18.00", "resolved: 18 %", "should be a number"),
        ("results:", "rows:", "field 'results' is missing"),
        ("2025-05-10", "May", "expected a day"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused(PLACE, old, new, message)


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("sec-bench", "tasks")
    assert len(rows) == 6
    assert find(rows, "Claude-3.7-Sonnet", "patches", harness="SWE-agent").value == 31.5
