"""What strangers write goes through the real commands into site and downloads as text: nothing of it is live."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyarrow.parquet
import pytest
from bs4 import BeautifulSoup, Tag

from tests.ops.support import Station

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
LINK = "javascript:alert(3)"
DATA = "data:text/html,<script>alert(4)</script>"
TEMPLATE = "{{ 7*7 }}{% raw %}${7*7}<%= 7*7 %>"
FORMULA = '=HYPERLINK("http://evil.example","x")'
CLIMB = "../../../climbed"
TWIN = "\u0410cme/Anvil-8B"  # its first letter is Cyrillic
CLOSER = "</td></table></main><style>*{display:none}</style><!--"
LONG = "a" * 1_000
TEXTS = (SCRIPT, IMAGE, LINK, DATA, TEMPLATE, FORMULA, CLIMB, TWIN, CLOSER, LONG)
MORE = ("@SUM(1)", "+1|cmd", "-1+1|cmd", "..", "/etc/passwd", "https://evil.example/?a=<script>", "%2e%2e%2fx", "CON")

# Texts that no record may hold: the board that has one fails, and says so in plain characters.
REFUSED = {
    "override": "anvil\u202egpj.exe",
    "isolate": "anvil\u2066x",
    "control": "anvil\x1b[31m\x07",
    "null": "anvil\x00",
    "long": "b" * 100_000,
    "half": "\ud800",
}

SCRAPER = """
from weighbridge.readers.catalogues import facts_of
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter
from weighbridge.source import Board, Expect, FactSource, Licence, Source


class Told(Source):
    id = "left"
    title = "left"
    home = "https://left.example/"
    maintainer = "nobody"
    licence = Licence("CC0-1.0", "nobody")
    reach = (home,)
    reporter = Reporter.INDEPENDENT
    boards = tuple(
        Board(n, f"https://left.example/{n}.json", "https://left.example/", "toy", metric="accuracy") for n in BOARDS
    )

    def parse(self, board, documents):
        for number, entry in enumerate(json_of(documents["main"])):
            row = Fields(entry, f"/{number}")
            yield board.row(
                row.text("model"), row.number("score"), f"/{number} {row.text('note')}",
                settings=row.take("settings"), measured_by=row.text("by"),
            )


class Facts(FactSource):
    id = "right"
    title = "right"
    home = "https://right.example/"
    maintainer = "nobody"
    licence = Licence("CC0-1.0", "nobody")
    reach = (home,)
    boards = (Board("facts", "https://right.example/facts.json", "https://right.example/"),)

    def parse(self, board, documents):
        for number, entry in enumerate(json_of(documents["main"])):
            row = Fields(entry, f"/{number}")
            yield from facts_of(row.text("name"), row.maybe_text("repository"), row.take("facts"), f"/{number}")
"""

CARD = """
name = {image}
developer = "acme"
repository = "Acme/Evil-8B"
weights = "open"
reasoning = "never"
"""


def rows(*names: str, note: str = "x") -> str:
    """A payload in which every field that may hold text holds one of a stranger's."""
    return json.dumps(
        [
            {
                "model": name,
                "score": 10.0 + number,
                "note": note,
                "by": TEXTS[number % len(TEXTS)],
                "settings": {"harness": TEXTS[number % len(TEXTS)], "prompt": FORMULA},
            }
            for number, name in enumerate(names)
        ]
    )


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Station:
    """Read and built: one board of hostile names that are entered, one for each text that is refused."""
    station = Station(tmp_path_factory.mktemp("hostile"))
    boards = ("entered", *REFUSED)
    (station.code / "scrapers" / "left.py").write_text(f"BOARDS = {boards!r}\n{SCRAPER}")
    (station.code / "scrapers" / "right.py").unlink()
    card = CARD.format(image=json.dumps(IMAGE))
    (station.data / "registry" / "models" / "acme" / "evil-8b.toml").write_text(card)
    known = ["Acme/Anvil-8B"] * len(TEXTS) + ["Acme/Evil-8B"] * 2  # apart by their settings
    station.capture(0, "left", "entered", rows(*known, *TEXTS, *MORE, note=SCRIPT))
    for board, text in REFUSED.items():
        station.capture(0, "left", board, rows("Acme/Anvil-8B", text))
    facts = [
        {
            "name": name,
            "repository": "Acme/Evil-8B",
            "facts": {"licence": text, "developer": text, "released": "2026-01-01", "modalities_in": text},
        }
        for name, text in zip((*TEXTS, *TEXTS), (*TEXTS, *MORE), strict=False)
    ]
    station.capture(0, "right", "facts", json.dumps(facts))
    station.done = [station.refresh(0), station.run("build", "--out", str(station.out))]  # type: ignore[attr-defined]
    return station


def files(station: Station, *endings: str) -> Iterator[tuple[str, bytes]]:
    """(path, content) of every file of the site with such an ending."""
    for path in sorted(station.out.rglob("*")):
        if path.is_file() and path.name.endswith(endings):
            content = path.read_bytes()
            yield str(path.relative_to(station.out)), gzip.decompress(content) if path.suffix == ".gz" else content


def test_what_can_be_shown_is_entered_and_what_cannot_is_refused(station: Station) -> None:
    for done in station.done:  # type: ignore[attr-defined]
        assert done.returncode == 0, done.stderr
    (outcome,) = (line for line in station.done[0].stdout.splitlines() if line.startswith("left:"))  # type: ignore[attr-defined]
    assert outcome.isprintable()
    states = [json.loads(line) for line in (station.data / "status.jsonl").read_text().splitlines()]
    found = {state["board"]: state for state in states if state.get("source") == "left" and "state" in state}
    assert {board for board, state in found.items() if state["state"] == "failed"} == set(REFUSED)
    assert found["entered"]["state"] == "ok"
    for state in found.values():
        assert state.get("reason") is None or (state["reason"].isprintable() and len(state["reason"]) <= 400)
    entries = [json.loads(line) for line in (station.data / "results/left/entered.jsonl").read_text().splitlines()]
    assert {entry["name"] for entry in entries} == {"Acme/Anvil-8B", "Acme/Evil-8B", *TEXTS, *MORE}
    assert not (station.data / "results/left/override.jsonl").exists()


def test_a_look_alike_is_not_the_model(station: Station) -> None:
    done = station.run("resolve", TWIN, "Acme/Anvil-8B", "--data", str(station.data))
    assert "acme/anvil-8b" not in done.stdout.splitlines()[0]
    assert "acme/anvil-8b" in done.stdout.splitlines()[1]


def test_no_file_lies_outside_or_under_a_strange_name(station: Station) -> None:
    names = [name for name, _ in files(station, "")]
    assert len(names) > 20
    assert [name for name in names if not re.fullmatch(r"[A-Za-z0-9._+=/-]{1,200}", name) or ".." in name] == []
    assert not list(station.data.parent.parent.rglob("*climbed*"))
    assert not list(Path("/").glob("climbed*"))
    outside = {path.name for path in station.data.parent.iterdir()} - {"data", "captures", "code", "public", ".cache"}
    assert {name for name in outside if not name.startswith(".")} == set(), "only the site's own history beside it"


BARRED = ("style", "srcdoc", "action", "formaction", "background")


def inert(html: BeautifulSoup, where: str) -> None:
    """Nothing of the page runs, submits, frames or leads to another scheme than the web's."""
    for tag in html.find_all(True):
        assert isinstance(tag, Tag)
        assert tag.name not in ("iframe", "object", "embed", "base", "style", "img"), where
        assert not [name for name in tag.attrs if name.startswith("on") or name in BARRED], where
        for name in ("href", "src", "xlink:href", "poster"):
            value = str(tag.attrs.get(name, "")).strip().lower()
            scheme = re.match(r"[a-z][a-z0-9+.-]*:", value)
            assert scheme is None or scheme[0] in ("https:", "http:"), f"{where}: {value}"
            assert not value.startswith("//"), where
        if tag.name == "a" and str(tag.get("href", "")).startswith("http"):
            assert {"noopener", "nofollow"} <= set(tag.get_attribute_list("rel")), where
    for script in html.find_all("script"):
        assert isinstance(script, Tag)
        if script.get("type") == "application/ld+json":
            assert json.loads(script.get_text())
            assert "<" not in script.get_text(), where
        else:
            assert script.get("src") and not script.get_text(), where


def test_pages_show_the_texts_and_run_none(station: Station) -> None:
    shown = ""
    for name, content in files(station, ".html"):
        html = BeautifulSoup(content, "lxml")
        inert(html, name)
        policy = html.select_one("meta[http-equiv=Content-Security-Policy]")
        assert policy is not None, name
        assert "default-src 'none'" in str(policy["content"])
        assert "unsafe" not in str(policy["content"])
        text = html.get_text()
        assert "49{" not in text and "$49" not in text, name
        shown += text
    for text in (SCRIPT, IMAGE, TEMPLATE, FORMULA, CLIMB, TWIN, CLOSER):
        assert text in shown, f"{text} is shown nowhere, so nothing is tested"


def test_our_scripts_make_no_markup_of_texts(station: Station) -> None:
    for name, content in files(station, ".js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|Function\(", content.decode()
        ), name


HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a\u202b\u202d\u202e\u2066\u2067]")


def test_no_file_holds_a_control_or_an_override(station: Station) -> None:
    for name, content in files(station, ""):
        if name.endswith((".parquet", ".sqlite")):
            continue
        text = content.decode()
        assert not HIDDEN.search(text), name
        assert "b" * 1_001 not in text, name
        for value in values(name, content):
            assert not any(HIDDEN.search(found) for found in texts_in(value)), name


def values(name: str, content: bytes) -> Iterator[Any]:
    """The JSON values of a file, none of another kind of file; a lone surrogate, NaN and the like are errors."""
    if name.endswith((".json", ".jsonl.gz")):
        text = content.decode()
        for part in text.split("\n") if name.endswith(".gz") else [text]:
            if part:
                yield json.loads(part, parse_constant=_no_constant)


def texts_in(value: Any) -> Iterator[str]:
    """Every text of a JSON value, the names of fields too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (found for pair in value.items() for part in pair for found in texts_in(part))
    elif isinstance(value, list):
        yield from (found for part in value for found in texts_in(part))


def test_tables_hold_no_formula(station: Station) -> None:
    met = 0
    for _name, content in files(station, ".csv"):
        for cells in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
            for cell in cells:
                met += "HYPERLINK" in cell
                assert not cell.startswith(("=", "@", "\t", "\r")), cell
                assert not cell.startswith(("+", "-")) or re.fullmatch(r"[-+][\d.eE+-]+", cell), cell
    assert met, "no formula reached a table"


def test_drawings_and_feeds_are_sound_and_inert(station: Station) -> None:
    met = []
    for name, content in files(station, ".svg", ".atom"):
        tree = ET.fromstring(content)
        met.append(name.rpartition(".")[2])
        for element in tree.iter():
            assert element.tag.rpartition("}")[2] not in ("script", "foreignObject", "iframe", "handler"), name
            for key, value in element.attrib.items():
                assert not key.lower().startswith("on"), name
                assert not re.match(r"\s*(?:javascript|data|vbscript):", value, re.IGNORECASE), name
            if element.attrib.get("type") in ("html", "xhtml"):
                inert(BeautifulSoup(element.text or "", "lxml"), name)
    assert set(met) == {"svg", "atom"}


def test_every_download_can_be_read(station: Station) -> None:
    """JSON of any kind, Parquet and SQLite hold the texts as they are: those who show them must escape them."""
    whole = ""
    for name, content in files(station, ".json", ".jsonl.gz"):
        whole += "".join(json.dumps(value, ensure_ascii=False) for value in values(name, content))
    assert json.dumps(SCRIPT)[1:-1] in whole
    for name, _ in files(station, ".parquet"):
        assert pyarrow.parquet.read_table(station.out / name).num_columns
    for name, _ in files(station, ".sqlite"):
        with closing(sqlite3.connect(station.out / name)) as base:
            assert base.execute("pragma integrity_check").fetchone() == ("ok",)


def _no_constant(name: str) -> Any:
    raise AssertionError(f"{name} is not JSON")
