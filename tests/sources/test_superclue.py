"""SuperCLUE: three editions under their own headings, the human row, arrows and medals."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused, rows_of_text
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.source import NotFoundError

PLACE = ("superclue", "overall", "2023-12.md")


def test_rows() -> None:
    rows = rows_of_fixture("superclue", "overall", main="2023-12.md")
    assert {row.name: row.value for row in rows} == {
        "GPT4-Turbo": 90.63,
        "GPT4(网页)": 83.92,
        "文心一言4.0(API)": 79.02,
        "Qwen-72B-Chat": 69.69,
        "Yi-34B-Chat": 68.46,
    }
    assert {row.version for row in rows} == {"2023-12"}
    assert find(rows, "Yi-34B-Chat").settings["access"] == "模型"


def test_older_editions() -> None:
    august = rows_of_fixture("superclue", "overall", main="2023-08.md")
    assert [(row.name, row.value) for row in august] == [
        ("GPT-4", 81.03),
        ("Baichuan-13B-Chat(V2)", 60.02),
        ("Mengzi", 52.27),
    ]
    assert {row.version for row in august} == {"2023-08"}
    first = rows_of_fixture("superclue", "overall", main="1.0.md")
    assert [(row.name, row.value, row.version) for row in first] == [("GPT-4", 76.67, "1.0"), ("MiniMax", 46.45, "1.0")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("总分", "分数", "no table of totals under the heading of an edition"),
        ("SuperCLUE总排行榜", "SuperCLUE榜", "no table of totals"),
        ("90.63", "9o.63", "expected a number"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused(PLACE, old, new, message)


def test_a_page_without_tables_has_no_board_yet() -> None:
    with pytest.raises(NotFoundError, match="no table yet"):
        rows_of_text("superclue", "overall", "# SuperCLUEPrivate\n")


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("superclue", "overall")
    assert len(rows) == 26
    assert find(rows, "ChatGLM3-6B").value == 49.5
    assert len(rows_of_captures("superclue", "overall", as_of="2023-09-26")) == 16
    assert len(rows_of_captures("superclue", "overall", as_of="2023-05-17")) == 10
