"""Writing files so that a reader sees the old bytes or the new ones, never half of either."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any


class BusyError(OSError):
    """Another run holds the lock."""


class KeptError(Exception):
    """A file that a command keeps under ``data/standing`` cannot be read. The message names it."""


def write_atomic(path: Path, body: bytes) -> bool:
    """Write a file by way of a neighbour and a rename. Returns whether its bytes changed.

    A file that already holds these bytes is left untouched, its time included.
    """
    if path.exists() and path.read_bytes() == body:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as stream:
            stream.write(body)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return True


def json_line(value: Any) -> str:
    """One compact line of JSON; non-ASCII text stays readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def json_text(value: Any) -> str:
    """Indented JSON for files that people read."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def iso(moment: datetime) -> str:
    """A moment in UTC as ``2026-10-07T12:00:00Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@lru_cache(maxsize=100_000)
def moment(text: str) -> datetime:
    """The inverse of :func:`iso`."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder against a second run. The lock goes with the process, however it ends.

    Raises:
        BusyError: another run holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError(f"{folder}: another run is writing here; wait for it to end") from error
        yield
