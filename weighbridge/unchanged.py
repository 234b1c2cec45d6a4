"""Whether a built tree is what a build would make again: a note beside it of all that the build was made from.

The key of a note is a hash over every byte that a build reads: the data folder, the code, the scrapers, templates and
words, the versions of Python and of every package installed, and the options. A build reads no clock, so no day is in
it. A tree stands for a key only while each of its files has the bytes that its manifest lists, and there are no others.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import platform
from collections.abc import Iterable, Iterator
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from weighbridge.files import json_text, write_atomic

ROOT = Path(__file__).resolve().parents[1]
CODE = ("weighbridge", "scrapers", "site")
MANIFEST = "api/v1/manifest.json"  # as the export writes it, which takes long to load


def build_key(data: Path, options: Iterable[object]) -> str:
    """The hash of all that a build of this folder with these options is made from."""
    digest = hashlib.sha256()
    packages = sorted(f"{found.name} {found.version}" for found in distributions())
    for part in (platform.python_version(), platform.platform(), *packages, *map(repr, options)):
        digest.update(part.encode() + b"\0")
    for folder in (*(ROOT / name for name in CODE), data):
        for name, path in _files(folder):
            digest.update(f"\0{folder.name}/{name}\0{path.stat().st_size}\0".encode())
            with path.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    return digest.hexdigest()


def note_of(out: Path) -> Path:
    """Where the note on a tree stands: beside it, so that it is never published."""
    return out.with_name(f".{out.name}.built")


def stands(out: Path, key: str) -> dict[str, Any] | None:
    """What was told of the tree when it was built, if it was built with this key and each of its bytes is in place."""
    try:
        note: dict[str, Any] = json.loads(note_of(out).read_bytes())
        manifest = (out / MANIFEST).read_bytes()
        if (note["key"], note["manifest"]) != (key, hashlib.sha256(manifest).hexdigest()):
            return None
        listed = {file["path"]: file["sha256"] for file in json.loads(manifest)["files"]}
        told: dict[str, Any] = note["told"]
        return told if _whole(out, listed) else None
    except (OSError, ValueError, KeyError, TypeError):  # no note, no tree, or not as we leave them: build
        return None


def leave_note(out: Path, key: str, told: dict[str, Any]) -> None:
    """Note that the tree was just built with this key; ``told`` is what `stands` gives back."""
    manifest = hashlib.sha256((out / MANIFEST).read_bytes()).hexdigest()
    write_atomic(note_of(out), json_text({"key": key, "manifest": manifest, "told": told}).encode())


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    yield from sorted((path.relative_to(folder).as_posix(), path) for path in found)


def _whole(out: Path, listed: dict[str, str]) -> bool:
    """Whether the listed files are there with their bytes, and nothing else but what ops/compress.sh puts beside."""
    there = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    there.pop(MANIFEST, None)
    if not listed.keys() <= there.keys():
        return False
    return all(_same(name, path, listed, out) for name, path in there.items())


def _same(name: str, path: Path, listed: dict[str, str], out: Path) -> bool:
    if name in listed:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == listed[name]
    original = out / name.removesuffix(".gz")
    if not name.endswith(".gz") or name.removesuffix(".gz") not in (*listed, MANIFEST):
        return False
    with gzip.open(path) as stream:
        return stream.read() == original.read_bytes()
