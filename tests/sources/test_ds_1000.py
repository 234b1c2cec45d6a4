"""DS-1000: cells that hold a name, its maker and a paper; one model with two prompts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.sources.support import (
    board_of,
    document,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.source import ParseError


def test_rows() -> None:
    rows = rows_of_fixture("ds-1000", "baselines", main="baselines.html")
    evolve = find(rows, "gpt-3.5-turbo")
    assert (evolve.value, evolve.settings["harness"], evolve.measured_on) == (57.1, "SelfEvolve", date(2023, 6, 5))
    assert find(rows, "Lemur-70B-Chat").settings == {"prompt": "Completion"}
    assert find(rows, "CodeLlama-13B").settings == {
        "prompt": "Completion",
        "decoding": "greedy decoding len = 2048 + 512",
        "harness": "Self-infilling",
    }
    assert find(rows, "StarCoder", prompt="Completion").value == 26.0
    assert find(rows, "StarCoder", prompt="Insertion").value == 25.4
    assert find(rows, "StarCoder", prompt="Insertion").locator == "row 5"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<th>Score</th>", "<th>Pass@1</th>", "no table with the columns"),
        ("<th>Score</th>", "", "no table with the columns"),
        ("Jun 05, 2023", "June 2023", "expected a day, met"),
        ("<td>57.1</td>", "<td>57.1%</td>", "expected a number"),
        ("<td>57.1</td>", "<td>-</td>", "no score"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    source, whole = source_of("ds-1000"), document("ds-1000", "baselines.html")
    broken = replace(whole, body=whole.text().replace(old, new, 1).encode())
    with pytest.raises(ParseError, match=message):
        list(source.parse(board_of(source, "baselines"), {"main": broken}))


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("ds-1000", "baselines")
    assert len({row.key() for row in rows}) == len(rows) == 20
    assert find(rows, "InCoder-6B", prompt="Insertion").value == 7.5
    assert find(rows, "MagicoderS-CL").measured_on == date(2023, 12, 4)
