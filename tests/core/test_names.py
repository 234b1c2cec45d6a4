"""Normal forms: one for all spellings of a name, never one for two names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weighbridge.names import dashed, falls_in, form_of, is_date, is_full_date, is_size, month_at_end, spelled_apart


@pytest.mark.parametrize(
    ("spellings"),
    [
        ("Llama-3.3-70B-Instruct", "llama3.3 70b instruct", "LLAMA_3.3_70B_INSTRUCT", "Llama 3.3-70b (Instruct)"),
        ("deepseek-v3p2", "DeepSeek V3.2", "deepseek-v3.2", "DeepSeek‑V3.2"),
        ("Kimi K2.6", "kimi-k2p6", "kimi_k2.6"),
        ("GPT-4o-2024-08-06", "gpt-4o-20240806"),
        ("Qwen3-Coder 480B/A35B Instruct", "qwen3-coder-480b-a35b-instruct"),
        ("phi4", "Phi-4"),
        ("Command R+ (08-2024)", "command-r-plus-08-2024"),
        ("Tulu 2+DPO 7B", "tulu-2-dpo-7b"),
    ],
)
def test_spellings_of_one_name_agree(spellings: tuple[str, ...]) -> None:
    assert len({form_of(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("qwen3.8-27b", "qwen3-8-27b"),
        ("qwen3-8b", "qwen3.8b"),
        ("deepseek-coder-1.3b", "deepseek-coder-13b"),
        ("opt-1.3b", "opt-13b"),
        ("glm-4.5", "glm-45"),
        ("o3", "o3-mini"),
        ("Command R+ 08-2024", "Command R 08-2024"),
        ("gpt-4o", "gpt-40"),
        ("gemma-3n-e4b", "gemma-3-4b"),
        ("mixtral-8x7b", "mixtral-8-7b"),
        ("claude-opus-4.6", "claude-opus-4.6.1"),
    ],
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert form_of(one) != form_of(other)


def test_kinds_of_tokens() -> None:
    assert form_of("Qwen3.5-397B-A17B") == ("qwen", "3.5", "397b", "a17b")
    assert form_of("exaone-deep7.8b") == form_of("EXAONE-Deep-7.8B") == ("exaone", "deep", "7.8b")
    assert form_of("o3b") == ("o", "3", "b"), "one letter before is no word"
    assert spelled_apart(("glm", "4.5v")) == ("glm", "4", "5v")
    assert is_size("a22b")
    assert is_size("2.4t")
    assert is_size("8x7b")
    assert not is_size("3.8")
    assert is_date("0813")
    assert is_full_date("20260813")
    assert not is_full_date("20261313")
    assert month_at_end("deepseek-r1-may-2025") == ("deepseek-r1", "2025-05")
    assert month_at_end("claude-3.5-sonnet-october-2024") == ("claude-3.5-sonnet", "2024-10")
    assert month_at_end("may-2025") is None
    assert [falls_in(token, "2025-05") for token in ("0528", "2505", "250528", "20250528")] == [True] * 4
    assert [falls_in(token, "2025-05") for token in ("0628", "0599", "2405", "240528", "20240528")] == [False] * 5


@given(st.text(max_size=400))
def test_any_text_has_a_form_that_does_not_depend_on_case_or_separators(text: str) -> None:
    form = form_of(text)
    assert form == form_of(dashed(text))
    assert all(form)


def test_a_long_name_takes_no_time() -> None:
    assert len(form_of("a-1." * 50_000)) < 1_000
