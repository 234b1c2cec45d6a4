"""What a row's columns say of its name: an agent runs no base checkpoint, a snapshot tells which of several it is."""

from __future__ import annotations

import pytest

from tests.committed import resolver


@pytest.mark.parametrize(
    ("source", "name", "settings", "model"),
    [
        ("epoch-hub", "Llama-3.1-405b", {"harness": "OpenHands"}, "meta-llama/llama-3.1-405b-instruct"),
        ("epoch-hub", "Qwen-2.5-72b", {"harness": "SWE-agent"}, "qwen/qwen2.5-72b-instruct"),
        ("epoch-hub", "Qwen-2.5-72b", {"shots": "5"}, "qwen/qwen2.5-72b"),
        ("ds-1000", "CodeLlama-13B", {"harness": "Self-infilling"}, "codellama/codellama-13b-hf"),  # no agent
        ("epoch-hub", "Qwen/Qwen2.5-72B", {"harness": "OpenHands"}, "qwen/qwen2.5-72b"),  # a repository is what it is
        ("epoch-hub", "DeepSeek V3.2", {"harness": "OpenHands"}, "deepseek-ai/deepseek-v3.2"),
    ],
)
def test_agents_run_models_that_follow_instructions(
    source: str, name: str, settings: dict[str, str], model: str
) -> None:
    assert resolver().resolve_row(source, name, settings, None).model == model


@pytest.mark.parametrize(
    ("name", "snapshot", "model"),
    [
        ("GPT-4o", "2024-08-06", "openai/gpt-4o-2024-08-06"),
        ("GPT-4o", "2024-11-20", "openai/gpt-4o-2024-11-20"),
        ("GPT-4o", "2024-01-01", None),
        ("DeepSeek V3.2", "2025-12-01", "deepseek-ai/deepseek-v3.2"),  # known by its name alone
    ],
)
def test_a_column_of_snapshots_completes_a_name(name: str, snapshot: str, model: str | None) -> None:
    assert resolver().resolve_row("longbench-v2", name, {"snapshot": snapshot}, None).model == model
