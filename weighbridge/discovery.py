"""Find the scrapers: every class in the ``scrapers`` package that declares an id, by id."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from functools import cache
from types import ModuleType

from weighbridge.source import AnySource, FactSource, PriceSource, Source


@cache
def all_sources(package: str = "scrapers") -> dict[str, AnySource]:
    """One instance of each source declared in the package's modules, sorted by id.

    Raises:
        ValueError: two scrapers declare the same id.
    """
    found: dict[str, AnySource] = {}
    home = importlib.import_module(package)
    for module in _modules(home):
        for _, kind in inspect.getmembers(module, inspect.isclass):
            if kind.__module__ == module.__name__ and issubclass(kind, AnySource) and hasattr(kind, "id"):
                if kind.id in found:
                    raise ValueError(f"source id {kind.id!r} is declared twice, second in {module.__name__}")
                found[kind.id] = kind()
    return dict(sorted(found.items()))


def result_sources() -> dict[str, Source]:
    """The sources of results."""
    return {key: source for key, source in all_sources().items() if isinstance(source, Source)}


def fact_sources() -> dict[str, FactSource]:
    """The sources of facts about models."""
    return {key: source for key, source in all_sources().items() if isinstance(source, FactSource)}


def price_sources() -> dict[str, PriceSource]:
    """The sources of hosts' prices."""
    return {key: source for key, source in all_sources().items() if isinstance(source, PriceSource)}


def _modules(package: ModuleType) -> list[ModuleType]:
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    return [importlib.import_module(f"{package.__name__}.{name}") for name in names]
