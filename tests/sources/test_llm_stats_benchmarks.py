"""LLM Stats: vendors' figures, zeros and placeholders among them, figures of many tries, contradicting rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, source_of
from weighbridge.discovery import result_sources
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Document, NotFoundError, ParseError

ID = "llm-stats-benchmarks"
FILES = {"main": "tree.json", "zai-org/glm-4.6": "glm-4.6.json", "openai/gpt-oss-120b": "gpt-oss-120b.json"}


def parsed(**changes: tuple[str, str]) -> list[SourceRow]:
    """Rows of the fixtures, with a text in the file of GLM (``glm``) replaced."""
    source, documents = source_of(ID), {key: document(ID, file) for key, file in FILES.items()}
    for old, new in changes.values():
        whole = documents["zai-org/glm-4.6"]
        assert old in whole.text()
        documents["zai-org/glm-4.6"] = replace(whole, body=whole.text().replace(old, new, 1).encode())
    return list(source.parse(board_of(source, "models"), documents))


def test_rows() -> None:
    rows = parsed()
    glm = {(row.benchmark, row.version, row.metric): row.value for row in rows if row.name == "glm-4.6"}
    assert glm == {
        ("aime-2025", "self-reported", "accuracy"): 93.9,
        ("gpqa", "self-reported", "accuracy"): 81.0,
        ("livecodebench", "v6", "pass-1"): 82.8,
        ("swe-bench-verified", "1", "resolved"): 68.0,
        ("browsecomp", "self-reported", "success"): 45.1,
    }
    assert source_of(ID).reporter is Reporter.SELF_REPORTED
    row = next(row for row in rows if row.benchmark == "aime-2025")
    assert (row.measured_by, row.document, row.locator) == (
        "https://z.ai/blog/glm-4.6",
        "zai-org/glm-4.6",
        "zai-org/glm-4.6/0",
    )


def test_what_is_no_figure_of_one_try_is_left_out() -> None:
    rows = [row for row in parsed() if row.name == "gpt-oss-120b"]
    assert {row.benchmark for row in rows} == {"hle", "gpqa-diamond", "math"}  # no placeholder, rating or Cons@64
    assert find([row for row in rows if row.benchmark == "math"], "gpt-oss-120b").reporter is Reporter.AGGREGATED


def test_methods_tell_rows_apart_or_none_is_taken() -> None:
    rows = [row for row in parsed() if row.benchmark == "hle"]
    assert {row.settings["method"]: row.value for row in rows} == {
        "Accuracy (with tools)": 19.0,
        "Accuracy (without tools)": 14.9,
    }
    assert not [row for row in parsed() if row.benchmark == "mgsm"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"score": 0.939', '"score": 93.9', "a score should lie between 0 and 1, is 93.9"),
        ('"score": 0.939', '"score": "0.939"', "should be a number or null"),
        ('"benchmark_id"', '"benchmark"', "field 'benchmark_id' is missing"),
        ("[\n", "<html>[", "expected JSON, met an HTML"),
        ("[\n", '{"a": [', "not valid JSON"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(ParseError, match=message):
        parsed(glm=(old, new))


def test_files_are_read_from_the_folders_of_the_listing() -> None:
    asked = []

    def get(url: str) -> Document:
        asked.append(url.rpartition("/main/")[2] or url)
        if "gone" in url:
            raise NotFoundError(f"{url}: no such document")
        return document(ID, "tree.json" if "trees" in url else "glm-4.6.json", url)

    source = result_sources()[ID]
    documents = source.collect(board_of(source, "models"), get)
    assert list(documents) == ["main", "openai/gpt-oss-120b", "zai-org/glm-4.6"]
    assert "data/organizations/openai/models/gone/benchmarks.json" in asked


def test_the_former_layout_is_not_there_yet() -> None:
    listing = document(ID, "tree.json")
    former = replace(listing, body=listing.body.replace(b"data/organizations/", b"models/"))
    source = source_of(ID)
    with pytest.raises(NotFoundError, match="has not got its present folders yet"):
        source.collect(board_of(source, "models"), lambda url: former)
    with pytest.raises(ParseError, match="the listing names no file of benchmarks"):
        list(source.parse(board_of(source, "models"), {"main": listing}))


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures(ID, "models")
    assert len(rows) == 1482
    assert len({row.key() for row in rows}) == 1482
    assert find([row for row in rows if row.benchmark == "mmlu-pro"], "jamba-1.5-large").value == 53.5
    assert find([row for row in rows if row.benchmark == "gsm8k"], "jamba-1.5-large").value == 87.0
    assert not [row for row in rows if row.value == 0]
