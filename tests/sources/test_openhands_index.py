"""OpenHands Index: the listing and its files, hidden and empty folders, runs that never ran, placeholders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, source_of
from weighbridge.schema import SourceRow
from weighbridge.source import Document, NotFoundError, ParseError


def rows_of(*folders: str, board_id: str = "models") -> list[SourceRow]:
    source = source_of("openhands-index")
    documents = {"tree": document("openhands-index", "tree.json")}
    for folder in folders:
        for kind in ("metadata", "scores"):
            documents[f"results/{folder}/{kind}.json"] = document("openhands-index", f"{folder}.{kind}.json")
    return list(source.parse(board_of(source, board_id), documents))


def test_rows_of_the_fixture() -> None:
    rows = rows_of("deepseek", "qwen", "hidden", "empty", "old")
    assert {(r.name, r.benchmark, r.version, r.value) for r in rows} == {
        ("DeepSeek-V4-Pro", "swe-bench-multimodal", "dev, solvable", 36.8),
        ("DeepSeek-V4-Pro", "swe-bench-verified", "1", 73.2),
        ("DeepSeek-V4-Pro", "gaia", "validation", 12.7),
        ("Qwen3-Coder-480B", "commit0", "lite", 0.0),  # it ran, for a second
        ("Qwen3-Coder-480B", "swt-bench-verified", "1", 34.9),
        ("minimax-m2", "swe-bench-verified", "1", 68.8),  # its 0.0 on GAIA never ran
    }
    row = find([r for r in rows if r.benchmark == "swe-bench-verified"], "DeepSeek-V4-Pro")
    assert (row.cost_usd, row.latency_s, row.measured_on) == (0.0395, 751.0, date(2026, 4, 28))
    assert row.settings == {"harness": "OpenHands"}
    old = find(rows, "minimax-m2")
    assert (old.cost_usd, old.measured_on) == (None, date(2025, 12, 30))  # only a total; the folder's date


def test_other_agents_keep_their_harness() -> None:
    assert rows_of("codex", board_id="agents")[0].settings == {"harness": "Codex"}


def test_collects_what_the_listing_names_and_survives_a_missing_file() -> None:
    source = source_of("openhands-index")
    board = board_of(source, "models")

    def get(url: str) -> Document:
        if url == board.url:
            return document("openhands-index", "tree.json", url)
        if url.endswith("A/scores.json"):
            raise NotFoundError(url)
        return document("openhands-index", "deepseek.metadata.json", url)

    assert set(source.collect(board, get)) == {"tree", "results/A/metadata.json"}


def test_placeholders_and_broken_shapes_are_refused() -> None:
    source = source_of("openhands-index")
    board = board_of(source, "models")
    about = document("openhands-index", "deepseek.metadata.json")
    scores = document("openhands-index", "deepseek.scores.json")
    bad = [
        document("openhands-index", "placeholder.scores.json"),
        replace(scores, body=b"<html></html>"),
        replace(scores, body=b'{"benchmark": "gaia"}'),
        replace(scores, body=scores.body.replace(b'"score"', b'"value"')),
    ]
    for document_ in bad:
        with pytest.raises(ParseError):
            list(source.parse(board, {"results/A/metadata.json": about, "results/A/scores.json": document_}))


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("openhands-index", "models")
    assert len(rows) == 33 * 5
    verified = [r for r in rows if r.benchmark == "swe-bench-verified"]
    assert find(verified, "GLM-5.1").value == 75.0
    assert find(verified, "Minimax-2.7").cost_usd == 0.1795
    assert find([r for r in rows if r.benchmark == "swt-bench-verified"], "MiniMax-M3").value == 81.1
    assert not [r for r in rows if r.name == "Nemotron-3-Nano"]
    agents = rows_of_captures("openhands-index", "agents")
    assert len(agents) == 45
    assert find([r for r in agents if r.benchmark == "gaia"], "GPT-5.4").settings == {"harness": "Codex"}
    assert len(rows_of_captures("openhands-index", "models", as_of="2026-02-12")) == 70
    with pytest.raises(ParseError):  # the first figures were placeholders
        rows_of_captures("openhands-index", "models", as_of="2025-11-24")
