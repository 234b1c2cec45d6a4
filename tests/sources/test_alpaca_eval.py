"""AlpacaEval: figures read by eye from its tables."""

from __future__ import annotations

import pytest

from tests.sources.support import (
    READ_AT,
    board_of,
    document,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.schema import Reporter
from weighbridge.source import Document, ParseError


def test_rows_are_as_read_by_eye() -> None:
    rows = rows_of_fixture("alpaca-eval", "v2", main="v2.csv")
    gemma = find(rows, "gemma-2-9b-it-SimPO", "length-controlled")
    assert (gemma.value, gemma.stderr, gemma.n) == (72.3508446939842, 0.5167873784867067, 805)
    assert gemma.reporter is Reporter.COMMUNITY
    assert find(rows, "gemma-2-9b-it-SimPO", "win-rate").stderr == 1.423459922555078
    gpt = find(rows, "gpt-4o-2024-05-13", "length-controlled")
    assert (gpt.value, gpt.stderr, gpt.reporter) == (57.45682883335095, None, Reporter.INDEPENDENT)
    assert find(rows, "alpaca-7b", "win-rate").value == 2.591450540223603
    assert find(rows, "alpaca-farm-ppo-human", "length-controlled").value == 6.418603294911531


def test_tricks_several_models_and_other_prompts_are_left_out() -> None:
    names = {row.name for row in rows_of_fixture("alpaca-eval", "v2", main="v2.csv")}
    assert not names & {"NullModel", "gpt4_gamed", "gpt4_0613_concise", "Together-MoA"}
    assert "Snorkel-Mistral-PairRM-DPO-best-of-16" not in names
    first = rows_of_fixture("alpaca-eval", "v1", main="v1.csv")
    assert find(first, "Mistral Medium", "win-rate").value == 96.83229813664596
    assert [row.metric for row in first if row.name == "XwinLM 70b V0.1"] == ["win-rate"]
    assert not any("PairRM+" in row.name for row in first)


def test_a_draft_on_fewer_questions_is_refused() -> None:
    with pytest.raises(ParseError, match="of 64 questions"):
        rows_of_fixture("alpaca-eval", "v2", main="draft.csv")


def test_other_shapes_are_refused() -> None:
    source, text = source_of("alpaca-eval"), document("alpaca-eval", "v2.csv").text()
    for body, words in (
        (text.replace(",win_rate", ",wins"), "win_rate"),
        (text.replace("minimal", "partial"), "which is not known"),
        ("<html>", "HTML"),
        ("", "empty"),
    ):
        with pytest.raises(ParseError, match=words):
            list(source.parse(board_of(source, "v2"), {"main": Document("https://x.org/", body.encode(), READ_AT)}))


@needs_captures
@pytest.mark.parametrize(
    ("board", "day", "count"),
    [
        ("v2", "2024-05-03", 268),
        ("v2", "2024-12-27", 380),
        ("v1", "2024-01-10", 84),
        ("v1", "2024-05-17", 151),
    ],
)
def test_the_real_pages(board: str, day: str, count: int) -> None:
    rows = rows_of_captures("alpaca-eval", board, day)
    assert len(rows) == count and len({row.key() for row in rows}) == count
