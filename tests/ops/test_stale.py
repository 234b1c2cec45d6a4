"""A number that is held or old says so wherever it stands: on every page of a real build, and in its status file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.core.support import at
from tests.ops.support import BOARDS, Station

MODEL = 'name = "Model {i} {board}"\ndeveloper = "acme"\nrepository = "Acme/Model-{i}-{board}"\nweights = "open"\n'
ROWS = 12
# Pages with numbers of the board in trouble, and what must stand on them.
PAGES = (
    "index.html",
    "benchmarks/index.html",
    "benchmarks/toy/index.html",
    *(f"models/acme/model-{i}-hard/index.html" for i in range(ROWS)),
    "gap/index.html",
    "sources/index.html",
    "sources/left/index.html",
)
SAID = re.compile(r'aria-label="Trouble with|class="?state\b')


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Station:
    """Two sources whose models all have pages."""
    made = Station(tmp_path_factory.mktemp("stale"))
    folder = made.data / "registry" / "models" / "acme"
    for board in BOARDS:
        for i in range(ROWS):
            (folder / f"model-{i}-{board}.toml").write_text(MODEL.format(i=i, board=board))
    return made


def built(station: Station, out: str) -> Path:
    """The site as of the newest attempt."""
    folder = station.out.with_name(out)
    done = station.run("build", "--out", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def pages_that_say_so(site: Path) -> set[str]:
    """Pages on which a note or a mark tells of trouble."""
    pages = {str(path.relative_to(site)): path.read_text() for path in site.rglob("*.html")}
    return {name for name, text in pages.items() if SAID.search(text)}


def test_old_numbers_are_marked_on_every_page_where_they_stand(station: Station) -> None:
    station.capture_all(0, ROWS)
    assert station.refresh(0).returncode == 0
    assert not pages_that_say_so(built(station, "fresh"))

    station.capture_all(1, ROWS, but={("left", "hard"): "<html>please sign in</html>"})
    station.refresh(1)
    site = built(station, "held")
    said = pages_that_say_so(site)
    assert set(PAGES) <= said, set(PAGES) - said
    assert not said & {"models/acme/anvil-8b/index.html", "sources/right/index.html"}  # none of its numbers there
    note = (site / "models/acme/model-0-hard/index.html").read_text()
    assert re.search(r">failed</strong>.*board hard, since 2026-01-02: .*numbers are those of 2026-01-01", note)
    (board,) = (b for b in status_of(site) if b["state"] != "ok")
    assert (board["source"], board["id"], board["stale"], board["rows"]) == ("left", "hard", True, ROWS)
    assert board["reason"].startswith("https://left.example/hard.json: expected JSON")
    assert board["last_success"] < board["trouble_since"] == board["attempted_at"]


def test_a_board_that_was_not_read_for_longer_than_its_cadence_is_stale_at_the_next_build(station: Station) -> None:
    listed = (station.captures / "captures.jsonl").read_text()
    station.capture_all(12, ROWS)
    kept = [line for line in (station.captures / "captures.jsonl").read_text().splitlines() if "left" not in line]
    (station.captures / "captures.jsonl").write_text("\n".join(kept) + "\n")
    try:
        station.run("refresh", "right", "--replay", str(station.captures), "--as-of", at(12).date().isoformat())
        site = built(station, "old")
    finally:
        (station.captures / "captures.jsonl").write_text(listed)
    assert {(b["source"], b["stale"]) for b in status_of(site)} == {("left", True), ("right", False)}
    assert set(PAGES) | {"models/acme/model-0-easy/index.html"} <= pages_that_say_so(site)


def status_of(site: Path) -> list[dict[str, Any]]:
    """The boards of ``status.json``."""
    boards: list[dict[str, Any]] = json.loads((site / "api/v1/status.json").read_text())["boards"]
    return boards
