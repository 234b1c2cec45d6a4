"""The tables described for other people's tools: Frictionless Data Package 2.0 and MLCommons Croissant 1.1."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from weighbridge.export.about import DESCRIPTION, KEYWORDS, NAME, OWN_LICENCE, TITLE
from weighbridge.export.output import API, Places
from weighbridge.export.rows import SourceRow
from weighbridge.export.tables import SHAPES, Column, Shape
from weighbridge.files import iso

DATAPACKAGE, CROISSANT = f"{API}/datapackage.json", f"{API}/croissant.json"


@dataclass(frozen=True)
class FileFacts:
    """Size and hash of a written file."""

    bytes: int
    sha256: str

    @classmethod
    def of(cls, path: Path) -> FileFacts:
        """Of a file on disk."""
        body = path.read_bytes()
        return cls(len(body), hashlib.sha256(body).hexdigest())


@dataclass(frozen=True)
class State:
    """What both descriptions need to know of the data they describe."""

    data_version: str
    as_of: datetime
    sources: Sequence[SourceRow]
    files: Mapping[str, FileFacts]  # name under api/v1 → facts
    places: Places


# --- Frictionless ------------------------------------------------------------------------------

_FRICTIONLESS: Mapping[str, str] = {
    "text": "string",
    "list": "string",
    "mapping": "object",
    "number": "number",
    "integer": "integer",
    "boolean": "boolean",
    "date": "date",
    "moment": "datetime",
}


def datapackage(state: State) -> dict[str, Any]:
    """The Data Package of the CSV files; their paths are relative to it."""
    about: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "version": state.data_version,
        "created": iso(state.as_of),
        "keywords": list(KEYWORDS),
        "licenses": [
            {"name": OWN_LICENCE.id, "path": OWN_LICENCE.url, "title": "Creative Commons Attribution 4.0 International"}
        ],
        "sources": [{"title": source.title, "path": source.home} for source in state.sources],
        "resources": [_resource(shape, state) for shape in SHAPES.values() if "csv" in shape.formats],
    }
    return {**about, "homepage": state.places.base} if state.places.base else about


def _resource(shape: Shape, state: State) -> dict[str, Any]:
    facts = state.files[f"{shape.name}.csv"]
    schema: dict[str, Any] = {"fields": [_field(column) for column in shape.text_columns], "missingValues": [""]}
    if shape.key:
        schema["primaryKey"] = list(shape.key)
    if shape.refers:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": ["id"]}}
            for column, other in shape.refers.items()
            if column in {carried.name for carried in shape.text_columns}
        ]
    return {
        "name": shape.name,
        "type": "table",
        "title": shape.title,
        "path": f"{shape.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": facts.bytes,
        "hash": f"sha256:{facts.sha256}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _FRICTIONLESS[column.kind],
        "description": column.description,
    }
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if column.choices:
        constraints["enum"] = list(column.choices)
    return {**field, "constraints": constraints} if constraints else field


# --- Croissant ---------------------------------------------------------------------------------

_CROISSANT: Mapping[str, str] = {
    "text": "sc:Text",
    "list": "sc:Text",
    "mapping": "sc:Text",
    "number": "sc:Float",
    "integer": "sc:Integer",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "moment": "sc:DateTime",
}

CITATION = "@misc{{weighbridge, title = {{{title}}}, year = {{{year}}}, note = {{data version {version}}}}}"

_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{
        name: f"cr:{name}"
        for name in (
            "arrayShape",
            "citeAs",
            "column",
            "containedIn",
            "equivalentProperty",
            "extract",
            "field",
            "fileObject",
            "fileProperty",
            "fileSet",
            "format",
            "includes",
            "isArray",
            "isLiveDataset",
            "jsonPath",
            "key",
            "md5",
            "parentField",
            "path",
            "recordSet",
            "references",
            "regex",
            "repeated",
            "replace",
            "samplingRate",
            "separator",
            "source",
            "subField",
            "transform",
        )
    },
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "sc": "https://schema.org/",
}


def croissant(state: State) -> dict[str, Any]:
    """The Croissant description of the Parquet files."""
    day = state.as_of.date()
    about: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": NAME,
        "alternateName": TITLE,
        "description": DESCRIPTION,
        "license": OWN_LICENCE.url,
        "citeAs": CITATION.format(title=TITLE, year=day.year, version=state.data_version),
        "creator": {"@type": "Organization", "name": "Weighbridge"},
        "keywords": list(KEYWORDS),
        "datePublished": day.isoformat(),
        # Croissant asks for a semantic version: the day, and the hash as its build.
        "version": f"{day.year}.{day.month}.{day.day}+{state.data_version.rpartition('-')[2]}",
        "isLiveDataset": True,
        "distribution": [_file_object(shape, state) for shape in SHAPES.values() if "parquet" in shape.formats],
        "recordSet": [_record_set(shape) for shape in SHAPES.values() if "parquet" in shape.formats],
    }
    return {**about, "url": state.places.base} if state.places.base else about


def _file_object(shape: Shape, state: State) -> dict[str, Any]:
    name = f"{shape.name}.parquet"
    facts = state.files[name]
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": shape.title,
        "contentUrl": state.places.base + f"{API}/{name}" if state.places.base else name,
        "contentSize": f"{facts.bytes} B",
        "encodingFormat": "application/x-parquet",
        "sha256": facts.sha256,
    }


def _record_set(shape: Shape) -> dict[str, Any]:
    record: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": shape.name,
        "name": shape.name,
        "description": shape.title,
        "field": [_croissant_field(shape, column) for column in shape.columns],
    }
    if shape.key:
        record["key"] = [{"@id": f"{shape.name}/{name}"} for name in shape.key]
    return record


def _croissant_field(shape: Shape, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{shape.name}/{column.name}",
        "name": column.name,
        "description": column.description,
        "dataType": _CROISSANT[column.kind],
        "source": {"fileObject": {"@id": f"{shape.name}.parquet"}, "extract": {"column": column.name}},
    }
    if column.name in shape.refers:
        field["references"] = {"field": {"@id": f"{shape.refers[column.name]}/id"}}
    return field
