"""SvelteBench: means over the tests, the latest of several runs, a file with a test too few."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, source_of
from weighbridge.schema import SourceRow
from weighbridge.source import Document, NotFoundError, ParseError

FILES = {
    "benchmarks/benchmark-results-2026-01-19T21-37-58.959Z.json": "early.json",
    "benchmarks/benchmark-results-2026-01-19T22-30-08.225Z.json": "late.json",
    "benchmarks/benchmark-results-2026-08-11T01-22-13.206Z.json": "eight.json",
    "benchmarks/benchmark-results-2025-12-16T19-01-55.759Z.json": "free.json",
}


def rows_of_files(**changed: Document) -> list[SourceRow]:
    source = source_of("svelte-bench")
    documents = {path: changed.get(file[:-5], document("svelte-bench", file)) for path, file in FILES.items()}
    return list(source.parse(board_of(source, "runs"), documents))


def test_rows_of_the_fixture() -> None:
    rows = rows_of_files()
    assert len(rows) == 6
    glm = find(rows, "z-ai/glm-4.7-flash", "pass-at-1")
    assert (glm.value, glm.n, glm.settings) == (60.0, 90, {"host": "OpenRouter"})  # the later run of that evening
    assert glm.measured_on == date(2026, 1, 19)
    eight = find(rows, "claude-fable-5", "pass-at-10")
    assert (eight.value, eight.n, eight.settings) == (100.0, 79, {"host": "Anthropic", "tests": "8 of 9"})
    assert find(rows, "allenai/olmo-3.1-32b-think:free", "pass-at-1").value == 0.0
    assert "never kept" not in repr(rows)


def test_collects_what_the_listing_names() -> None:
    source = source_of("svelte-bench")
    board = board_of(source, "runs")
    paths = [*FILES, "benchmarks/benchmark-results-merged.html", "README.md"]
    tree = Document(
        board.url,
        (
            '{"truncated": false, "tree": [' + ",".join(f'{{"path": "{p}", "type": "blob"}}' for p in paths) + "]}"
        ).encode(),
        document("svelte-bench", "free.json").retrieved_at,
    )

    def get(url: str) -> Document:
        if url == board.url:
            return tree
        if "2025-12-16" in url:
            raise NotFoundError(url)
        return document("svelte-bench", FILES[url.split("/main/")[1]], url)

    assert set(source.collect(board, get)) == {"tree", *FILES} - {next(p for p in FILES if "2025-12-16" in p)}


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"pass1", b"p1"), (b'"modelId"', b'"model"'), (b"[", b"<html>[")],
)
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    good = document("svelte-bench", "late.json")
    with pytest.raises(ParseError):
        rows_of_files(late=replace(good, body=good.body.replace(old, new)))
    with pytest.raises(ParseError, match="one model"):
        rows_of_files(late=replace(good, body=good.body.replace(b"glm-4.7-flash", b"glm-5", 1)))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("svelte-bench", "runs")
    first = [r for r in rows if r.metric == "pass-at-1"]
    assert len(first) == 173
    assert find(first, "z-ai/glm-5.3").value == pytest.approx(94.4444, abs=1e-3)
    assert find(first, "nvidia/nemotron-3-super-120b-a12b:free").value == pytest.approx(70.0)
    assert find(first, "z-ai/glm-4.7-flash").value == pytest.approx(60.0)
    assert find(first, "claude-fable-5").settings["tests"] == "8 of 9"
    assert find(first, "qwen/qwen3.8-27b").value == pytest.approx(85.5556, abs=1e-3)
