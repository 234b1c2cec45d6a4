"""What ``tests/conftest.py`` says of files is true: those of the dataset are all named, and those named are there."""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import LONG, OF_COMMITTED

ROOT = Path(__file__).parents[2]


def test_one_worker_has_every_file_that_asks_for_the_committed_dataset() -> None:
    files = (ROOT / "tests").rglob("test_*.py")
    ask = {str(path.relative_to(ROOT)) for path in files if re.search(r"[(,] ?committed: ", path.read_text("utf-8"))}
    assert ask == set(OF_COMMITTED)


def test_long_files_are_there_and_named_once() -> None:
    assert all((ROOT / name).is_file() for name in LONG)
    assert len({*LONG, *OF_COMMITTED}) == len(LONG) + len(OF_COMMITTED)
