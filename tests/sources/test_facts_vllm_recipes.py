"""vLLM recipes: facts read by eye."""

from __future__ import annotations

import pytest

from tests.sources.fact_support import facts_of_body, facts_of_captures, facts_of_files, repositories, told
from tests.sources.support import needs_captures
from weighbridge.source import ParseError

SOURCE = "vllm-recipes"


def test_facts_are_as_read_by_eye() -> None:
    rows = facts_of_files(SOURCE, **{"models/deepseek-ai/DeepSeek-V4-Pro.yaml": "DeepSeek-V4-Pro.yaml"})
    assert told(rows, "DeepSeek-V4-Pro") == {
        "name": "DeepSeek-V4-Pro",
        "developer": "DeepSeek",
        "architecture": "mixture",
        "total_parameters": 1.6e12,
        "active_parameters": 4.9e10,
        "context": 1_048_576.0,
        "gpu_memory_8_bit_gb": 960.0,
        "gpu_memory_4_bit_gb": 960.0,
    }, "the default variant is another checkpoint: its precision is not this one's"
    assert repositories(rows, "DeepSeek-V4-Pro") == {"deepseek-ai/DeepSeek-V4-Pro"}


def test_prose_in_place_of_a_count_is_not_stated() -> None:
    kimi = told(facts_of_files(SOURCE, **{"models/moonshotai/Kimi-K3.yaml": "Kimi-K3.yaml"}), "Kimi-K3")
    assert kimi["total_parameters"] == 2.8e12
    assert kimi["precision"] == "mxfp4"
    assert "active_parameters" not in kimi
    assert kimi["gpu_memory_4_bit_gb"] == 1536.0


RECIPE = b"""
meta: {title: Some 235B, provider: Some, tasks: [text]}
model: {model_id: Some/Big-235B-Instruct-2507, parameter_count: 235B}
variants:
  default: {precision: bf16, vram_minimum_gb: 564}
  other: {model_id: Some/Big-235B-FP8, precision: fp8, vram_minimum_gb: 240}
  fp8: {model_id: Some/Big-235B-Instruct-2507-FP8-dynamic, precision: fp8, vram_minimum_gb: 282}
  mixed: {precision: int2/4/8, vram_minimum_gb: 4}
  nvfp4: {model_id: nvidia/big-235b-instruct-2507-NVFP4, precision: nvfp4}
  awq: {model_id: Else/Big-235B-Instruct-2507-AWQ-INT4, precision: int4, vram_minimum_gb: 141}
  base: {model_id: Some/Big-235B-Instruct-2507-Base, precision: int4, vram_minimum_gb: 99}
"""


def test_memory_is_that_of_the_checkpoint_and_its_packed_twins() -> None:
    facts = told(facts_of_body(SOURCE, RECIPE, "models/some/big.yaml"), "Big-235B-Instruct-2507")
    memory = {fact: value for fact, value in facts.items() if fact.startswith("gpu_memory")}
    assert memory == {"gpu_memory_16_bit_gb": 564.0, "gpu_memory_8_bit_gb": 282.0, "gpu_memory_4_bit_gb": 141.0}


def test_models_of_other_kinds_are_passed_over() -> None:
    assert facts_of_files(SOURCE, **{"models/somebody/embedding.yaml": "bge.yaml"}) == []


def test_broken_files_are_errors() -> None:
    with pytest.raises(ParseError, match="'meta' is missing"):
        facts_of_body(SOURCE, b"model: {}\n", "models/x/y.yaml")
    with pytest.raises(ParseError):
        facts_of_body(SOURCE, b"<html><body>", "models/x/y.yaml")


@needs_captures
def test_the_real_files() -> None:
    rows = facts_of_captures(SOURCE, "recipes", "2026-08-31")
    assert len(rows) == 1438
    assert told(rows, "GLM-5.2")["total_parameters"] == 743e9
    assert told(rows, "gpt-oss-120b")["active_parameters"] == 5.1e9
    assert "context" not in told(rows, "PaddleOCR-VL") or told(rows, "PaddleOCR-VL")["context"] != 0
