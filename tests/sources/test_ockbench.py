"""OckBench: a score that may be negative, one model out of 800, two forms of the score, domains."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.sources.support import board_of, document, find, needs_captures, rows_of_captures, rows_of_fixture, source_of
from weighbridge.source import ParseError


def test_rows_of_the_fixture() -> None:
    rows = rows_of_fixture("ockbench", "overall", main="overall.csv")
    assert len(rows) == 8
    assert {r.version for r in rows} == {"2026-05"}
    assert find(rows, "deepseek-v4-pro-high", "ockscore").value == 67.2
    assert find(rows, "qwen3.5-9b", "ockscore").value == -3.85
    minimax = find(rows, "minimax-m2.7", "accuracy")
    assert (minimax.value, minimax.n) == (66.875, 800)
    early = rows_of_fixture("ockbench", "overall", main="early.csv")
    assert {(r.metric, r.value, r.version) for r in early} == {
        ("accuracy", 22.0, "2026-02"),
        ("ockscore", 16.29, "2026-02"),
    }
    domains = rows_of_fixture("ockbench", "domains", main="domains.csv")
    assert [(r.name, r.metric, r.value, r.n) for r in domains] == [
        ("deepseek-v4-flash-none", "coding", 15.0, 60),
        ("deepseek-v4-flash-none", "science", 42.5, 40),
        ("qwen3.5-9b", "math", 9.0, 100),
    ]


@pytest.mark.parametrize(
    ("old", "new"), [(b"OckScore", b"Score"), (b"Accuracy (%)", b"Accuracy"), (b",84,", b",84 of 100,")]
)
def test_broken_shapes_are_refused(old: bytes, new: bytes) -> None:
    source = source_of("ockbench")
    good = document("ockbench", "overall.csv")
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "overall"), {"main": replace(good, body=good.body.replace(old, new))}))
    with pytest.raises(ParseError):
        list(source.parse(board_of(source, "overall"), {"main": replace(good, body=b"<html>Moved</html>")}))


def test_an_unknown_domain_is_refused() -> None:
    source = source_of("ockbench")
    good = document("ockbench", "domains.csv")
    with pytest.raises(ParseError, match="'Law' is not known"):
        list(
            source.parse(
                board_of(source, "domains"), {"main": replace(good, body=good.body.replace(b"Science", b"Law"))}
            )
        )


@needs_captures
def test_real_payloads() -> None:
    rows = rows_of_captures("ockbench", "overall")
    assert len(rows) == 100
    assert find(rows, "glm-5.2-max", "ockscore").value == 67.16
    assert find(rows, "minimax-m2.7", "accuracy").n == 800
    assert len(rows_of_captures("ockbench", "domains")) == 153
    early = rows_of_captures("ockbench", "overall", as_of="2026-03-04")
    assert find(early, "gemini-2.5-flash-lite", "ockscore").value == -7.52
    assert {r.version for r in early} == {"2026-02"}
