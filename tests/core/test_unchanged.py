"""A build that is asked to is left out when nothing it is made from has changed, and never otherwise."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ops.support import Station, contents
from weighbridge import unchanged
from weighbridge.unchanged import build_key, leave_note, note_of, stands

TOLD = {"tree": "2 files"}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree of two files, one compressed beside, with its manifest and its note."""
    out = tmp_path / "public"
    (out / "api" / "v1").mkdir(parents=True)
    (out / "index.html").write_text("a page")
    (out / "index.html.gz").write_bytes(gzip.compress(b"a page"))
    digest = hashlib.sha256(b"a page").hexdigest()
    (out / unchanged.MANIFEST).write_text(f'{{"files":[{{"path":"index.html","sha256":"{digest}"}}]}}')
    leave_note(out, "key", TOLD)
    return out


def test_a_tree_stands_for_its_key_alone(tree: Path) -> None:
    assert stands(tree, "key") == TOLD
    assert stands(tree, "another") is None


@pytest.mark.parametrize(
    "harm",
    [
        lambda out: (out / "index.html").write_text("a pagE"),
        lambda out: (out / "index.html").unlink(),
        lambda out: (out / "more.html").write_text("a page"),
        lambda out: (out / "more.html.gz").write_bytes(gzip.compress(b"a page")),
        lambda out: (out / "index.html.gz").write_bytes(gzip.compress(b"a pagE")),
        lambda out: (out / "index.html.gz").write_bytes(b"a page"),
        lambda out: (out / unchanged.MANIFEST).write_text('{"files":[]}'),
        lambda out: note_of(out).write_text("{"),
        lambda out: note_of(out).write_text("[]"),
        lambda out: note_of(out).unlink(),
        shutil.rmtree,
    ],
)
def test_a_tree_that_is_not_as_it_was_built_does_not_stand(tree: Path, harm: Callable[[Path], object]) -> None:
    harm(tree)
    assert stands(tree, "key") is None


def test_the_key_covers_every_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unchanged, "ROOT", tmp_path)
    data = tmp_path / "data"
    for name in (*unchanged.CODE, "data"):
        (tmp_path / name / "inner").mkdir(parents=True)
        (tmp_path / name / "inner" / "file").write_text("one")
    keys = [build_key(data, ("url",)), build_key(data, (None,))]
    for name in (*unchanged.CODE, "data"):
        file = tmp_path / name / "inner" / "file"
        file.write_text("two")
        keys.append(build_key(data, ("url",)))
        file.rename(file.with_name("renamed"))
        keys.append(build_key(data, ("url",)))
    monkeypatch.setattr("platform.python_version", lambda: "9.9")
    keys.append(build_key(data, ("url",)))
    monkeypatch.setattr(unchanged, "distributions", list)
    keys.append(build_key(data, ("url",)))
    assert len(set(keys)) == len(keys)
    (tmp_path / "weighbridge" / "__pycache__").mkdir()
    (tmp_path / "weighbridge" / "__pycache__" / "file.pyc").write_text("three")
    assert build_key(data, ("url",)) == keys[-1]


def test_the_command_builds_only_what_changed_and_says_so(tmp_path: Path) -> None:
    station = Station(tmp_path)
    station.capture_all(0)
    assert station.refresh(0).returncode == 0

    def built(*words: str) -> bool:
        """Whether a build was made; the site is that of a plain build either way."""
        done = station.run("build", "--out", str(station.out), *words)
        assert done.returncode == 0, done.stderr
        return "unchanged, nothing built" not in done.stdout

    assert built()
    plain = contents(station.out)
    assert not note_of(station.out).exists()
    assert built("--if-changed")
    assert not built("--if-changed")
    assert contents(station.out) == plain
    assert built()
    assert built("--if-changed", "--base-url", "https://example.org/")
    assert built("--if-changed", "--as-of", "2026-07-01")
    assert built("--if-changed")
    (station.out / "index.html").write_text("defaced")
    assert built("--if-changed")
    assert contents(station.out) == plain
    station.capture_all(1)
    assert station.refresh(1).returncode == 0
    assert built("--if-changed")
    assert contents(station.out) != plain
