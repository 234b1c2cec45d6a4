"""The scheduled run without its schedule: the scripts of ops/, on a station, a bare repository and a false gh."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.core.support import at
from tests.ops.support import ROOT, Station, contents

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
GIT = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "a",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


def script(name: str, *words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script of ops/."""
    return subprocess.run(
        [str(ROOT / "ops" / name), *words],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "HOME": str(cwd), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def git(folder: Path, *words: str) -> str:
    """Run git in a folder."""
    done = subprocess.run(
        ["git", *words], cwd=folder, env={**os.environ, **GIT}, capture_output=True, text=True, check=True
    )
    return done.stdout


def scheduled(station: Station, day: int) -> subprocess.CompletedProcess[str]:
    """One scheduled run, answered from the station's captures."""
    replay = ("--replay", str(station.captures), "--as-of", at(day).date().isoformat())
    return script("run.sh", "run", "public", *replay, cwd=station.data.parent, **station.environment())


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Station:
    """A station after one scheduled run with one board in trouble."""
    station = Station(tmp_path_factory.mktemp("scheduled"))
    station.capture_all(0, but={("left", "hard"): "<html>please sign in</html>"})
    ended = scheduled(station, 0)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "| left | failed | 12 |" in ended.stdout
    return station


def test_a_run_leaves_site_and_reports(done: Station) -> None:
    report = done.data.parent / "run"
    assert (done.out / "index.html").is_file()
    assert (report / "message.txt").read_text().startswith("[data] Read 2 sources: 36 new; 1 in trouble")
    assert "left/hard" in (report / "trouble.md").read_text()
    assert (report / "data" / "status.jsonl").read_bytes() == (done.data / "status.jsonl").read_bytes()
    assert contents(report / "data" / "results") == contents(done.data / "results")
    assert not (report / "data" / "registry").exists()


def test_damaged_data_end_the_run_with_the_old_site_in_place(done: Station, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(done.data.parent, folder)
    ledger = next((folder / "data" / "results").rglob("easy.jsonl"))
    ledger.write_bytes(ledger.read_bytes() + b"{\n")
    before = contents(folder / "public")
    replay = ("--replay", str(done.captures), "--as-of", "2026-01-01")
    environment = {**done.environment(), "WEIGHBRIDGE_DATA": str(folder / "data")}
    ended = script("run.sh", "run", "public", *replay, cwd=folder, **environment)
    assert ended.returncode == 1
    assert "easy.jsonl" in ended.stderr
    assert contents(folder / "public") == before


@pytest.fixture
def checkout(tmp_path: Path, done: Station) -> Path:
    """A checkout with old data, of a bare repository beside it."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "checkout")
    folder = tmp_path / "checkout"
    shutil.copytree(done.data / "registry", folder / "data" / "registry")
    (folder / "data" / "results" / "gone").mkdir(parents=True)
    (folder / "data" / "results" / "gone" / "main.jsonl").write_text("{}\n")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "start")
    git(folder, "push", "--quiet", "origin", "HEAD")
    return folder


def test_the_data_are_committed_and_pushed_with_their_message(checkout: Path, done: Station) -> None:
    report = done.data.parent / "run"
    ended = script("commit-data.sh", str(report), cwd=checkout, **GIT)
    assert ended.returncode == 0, ended.stderr
    origin = checkout.parent / "origin.git"
    assert git(origin, "log", "-1", "--format=%B", "main").strip() == (report / "message.txt").read_text().strip()
    tree = git(origin, "ls-tree", "-r", "--name-only", "main").split()
    assert "data/status.jsonl" in tree
    assert "data/results/left/easy.jsonl" in tree
    assert "data/results/gone/main.jsonl" not in tree
    again = script("commit-data.sh", str(report), cwd=checkout, **GIT)
    assert (again.returncode, again.stdout) == (0, "nothing to commit\n")


def test_what_people_pushed_meanwhile_stays(checkout: Path, done: Station) -> None:
    git(checkout.parent, "clone", "--quiet", "origin.git", "person")
    person = checkout.parent / "person"
    (person / "data" / "registry" / "organisations.toml").write_text("# edited\n")
    git(person, "commit", "--quiet", "--all", "-m", "edit")
    git(person, "push", "--quiet", "origin", "HEAD")
    ended = script("commit-data.sh", str(done.data.parent / "run"), cwd=checkout, **GIT)
    assert ended.returncode == 0, ended.stderr
    origin = checkout.parent / "origin.git"
    assert git(origin, "show", "main:data/registry/organisations.toml") == "# edited\n"
    assert git(origin, "log", "--format=%s", "main").splitlines()[1:] == ["edit", "start"]


FALSE_GH = """#!/bin/sh
echo "$*" >> calls
case "$1 $2" in "issue list") cat open 2>/dev/null || true;; esac
"""


@pytest.mark.parametrize(
    ("text", "opened", "calls"),
    [
        ("", "", []),
        ("bad", "", ["label create trouble", "issue create --label trouble --title A title --body-file"]),
        ("bad", "7\n", ["issue edit 7 --body-file"]),
        ("", "7\n", ["issue close 7 --comment"]),
    ],
)
def test_a_tracking_issue_is_opened_updated_and_closed(
    tmp_path: Path, text: str, opened: str, calls: list[str]
) -> None:
    gh = tmp_path / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(FALSE_GH)
    gh.chmod(0o755)
    (tmp_path / "open").write_text(opened)
    (tmp_path / "text.md").write_text(text)
    path = f"{gh.parent}:{os.environ['PATH']}"
    ended = script("tracking-issue.sh", "trouble", "A title", "text.md", cwd=tmp_path, PATH=path)
    assert ended.returncode == 0, ended.stderr
    made = (tmp_path / "calls").read_text().splitlines()
    assert made[0].startswith("issue list --state open --label trouble")
    assert len(made) == 1 + len(calls)
    assert all(call.startswith(start) for call, start in zip(made[1:], calls, strict=True))


# --- the workflows -----------------------------------------------------------------------------


def jobs(path: Path) -> dict[str, dict[str, Any]]:
    """The jobs of a workflow."""
    found = yaml.safe_load(path.read_text())
    assert found["permissions"] == {}
    assert "concurrency" in found
    return dict(found["jobs"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_steps_are_commands_of_the_project(path: Path) -> None:
    lines = re.findall(r"uses: (.+)", path.read_text())
    assert lines
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line) for line in lines), lines
    for job in jobs(path).values():
        assert job["permissions"]
        assert job["timeout-minutes"] <= 90
        for step in job["steps"]:
            command = step.get("run", "make")
            assert re.match(r"(make|ops/|\.venv/bin/weighbridge|pipx run|gh auth setup-git && ops/)\b", command), (
                command
            )
            assert "${{" not in command
            assert "\n" not in command.strip()


MAY_WRITE = {
    "commit": {"contents"},
    "deploy": {"pages", "id-token"},
    "attest": {"id-token", "attestations"},
    "tell": {"issues"},
}


def test_only_one_job_may_push_and_it_reads_nothing_from_the_net() -> None:
    for path in WORKFLOWS:
        for name, job in jobs(path).items():
            writes = {key for key, level in job["permissions"].items() if level == "write"}
            runs = " ".join(str(step.get("run")) for step in job["steps"])
            assert not ("ops/run.sh" in runs and writes), name
            assert writes == MAY_WRITE.get(name, set())


def test_scripts_named_in_workflows_exist_and_can_be_run() -> None:
    named = {name for path in WORKFLOWS for name in re.findall(r"ops/[a-z-]+\.(?:sh|md)", path.read_text())}
    assert {"ops/run.sh", "ops/commit-data.sh", "ops/tracking-issue.sh", "ops/rebuild-failed.md"} <= named
    assert all((ROOT / name).is_file() for name in named)
    assert all(os.access(ROOT / name, os.X_OK) for name in named if name.endswith(".sh"))
