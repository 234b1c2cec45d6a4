"""The manifest: every file of the public tree with its size and hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

from weighbridge.export.documents import ManifestDocument, ManifestFile
from weighbridge.export.output import API, Places, filled

MANIFEST = f"{API}/manifest.json"


def write_manifest(out: Path, data_version: str) -> None:
    """Write ``api/v1/manifest.json`` over all files that stand under ``out`` now, itself left out."""
    paths = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    paths.pop(MANIFEST, None)
    files = [_file(name, path) for name, path in sorted(paths.items())]
    # The schema's address is relative: the manifest speaks of the tree wherever it stands.
    schema = Places(None).schema("manifest", MANIFEST)
    document = ManifestDocument(schema_=schema, data_version=data_version, files=())
    target = out / MANIFEST
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(filled(document, (file.json_bytes() for file in files)))


def _file(name: str, path: Path) -> ManifestFile:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return ManifestFile(path=name, bytes=path.stat().st_size, sha256=digest)
