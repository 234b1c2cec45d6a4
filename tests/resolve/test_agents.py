"""A base checkpoint that an agent is said to have run is the one that was tuned from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from weighbridge.registry import load_registry
from weighbridge.resolve import Resolver
from weighbridge.vocabulary import Vocabulary

REGISTRY = Path(__file__).parents[2] / "data" / "registry"
RESOLVER = Resolver(load_registry(REGISTRY), Vocabulary.load(REGISTRY / "vocabulary.toml"))


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
    assert RESOLVER.resolve_row(source, name, settings, None).model == model
