"""EvalEval datastore: several boards in one schema, tests not run, ids cut off, files that are gone."""

from __future__ import annotations

from dataclasses import replace

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
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Document, NotFoundError, ParseError

ID = "eee-datastore"


def parsed(board: str, file: str, old: str, new: str) -> list[SourceRow]:
    """Rows of one fixture with a text replaced."""
    source, whole = source_of(ID), document(ID, file)
    assert old in whole.text()
    changed = replace(whole, body=whole.text().replace(old, new, 1).encode())
    return list(source.parse(board_of(source, board), {file: changed}))


def test_tests_go_to_their_own_benchmarks() -> None:
    rows = rows_of_fixture(ID, "helm_capabilities", one="capabilities.json")
    assert {(row.benchmark, row.version, row.metric): row.value for row in rows} == {
        ("helm-capabilities", "1", "mean"): 47.5,
        ("helm-capabilities", "1", "wildbench"): 73.4,
        ("mmlu-pro", "helm", "accuracy"): 41.4,
        ("gpqa", "helm", "accuracy"): 28.7,
        ("ifeval", "helm", "accuracy"): 78.0,
        ("omni-math", "helm", "accuracy"): 16.1,
    }
    assert {(row.name, row.reporter, row.measured_by) for row in rows} == {
        ("allenai/olmo-2-0325-32b-instruct", None, "crfm")
    }


def test_a_test_that_was_not_run_is_no_score_and_win_rates_are_not_read() -> None:
    rows = rows_of_fixture(ID, "helm_lite", one="lite.json")
    assert {row.benchmark: row.value for row in rows} == {"narrative-qa": 75.4, "mmlu": 65.9, "wmt-2014": 15.4}


def test_languages_are_left_out() -> None:
    rows = rows_of_fixture(ID, "global-mmlu-lite", one="gmmlu.json")
    assert {row.metric: row.value for row in rows} == {
        "accuracy": 87.98,
        "culturally-sensitive": 85.22,
        "culturally-agnostic": 90.75,
    }


def test_editions_of_reward_bench_and_ids_cut_off() -> None:
    rows = rows_of_fixture(ID, "reward-bench", one="reward-1.json", two="reward-2.json", three="cut.json")
    assert [(row.name, row.version, row.value, row.document) for row in rows] == [
        ("0-hero/Matter-0.1-7B-boost-DPO-preview", "1", 74.48, "one"),
        ("anthropic/claude-sonnet-4-20250514", "2", 71.17, "two"),
    ]


def test_who_measured_is_as_the_file_says() -> None:
    file, board = "capabilities.json", "helm_capabilities"
    own = parsed(board, file, '"third_party"', '"first_party"')
    assert {row.reporter for row in own} == {Reporter.SELF_REPORTED}
    assert {row.reporter for row in parsed(board, file, '"third_party"', '"other"')} == {Reporter.AGGREGATED}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"schema_version": "0.2.0"', '"schema_version": "0.3.0"', "expected schema 0.2.0"),
        ('"score": 0.475', '"score": "0.475"', "should be a number"),
        ('"max_score": 1.0', '"max_score": 100.0', "expected a score from 0 to 1"),
        ('"lower_is_better": false', '"lower_is_better": true', "expected a score from 0 to 1"),
        ('"evaluation_results"', '"results"', "field 'evaluation_results' is missing"),
        ("{", "<html>{", "expected JSON, met an HTML"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(ParseError, match=message):
        parsed("helm_capabilities", "capabilities.json", old, new)


def test_a_file_that_is_gone_does_not_lose_the_others() -> None:
    source = source_of(ID)
    board = board_of(source, "helm_mmlu")

    def get(url: str) -> Document:
        if "yi-34b" in url:
            raise NotFoundError(f"{url}: no such document")
        return document(ID, "lite.json", url)

    def nothing(url: str) -> Document:
        raise NotFoundError(f"{url}: no such document")

    assert len(source.collect(board, get)) == 7
    with pytest.raises(NotFoundError, match="none of its files is there"):
        source.collect(board, nothing)


@needs_captures
def test_captured() -> None:
    counts = {"global-mmlu-lite": 72, "helm_capabilities": 408, "helm_lite": 818, "helm_mmlu": 8, "reward-bench": 38}
    for board, count in counts.items():
        rows = rows_of_captures(ID, board)
        assert len({row.key() for row in rows}) == len(rows) == count
    assert find(rows_of_captures(ID, "helm_mmlu"), "01-ai/yi-34b").value == 76.2
    assert find(rows_of_captures(ID, "reward-bench"), "Cohere May 2024").value == 88.16
    rows = [row for row in rows_of_captures(ID, "helm_lite") if row.benchmark == "legalbench"]
    assert find(rows, "01-ai/yi-34b").value == 61.8
