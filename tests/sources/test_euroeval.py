"""EuroEval: two header rows, links in cells, display@@sortkey, figures below zero, and four editions."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused, rows_of_text
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
from weighbridge.schema import SourceRow
from weighbridge.source import Document, NotFoundError, ParseError

ID = "euroeval"


@pytest.fixture(scope="module")
def rows() -> list[SourceRow]:
    return rows_of_fixture(ID, "english", main="english.csv")


def test_ranks_and_tasks(rows: list[SourceRow]) -> None:
    rank = find(rows, "gemini/gemini-3-flash-preview", "rank", thinking="on")
    assert (rank.value, rank.ci_low, rank.benchmark, rank.version) == (1.28, None, "euroeval-english", "2026-03")
    assert rank.locator == "line 3 Rank"  # below two lines of header
    sentiment = find(rows, "gemini/gemini-3-flash-preview", "sentiment", thinking="on")
    assert (sentiment.value, sentiment.ci_low, sentiment.ci_high) == (69.12, 67.29, 70.95)
    assert find(rows, "meta-llama/Llama-3.1-70B", "reading").value == 87.68
    assert find(rows, "meta-llama/Llama-3.1-70B", "knowledge").value == 88.4
    assert {row.metric for row in rows} == {"rank", "sentiment", "entities", "acceptability", "reading"} | {
        "knowledge",
        "common-sense",
    }


def test_figures_below_zero_count_and_placeholders_do_not(rows: list[SourceRow]) -> None:
    found = [row for row in rows if row.name == "TrustLLMeu/baseline-7-8b_1t-tokens_llama"]
    assert [(row.metric, row.value) for row in found] == [("knowledge", -2.84)]
    assert not [row for row in rows if row.name == "arcee-ai/AFM-4.5B" and row.metric == "rank"]
    assert find(rows, "arcee-ai/AFM-4.5B", "reading").value == 17.33


def test_how_a_model_was_run(rows: list[SourceRow]) -> None:
    settings = {(row.name, row.settings.get("thinking")): dict(row.settings) for row in rows}
    assert settings["gemini/gemini-3-flash-preview", "off"] == {
        "thinking": "off",
        "shots": "zero-shot",
        "split": "val",
    }
    assert settings["openai/gpt-oss-20b", None] == {"effort": "high"}
    assert settings["PleIAs/Baguettotron", "off"] == {"thinking": "off", "revision": "refs/pr/6"}


def test_encoders_are_left_out(rows: list[SourceRow]) -> None:
    assert "jhu-clsp/mmBERT-base" in document(ID, "english.csv").text()
    assert not [row for row in rows if "mmBERT" in row.name]


def test_editions() -> None:
    files = ("english-2025-01.csv", "english-2025-02.csv", "english-2026-01.csv")
    first, second, third = (rows_of_fixture(ID, "english", main=file) for file in files)
    assert [{row.version for row in rows} for rows in (first, second, third)] == [{"2025-01"}, {"2025-02"}, {"2026"}]
    assert find(first, "gpt-4-0613", "acceptability").value == 55.76
    assert find(first, "ai-forever/mGPT", "common-sense").value == -0.17
    assert find(second, "meta-llama/Llama-3.1-405B-Instruct-FP8", "sentiment").value == 70.6
    assert find(third, "meta-llama/Llama-3.1-70B", "rank").value == 1.43


def test_all_languages_together() -> None:
    rows = rows_of_fixture(ID, "european", main="european.csv")
    assert [(row.name, row.metric, row.value) for row in rows] == [
        ("gemini/gemini-3-pro-preview", "rank", 1.34),
        ("PleIAs/Monad", "rank", 4.72),
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (">sst5</a>", ">sst2</a>", "field 'sst5' is missing"),
        ("Model,Type,Rank", "Model,Type,Score", "column 'Rank' is missing"),
        ("1.48@@1.48", "first@@1.48", "expected a number, met 'first'"),
        ("68.33 ± 0.56 / 69.37 ± 1.37@@68.33", "68.33 ± 0.56@@68.33", "expected a number"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused((ID, "english", "english.csv"), old, new, message)


def test_pages_and_empty_tables_are_refused() -> None:
    with pytest.raises(ParseError, match="column 'model' is missing"):
        rows_of_text(ID, "english", "<!DOCTYPE html><html><body>404</body></html>")
    with pytest.raises(ParseError, match="the table is empty"):
        rows_of_text(ID, "english", "\n".join(document(ID, "english.csv").text().splitlines()[:2]))


def test_the_former_address_answers_for_the_time_before_the_move() -> None:
    asked = []

    def get(url: str) -> Document:
        asked.append(url)
        if "EuroEval" in url:
            raise NotFoundError(f"{url}: no such document")
        return Document(url, b"", READ_AT)

    source = source_of(ID)
    assert "ScandEval" in source.collect(board_of(source, "english"), get)["main"].url
    assert len(asked) == 2


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures(ID, "european")
    assert len(rows) == 129
    assert find(rows, "PleIAs/Monad").value == 4.72
    english = rows_of_captures(ID, "english")
    assert len([row for row in english if row.metric == "rank"]) == 142
    assert min(row.value for row in english) == -2.84
    assert len({row.key() for row in english}) == len(english)
    boards = (("danish", "2026-01-24"), ("german", "2026-03-16"), ("polish", None))
    assert [len(rows_of_captures(ID, board, as_of=day)) for board, day in boards] == [163, 107, 146]
    assert len(rows_of_captures(ID, "european", as_of="2025-01-09")) == 52
