"""BIRD: people, comments and short rows, systems with and without a model, days that do not exist."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sources.edited import refused, rows_of_text
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.schema import Reporter
from weighbridge.source import NotFoundError

ID, FILE = "bird-sql", "index.html"


def test_systems_with_one_named_model() -> None:
    rows = rows_of_fixture(ID, "systems", main=FILE)
    found = {(row.settings["harness"], row.name, row.settings["knowledge"]): row.value for row in rows}
    assert found == {
        ("AskData", "GPT-4o", "given"): 81.95,
        ("AskData", "GPT-4o", "none"): 67.41,
        ("Elysian-SQL", "gpt-oss-120b", "given"): 66.46,
        ("SQLFixAgent", "SFT CodeS-15B", "given"): 64.62,  # the model stands first
    }
    ask = find(rows, "GPT-4o", knowledge="given")
    assert (ask.measured_by, ask.measured_on, ask.reporter) == ("AT&T CDO - DSAIR", date(2025, 12, 16), None)


def test_single_models() -> None:
    rows = rows_of_fixture(ID, "single-models", main=FILE)
    assert find(rows, "Databricks RLVR 32B", self_consistency="Few").value == 75.68
    assert {row.value for row in rows if row.name == "Databricks RLVR 32B"} == {75.68, 73.56}
    assert find(rows, "Gemini-SQL (Multitask SFT + Gemini-2.5-Pro)").value == 77.14
    glm = find(rows, "GLM-4.7")
    assert (glm.value, glm.version, glm.reporter, glm.measured_by) == (62.94, "new-dev", Reporter.INDEPENDENT, None)
    assert dict(find(rows, "ChatGPT").settings) == {"harness": "CoT"}  # its two bare rows contradict each other
    assert not [row for row in rows if row.name.startswith("Human")]


def test_mini_dev() -> None:
    rows = rows_of_fixture(ID, "mini-dev", main=FILE)
    assert {row.metric: row.value for row in rows if row.name == "Llama3-70b-instruct"} == {
        "sqlite": 40.8,
        "mysql": 37.0,
        "postgresql": 29.4,
    }
    assert [row.metric for row in rows if row.name == "Struct-SQL"] == ["sqlite"]
    assert find(rows, "GPT-4", "sqlite").measured_on is None  # the 31st of June


@pytest.mark.parametrize(
    ("board", "old", "new", "message"),
    [
        ("systems", "Oracle Knowledge", "Oracle", "no table has the column 'Oracle Knowledge'"),
        ("systems", "\n  Model\n", "System", "no column 'Model'"),
        ("systems", "<td><b>81.95</b></td>", "", "6 cells under 7 columns"),
        ("single-models", "Self Consistency", "Consistency", "no table has the column 'Self Consistency'"),
        ("mini-dev", ">58.00<", ">58 %<", "expected a number"),
    ],
)
def test_broken_shapes_are_refused(board: str, old: str, new: str, message: str) -> None:
    refused((ID, board, FILE), old, new, message)


def test_the_first_page_has_no_such_table_yet() -> None:
    page = "<html><table><tr><th>Model</th><th>Tunable Params</th></tr></table> Oracle</html>"
    with pytest.raises(NotFoundError, match="does not stand there yet"):
        rows_of_text(ID, "systems", page)


@needs_captures
def test_captured() -> None:
    systems = rows_of_captures(ID, "systems")
    assert len(systems) == 35
    assert find(systems, "Qwen2.5-Coder-32B-Instruct", harness="MCR-SQL").value == 75.29
    single = rows_of_captures(ID, "single-models")
    assert len(single) == 45
    assert find(single, "Qwen3-Coder-480B-A35B").value == 68.14
    assert len(rows_of_captures(ID, "mini-dev")) == 31
    assert [len(rows_of_captures(ID, "systems", as_of=day)) for day in ("2024-02-27", "2024-12-17")] == [7, 25]
    with pytest.raises(NotFoundError):
        rows_of_captures(ID, "single-models", as_of="2024-12-17")
    with pytest.raises(NotFoundError):
        rows_of_captures(ID, "systems", as_of="2023-05-07")
