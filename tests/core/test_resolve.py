"""The resolver on a small registry: what each rule gives, and what it refuses to guess."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.support import VOCABULARY
from weighbridge.registry import Alias, Registry
from weighbridge.resolve import Resolver
from weighbridge.schema import Model, Reasoning, Weights
from weighbridge.vocabulary import Vocabulary


def model(model_id: str, name: str, reasoning: Reasoning = "never", **more: object) -> Model:
    """A model; with a repository given, its weights are open."""
    weights = Weights.OPEN if "repository" in more else Weights.CLOSED
    fields = {"id": model_id, "name": name, "developer": model_id.partition("/")[0], "weights": weights}
    return Model.model_validate({**fields, "reasoning": reasoning, **more})


MODELS = [
    model("deepseek-ai/deepseek-v3.2", "DeepSeek V3.2", "hybrid", repository="deepseek-ai/DeepSeek-V3.2"),
    model("deepseek-ai/deepseek-v3", "DeepSeek V3", repository="deepseek-ai/DeepSeek-V3"),
    model("qwen/qwen3.8-27b", "Qwen3.8 27B", "hybrid", repository="Qwen/Qwen3.8-27B"),
    model("qwen/qwen3-8b", "Qwen3 8B", "hybrid", repository="Qwen/Qwen3-8B"),
    model(
        "meta-llama/llama-3.3-70b-instruct",
        "Llama 3.3 70B Instruct",
        repository="meta-llama/Llama-3.3-70B-Instruct",
        developer="meta",
    ),
    model(
        "nvidia/nemotron-3-super",
        "Nemotron 3 Super",
        "hybrid",
        repository="nvidia/Nemotron-3-Super",
        twins=("nvidia/Nemotron-3-Super-FP8",),
    ),
    model("openai/gpt-4o-20240513", "GPT-4o (May 2024)", aliases=("gpt-4o-2024-05-13",)),
    model("openai/gpt-4o-20240806", "GPT-4o (August 2024)", aliases=("gpt-4o-2024-08-06",)),
    model("openai/gpt-5.4", "GPT-5.4", "hybrid"),
    model("anthropic/claude-opus-4.8", "Claude Opus 4.8", "hybrid"),
    model("qwen/qwen3-max", "Qwen3 Max", "never"),
    model("deepseek-ai/deepseek-v4-pro", "DeepSeek V4 Pro", "hybrid", repository="deepseek-ai/DeepSeek-V4-Pro"),
    model("deepseek-ai/deepseek-v4-pro-20260813", "DeepSeek V4 Pro 20260813", "hybrid"),
    model(
        "google/gemma-4-31b-it",
        "gemma-4-31B-it",
        "hybrid",
        repository="google/gemma-4-31B-it",
        aliases=("gemma-4-31b",),
    ),
]

ALIASES = {
    "any": (
        Alias(name="deepseek-chat", model="deepseek-ai/deepseek-v3", until=date(2025, 8, 20), reason="moved"),
        Alias(name="deepseek-chat", model="deepseek-ai/deepseek-v3.2", since=date(2025, 12, 1), reason="moved"),
    ),
    "vals": (Alias(name="google/barium", model="openai/gpt-5.4", settings={"effort": "high"}, reason="codename"),),
}


def resolver(models: list[Model]) -> Resolver:
    """A resolver of these models, with the real vocabulary."""
    registry = Registry({m.id: m for m in models}, {}, {}, {}, ALIASES)
    return Resolver(registry, Vocabulary.load(VOCABULARY))


RESOLVER = resolver(MODELS)


@pytest.mark.parametrize(
    ("raw", "expected", "variant"),
    [
        ("DeepSeek-V3.2", "deepseek-ai/deepseek-v3.2", "default"),
        ("deepseek-ai/DeepSeek-V3.2", "deepseek-ai/deepseek-v3.2", "default"),
        ("fireworks/deepseek-v3p2-thinking", "deepseek-ai/deepseek-v3.2", "thinking=on"),
        ("deepseek-v3-2", "deepseek-ai/deepseek-v3.2", "default"),
        ("DeepSeek V3.2 (non-thinking)", "deepseek-ai/deepseek-v3.2", "thinking=off"),
        ("deepseek-v3.2:free", "deepseek-ai/deepseek-v3.2", "host=free"),
        ("llama-3.3-70b", "meta-llama/llama-3.3-70b-instruct", "default"),
        ("Llama 3.3 Instruct 70B", "meta-llama/llama-3.3-70b-instruct", "default"),  # the size in a column of its own
        ("Llama Instruct 3.3 70B", None, ""),  # any other order of words needs an alias
        ("GPT-4o (Aug 2024)", "openai/gpt-4o-20240806", "default"),
        ("hf.co/unsloth/Qwen3-8B-GGUF:Q4_K_M", "qwen/qwen3-8b", "precision=q4_k_m"),
        ("together/meta-llama/llama-3.3-70b-instruct", "meta-llama/llama-3.3-70b-instruct", "default"),
        ("nvidia/nemotron-3-super-fp8", "nvidia/nemotron-3-super", "precision=fp8"),
        ("gpt-5.4-xhigh", "openai/gpt-5.4", "effort=xhigh"),
        ("GPT 5.4 (high reasoning)", "openai/gpt-5.4", "effort=high"),
        ("anthropic/claude-opus-4-8-20260401", "anthropic/claude-opus-4.8", "snapshot=20260401"),
        ("claude-opus-4-8-thinking-32k", "anthropic/claude-opus-4.8", "thinking=on, budget=32k"),
        ("qwen3-max", "qwen/qwen3-max", "default"),
        ("bedrock/us.meta.llama3-3-70b-instruct-v1:0", "meta-llama/llama-3.3-70b-instruct", "default"),
        (
            "fireworks_ai/accounts/fireworks/models/llama-v3p3-70b-instruct",
            "meta-llama/llama-3.3-70b-instruct",
            "default",
        ),
        ("databricks-meta-llama-3-3-70b-instruct", "meta-llama/llama-3.3-70b-instruct", "default"),
        ("Meta: Llama 3.3 70B Instruct", "meta-llama/llama-3.3-70b-instruct", "default"),
        ("llama-3.3-70b-instruct-turbo", "meta-llama/llama-3.3-70b-instruct", "host=turbo"),
        ("azure_ai/FW-DeepSeek-V3.2", "deepseek-ai/deepseek-v3.2", "default"),
        ("hf:deepseek-ai/DeepSeek-V3.2", "deepseek-ai/deepseek-v3.2", "default"),
        ("deepseek-3.2", "deepseek-ai/deepseek-v3.2", "default"),
        ("nebius/deepseek-ai/DeepSeek-V3.2-fast", "deepseek-ai/deepseek-v3.2", "host=fast"),
        ("bartowski/Qwen3.8-27B-GGUF", "qwen/qwen3.8-27b", "precision=gguf"),
        ("qwen3.8:27b-q4_K_M", "qwen/qwen3.8-27b", "precision=q4_k_m"),
        ("deepseek-v4-pro", "deepseek-ai/deepseek-v4-pro", "default"),
        ("deepseek-v4-pro-max-20260813", "deepseek-ai/deepseek-v4-pro-20260813", "effort=max"),
        ("Google/Gemma-4-31B-it", "google/gemma-4-31b-it", "default"),
        ("gemma4:31b", "google/gemma-4-31b-it", "default"),
        ("gemma4:31b-instruct-q4_K_M", "google/gemma-4-31b-it", "precision=q4_k_m"),
        ("Qwen3.8 27B+", None, ""),  # another model than the one without the plus
        ("llama-3.3-70b-it", "meta-llama/llama-3.3-70b-instruct", "default"),
        ("qwen3-8b-it", None, ""),  # a model with neither word may have a sibling with one
        ("gpt-5.4 (50 steps)", "openai/gpt-5.4", "max_steps=50"),
    ],
)
def test_a_name_means(raw: str, expected: str | None, variant: str) -> None:
    found = RESOLVER.resolve("any-board", raw, None)
    assert found.model == expected, found.rule
    if expected is not None:
        assert found.variant.label() == variant


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("qwen3-8-27b", "no model"),  # Qwen3 8B? Qwen3.8 27B? not told
        ("gpt-4o-2024-11-20", "no model"),  # a dated sibling that the registry does not have
        ("gpt-4o", "no model"),
        ("gpt-4o (Nov 2024)", "no model"),
        ("deepseek-v3 (Mar 2025)", "no model"),  # no dated sibling at hand: it may be another checkpoint
        ("qwen3-8b-fp8-awq", "no model"),
        ("deepseek-v3-thinking", "not known to think"),
        ("huihui/llama-3.3-70b-instruct", "neither a known host"),
        ("meta-llama/llama-3.3-70b", "may be the base checkpoint"),
        ("deepseek-v3.2-turbo", "no model"),
        ("deepseek-v3.2-garnet", "no model"),
        ("qwen3.8-27b-max", "no model"),
        ("qwen3-turbo", "no model"),
        ("qwen3.8-max-thinking", "no model"),
        ("google/gemma-4-31B", "may be the base checkpoint"),
        ("llama-v3p3-70b", "no model"),
        ("nvidia/qwen3.8-27b", "neither a known host"),  # a quantiser, but no precision is stated
        ("qwen:7b", "mean another version"),
        ("huihui/deepseek-chat-thinking", "dated aliases"),
        ("", "no model"),
    ],
)
def test_a_name_is_left_unresolved_with_the_reason(raw: str, words: str) -> None:
    found = RESOLVER.resolve("any-board", raw, None)
    assert found.model is None
    assert found.rule.startswith("unresolved: ")
    assert words in found.rule


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (date(2025, 1, 5), "deepseek-ai/deepseek-v3"),
        (date(2026, 1, 5), "deepseek-ai/deepseek-v3.2"),
        (date(2025, 10, 1), None),
        (None, None),
    ],
)
def test_a_moving_alias_goes_by_the_date_or_not_at_all(when: date | None, expected: str | None) -> None:
    assert RESOLVER.resolve("any-board", "deepseek-chat", when).model == expected


@pytest.mark.parametrize(
    ("raw", "when", "expected"),
    [
        ("deepseek-v4-pro", date(2026, 8, 11), "deepseek-ai/deepseek-v4-pro"),
        ("deepseek-v4-pro", date(2026, 8, 12), None),
        ("fireworks/deepseek-v4-pro-thinking", date(2026, 9, 1), None),
        ("deepseek-ai/DeepSeek-V4-Pro", date(2026, 9, 1), "deepseek-ai/deepseek-v4-pro"),
        ("deepseek-ai/deepseek-v4-pro-thinking", date(2026, 9, 1), "deepseek-ai/deepseek-v4-pro"),
    ],
)
def test_a_name_that_hosts_gave_to_a_later_snapshot(raw: str, when: date, expected: str | None) -> None:
    assert RESOLVER.resolve("any-board", raw, when).model == expected


def test_an_alias_with_a_date_does_not_hold_without_one() -> None:
    aliases = {"any": (Alias(name="Kimi K2", model="openai/gpt-5.4", until=date(2025, 9, 4), reason="moved"),)}
    one = Resolver(Registry({m.id: m for m in MODELS}, {}, {}, {}, aliases), Vocabulary.load(VOCABULARY))
    assert one.resolve("b", "Kimi K2", date(2025, 8, 1)).model == "openai/gpt-5.4"
    assert one.resolve("b", "Kimi K2", None).model is None


def test_an_exact_alias_holds_as_written_only() -> None:
    tag = Alias(name="qwen3:8b", model="qwen/qwen3-8b", exact=True, reason="the same digest")
    models = {m.id: m for m in MODELS if m.id != "qwen/qwen3-8b"} | {
        "qwen/qwen3-8b": model("qwen/qwen3-8b", "Qwen3 8B Instruct", repository="Qwen/Qwen3-8B-Tuned"),
        "qwen/qwen3-8b-base": model("qwen/qwen3-8b-base", "Qwen3 8B Base", repository="Qwen/Qwen3-8B"),
    }
    found = Resolver(Registry(models, {}, {}, {}, {"any": (tag,)}), Vocabulary.load(VOCABULARY))
    assert found.resolve("b", "ollama/qwen3:8b", None).model == "qwen/qwen3-8b"
    assert found.resolve("b", "qwen3-8b", None).model is None, "the base checkpoint or the tuned one"


def test_an_alias_of_one_source_holds_there_only_and_may_state_settings() -> None:
    found = RESOLVER.resolve("vals", "google/barium", None)
    assert (found.model, found.variant.effort) == ("openai/gpt-5.4", "high")
    assert RESOLVER.resolve("livebench", "google/barium", None).model is None


def test_settings_of_the_row_join_those_in_the_name() -> None:
    found = RESOLVER.resolve_row("b", "gpt-5.4-high", {"harness": "OpenHands", "verbosity": "medium"}, None)
    assert found.variant.label() == "effort=high, harness=OpenHands, verbosity=medium"


def test_effort_none_and_thinking_off_are_one_fact() -> None:
    spelled = [
        RESOLVER.resolve_row("b", "gpt-5.4", {"effort": "none"}, None),
        RESOLVER.resolve_row("b", "gpt-5.4", {"thinking": "false"}, None),
        RESOLVER.resolve_row("b", "gpt-5.4-non-reasoning", {}, None),
    ]
    assert {found.variant.label() for found in spelled} == {"thinking=off"}


def test_a_setting_in_the_name_that_contradicts_the_column_is_kept_beside_it() -> None:
    found = RESOLVER.resolve_row("b", "gpt-5.4-high", {"effort": "low"}, None)
    assert found.variant.label() == "effort=low, effort in name=high"


NAMES = [
    "DeepSeek-V3.2",
    "gpt-5.4-xhigh",
    "qwen3-max",
    "claude-opus-4-8-thinking-32k",
    "llama-3.3-70b",
    "deepseek-chat",
    "x",
]


@given(seed=st.integers(0, 1_000))
@settings(max_examples=20)
def test_the_order_of_the_registry_changes_nothing(seed: int) -> None:
    shuffled = MODELS.copy()
    random.Random(seed).shuffle(shuffled)
    other = resolver(shuffled)
    assert all(other.resolve("b", name, None) == RESOLVER.resolve("b", name, None) for name in NAMES)


@given(name=st.from_regex(r"[a-z]{4,9} [a-z]{4,9} [0-9]{2,3}b", fullmatch=True))
@settings(max_examples=20)
def test_an_unrelated_model_changes_nothing(name: str) -> None:
    other = resolver([*MODELS, model("acme/" + name.replace(" ", "-"), name)])
    assert all(other.resolve("b", known, None) == RESOLVER.resolve("b", known, None) for known in NAMES)


@given(st.text(max_size=200))
def test_any_text_is_answered(text: str) -> None:
    found = RESOLVER.resolve("b", text, None)
    assert found.model is not None or found.rule.startswith("unresolved: ")
