"""The price lists, as read by eye: dollars a million tokens, and what is no price."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.committed import registry
from tests.sources.support import CAPTURES, READ_AT, document, needs_captures
from weighbridge.discovery import price_sources
from weighbridge.http import Fetcher
from weighbridge.replay import CaptureStore
from weighbridge.schema import PriceRow
from weighbridge.source import Document, ParseError

ROOT = Path(__file__).parents[2]
MODELS_DEV = price_sources()["models-dev-prices"]
PROVIDERS = "https://openrouter.ai/api/v1/providers"

Prices = dict[tuple[str, str], tuple[float | None, float | None, float | None]]


def read(source_id: str, body: bytes) -> list[PriceRow]:
    """The rows of a list."""
    source = price_sources()[source_id]
    return list(source.parse(source.boards[0], {"main": Document("https://example.org/list", body, READ_AT)}))


def prices(rows: list[PriceRow]) -> Prices:
    """(host, name) → input, output, cached."""
    assert len({row.key() for row in rows}) == len(rows)
    return {(row.host, row.name): (row.input, row.output, row.cached) for row in rows}


def captured(source_id: str) -> list[PriceRow]:
    """The newest real list, through the HTTP code."""
    source = price_sources()[source_id]
    with Fetcher.replaying(CaptureStore(CAPTURES), kinds=source.replay_kinds) as fetcher:
        return list(source.parse(source.boards[0], source.collect(source.boards[0], fetcher.restricted(source.reach))))


def test_models_dev_without_plans_free_tiers_and_yuan() -> None:
    assert prices(read("models-dev-prices", document("models-dev-prices", "api.json").body)) == {
        ("togetherai", "MiniMaxAI/MiniMax-M2.5"): (0.3, 1.2, 0.06),
        ("togetherai", "LiquidAI/LFM2-24B-A2B"): (0.03, 0.12, None),
        ("zai", "glm-5.1"): (1.4, 4.4, 0.26),
    }


def test_litellm_by_the_token_without_what_does_not_talk() -> None:
    assert prices(read("litellm-prices", document("litellm-prices", "prices.json").body)) == {
        ("together_ai", "together_ai/deepseek-ai/DeepSeek-V3.1"): (0.6, 1.7, None),
        ("together_ai", "together_ai/deepseek-ai/DeepSeek-R1"): (3.0, 7.0, None),
        ("fireworks_ai", "fireworks_ai/accounts/fireworks/models/kimi-k2p5"): (0.6, 3.0, 0.1),
        ("vertex_ai", "vertex_ai/openai/gpt-oss-120b-maas"): (0.09, 0.36, None),
        ("azure", "computer-use-preview"): (3.0, 12.0, None),
        ("azure", "azure/computer-use-preview"): (3.0, 12.0, None),
    }


def test_openrouter_without_free_entries_routers_and_variable_prices() -> None:
    rows = read("openrouter-prices", document("openrouter-prices", "models.json").body)
    assert prices(rows) == {
        ("openrouter", "deepseek/deepseek-v4-flash-0731"): (0.14, 0.28, 0.0028),
        ("openrouter", "poolside/laguna-s-2.1"): (0.1, 0.2, 0.01),
    }
    assert [row.repository for row in rows] == ["deepseek-ai/DeepSeek-V4-Flash-0731", "poolside/Laguna-S-2.1"]


@pytest.mark.parametrize(
    ("source_id", "body", "words"),
    [
        ("models-dev-prices", {"zai": {"models": {"glm": {"cost": {"input": "1.4"}}}}}, "'input' should be a number"),
        ("models-dev-prices", {"zai": {"models": []}}, "expected an object"),
        ("litellm-prices", {"m": {"litellm_provider": "a", "mode": "chat", "input_cost_per_token": "1"}}, "a number"),
        ("openrouter-prices", {"data": [{"id": "a/b", "pricing": {"prompt": "cheap"}}]}, "cheap"),
        ("openrouter-prices", {"models": []}, "'data' is missing"),
    ],
)
def test_broken_lists_are_errors(source_id: str, body: object, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        read(source_id, json.dumps(body).encode())


@needs_captures
def test_the_real_lists() -> None:
    found = prices(captured("models-dev-prices"))
    assert len(found) == 4391
    assert found["togetherai", "MiniMaxAI/MiniMax-M2.5"] == (0.3, 1.2, 0.06)
    assert found["zai", "glm-5.1"] == (1.4, 4.4, 0.26)
    assert found["deepinfra", "deepseek-ai/DeepSeek-V4-Pro"] == (1.3, 2.6, 0.1)
    assert not {host for host, _ in found if "plan" in host or host == "zhipuai"}
    found = prices(captured("litellm-prices"))
    assert len(found) == 2249
    assert found["together_ai", "together_ai/deepseek-ai/DeepSeek-V3.1"] == (0.6, 1.7, None)
    assert found["groq", "groq/openai/gpt-oss-120b"] == (0.15, 0.6, 0.075)
    found = prices(captured("openrouter-prices"))
    assert len(found) == 303
    assert found["openrouter", "deepseek/deepseek-v4-flash-0731"] == (0.14, 0.28, 0.0028)


def test_every_host_has_the_name_that_its_list_states_and_words_that_price_lists_use() -> None:
    hosts = registry().hosts
    assert all(host.url in (*MODELS_DEV.reach, PROVIDERS) for host in hosts.values())
    words = [word for host in hosts.values() for word in (host.id, *host.spellings)]
    assert len(set(words)) == len(words), "a word means one host"


@needs_captures
def test_the_lists_state_the_names_of_hosts() -> None:
    named: dict[str, set[str]] = {url: set() for url in (*MODELS_DEV.reach, PROVIDERS)}
    for folder in ("models-dev-api/2026-06-13", "models-dev-api/2026-06-05"):
        listed = json.loads((CAPTURES / folder / "api.json").read_text(encoding="utf-8"))
        named[MODELS_DEV.reach[0]] |= {provider["name"] for provider in listed.values()}
    providers = json.loads((CAPTURES / "openrouter-providers/2026-05-22/providers.json").read_text(encoding="utf-8"))
    named[PROVIDERS] |= {provider["name"] for provider in providers["data"]}
    hosts = registry().hosts.values()
    assert not {host.id: host.name for host in hosts if host.name not in named[host.url]}
