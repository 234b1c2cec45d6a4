"""MTEB: a file a model and task, the test set alone, files that are gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, source_of
from weighbridge.schema import SourceRow
from weighbridge.source import Document, NotFoundError, ParseError

ID = "mteb-results"
FILES = {
    "BAAI__bge-m3/5617/STS12": "sts12.json",
    "Qwen__Qwen3-Embedding-0.6B/b22d/AILAStatutes": "statutes.json",
    "Qwen__Qwen3-Embedding-0.6B/b22d/Banking77Classification": "banking.json",
    "intfloat__multilingual-e5-large-instruct/baa7/SciFact": "scifact.json",
    "intfloat__multilingual-e5-large-instruct/baa7/TwentyNewsgroupsClustering.v2": "newsgroups.json",
}


def rows_of_files(**changed: Document) -> list[SourceRow]:
    source = source_of(ID)
    documents = {path: changed.get(file[:-5], document(ID, file)) for path, file in FILES.items()}
    return list(source.parse(board_of(source, "english"), documents))


def test_rows() -> None:
    rows = rows_of_files()
    assert {(row.name, row.metric): row.value for row in rows} == {
        ("BAAI/bge-m3", "similarity"): 78.733424609,
        ("Qwen/Qwen3-Embedding-0.6B", "statutes"): 79.018,
        ("Qwen/Qwen3-Embedding-0.6B", "intents"): 81.0097,
        ("intfloat/multilingual-e5-large-instruct", "scientific-claims"): 71.624,  # the test set, not the training set
        ("intfloat/multilingual-e5-large-instruct", "newsgroups"): 50.735883841,
    }


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b'"task_name": "STS12"', b'"task_name": "STS13"', "'STS13' is not the one its file is named after"),
        (b'"main_score"', b'"score"', "field 'main_score' is missing"),
        (b'"default"', b'"en"', "expected one test set"),
        (b'"test"', b'"dev"', "field 'test' is missing"),
    ],
)
def test_broken_shapes_are_refused(old: bytes, new: bytes, message: str) -> None:
    good = document(ID, "sts12.json")
    with pytest.raises(ParseError, match=message):
        rows_of_files(sts12=replace(good, body=good.body.replace(old, new)))


def test_a_file_that_is_gone_is_passed_over_unless_all_are() -> None:
    source = source_of(ID)
    board = board_of(source, "english")

    def get(url: str) -> Document:
        if not url.endswith("STS12.json"):
            raise NotFoundError(url)
        return document(ID, "sts12.json", url)

    def nothing(url: str) -> Document:
        raise NotFoundError(url)

    assert len(source.collect(board, get)) == 3
    with pytest.raises(NotFoundError, match="none of its files"):
        source.collect(board, nothing)


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures(ID, "english")
    assert len(rows) == 13
    assert find(rows, "BAAI/bge-m3", "statutes").value == 29.042
