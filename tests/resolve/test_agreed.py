"""Models that catalogues agree on: who enters, as what, and that nothing of the registry is touched."""

from __future__ import annotations

from datetime import UTC, datetime

from click.testing import CliRunner

from tests import committed as kept
from tests.committed import DATA
from weighbridge.agreed import agreed, with_agreed
from weighbridge.cli import main
from weighbridge.dataset import Dataset
from weighbridge.discovery import fact_sources
from weighbridge.ledger import BoardLedger, Entry, Payload, Reading
from weighbridge.registry import Registry
from weighbridge.resolve import Resolver
from weighbridge.schema import FactRow, Model, Weights
from weighbridge.source import AnySource, Board

FIRST = datetime(2026, 5, 1, tzinfo=UTC)
Ledgers = list[tuple[AnySource, Board, BoardLedger[FactRow]]]


def said(source_id: str, repository: str, fact: str = "context", value: str | float = 131_072.0) -> Ledgers:
    """One statement of one catalogue."""
    source = fact_sources()[source_id]
    readings = [Reading(FIRST, {"main": Payload("https://example.org/list", "0" * 64, FIRST)})]
    row = FactRow(name="Some-8B", repository=repository, fact=fact, value=value, locator="line 1")
    return [(source, source.boards[0], BoardLedger(FactRow, readings, [Entry(row, FIRST)]))]


def registry(*models: Model) -> Registry:
    return Registry(models={m.id: m for m in models}, benchmarks={}, organisations={}, licences={}, aliases={})


def test_two_voices_and_a_context_that_was_kept_by_hand_make_a_model() -> None:
    recipe, hub = said("vllm-recipes", "Example/Some-8B"), said("hf-hub-stats", "Example/Some-8B", "licence", "mit")
    assert agreed(recipe + hub) == ["Example/Some-8B"]
    assert agreed(recipe) == []
    assert agreed(hub + said("llmfit-models", "Example/Some-8B")) == [], "the Hub is one voice"
    assert agreed(said("vllm-recipes", "Example/Image", "total_parameters", 2e10) + hub) == [], "no context"
    other = said("xinference-models", "example/some-8b") + said("gpustack-models", "Example/Some-8B") + hub
    assert agreed(other) == ["Example/Some-8B"], "one id in two spellings: the more frequent one"


def test_it_enters_as_provisional_and_resolves_by_its_repository() -> None:
    voices = said("vllm-recipes", "Example/Some-8B") + said("openrouter-models", "Example/Some-8B")
    found = with_agreed(registry(), voices)
    model = found.models["example/some-8b"]
    assert (model.provisional, model.weights, model.claims, model.archived) == (True, Weights.OPEN, (), False)
    resolver = Resolver(found, kept.vocabulary())
    assert resolver.resolve("b", "example/Some-8B", None).model == "example/some-8b"
    assert resolver.resolve("b", "Some-8B", None).model is None


def test_a_curated_file_wins() -> None:
    voices = said("vllm-recipes", "Example/Some-8B") + said("openrouter-models", "Example/Some-8B")
    own = Model(
        id="acme/some-8b", name="Some 8B", developer="acme", repository="Acme/Some-8B", twins=("example/some-8b",)
    )
    assert with_agreed(registry(own), voices).models == {"acme/some-8b": own}
    strange = said("vllm-recipes", "Example/") + said("openrouter-models", "Example/")
    assert with_agreed(registry(), strange).models == {}, "no id of a repository"


def test_the_models_that_enter_from_the_catalogues_at_hand(committed: Dataset) -> None:
    curated, dataset = kept.registry(), committed
    entered = set(dataset.registry.models) - set(curated.models)
    assert {"openbmb/minicpm5-1b", "qwen/qwen3-vl-4b-instruct"} <= entered
    assert all(dataset.facts[model]["context"].claim.source != "curated" for model in entered)
    assert {key: dataset.registry.models[key] for key in curated.models} == dict(curated.models)
    repositories = {model: dataset.model(model).repository or "" for model in entered}
    answer = CliRunner().invoke(main, ["resolve", *repositories.values(), "--data", str(DATA)])
    said = {f"{repository}: {model}" for model, repository in repositories.items()}
    assert {line.partition(" (")[0] for line in answer.output.splitlines()} == said, "the command knows them too"
