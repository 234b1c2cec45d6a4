"""Badges: the shields.io endpoint format and an SVG that stands alone."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from tests.export import reading
from weighbridge.export.badges import svg


def test_the_endpoint_format_holds(public: Path) -> None:
    badge = reading.load(public / "api/v1/badges/acme/anvil-8b.json")
    assert badge == {"schemaVersion": 1, "label": "weighbridge", "message": "rank 1 (1–3)", "color": "1f6f54"}
    assert reading.load(public / "api/v1/badges/shut/door.json")["message"] == "not ranked"


def test_every_svg_is_one_and_asks_for_nothing(public: Path) -> None:
    paths = sorted((public / "api/v1/badges").rglob("*.svg"))
    assert [path.stem for path in paths] == ["anvil-8b", "hammer"]  # the third model has no place
    for path in paths:
        root = ElementTree.fromstring(path.read_bytes())
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert root.get("aria-label")
        assert b"href" not in path.read_bytes()


def test_text_in_a_badge_is_escaped() -> None:
    root = ElementTree.fromstring(svg("<a>", '"&</svg>', "000000").encode())
    assert root.findtext("{http://www.w3.org/2000/svg}title") == '<a>: "&</svg>'
