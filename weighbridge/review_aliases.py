"""A new alias: what speaks against it, and its lines in ``data/registry/aliases/<source>.toml``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from weighbridge.discovery import all_sources
from weighbridge.files import write_atomic
from weighbridge.registry import Alias, Registry, load_registry
from weighbridge.resolve import Resolver, scopes_of
from weighbridge.vocabulary import Vocabulary

EVERYWHERE = "any"
RawName = tuple[str, str, date | None]  # source, name, day of the result
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BLOCK = "[[alias]]\n"


def trouble_with(
    alias: Alias, scope: str, registry: Registry, vocabulary: Vocabulary, names: Iterable[RawName]
) -> list[str]:
    """What speaks against an alias, in sentences: no such model, another meaning, or names that it would change.

    ``names`` are the raw names at hand. Those that are spelled as the alias may be resolved by it; every other one
    must keep its meaning, settings taken off its end included.
    """
    if alias.model not in registry.models:
        return [f"'{alias.model}' is not in the registry"]
    if scope != EVERYWHERE and not any(known in all_sources() for known in scopes_of(scope)):
        return [f"there is no source '{scope}'"]
    trouble = [
        f"'{other.name}' is an alias of {other.model} already"
        for other in registry.aliases.get(scope, ())
        if _same(other.name, alias.name) and _overlap(other, alias)
    ]
    before = Resolver(registry, vocabulary)
    found = before.resolve(scope, alias.name, alias.since)
    if found.model not in (None, alias.model):
        trouble.append(f"'{alias.name}' means {found.model} already ({found.rule})")
    owners = before.owners_of_form(alias.name) - {alias.model}
    if scope == EVERYWHERE and owners:
        trouble.append(f"'{alias.name}' is a spelling of {', '.join(sorted(owners))}")
    if trouble:
        return trouble
    return _changed(scope, before, Resolver(with_alias(registry, scope, alias), vocabulary), names)


def with_alias(registry: Registry, scope: str, alias: Alias) -> Registry:
    """The registry with one alias more."""
    return replace(registry, aliases={**registry.aliases, scope: (*registry.aliases.get(scope, ()), alias)})


def _changed(scope: str, before: Resolver, after: Resolver, names: Iterable[RawName]) -> list[str]:
    """Names that had a meaning before and have another after."""
    changed = []
    for source, name, when in sorted(set(names), key=lambda n: (n[0], n[1], str(n[2]))):
        if scope != EVERYWHERE and scope not in scopes_of(source):
            continue
        was, now = before.resolve(source, name, when), after.resolve(source, name, when)
        if was.model is not None and (was.model, was.variant) != (now.model, now.variant):
            changed.append(f"{source}: '{name}' would mean {now.model or 'nothing'} and not {was.model}")
    return changed


def write_alias(folder: Path, scope: str, alias: Alias) -> Path:
    """Write an alias's lines, in the order of names, and read the registry again.

    Raises:
        RegistryError: the registry cannot be read with it; the file is as it was.
    """
    path = folder / "aliases" / f"{scope}.toml"
    old = path.read_text(encoding="utf-8") if path.exists() else None
    head, *blocks = (old or "# Names that mean one model at this source.\n\n").split(_BLOCK)
    place = next((n for n, block in enumerate(blocks) if _name_in(block) > alias.name.casefold()), len(blocks))
    blocks.insert(place, _lines_of(alias) + "\n")
    text = head.rstrip("\n") + "\n\n" + "".join(_BLOCK + block.rstrip("\n") + "\n\n" for block in blocks)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomic(path, (text.rstrip("\n") + "\n").encode())
    try:
        load_registry(folder)
    except Exception:
        _put_back(path, old)
        raise
    return path


def _put_back(path: Path, old: str | None) -> None:
    if old is None:
        path.unlink()
    else:
        write_atomic(path, old.encode())


def _lines_of(alias: Alias) -> str:
    lines = [f"name = {_text(alias.name)}", f"model = {_text(alias.model)}"]
    lines += [f"{key} = {day}" for key, day in (("since", alias.since), ("until", alias.until)) if day]
    if alias.settings:
        lines.append(f"settings = {{ {_pairs(alias.settings)} }}")
    lines.append(f"reason = {_text(alias.reason)}")
    return "\n".join(lines) + "\n"


def _pairs(settings: Mapping[str, str]) -> str:
    return ", ".join(
        f"{key if _BARE.fullmatch(key) else _text(key)} = {_text(value)}" for key, value in sorted(settings.items())
    )


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _name_in(block: str) -> str:
    match = re.search(r'^name = "(.*)"$', block, re.MULTILINE)
    return match[1].casefold() if match else ""


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _overlap(one: Alias, other: Alias) -> bool:
    """Whether two aliases hold on the same day."""
    starts = [alias.since or date.min for alias in (one, other)]
    ends = [alias.until or date.max for alias in (one, other)]
    return max(starts) <= min(ends)
