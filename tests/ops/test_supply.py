"""What a site was made from can be told and checked; what is installed is pinned and has its reason."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ops.support import ROOT

PROVENANCE = ROOT / "ops" / "provenance.py"
FILES = {"index.html": b"<p>1</p>", "api/v1/leaderboard.csv": b"rank\n1\n"}


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A site of two files with its manifest."""
    folder = tmp_path / "public"
    (folder / "api" / "v1").mkdir(parents=True)
    for name, body in FILES.items():
        (folder / name).write_bytes(body)
    listed = [{"path": name, "sha256": hashlib.sha256(body).hexdigest()} for name, body in FILES.items()]
    manifest = {"data_version": "2026-01-01-0123456789ab", "files": listed}
    (folder / "api" / "v1" / "manifest.json").write_text(json.dumps(manifest))
    return folder


def provenance(*words: object) -> subprocess.CompletedProcess[str]:
    """Run the script."""
    line = [sys.executable, str(PROVENANCE), *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_the_statement_names_data_code_lock_and_manifest(public: Path) -> None:
    told: dict[str, Any] = json.loads(provenance(public).stdout)
    assert told["_type"] == "https://in-toto.io/Statement/v1"
    assert told["predicateType"] == "https://slsa.dev/provenance/v1"
    manifest = (public / "api" / "v1" / "manifest.json").read_bytes()
    assert told["subject"] == [
        {"name": "api/v1/manifest.json", "digest": {"sha256": hashlib.sha256(manifest).hexdigest()}}
    ]
    built = told["predicate"]["buildDefinition"]
    assert built["externalParameters"]["data_version"] == "2026-01-01-0123456789ab"
    made_by = {part["name"]: part["digest"] for part in built["resolvedDependencies"]}
    assert (
        made_by["requirements.lock"]["sha256"] == hashlib.sha256((ROOT / "requirements.lock").read_bytes()).hexdigest()
    )
    if (ROOT / ".git").exists():
        assert re.fullmatch("[0-9a-f]{40}", made_by["code"]["gitCommit"])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (None, "every file is the one of the statement"),
        ("compressed", "every file is the one of the statement"),
        ("edited", "index.html: changed"),
        ("removed", "index.html: missing"),
        ("added", "more.html: not in the manifest"),
        ("listed anew", "api/v1/manifest.json: not the one of the statement"),
    ],
)
def test_a_copy_that_differs_is_found(public: Path, tmp_path: Path, change: str | None, words: str) -> None:
    (tmp_path / "statement.json").write_text(provenance(public).stdout)
    page = public / "index.html"
    if change == "compressed":
        page.with_name("index.html.gz").write_bytes(b"x")
    elif change == "edited":
        page.write_bytes(b"<p>2</p>")
    elif change == "removed":
        page.unlink()
    elif change == "added":
        page.with_name("more.html").write_bytes(b"")
    elif change == "listed anew":
        (public / "api" / "v1" / "manifest.json").write_text('{"data_version": "x", "files": []}')
    done = provenance(public, "--verify", tmp_path / "statement.json")
    assert done.stdout == f"{words}\n"
    assert done.returncode == (change not in (None, "compressed"))


def test_every_tool_of_development_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").partition("## Tools of development")[2]
    table = re.findall(r"^\| ([a-z0-9, _-]+) \|", text.partition("\n## ")[0], re.MULTILINE)
    reasons = {name.strip() for row in table for name in row.split(",")} - {"tool"}
    named = project["optional-dependencies"]
    assert {re.split(r"[><=]", line)[0] for line in (*named["dev"], *named["readers"])} == reasons


def test_what_the_workflows_fetch_is_pinned_and_explained() -> None:
    texts = [path.read_text() for folder in ("ops", ".github/workflows") for path in (ROOT / folder).iterdir()]
    calls = re.findall(r"pipx run (?:--spec )?(\S+)", "\n".join(texts))
    assert len(calls) == 6
    explained = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for call in calls:
        name, version = call.split("==")
        assert re.fullmatch(r"[\d.]+", version), call
        assert re.sub("-(py|bin)$", "", name) in explained, call


def test_everything_locked_has_its_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        parts = re.split(r"\n(?=\S)", (ROOT / name).read_text())
        packages = [part for part in parts if re.match(r"[a-z]", part)]
        assert len(packages) > 20
        assert all("--hash=sha256:" in part for part in packages), name


def test_the_job_that_signs_runs_no_code() -> None:
    job = yaml.safe_load((ROOT / ".github/workflows/rebuild.yml").read_text())["jobs"]["attest"]
    assert not any("run" in step for step in job["steps"])
    assert all(step["uses"].startswith("actions/") for step in job["steps"])
