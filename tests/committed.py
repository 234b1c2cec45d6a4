"""The registry at hand, read once a process for all tests, which only look at it. The dataset is a fixture."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from weighbridge.registry import Registry, load_registry
from weighbridge.resolve import Resolver
from weighbridge.vocabulary import Vocabulary

DATA = Path(__file__).parents[1] / "data"


@cache
def registry() -> Registry:
    """The registry."""
    return load_registry(DATA / "registry")


@cache
def vocabulary() -> Vocabulary:
    """The closed vocabulary of settings."""
    return Vocabulary.load(DATA / "registry" / "vocabulary.toml")


@cache
def resolver() -> Resolver:
    """What names mean by the two."""
    return Resolver(registry(), vocabulary())
