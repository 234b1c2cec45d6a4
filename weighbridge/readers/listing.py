"""Sources of many small files: those that a forge's listing names, and those that a list beside the scraper does."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from weighbridge.readers.containers import tree_paths
from weighbridge.source import Document, Get, NotFoundError


def files_of_tree(get: Get, tree: str, raw: str, wanted: Callable[[str], bool]) -> dict[str, Document]:
    """A forge's listing as ``tree``, and each wanted file in it under its path.

    A file that is listed but not there is passed over.

    Args:
        tree: address of the listing.
        raw: what stands before a path in the address of a file.
    """
    documents = {"tree": get(tree)}
    for path in filter(wanted, tree_paths(documents["tree"])):
        with suppress(NotFoundError):
            documents[path] = get(raw + path)
    return documents


def listed_beside(module: str) -> dict[str, list[str]]:
    """Folder → its files, from ``<scraper>.files``: ``[folder]`` lines with names under them, ``#`` lines for people.

    Args:
        module: the scraper's ``__file__``.
    """
    found: dict[str, list[str]] = {}
    for line in Path(module).with_suffix(".files").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            found[line.strip("[]")] = []
        elif line and not line.startswith("#"):
            found[next(reversed(found))].append(line)
    return found
