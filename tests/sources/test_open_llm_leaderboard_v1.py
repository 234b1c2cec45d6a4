"""Open LLM Leaderboard v1: precisions, the column of flags that is upside down, tasks of published models only."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture

ID, BOARD = "open-llm-leaderboard-v1", "models"


def test_rows() -> None:
    rows = rows_of_fixture(ID, BOARD, main="v1.csv")
    llama = {row.benchmark: row.value for row in rows if row.name == "meta-llama/Llama-2-70b-hf"}
    assert llama == {
        ID: 67.87,
        "arc-challenge": 67.32,
        "hellaswag": 87.33,
        "mmlu": 69.83,
        "truthfulqa": 44.92,
        "winogrande": 83.74,
        "gsm8k": 54.06,
    }
    assert find(rows, "tiiuae/falcon-180B", "average", precision="8bit").value == 67.85
    assert find(rows, "tiiuae/falcon-180B", "average", precision="4bit").value == 65.46
    assert {row.version for row in rows if row.benchmark == "mmlu"} == {ID}


def test_merges_and_fine_tunes_have_the_average_only() -> None:
    rows = rows_of_fixture(ID, BOARD, main="v1.csv")
    assert [row.value for row in rows if row.name == "paloalma/Le_Triomphant-ECE-TW3"] == [81.31]
    mixtral = [row for row in rows if row.name == "mistralai/Mixtral-8x7B-Instruct-v0.1"]
    assert len([row for row in mixtral if row.settings["precision"] == "bfloat16"]) == 7
    assert len([row for row in mixtral if row.settings["precision"] == "float16"]) == 1


def test_a_flagged_model_is_left_out() -> None:
    rows = rows_of_fixture(ID, BOARD, main="v1.csv")
    assert not [row for row in rows if row.name.startswith("Contamination/")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("mmlu,", "mmlu_5,", "column 'mmlu' is missing"),
        ("t,model,", "<html>t,model,", "met an HTML or XML page"),
        ("ed7b07231238f836b99bf45701b9a0063576b194,TRUE", "ed7b,1", "'flagged' should be TRUE or FALSE"),
        ("67.87", "67.87%", "expected a number"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused((ID, BOARD, "v1.csv"), old, new, message)


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures(ID, BOARD)
    assert len([row for row in rows if row.benchmark == ID]) == 7060
    assert len(rows) == 7060 + 6 * 1828
    assert len({row.key() for row in rows}) == len(rows)
    assert not [row for row in rows if row.name == "Contamination/contaminated_proof_7b_v1.0"]
    assert find(rows, "meta-llama/Llama-2-70b-hf", "mc2").value == 44.92
