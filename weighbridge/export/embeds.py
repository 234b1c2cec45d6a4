"""Small cards that other sites show in a frame, and the oEmbed answers that tell them how. For ranked models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from weighbridge.export.badges import message_of
from weighbridge.export.documents import LeaderboardEntry
from weighbridge.export.output import API, Places
from weighbridge.files import json_line

WIDTH, HEIGHT = 320, 132

_STYLE = """:root { color-scheme: light dark; font: 15px/1.35 system-ui, sans-serif; }
body { margin: 0; padding: 12px 14px; border: 1px solid #8886; border-radius: 6px; box-sizing: border-box; }
a { color: inherit; font-weight: 600; }
p { margin: 4px 0 0; font-variant-numeric: tabular-nums; }
small { opacity: .75; }
"""


def embed_files(entries: Iterable[LeaderboardEntry], places: Places, data_version: str) -> Iterator[tuple[str, bytes]]:
    """Path from the root of the site and bytes: a card and an oEmbed answer for every ranked model, and one style."""
    yield f"{API}/cards/card.css", _STYLE.encode()
    for entry in entries:
        if entry.status == "ranked":
            card, answer = f"{API}/cards/{entry.model}.html", f"{API}/oembed/{entry.model}.json"
            yield card, _card(entry, places, card, data_version).encode()
            yield answer, json_line(_oembed(entry, places, card, answer)).encode() + b"\n"


def _card(entry: LeaderboardEntry, places: Places, path: str, data_version: str) -> str:
    """The card: name, place as a range, index with its interval. No script; its links leave the frame."""
    name = escape(entry.name)
    home = escape(places.link(f"models/{entry.model}/index.html", path))
    day = data_version.rpartition("-")[0]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'\">"
        f"<title>{name} · Weighbridge</title>"
        f'<link rel="stylesheet" href="{escape(places.link(f"{API}/cards/card.css", path))}"></head><body>'
        f'<a href="{home}" target="_top">{name}</a> <small>{"open weights" if entry.open_weights else "closed"}</small>'
        f"<p>{escape(message_of(entry))}{_index(entry)}</p>"
        f"<p><small>{entry.cells} benchmarks in {entry.domains} domains, 90% intervals; Weighbridge, {day}</small></p>"
        "</body></html>\n"
    )


def _index(entry: LeaderboardEntry) -> str:
    if entry.index is None or entry.index_low is None or entry.index_high is None:
        return ""
    return f", index {entry.index:.1f} ({entry.index_low:.1f}–{entry.index_high:.1f})"


def _oembed(entry: LeaderboardEntry, places: Places, card: str, path: str) -> dict[str, object]:
    """The answer of oEmbed 1.0 for the model's page. Its addresses are absolute where that of the site is known."""
    title = f"{entry.name} on Weighbridge"
    frame = (
        f'<iframe src="{escape(places.link(card, path))}" width="{WIDTH}" height="{HEIGHT}" '
        f'title="{escape(title)}" sandbox="allow-top-navigation-by-user-activation"></iframe>'
    )
    return {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Weighbridge",
        "provider_url": places.link("index.html", path),
        "title": title,
        "html": frame,
        "width": WIDTH,
        "height": HEIGHT,
    }
