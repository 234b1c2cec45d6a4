"""oobabooga's benchmark: what a file's name, its loader and the remarks say of how a model was run."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused, rows_of_edited
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.schema import SourceRow

ID, BOARD = "oobabooga-benchmark", "quants"


@pytest.fixture(scope="module")
def rows() -> list[SourceRow]:
    return rows_of_fixture(ID, BOARD, main="benchmark.html")


def test_scores_are_shares_of_48(rows: list[SourceRow]) -> None:
    row = find(rows, "Qwen/QwQ-32B")
    assert row.value == pytest.approx(100 * 40 / 48)
    assert (row.n, row.metric) == (48, "correct")
    assert find(rows, "Llama-2-7b").value == 0.0
    assert len(rows) == 10


def test_the_quantisation_is_the_precision_verbatim(rows: list[SourceRow]) -> None:
    precisions = {row.name: row.settings.get("precision") for row in rows}
    assert precisions == {
        "Qwen3-235B-A22B": "i1-IQ3_M",
        "Qwen/QwQ-32B": "Q8_0",
        "Qwen/Qwen3-32B": "8bit",
        "Llama-3.1-70B-Instruct": "exl2_6.0bpw",
        "Meta-Llama-3-70B-Instruct": "IQ2_XS",
        "Llama3-ChatQA-1.5-70B": "Q4_K_M",
        "gemma-2-9b-it": "Q6_K-f32",
        "Llama-2-7b": "AQLM-2Bit-1x16",
    }


def test_loader_thinking_prompt_and_way_of_answering(rows: list[SourceRow]) -> None:
    assert dict(find(rows, "Qwen/Qwen3-32B").settings) == {
        "loader": "Transformers",
        "precision": "8bit",
        "thinking": "off",
    }
    assert find(rows, "Qwen3-235B-A22B", answer="full response").value == pytest.approx(95.833333333)
    assert len([row for row in rows if row.name == "Qwen3-235B-A22B" and "answer" not in row.settings]) == 1
    assert find(rows, "Llama3-ChatQA-1.5-70B", prompt="Alpaca template").value > 60
    assert find(rows, "Llama-3.1-70B-Instruct").settings["quantised_by"] == "turboderp"


def test_a_row_that_contradicts_its_twin_is_not_taken(rows: list[SourceRow]) -> None:
    assert not [row for row in rows if row.name == "Meta-Llama-3-8B-Instruct"]
    assert find(rows, "Meta-Llama-3-70B-Instruct").value == pytest.approx(100 * 31 / 48)  # twice the same


def test_the_first_form_of_the_page() -> None:
    row = find(rows_of_fixture(ID, BOARD, main="2024-04.html"), "Meta-Llama-3-70B-Instruct")
    assert dict(row.settings) == {"loader": "llamacpp_HF", "precision": "Q8_0"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<th>Loader</th>", "<th>Backend</th>", "the table has changed"),
        ("<td>46/48</td>", "<td>46/50</td>", "expected a score of 48"),
        ("<td>46/48</td>", "", "expected a score of 48"),
        ("<table>", "<table></table><table>", "expected one table, met 2"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused((ID, BOARD, "benchmark.html"), old, new, message)


def test_a_page_without_rows_gives_none() -> None:
    assert (
        rows_of_edited(ID, BOARD, "2024-04.html", ("<tbody><tr>", "<tbody><!-- <tr>"), ("</tr></tbody>", "-->")) == []
    )


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures(ID, BOARD)
    assert len(rows) == 865  # of 868: one stands twice, two contradict each other
    assert find(rows, "openai/gpt-oss-120B", precision="F16", answer="full response").value == pytest.approx(87.5)
    assert find(rows, "Qwen/Qwen3-0.6B", thinking="off").value == pytest.approx(12.5)
    assert len({row.settings["precision"] for row in rows if "precision" in row.settings}) > 90
    counts = [len(rows_of_captures(ID, BOARD, as_of=day)) for day in ("2024-04-20", "2024-06-27", "2024-10-25")]
    assert counts == [58, 293, 556]
