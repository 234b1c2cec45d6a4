"""Lech Mazur's ten boards: figures read by eye from their READMEs, each era of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.sources.support import (
    FIXTURES,
    READ_AT,
    board_of,
    find,
    needs_captures,
    rows_of_captures,
    rows_of_fixture,
    source_of,
)
from weighbridge.schema import SourceRow
from weighbridge.source import Document, ParseError

IDS = [
    "lechmazur-confabulations",
    "lechmazur-debate",
    "lechmazur-divergent",
    "lechmazur-elimination-game",
    "lechmazur-generalization",
    "lechmazur-nyt-connections",
    "lechmazur-pact",
    "lechmazur-persuasion",
    "lechmazur-step-game",
    "lechmazur-sycophancy",
]


def read(source_id: str, file: str = "README.md", read_at: datetime = READ_AT) -> list[SourceRow]:
    source = source_of(source_id)
    body = (FIXTURES / source_id / file).read_bytes()
    return list(source.parse(board_of(source, "main"), {"main": Document("https://example.org/x", body, read_at)}))


def test_confabulations_leave_out_the_ensemble() -> None:
    rows = rows_of_fixture("lechmazur-confabulations", "main", main="README.md")
    assert len(rows) == 12 and not any("ensemble" in row.name for row in rows)
    assert find(rows, "GPT-5 (medium reasoning)", "weighted").value == 10.34
    assert find(rows, "DeepSeek R1", "confabulated").value == 17.3
    assert find(rows, "DeepSeek R1 05/28", "no-answer").value == 16.2
    assert find(rows, "Gemma 3 27B", "weighted").value == 40.26


def test_debate_has_several_tables_of_which_one_counts() -> None:
    rows = read("lechmazur-debate")
    assert [(row.name, row.value, row.n) for row in rows] == [
        ("Claude Opus 4.7 (high reasoning)", 1710.6, 72),
        ("Claude Opus 4.6 (high reasoning)", 1632.9, 69),
        ("Claude Sonnet 4.6 (high reasoning)", 1625.8, 68),
        ("Claude Sonnet 4.6 (no reasoning)", 1624.6, 71),
        ("Llama 4 Maverick", 1098.2, 28),
    ]


def test_divergent_turns_the_first_grade_into_the_score_it_became() -> None:
    rows = read("lechmazur-divergent")
    assert find(rows, "o1-preview", "score").value == 4.79
    assert find(rows, "o1-preview", "repeats").value == 0.0  # nought is a figure
    assert find(rows, "DeepSeek-V2.5", "repeats").value == 25.09
    older = read("lechmazur-divergent", "grade.md")  # ten less the score: 5.21, 5.88, 6.27
    assert {row.name: row.value for row in older} == {"o1-preview": 4.79, "GPT-4o mini": 4.12, "GPT-4o": 3.73}


def test_elimination_game_drops_a_name_with_two_ratings_and_knows_when_the_zero_moved() -> None:
    rows = read("lechmazur-elimination-game")
    best = find(rows, "GPT-5 (medium reasoning)", "rating")
    assert (best.value, best.stderr, best.n, best.version) == (4.86, 0.229, 476, "1-since-2025-08")
    assert find(rows, "Gemini 2.0 Flash", "points").value == 36.9
    assert not any(row.name == "Gemini 2.5 Pro" for row in rows)
    older = read("lechmazur-elimination-game", "older.md", datetime(2025, 4, 24, tzinfo=UTC))
    assert find(older, "Gemini 2.0 Flash", "rating").version == "1"
    assert find(older, "Gemini 2.5 Flash Preview (24k)", "points").value == 62.6


def test_generalization_was_turned_round() -> None:
    rows = read("lechmazur-generalization")
    gpt = find(rows, "GPT-5.4 (xhigh reasoning)", "first")
    assert (gpt.version, gpt.value, gpt.n) == ("2", 90.3, 649)
    assert find(rows, "Mistral Medium 3.1", "inverse-rank").value == 20.2
    older = read("lechmazur-generalization", "older.md")
    assert [(row.version, row.metric, row.name, row.value) for row in older] == [
        ("1", "rank", "Claude Opus 4 Thinking 16K", 1.69),
        ("1", "rank", "Gemma 2 27B", 2.6),
    ]


def test_connections_has_versions_on_one_page_and_rows_without_a_last_pipe() -> None:
    rows = read("lechmazur-nyt-connections")
    best = find(rows, "Gemini 3 Pro Preview")
    assert (best.version, best.value, best.n) == ("extended", 96.3, 940)
    assert (find(rows, "o1").version, find(rows, "o1").value) == ("original", 90.7)
    assert len(rows) == 6  # without the ensemble
    older = read("lechmazur-nyt-connections", "older.md")
    haiku = {row.version: row.value for row in older if row.name == "Claude 3 Haiku"}
    assert haiku == {"extended": 2.2}  # not the table of the newest puzzles


def test_pact_in_its_three_forms() -> None:
    rows = read("lechmazur-pact")
    best = find(rows, "GPT-5.5 (high)", "rating")
    assert (best.version, best.value, best.ci_low, best.ci_high, best.n) == ("3", 1607.0, 1595.0, 1619.0, 216)
    assert find(rows, "Qwen 3.7 Max", "profit").value == 13.8
    skill = read("lechmazur-pact", "trueskill.md")
    assert [(row.metric, row.value) for row in skill] == [("trueskill", 7.37), ("surplus", 0.369)]  # no rule players
    assert {row.version for row in read("lechmazur-pact", "cms.md")} == {"2"}


def test_persuasion_both_ways() -> None:
    rows = read("lechmazur-persuasion")
    assert find(rows, "GPT-5.4 (high reasoning)", "strength").value == 1.71
    assert find(rows, "Grok 4.20 Beta 0309 (Reasoning)", "susceptibility").value == 0.015


def test_step_game_leaves_out_the_random_player() -> None:
    rows = read("lechmazur-step-game")
    assert {row.name for row in rows} == {
        "GPT-5 (medium reasoning)",
        "o3 (medium reasoning)",
        "Grok 3 Mini Beta (High)",
    }
    best = find(rows, "GPT-5 (medium reasoning)", "rating")
    assert (best.value, best.stderr, best.version) == (5.49, 0.72, "1-since-2025-12")
    assert find(rows, "o3 (medium reasoning)", "wins").value == 63.0
    assert {row.version for row in read("lechmazur-step-game", read_at=datetime(2025, 1, 21, tzinfo=UTC))} == {"1"}


def test_sycophancy_reads_two_tables() -> None:
    rows = read("lechmazur-sycophancy")
    assert find(rows, "Baidu Ernie 5.0", "when-decisive").value == 16.7
    assert find(rows, "Baidu Ernie 5.0", "contradictions").value == 9.5
    assert find(rows, "Mistral Large 3", "contrarian").value == 2.0
    assert len(rows) == 12


@pytest.mark.parametrize("source_id", IDS)
def test_pages_of_another_shape_are_refused(source_id: str) -> None:
    source = source_of(source_id)
    for body in (b"# Results\n\n![chart](chart.png)\n", b"<!doctype html><p>moved</p>"):
        with pytest.raises(ParseError, match="none of its tables"):
            list(source.parse(board_of(source, "main"), {"main": Document("https://example.org/x", body, READ_AT)}))
    broken = (
        (FIXTURES / source_id / "README.md").read_text(encoding="utf-8").replace("| 1 |", "| 1 | x | y | z | w | v |")
    )
    broken = broken.replace("|1|", "|1|x|y|z|").replace("| o1 |", "| o1 | x |").replace("| 4.79  |", "| high |")
    broken = broken.replace("|    1 |", "|    1 | x | y |")
    with pytest.raises(ParseError):
        body = broken.encode()
        list(source.parse(board_of(source, "main"), {"main": Document("https://example.org/x", body, READ_AT)}))


COUNTS = [
    ("confabulations", {"2025-02-08": 105, "2025-03-28": 117, "2025-08-07": 198}),
    ("debate", {"2026-03-22": 21, "2026-03-23": 21, "2026-05-05": 29}),
    ("divergent", {"2024-12-28": 38, "2024-12-30": 38, "2025-03-20": 38}),
    ("elimination-game", {"2025-02-27": 44, "2025-04-24": 64, "2025-06-10": 82, "2025-08-14": 92}),
    ("generalization", {"2025-01-14": 18, "2025-03-26": 36, "2025-05-07": 50, "2025-07-31": 63, "2026-04-08": 48}),
    ("nyt-connections", {"2024-10-15": 13, "2025-03-08": 60, "2025-05-07": 86, "2026-02-02": 159}),
    ("pact", {"2025-07-30": 52, "2025-08-21": 60, "2026-06-23": 78}),
    ("persuasion", {"2026-03-26": 30, "2026-03-27": 30}),
    ("step-game", {"2025-01-21": 38, "2025-03-01": 56, "2025-03-27": 62, "2025-06-06": 92, "2025-12-09": 148}),
    ("sycophancy", {"2026-03-08": 64, "2026-04-18": 68}),
]


@needs_captures
@pytest.mark.parametrize(("name", "counts"), COUNTS)
def test_the_real_pages(name: str, counts: dict[str, int]) -> None:
    for day, count in counts.items():
        rows = rows_of_captures(f"lechmazur-{name}", "main", day)
        assert len(rows) == count, day
        assert len({row.key() for row in rows}) == count


@needs_captures
@pytest.mark.parametrize(("name", "day"), [("confabulations", "2024-10-10"), ("elimination-game", "2025-02-22")])
def test_pages_that_had_pictures_only(name: str, day: str) -> None:
    with pytest.raises(ParseError, match="none of its tables"):
        rows_of_captures(f"lechmazur-{name}", "main", day)
