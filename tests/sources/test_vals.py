"""Vals AI: rows as read by eye, in both shapes of its pages, and refusal of every other shape."""

from __future__ import annotations

import hashlib
import html
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scrapers.vals import SITE, Vals, _board
from tests.core.support import TOY_TOML, toy_data
from tests.sources.support import READ_AT, board_of, document, find, needs_captures, rows_of_captures, source_of
from weighbridge.backfill import replay_desk
from weighbridge.ledger import BoardLedger
from weighbridge.pipeline import read_source
from weighbridge.replay import CaptureStore
from weighbridge.schema import SourceRow
from weighbridge.source import Document, FetchError, ParseError

VIBE_CODE = "https://www.vals.ai/benchmarks/vibe-code"
DATA = "https://www.vals.ai/_astro/benchmark_view_vibe_code_bench.BOtSsD64.json"
OTHER = "https://www.vals.ai/_astro/benchmark_view_vcb_1_100.Q2x_-8aP.json"


def fixture_view() -> Any:
    return json.loads(document("vals", "vibe-code.json").body)


def page(body: str) -> Document:
    return Document(VIBE_CODE, f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), READ_AT)


def encoded(value: Any) -> list[Any]:
    """A value as Astro writes it into a page."""
    if isinstance(value, dict):
        return [0, {key: encoded(member) for key, member in value.items()}]
    return [1, [encoded(member) for member in value]] if isinstance(value, list) else [0, value]


def island(props: dict[str, Any]) -> Document:
    text = html.escape(json.dumps({key: encoded(value) for key, value in props.items()}))
    toaster = '<astro-island component-url="/_astro/GlobalToaster.Cx1.js" props="{}"></astro-island>'
    return page(
        f'{toaster}<astro-island component-url="/_astro/BenchmarkView.Dy_S-1.js" props="{text}"></astro-island>'
    )


def captured(folder: Path, answers: dict[str, str]) -> Path:
    """A folder of captures that answers these addresses."""
    lines = []
    for number, (url, text) in enumerate(answers.items()):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        what = {"file": f"{number}.txt", "sha256": hashlib.sha256(text.encode()).hexdigest(), "kind": "raw"}
        when = {"captured_at": "2026-10-07T12:00:00Z", "content_type": "text/html"}
        lines.append(json.dumps({"source": "vals", "url": url, **when, **what}) + "\n")
    (folder / "captures.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def rows_of_view(view: Any) -> list[SourceRow]:
    return list(parsed({"main": page(""), "data": Document(DATA, json.dumps(view).encode(), READ_AT)}))


def parsed(documents: dict[str, Document]) -> list[SourceRow]:
    source = source_of("vals")
    return list(source.parse(board_of(source, "vibe-code"), documents))


def rows_by_board() -> Iterator[tuple[str, SourceRow]]:
    """(board, row) of the fixture in the shape of October 2026."""
    yield from (("vibe-code", row) for row in rows_of_view(fixture_view()))


def collected(answers: dict[str, Document]) -> dict[str, Document]:
    def get(url: str) -> Document:
        if url not in answers:
            raise FetchError(f"{url}: not found")
        return answers[url]

    source = source_of("vals")
    return source.collect(board_of(source, "vibe-code"), get)


def check_rows(rows: list[SourceRow]) -> None:
    assert len(rows) == 9  # ten, one of them without a score
    assert {(r.benchmark, r.version, r.metric) for r in rows} == {("vibe-code-bench", "1.1", "accuracy")}
    sonnet = find(rows, "anthropic/claude-sonnet-5-5")
    assert (sonnet.value, sonnet.stderr, sonnet.cost_usd, sonnet.latency_s) == (92.392, 1.26, 31.250578, 3672.106)
    assert sonnet.settings == {"effort": "max", "harness": "OpenHands", "host": "Anthropic"}
    assert find(rows, "zai/glm-5.3").settings == {"effort": "max", "harness": "OpenHands", "host": "Zhipu AI"}
    assert find(rows, "anthropic/claude-opus-4-8-claude-code").settings["harness"] == "Claude Code"
    assert find(rows, "meta/muse_spark_1_1").settings["effort"] == "xhigh"
    opus = find(rows, "anthropic/claude-opus-4-6")
    assert (opus.settings["thinking"], opus.settings["verbosity"]) == ("off", "medium")
    assert find(rows, "minimax/MiniMax-M3").value == 47.566
    assert find(rows, "nvidia/nemotron-3-ultra-550b-a55b").cost_usd is None
    zero = find(rows, "fireworks/nemotron-lightning-3p5-30b-a3b")
    assert (zero.value, zero.stderr, zero.cost_usd) == (0.0, 0.0, 0.128799)
    assert find(rows, "cursor/composer-2.5").latency_s is None


def test_data_file_of_october_2026() -> None:
    answers = {
        VIBE_CODE: page(
            '<script type="module">load("\\/_astro\\/benchmark_view_vibe_code_bench.BOtSsD64.json")</script>'
        ),
        DATA: Document(DATA, document("vals", "vibe-code.json").body, READ_AT),
    }
    documents = collected(answers)
    assert documents["data"].url == DATA
    check_rows(parsed(documents))
    assert parsed(documents)[0].locator == "tasks/overall/anthropic/claude-sonnet-5-5"


def test_the_data_file_that_is_the_boards_own_is_taken() -> None:
    other = fixture_view()
    other["metadata"]["slug"] = "vcb-1-100"
    named = page(f'<link href="{OTHER}"><link href="{DATA}"><link href="{DATA}">')
    answers = {
        VIBE_CODE: named,
        OTHER: Document(OTHER, json.dumps(other).encode(), READ_AT),
        DATA: Document(DATA, document("vals", "vibe-code.json").body, READ_AT),
    }
    assert collected(answers)["data"].url == DATA
    with pytest.raises(ParseError, match="none of its data files"):
        collected({**answers, DATA: answers[OTHER]})


@pytest.mark.parametrize("wrapped", [False, True])
def test_island_of_the_months_before(wrapped: bool) -> None:
    view = fixture_view()
    view["metadata"]["models"] = list(view["tasks"]["overall"])
    documents = collected({VIBE_CODE: island({"benchmarkView": {"default": view} if wrapped else view})})
    assert list(documents) == ["main"]
    check_rows(parsed(documents))


def test_cost_counts_only_where_the_board_uses_it_and_the_default_harness_fills_blanks() -> None:
    view = fixture_view()
    view["metadata"].update(use_cost_per_test=False, harness="Terminus 2")
    view["tasks"]["overall"]["zai/glm-5.3"]["harness"] = None
    rows = rows_of_view(view)
    assert all(row.cost_usd is None for row in rows)
    assert find(rows, "zai/glm-5.3").settings["harness"] == "Terminus 2"
    assert find(rows, "cursor/composer-2.5").settings["harness"] == "Cursor CLI"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"version": "1.2"}, r"version 1\.2, this source reads version 1\.1"),
        ({"version": None}, "field 'version'"),
        ({"slug": "vcb-1-100"}, "board 'vcb-1-100', expected 'vibe-code'"),
        ({"total_models": 109}, "10 rows where the board states 109"),
    ],
)
def test_another_board_is_refused(change: dict[str, Any], message: str) -> None:
    view = fixture_view()
    view["metadata"].update(change)
    with pytest.raises(ParseError, match=message):
        rows_of_view(view)


def test_broken_rows_are_refused() -> None:
    for field, value, message in (
        ("accuracy", "78.1", "should be a number or null"),
        ("reasoning", "yes", "should be true, false or null"),
    ):
        view = fixture_view()
        view["tasks"]["overall"]["zai/glm-5.3"][field] = value
        with pytest.raises(ParseError, match=message):
            rows_of_view(view)


def test_a_row_may_lack_its_score_but_not_all_of_them() -> None:
    view = fixture_view()
    del view["tasks"]["overall"]["zai/glm-5.3"]["accuracy"]
    assert len(rows_of_view(view)) == 8
    for row in view["tasks"]["overall"].values():
        row.pop("accuracy", None)
    with pytest.raises(ParseError, match="not one of 10 rows has a field 'accuracy'"):
        rows_of_view(view)


def test_other_pages_are_refused() -> None:
    rendered = '<a class="block" href="/models/x"><div class="grid grid-cols-4"><span>Claude</span>87.8%</div></a>'
    for body, message in (
        (page(rendered), "format changed.*rendered table of 1 rows"),
        (page("<h1>Benchmarks</h1>"), "format changed.*met neither"),
        (island({"src": "/elsewhere.json"}), "format changed or no data yet"),
    ):
        with pytest.raises(ParseError, match=message):
            parsed({"main": body})
    with pytest.raises(ParseError, match="expected JSON, met an HTML"):
        parsed({"main": page(""), "data": page("gone")})


def test_a_slug_that_is_not_read_yet_needs_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Vals, "boards", (_board("case-law", "case-law", "2.0", 5, costs="0.5"),))
    view = fixture_view()
    view["metadata"].update(slug="case-law", version="2.0")
    address, data = f"{SITE}benchmarks/case-law", f"{SITE}_astro/benchmark_view_case_law.B-1.json"
    folder = captured(tmp_path, {address: f'<script src="{data}"></script>', data: json.dumps(view)})
    card = TOY_TOML["benchmarks/toy.toml"].replace('id = "1"', 'id = "2.0"').replace('"1"', '"2.0"')
    desk = replay_desk(toy_data(tmp_path / "data", {"benchmarks/case-law.toml": card}), CaptureStore(folder), None)
    (board,) = read_source(Vals(), desk).boards
    assert (board.outcome, board.rows, board.reason) == ("updated", 9, "")
    ledger = BoardLedger.load(SourceRow, desk.data / "results" / "vals", "case-law")
    rows = {entry.row.name: entry.row for entry in ledger.entries}
    assert {(row.benchmark, row.version, row.metric) for row in rows.values()} == {("case-law", "2.0", "accuracy")}
    assert rows["zai/glm-5.3"].value == 78.125


@needs_captures
def test_captured_boards() -> None:
    counts = {"vibe-code": 109, "vals_index": 44, "swebench": 88, "terminal-bench-2-1": 76, "terminal-bench-4": 44}
    for board, count in {**counts, "lcb": 143}.items():
        rows = rows_of_captures("vals", board)
        assert len({row.key() for row in rows}) == count, board
    rows = rows_of_captures("vals", "vibe-code")
    assert sum(row.value == 0.0 for row in rows) == 4
    assert sum(row.cost_usd is None for row in rows) == 3
    assert sum(row.name.startswith("minimax/MiniMax-") for row in rows) == 3
    assert find(rows, "zai/glm-5.3").value == 78.125
    assert find(rows, "anthropic/claude-sonnet-4-6").settings["thinking"] == "on"
    assert find(rows, "grok/grok-build-0.1").settings["harness"] == "Grok Build"
    terminal = rows_of_captures("vals", "terminal-bench-2-1")
    assert find(terminal, "deepseek/deepseek-v4-pro").settings == {
        "thinking": "off",
        "harness": "Terminus 2",
        "host": "DeepSeek",
    }
    assert find(terminal, "cohere/command-a-plus-05-2026").latency_s is None


@needs_captures
@pytest.mark.parametrize(("day", "count"), [("2026-07-09", 56), ("2026-08-05", 74), ("2026-08-22", 80)])
def test_captured_islands(day: str, count: int) -> None:
    rows = rows_of_captures("vals", "vibe-code", as_of=day)
    assert len(rows) == count
    assert find(rows, "anthropic/claude-fable-5").settings["effort"] == "max"
