"""Types of Hugging Face configurations (``model_type``): those without experts, and those that always have them.

A type that serves both (``nemotron_h``, ``granitemoehybrid``, ``gemma4``, ``mistral3``) is in neither list, nor is one
that wraps another model (``llava``, ``internvl_chat``), nor one that stores more than it uses (``gemma3n``).
"""

from __future__ import annotations

from collections.abc import Iterable

DENSE = frozenset(
    {"apertus", "arcee", "baichuan", "bloom", "chatglm", "cohere", "cohere2", "exaone", "exaone4", "falcon"}
    | {"falcon_h1", "gemma", "gemma2", "gemma3", "gemma3_text", "glm", "glm4", "glm4v", "gpt2", "gpt_bigcode"}
    | {"gpt_neo", "gpt_neox", "gptj", "granite", "internlm", "internlm2", "lfm2", "llama", "mistral", "mpt"}
    | {"nemotron", "nemotron-nas", "olmo", "olmo2", "olmo3", "opt", "phi", "phi3", "qwen", "qwen2", "qwen2_5_vl"}
    | {"qwen2_vl", "qwen3", "qwen3_5", "qwen3_vl", "seed_oss", "smollm3", "stablelm", "starcoder2"}
)
MIXTURE = frozenset(
    {"afmoe", "arctic", "bailing_moe", "dbrx", "deepseek_v2", "deepseek_v3", "deepseek_v32", "deepseek_v4", "dots1"}
    | {"ernie4_5_moe", "exaone_moe", "glm4_moe", "glm4_moe_lite", "glm4v_moe", "glm_moe_dsa", "gpt_oss", "granitemoe"}
    | {"jamba", "kimi_k2", "kimi_k25", "lfm2_moe", "llada2_moe", "llama4", "minimax", "minimax_m1", "minimax_m2"}
    | {"minimax_text_01", "mixtral", "olmoe", "phimoe", "qwen2_moe", "qwen3_5_moe", "qwen3_moe", "qwen3_next"}
    | {"qwen3_vl_moe", "sarvam_moe"}
)


def architecture_in(words: Iterable[str]) -> str | None:
    """``dense`` or ``mixture``, where the words name types of one kind only."""
    named = set(words)
    dense, mixture = bool(named & DENSE), bool(named & MIXTURE)
    return None if dense == mixture else "dense" if dense else "mixture"
