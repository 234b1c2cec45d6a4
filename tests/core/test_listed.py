"""Repositories that only boards name: known by their id, nothing else claimed of them."""

from __future__ import annotations

from pathlib import Path

from tests.core.support import TOY_TOML, VOCABULARY, toy_data
from weighbridge.registry import load_registry
from weighbridge.resolve import Resolver
from weighbridge.vocabulary import Vocabulary

LISTED = (
    "repository,archived,named_by\nSomebody/Merge-7B,yes,old-board\nAcme/Anvil-8B,no,old-board\nNobody/New-9B,no,b\n"
)


def test_a_listed_repository_resolves_by_its_id_and_a_curated_file_wins(tmp_path: Path) -> None:
    registry = load_registry(toy_data(tmp_path, {**TOY_TOML, "listed.csv": LISTED}) / "registry")
    assert registry.models["acme/anvil-8b"].developer == "acme"
    listed = registry.models["somebody/merge-7b"]
    assert (listed.archived, listed.provisional, listed.claims) == (True, True, ())
    assert not registry.models["nobody/new-9b"].archived
    resolver = Resolver(registry, Vocabulary.load(VOCABULARY))
    assert resolver.resolve("b", "somebody/merge-7B", None).model == "somebody/merge-7b"
    assert resolver.resolve("b", "Merge-7B", None).model is None
    assert resolver.resolve("b", "somebody/Merge-7B-GGUF", None).model is None


WHOLE = """repository,archived,named_by
Somebody/Merge-Llama-7B,yes,b
One/Twice-Named-7B,yes,b
Other/twice_named-7B,yes,b
Maker/Small-LM-7B,yes,b
Maker/Small-LM-7B-Instruct,yes,b
TheBloke/Great-Tune-13B-GPTQ,yes,b
Somebody/Anvil-8B-v1,yes,b
"""


def test_its_whole_name_means_it_where_no_other_repository_bears_that_name(tmp_path: Path) -> None:
    registry = load_registry(toy_data(tmp_path, {**TOY_TOML, "listed.csv": WHOLE}) / "registry")
    resolver = Resolver(registry, Vocabulary.load(VOCABULARY))
    found = resolver.resolve("b", "merge llama 7b (AWQ)", None)
    assert (found.model, found.variant.precision) == ("somebody/merge-llama-7b", "awq")
    assert resolver.resolve("b", "another/merge-llama-7b", None).model is None, "another owner's copy"
    assert resolver.resolve("b", "Twice-Named-7B", None).model is None, "two repositories"
    assert resolver.resolve("b", "Small-LM-7B", None).model is None, "the base checkpoint or the tuned one"
    assert resolver.resolve("b", "Small-LM-7B-Instruct", None).model == "maker/small-lm-7b-instruct"
    assert resolver.resolve("b", "Great-Tune-13B", None).model is None
    assert resolver.resolve("b", "Great-Tune-13B-GPTQ", None).model is None, "a copy of weights that no row names"


def test_the_name_of_a_repository_is_not_another_models_without_instruct(tmp_path: Path) -> None:
    listed = "repository,archived,named_by\nAcme/Bolt-9B,yes,b\n"
    tuned = {"models/acme/bolt-9b-instruct.toml": 'name = "Bolt 9B Instruct"\ndeveloper = "acme"\nweights = "open"\n'}
    tuned["models/acme/bolt-9b-instruct.toml"] += 'repository = "acme/Bolt-9B-Instruct"\nreasoning = "never"\n'
    alone = load_registry(toy_data(tmp_path / "one", {**TOY_TOML, **tuned}) / "registry")
    beside = load_registry(toy_data(tmp_path / "two", {**TOY_TOML, **tuned, "listed.csv": listed}) / "registry")
    words = Vocabulary.load(VOCABULARY)
    assert Resolver(alone, words).resolve("b", "Bolt 9B", None).model == "acme/bolt-9b-instruct"
    assert Resolver(beside, words).resolve("b", "Bolt 9B", None).model is None
