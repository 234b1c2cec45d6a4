"""C-Eval: tables of one shape told apart by their headings, and the part that is not read."""

from __future__ import annotations

import pytest

from tests.sources.edited import refused, rows_of_text
from tests.sources.support import find, needs_captures, rows_of_captures, rows_of_fixture
from weighbridge.source import NotFoundError

PLACE = ("ceval", "test", "README.md")


def test_rows() -> None:
    rows = rows_of_fixture("ceval", "test", main="README.md")
    assert len(rows) == 5 * 5 + 4
    assert find(rows, "GPT-4", "accuracy", shots="Zero-shot").value == 66.4
    assert find(rows, "GPT-4", "accuracy", shots="Five-shot").value == 68.7
    assert find(rows, "ChatGLM-6B", "social-science").value == 48.3
    assert find(rows, "ChatGLM-6B", "hard", shots="Five-shot").value == 23.1
    assert find(rows, "MOSS", "stem", shots="Five-shot").value == 28.6
    assert 69.9 not in {row.value for row in rows}  # the validation part


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Average |", "Mean    |", "field 'Average' is missing"),
        ("#### Five-shot", "#### 5-shot", "no table under the heading 'Five-shot'"),
        ("C-Eval Hard", "C-Eval difficult", "no table under the heading 'C-Eval Hard'"),
        ("65.2", "n.n.", "expected a number"),
    ],
)
def test_broken_shapes_are_refused(old: str, new: str, message: str) -> None:
    refused(PLACE, old, new, message)


def test_a_page_without_tables_has_no_board_yet() -> None:
    with pytest.raises(NotFoundError, match="no table yet"):
        rows_of_text("ceval", "test", "# ceval\n")


@needs_captures
def test_captured() -> None:
    rows = rows_of_captures("ceval", "test")
    assert len(rows) == 11 * 2 * 6
    assert find(rows, "GLM-130B", "accuracy", shots="Five-shot").value == 40.3
    with pytest.raises(NotFoundError):
        rows_of_captures("ceval", "test", as_of="2023-05-12")
