"""The fields that the API has, and whether a change of them is allowed: ``python -m tests.export.api_fields``.

The command writes ``api_v1_fields.json`` anew. It refuses while something vanished or changed its type without a
major step of ``API_VERSION``, or was added without a step at all, or the step has no entry in ``CHANGELOG_API.md``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.export.reading import load
from weighbridge.export.documents import DOCUMENTS
from weighbridge.export.output import API_VERSION, Places
from weighbridge.export.schemas import schema_of
from weighbridge.export.tables import SHAPES
from weighbridge.files import json_text

SNAPSHOT = Path(__file__).with_name("api_v1_fields.json")
CHANGELOG = Path(__file__).parents[2] / "CHANGELOG_API.md"

Fields = dict[str, str]


def fields() -> Fields:
    """Place of a field → its type, for every document and table; a limited word is a place of its own."""
    found: Fields = {}
    for kind in DOCUMENTS:
        schema = schema_of(kind, Places(None))
        found.update(_of_object(schema, schema, f"{kind}.json"))
    for shape in SHAPES.values():
        for form in shape.formats:
            for column in shape.columns_in(form):
                place = f"{shape.name}.{form} {column.name}"
                found[place] = f"{column.kind}{', may be missing' if column.nullable else ''}"
    return dict(sorted(found.items()))


def _of_object(schema: Mapping[str, Any], root: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    required = set(schema.get("required", ()))
    for name, part in schema.get("properties", {}).items():
        here = f"{place} {name}" if place.endswith(".json") else f"{place}.{name}"
        types = sorted(dict.fromkeys(_types(part, root)))
        yield here, f"{' or '.join(types)}{'' if name in required else ', may be left out'}"
        yield from _inside(part, root, here)


def _types(part: Mapping[str, Any], root: Mapping[str, Any]) -> Iterator[str]:
    part = _resolved(part, root)
    if "anyOf" in part:
        for option in part["anyOf"]:
            yield from _types(option, root)
    else:
        yield part["type"] + (f" ({part['format']})" if "format" in part else "")


def _inside(part: Mapping[str, Any], root: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    part = _resolved(part, root)
    for option in part.get("anyOf", ()):
        yield from _inside(option, root, place)
    for word in part.get("enum", ()):
        yield f"{place} = {word}", "word"
    for cell in part.get("prefixItems", ()):
        here = f"{place}.{cell['title']}"
        yield here, " or ".join(sorted(dict.fromkeys(_types(cell, root))))
        yield from _inside(cell, root, here)
    for inner, mark in (("items", "[]"), ("additionalProperties", "{}")):
        if isinstance(part.get(inner), dict):
            yield f"{place}{mark}", " or ".join(sorted(_types(part[inner], root)))
            yield from _inside(part[inner], root, f"{place}{mark}")
    yield from _of_object(part, root, place)


def _resolved(part: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in part:
        return part
    return _resolved(root["$defs"][part["$ref"].removeprefix("#/$defs/")], root)


def problems(before: Fields, after: Fields, version_before: str, version: str, changelog: str) -> list[str]:
    """What forbids the step from one set of fields and version to another."""
    old, new = (tuple(int(part) for part in text.split(".")) for text in (version_before, version))
    broken = [place for place in before if before[place] != after.get(place)]
    added = [place for place in after if place not in before]
    found = []
    if broken and new[0] <= old[0]:
        found += [f"{place}: was '{before[place]}', is '{after.get(place, 'gone')}': a major step" for place in broken]
    if added and new <= old:
        found += [f"{place}: is new: a minor step" for place in added]
    if not re.search(rf"^## {re.escape(version)}\b", changelog, re.MULTILINE):
        found.append(f"CHANGELOG_API.md has no entry '## {version}'")
    return found


def main() -> int:
    """Write the snapshot if nothing forbids it."""
    before: Any = load(SNAPSHOT) if SNAPSHOT.exists() else {"fields": {}, "version": "0.0.0"}
    found = problems(before["fields"], fields(), before["version"], API_VERSION, CHANGELOG.read_text("utf-8"))
    if found:
        sys.stderr.write("\n".join(found) + "\n")
        return 1
    SNAPSHOT.write_text(json_text({"version": API_VERSION, "fields": fields()}), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
