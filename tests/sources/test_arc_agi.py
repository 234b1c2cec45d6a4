"""ARC Prize: figures read by eye from its files."""

from __future__ import annotations

import json

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
from weighbridge.source import Document, NotFoundError, ParseError

FILES = {"main": "evaluations.json", "models": "models.json"}


def test_rows_are_as_read_by_eye() -> None:
    rows = rows_of_fixture("arc-agi", "v1_Semi_Private", **FILES)
    assert len(rows) == 4
    r1 = find(rows, "R1")
    assert (r1.benchmark, r1.version, r1.value, r1.cost_usd) == ("arc-agi-1", "semi-private", 15.8, 0.06)
    assert find(rows, "claude-opus-4-20250514-thinking-16k").value == 35.67
    assert find(rows, "gpt-5-2025-08-07-low").cost_usd == 0.1531
    second = rows_of_fixture("arc-agi", "v2_Semi_Private", **FILES)
    assert find(second, "Llama-4-Scout-17B-16E-Instruct-together").value == 0.0  # nought is a score
    assert find(second, "gpt-5-2025-08-07-low").value == 1.94  # listed twice, alike


def test_people_hidden_rows_and_programs_around_a_model_are_left_out() -> None:
    names = {row.name for row in rows_of_fixture("arc-agi", "v2_Semi_Private", **FILES)}
    assert not names & {
        "2025_human_panel",
        "o3-preview-low",
        "johan_land_gpt_5_2_refine",
        "trm-2025-10-07",
        "ARChitects",
    }


def test_the_former_folder_is_asked_when_the_files_are_not_in_the_new_one() -> None:
    asked = []

    def get(url: str) -> Document:
        asked.append(url)
        if "/leaderboard/" not in url:
            raise NotFoundError(f"{url}: no")
        return document("arc-agi", "models.json", url)

    source = source_of("arc-agi")
    documents = source.collect(board_of(source, "v1_Semi_Private"), get)
    assert documents["models"].url == "https://arcprize.org/media/data/leaderboard/models.json"


def test_other_shapes_are_refused() -> None:
    source, board = source_of("arc-agi"), board_of(source_of("arc-agi"), "v1_Semi_Private")
    models = document("arc-agi", "models.json")
    entries = json.loads(document("arc-agi", "evaluations.json").body)
    unknown = [entries[2] | {"modelId": "nobody"}]
    renamed = [{("result" if key == "score" else key): value for key, value in entry.items()} for entry in entries]
    for value, words in (
        (unknown, "not among the models"),
        (renamed, "'score' is missing"),
        ([], "not empty"),
        ({}, "list"),
    ):
        main = Document("https://x.org/", json.dumps(value).encode(), READ_AT)
        with pytest.raises(ParseError, match=words):
            list(source.parse(board, {"main": main, "models": models}))
    with pytest.raises(ParseError, match="HTML"):
        list(source.parse(board, {"main": Document("https://x.org/", b"<html>", READ_AT), "models": models}))


@needs_captures
@pytest.mark.parametrize(
    ("board", "older", "newer"),
    [
        ("v1_Semi_Private", 20, 109),
        ("v2_Semi_Private", 23, 110),
        ("v1_Public_Eval", 5, 98),
        ("v2_Public_Eval", 21, 106),
    ],
)
def test_the_real_files(board: str, older: int, newer: int) -> None:
    rows = rows_of_captures("arc-agi", board)
    assert len(rows) == newer and len({row.key() for row in rows}) == newer
    assert len(rows_of_captures("arc-agi", board, "2025-05-01")) == older
    if board == "v2_Semi_Private":
        assert find(rows, "claude-opus-4-20250514-thinking-16k").value == 8.61
