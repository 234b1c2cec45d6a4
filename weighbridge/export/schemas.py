"""JSON Schemas (2020-12) of the published documents, made from their classes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from weighbridge.export.documents import DOCUMENTS
from weighbridge.export.output import Output, Places, schema_path

DIALECT = GenerateJsonSchema.schema_dialect


def schema_files(places: Places) -> Iterator[tuple[str, bytes]]:
    """Path from the root of the site and bytes of every schema."""
    for kind in DOCUMENTS:
        yield schema_path(kind), schema_text(DOCUMENTS[kind], kind, places)


def schema_text(made_from: type[Output], kind: str, places: Places) -> bytes:
    """The published file of the schema of a class."""
    return json.dumps(_schema(made_from, kind, places), ensure_ascii=False, indent=1).encode() + b"\n"


def schema_of(kind: str, places: Places) -> dict[str, Any]:
    """The schema of one kind of document.

    Fields that it does not know are allowed: a later minor version may add some. Its id is its address where the
    address of the site is known, else a name that does not depend on it.
    """
    return _schema(DOCUMENTS[kind], kind, places)


def _schema(made_from: type[Output], kind: str, places: Places) -> dict[str, Any]:
    made = made_from.model_json_schema(by_alias=True, mode="serialization")
    opened: dict[str, Any] = _opened(made)
    identity = places.base + schema_path(kind) if places.base else f"urn:weighbridge:{schema_path(kind)}"
    return {"$schema": DIALECT, "$id": identity, **opened}


def _opened(part: Any) -> Any:
    """A schema without its bans on unknown fields and without the made-up titles of single fields.

    Cells of a list keep theirs: it is the name of their column.
    """
    if isinstance(part, list):
        return [_opened(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _opened(value) for key, value in part.items() if key != "additionalProperties" or value is not False}
    for cell, given in zip(kept.get("prefixItems", ()), part.get("prefixItems", ()), strict=True):
        cell["title"] = given["title"]
    if isinstance(kept.get("title"), str) and "properties" not in kept:
        del kept["title"]
    return kept
