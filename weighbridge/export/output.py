"""What all published records share: how they are written as JSON and where things stand in the public tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from weighbridge.schema import Result

API = "api/v1"
API_VERSION = "1.0.0"
"""Version of the fields and files under ``api/v1``: a new field is a minor step, see ``CHANGELOG_API.md``."""


class Output(BaseModel):
    """Base of every published record.

    A field without a default is always written, as null where it is not known. A field with a default is left
    out of the JSON while it has that default: missing means not known, never 0.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=True, populate_by_name=True)

    def json_bytes(self) -> bytes:
        """The record as compact JSON, UTF-8."""
        return self.model_dump_json(by_alias=True, exclude_defaults=True).encode()

    def plain(self) -> dict[str, Any]:
        """The record as JSON-ready values."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)


class Document(Output):
    """Base of every JSON document: it names its schema."""

    schema_: str = Field(
        validation_alias="$schema",
        serialization_alias="$schema",
        description="Address of the JSON Schema of this document.",
    )


class Collection(Document):
    """Base of the documents that hold a whole table: they say which state of the data they are."""

    data_version: str = Field(description="Date and content hash of the data; the same version is the same data.")
    as_of: datetime = Field(description="The moment whose knowledge this is, UTC.")


def filled(document: Output, lines: Iterable[bytes]) -> bytes:
    """A document whose last field is an empty list, as JSON with that list filled: one row a line.

    A row a line keeps a file of many megabytes readable for tools that go by lines, and its differences small.
    """
    head = document.json_bytes()
    if not head.endswith(b"[]}"):
        raise ValueError(f"the last field of {type(document).__name__} is not an empty list")
    body = b",\n".join(lines)
    return head.removesuffix(b"]}") + (b"\n" + body + b"\n" if body else b"") + b"]}\n"


Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def columns_from(rows: Sequence[Output], names: Sequence[str]) -> dict[str, list[Any]]:
    """Field → its values in the order of the rows. Goes row by row: several times faster than field by field."""
    pick = attrgetter(*names)
    columns = zip(*map(pick, rows), strict=True) if rows else ((),) * len(names)
    return dict(zip(names, map(list, columns), strict=True))


def whole_seconds(moment: datetime) -> datetime:
    """A moment in UTC without its fraction of a second: every format then says the same."""
    if moment.tzinfo is UTC and not moment.microsecond:
        return moment
    return moment.astimezone(UTC).replace(microsecond=0)


def maybe_seconds(moment: datetime | None) -> datetime | None:
    """:func:`whole_seconds` of a moment that may be missing."""
    return None if moment is None else whole_seconds(moment)


class Places:
    """Addresses in the public tree: relative, or absolute where the address of the site is known."""

    def __init__(self, base_url: str | None) -> None:
        self.base = base_url.rstrip("/") + "/" if base_url else None

    def link(self, path: str, start: str) -> str:
        """Address of ``path`` (from the root of the site) for a reader of the file ``start``."""
        return self.base + path if self.base else near(path, start)

    def schema(self, kind: str, start: str) -> str:
        """Address of the schema of a kind of document for a reader of the file ``start``."""
        return self.link(schema_path(kind), start)


def near(path: str, start: str) -> str:
    """The relative address of ``path`` in the file ``start``, both from the root of the site."""
    folders, parts = start.split("/")[:-1], path.split("/")
    same = 0
    while same < min(len(folders), len(parts) - 1) and folders[same] == parts[same]:
        same += 1
    return "../" * (len(folders) - same) + "/".join(parts[same:]) or "./"


def schema_path(kind: str) -> str:
    """Where the schema of a kind of document stands."""
    return f"{API}/schemas/{kind}.json"


def model_json(model: str) -> str:
    """Where the document of a model stands."""
    return f"{API}/models/{model}.json"


def ticket_page(result: Result) -> str:
    """Where a person reads the ticket of a result: on its model's page, on the benchmark's while unresolved."""
    home = f"benchmarks/{result.benchmark}" if result.model is None else f"models/{result.model}"
    return f"{home}/#t-{result.id}"
