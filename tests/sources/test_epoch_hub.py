"""Epoch's Benchmarking Hub: figures read by eye from its tables, every scale and every odd row among them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date

import pytest

from tests.sources.support import (
    CAPTURES,
    FIXTURES,
    READ_AT,
    board_of,
    find,
    needs_captures,
    rows_of_captures,
    source_of,
)
from weighbridge.replay import CaptureStore
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Document, ParseError


def archive(**members: str) -> Document:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as file:
        for name, text in members.items():
            file.writestr(f"{name}.csv", text)
    return Document("https://epoch.ai/data/benchmark_data.zip", sink.getvalue(), READ_AT)


def parsed(board: str, text: str | None = None) -> list[SourceRow]:
    """Rows of a table from its fixture, or from another text in its place."""
    source = source_of("epoch-hub")
    found = text if text is not None else (FIXTURES / "epoch-hub" / f"{board}.csv").read_text(encoding="utf-8")
    return list(source.parse(board_of(source, board), {"main": archive(**{board: found})}))


def rows_by_board() -> Iterator[tuple[str, SourceRow]]:
    """(board, row) of every table that has a fixture."""
    for path in sorted((FIXTURES / "epoch-hub").glob("*.csv")):
        yield from ((path.stem, row) for row in parsed(path.stem))


def test_its_own_runs_are_independent() -> None:
    rows = parsed("gpqa_diamond")
    assert len(rows) == 3
    best = find(rows, "gpt-5.5-pro-pre-release_xhigh")  # the version string stays as it is
    assert (best.benchmark, best.version, best.value, best.stderr) == ("gpqa-diamond", "1", 93.921356421, 1.583282381)
    assert (best.reporter, best.measured_by) == (Reporter.INDEPENDENT, None)
    assert find(rows, "DeepSeek-R1-0528").measured_on == date(2025, 5, 29)
    assert find(rows, "gemma-3-27b-it").value == 48.863636364


def test_of_several_runs_the_latest_counts() -> None:
    rows = parsed("swe_bench_verified")
    assert len(rows) == 2
    opus = find(rows, "claude-opus-4-6")
    assert (opus.value, opus.measured_on, opus.version) == (78.719008264, date(2026, 2, 18), "epoch-484")


def test_copies_are_aggregated_and_say_what_they_were_copied_from() -> None:
    rows = parsed("gsm8k_external")
    palmyra = find(rows, "Palmyra X (43B)")  # no model version: the board's own name
    assert (palmyra.value, palmyra.reporter, palmyra.version) == (63.3, Reporter.AGGREGATED, "epoch-copy")
    assert palmyra.settings == {"shots": "5", "report": "Standford HELM"}
    assert palmyra.measured_by == "Standford HELM, https://crfm.stanford.edu/helm/classic/latest/#/groups/gsm"
    assert find(rows, "chatglm2-6b").settings["shots"] == "4"  # the two with 8 shots contradict each other


def test_a_version_of_another_size_than_the_board_names_is_not_believed() -> None:
    rows = parsed("gsm8k_external")
    assert find(rows, "Llama-2-70b-hf").value == 48.4
    assert find(rows, "Llama 2 (7B)").value == 13.3
    assert find(parsed("the_agent_company_external"), "LLama-3.3-70b", "score").settings == {"harness": "OpenHands"}


def test_scales_differ_within_a_row() -> None:
    best = find(parsed("apex_agents_external"), "gpt-5.5_xhigh", "pass-at-1")
    assert (best.value, best.stderr) == (38.4, 3.9)
    company = find(parsed("the_agent_company_external"), "Gemini 2.0 Flash", "score")
    assert (company.value, company.cost_usd, company.measured_on) == (19.0, 0.79, date(2024, 12, 17))
    aider = parsed("aider_polyglot_external")  # already in percent; rows of two models name none
    assert len(aider) == 4
    assert find(aider, "DeepSeek-V3.2-Exp", "pass-rate-2").value == 70.2
    assert find(aider, "gpt-oss-120b_high", "well-formed").settings == {"prompt": "diff"}


def test_minutes_dollars_and_ratings() -> None:
    metr = parsed("metr_time_horizons_external")
    gpt = find(metr, "gpt-5.2-2025-12-11_high", "p50")
    assert (gpt.version, gpt.value, gpt.ci_low, gpt.ci_high) == ("1.1", 352.249302, 191.31908, 862.339204)
    assert find(metr, "gpt-5.2-2025-12-11_high", "p80").value == 66.002649
    assert find(metr, "claude-3-opus-20240229").version == "epoch-copy"
    arena = parsed("webdev_arena_external")
    assert {row.name for row in arena} == {"claude-opus-4-6", "claude-opus-4-5-20251101_32K"}  # one name, two figures
    older = find(arena, "claude-opus-4-5-20251101_32K")
    assert (older.value, older.ci_low, older.ci_high, older.n) == (1512.0, 1501.0, 1523.0, 4564)
    assert find(arena, "claude-opus-4-6").ci_low == 1542.73
    weird = parsed("weirdml_external")
    assert [(row.name, row.value, row.cost_usd, row.stderr) for row in weird] == [("gpt-5.3-codex", 79.3, 2.35, None)]


def test_what_tells_rows_of_one_model_version_apart() -> None:
    rows = parsed("arc_agi_2_external")
    assert find(rows, "claude-opus-4-6_120K", listed="Claude Opus 4.6 (120K, Max)").value == 68.75
    live = parsed("live_bench_external")
    assert find(live, "claude-3-7-sonnet-thinking").value == 76.1
    assert find(live, "claude-3-7-sonnet").version == "2024-11-25"
    assert find(live, "gpt-5.1_high").version == "epoch-copy"
    (kimi,) = parsed("terminalbench_external")  # listed twice, with and without blanks around the agent
    assert (kimi.value, kimi.stderr, kimi.settings) == (35.7, 2.8, {"harness": "Terminus 2"})


def test_rows_without_a_source_on_a_board_of_two_sources_are_left_out() -> None:
    assert [row.name for row in parsed("deepresearchbench_external")] == ["DeepSeek-R1-0528"]


def test_other_shapes_are_refused() -> None:
    text = (FIXTURES / "epoch-hub" / "gpqa_diamond.csv").read_text(encoding="utf-8")
    with pytest.raises(ParseError, match="'mean_score' is missing"):
        parsed("gpqa_diamond", text.replace("mean_score", "score"))
    with pytest.raises(ParseError, match="HTML"):
        parsed("gpqa_diamond", "<!doctype html>")
    with pytest.raises(ParseError, match="empty"):
        parsed("gpqa_diamond", "")
    with pytest.raises(ParseError, match="expected a number"):
        parsed("gpqa_diamond", text.replace("0.48863636363636365", "high"))
    source = source_of("epoch-hub")
    with pytest.raises(ParseError, match=r"no member 'gpqa_diamond\.csv'"):
        list(source.parse(board_of(source, "gpqa_diamond"), {"main": archive(other="")}))
    with pytest.raises(ParseError, match="zip"):
        list(
            source.parse(board_of(source, "hle_external"), {"main": Document("https://epoch.ai/x", b"<html>", READ_AT)})
        )


@needs_captures
def test_the_real_archive() -> None:
    source, store = source_of("epoch-hub"), CaptureStore(CAPTURES)
    capture = store.newest(source.boards[0].url, kinds=source.replay_kinds)
    assert capture is not None
    main = Document(capture.url, store.read(capture), capture.captured_at)
    rows = {board.id: list(source.parse(board, {"main": main})) for board in source.boards}
    assert sum(map(len, rows.values())) > 4_300
    assert all(len({row.key() for row in found}) == len(found) for found in rows.values())
    assert len(rows["gpqa_diamond"]) == 160 and len(rows["arc_agi_2_external"]) == 127
    assert find(rows["frontiermath"], "gpt-5.5-pro-pre-release_high").value == 52.4
    assert find(rows["hle_external"], "muse-spark").stderr == 1.92
    assert find(rows["fictionlivebench_external"], "chutes/gpt-oss-120b_high", "score-0").value == 100.0
    assert find(rows["balrog_external"], "gemini-3.1-pro-preview").stderr == 2.0
    assert find(rows["geobench_external"], "gemini-3-flash-preview").value == 4333.0
    assert find(rows["gdpval_external"], "gpt-5.2-2025-12-11_none", "win").value == 49.7
    assert find(rows["mmlu_external"], "amazon.nova-lite-v1:0").value == 77.0
    assert find(rows["swe_bench_bash"], "glm-5").reporter is Reporter.AGGREGATED
    assert find(rows["weirdml_external"], "gpt-5.3-codex_xhigh").stderr == 1.639602208  # as weirdml's own file has it


@needs_captures
def test_the_older_archive_with_other_columns() -> None:
    assert len(rows_of_captures("epoch-hub", "balrog_external", "2026-03-10")) == 28
    assert len(rows_of_captures("epoch-hub", "metr_time_horizons_external", "2026-03-10")) == 33
    assert len(rows_of_captures("epoch-hub", "terminalbench_external", "2026-03-10")) == 67
    with pytest.raises(ParseError, match="no member"):  # a table that came later
        rows_of_captures("epoch-hub", "gdpval_external", "2026-03-10")
