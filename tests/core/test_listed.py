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


def test_a_listed_repository_resolves_by_its_id_only_and_a_curated_file_wins(tmp_path: Path) -> None:
    registry = load_registry(toy_data(tmp_path, {**TOY_TOML, "listed.csv": LISTED}) / "registry")
    assert registry.models["acme/anvil-8b"].developer == "acme"
    listed = registry.models["somebody/merge-7b"]
    assert (listed.archived, listed.provisional, listed.claims) == (True, True, ())
    assert not registry.models["nobody/new-9b"].archived
    resolver = Resolver(registry, Vocabulary.load(VOCABULARY))
    assert resolver.resolve("b", "somebody/merge-7B", None).model == "somebody/merge-7b"
    assert resolver.resolve("b", "Merge-7B", None).model is None
    assert resolver.resolve("b", "somebody/Merge-7B-GGUF", None).model is None
