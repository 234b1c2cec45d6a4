#!/usr/bin/env python3
"""What a built site was made from: an in-toto statement with SLSA provenance over its manifest. Standard library only.

ops/provenance.py PUBLIC > STATEMENT        writes the statement
ops/provenance.py PUBLIC --verify STATEMENT tells whether PUBLIC is, byte for byte, the site of the statement

On GitHub the manifest is signed as well (``.github/workflows/rebuild.yml``); elsewhere sign the statement as you sign.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MANIFEST = "api/v1/manifest.json"


def sha256(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def commit() -> str | None:
    """The commit of the code, where that is known."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return os.environ.get("GITHUB_SHA")
    done = subprocess.run([git, "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip() or None


def statement(public: Path) -> dict[str, Any]:
    """The statement on a built site."""
    manifest = json.loads((public / MANIFEST).read_bytes())
    made_by = [{"name": "requirements.lock", "digest": {"sha256": sha256(ROOT / "requirements.lock")}}]
    code = commit()
    if code:
        made_by.insert(0, {"name": "code", "digest": {"gitCommit": code}})
    server, repository, run = (os.environ.get(f"GITHUB_{key}") for key in ("SERVER_URL", "REPOSITORY", "RUN_ID"))
    builder = f"{server}/{repository}/actions/runs/{run}" if run else "urn:weighbridge:own-machine"
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": MANIFEST, "digest": {"sha256": sha256(public / MANIFEST)}}],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "urn:weighbridge:build:v1",
                "externalParameters": {
                    "command": "weighbridge build",
                    "data_version": manifest["data_version"],
                    "base_url": os.environ.get("BASE_URL"),
                },
                "internalParameters": {"python": platform.python_version(), "platform": platform.platform(terse=True)},
                "resolvedDependencies": made_by,
            },
            "runDetails": {"builder": {"id": builder}},
        },
    }


def differences(public: Path, told: dict[str, Any]) -> list[str]:
    """In what a site differs from the one of a statement; files that ops/compress.sh put beside are no difference."""
    (subject,) = told["subject"]
    if sha256(public / MANIFEST) != subject["digest"]["sha256"]:
        return [f"{MANIFEST}: not the one of the statement"]
    listed = {file["path"]: file["sha256"] for file in json.loads((public / MANIFEST).read_bytes())["files"]}
    there = {path.relative_to(public).as_posix(): path for path in public.rglob("*") if path.is_file()}
    wrong = [f"{name}: missing" for name in listed.keys() - there.keys()]
    wrong += [f"{name}: changed" for name in listed.keys() & there.keys() if sha256(there[name]) != listed[name]]
    extra = there.keys() - listed.keys() - {MANIFEST}
    wrong += [f"{name}: not in the manifest" for name in extra if name.removesuffix(".gz") not in (*listed, MANIFEST)]
    return sorted(wrong)


def main() -> int:
    """Write a statement, or check one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("public", type=Path)
    parser.add_argument("--verify", type=Path, metavar="STATEMENT")
    words = parser.parse_args()
    if words.verify is None:
        sys.stdout.write(json.dumps(statement(words.public), indent=1) + "\n")
        return 0
    wrong = differences(words.public, json.loads(words.verify.read_bytes()))
    sys.stdout.write("".join(f"{line}\n" for line in wrong) or "every file is the one of the statement\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
