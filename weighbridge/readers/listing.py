"""Lists of files that a scraper names because nothing on the web lists them: kept beside it, one name a line."""

from __future__ import annotations

from pathlib import Path


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
