"""Open LLM Leaderboard v2: three editions of its columns, models run in two precisions, a flagged one."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused, rows_of_text
from tests.sources.support import document, find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.schema import SourceRow
from weighbridge.source import ParseError

ID, BOARD = "open-llm-leaderboard-v2", "models"


def figures(rows: list[SourceRow], name: str, **settings: str) -> dict[tuple[str, str], float]:
    """(benchmark, version) → value of one run."""
    found = [row for row in rows if row.name == name and settings.items() <= row.settings.items()]
    return {(row.benchmark, row.version): row.value for row in found}


def test_rows() -> None:
    rows = rows_of_fixture(ID, BOARD, main="2025-03.csv")
    assert len(rows) == 6 * 7
    assert figures(rows, "Qwen/Qwen2.5-72B-Instruct") == {
        (ID, ID): 47.98,
        ("ifeval", ID): 86.38,
        ("bbh", ID): 72.73,
        ("math-level-5", ID): 59.82,
        ("gpqa", ID): 37.5,
        ("musr", ID): 42.06,
        ("mmlu-pro", ID): 56.26,
    }
    assert find(rows, "vihangd/smart-dan-sft-v0.1", "average").settings == {"precision": "4bit", "chat_template": "no"}
    assert figures(rows, "Corianas/llama-3-reactor")["math-level-5", ID] == 4.68


def test_a_model_stands_once_for_each_precision() -> None:
    rows = rows_of_fixture(ID, BOARD, main="2025-03.csv")
    name = "AtAndDev/Qwen2.5-1.5B-continuous-learnt"
    assert find(rows, name, "average", precision="float16").value == 16.52
    assert find(rows, name, "average", precision="bfloat16").value == 17.48
    assert len({row.key() for row in rows}) == len(rows)


def test_a_flagged_model_is_left_out() -> None:
    rows = rows_of_fixture(ID, BOARD, main="2025-03.csv")
    assert not [row for row in rows if row.name == "newsbang/Homer-v0.5-Qwen2.5-7B"]


def test_older_editions_are_versions_of_their_own_where_math_was_scored_anew() -> None:
    early = rows_of_fixture(ID, BOARD, main="2024.csv")
    assert figures(early, "01-ai/Yi-1.5-34B") == {
        (ID, f"{ID}, 2024"): 25.43,
        ("ifeval", ID): 28.41,
        ("math-level-5", f"{ID}, 2024"): 14.05,
    }
    assert find(early, "Qwen/Qwen2-72B-Instruct", "average").settings == {
        "precision": "bfloat16",
        "chat_template": "no",
    }
    later = figures(rows_of_fixture(ID, BOARD, main="2025-01.csv"), "01-ai/Yi-1.5-34B")
    assert later["math-level-5", f"{ID}, 2025-01"] == 15.18
    assert later["ifeval", ID] == 28.41


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("evaluations_gpqa_value", "evaluations_gpqa_score", "field 'evaluations_gpqa_value' is missing"),
        ("evaluations_ifeval_value", "ifeval", "the columns are of no edition known"),
        ("id,model_name", "<html>id,model_name", "met an HTML or XML page"),
        ("0.28411725333227", "28.4 %", "expected a number, met '28.4 %'"),
        ("25.6464941942931,FALSE", "25.6464941942931,maybe", "should be TRUE or FALSE"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused((ID, BOARD, "2025-03.csv"), old, new, message)


def test_an_empty_table_gives_nothing_and_an_empty_file_is_refused() -> None:
    header = document(ID, "2025-03.csv").text().splitlines()[0]
    assert rows_of_text(ID, BOARD, header) == []
    with pytest.raises(ParseError, match="the table is empty"):
        rows_of_text(ID, BOARD, "")


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures(ID, BOARD)
    assert len(rows) == 4575 * 7
    assert len({row.name for row in rows}) == 4496
    assert len({row.key() for row in rows}) == len(rows)
    assert figures(rows, "google/gemma-2-27b-it")[ID, ID] == 36.17
    assert figures(rows, "Qwen/Qwen2.5-72B-Instruct")["mmlu-pro", ID] == 56.26
    assert len(rows_of_captures(ID, BOARD, as_of="2025-01-08")) == 2856 * 7
    assert len(rows_of_captures(ID, BOARD, as_of="2024-10-18")) == 1567 * 3
    assert len(rows_of_captures(ID, BOARD, as_of="2024-07-13")) == 237 * 3
