"""Badges: a model's place as shields.io endpoint JSON and as an SVG of our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from weighbridge.export.documents import LeaderboardEntry
from weighbridge.export.output import API
from weighbridge.files import json_line

LABEL = "weighbridge"

_NO_PLACE = {"provisional": "provisional", "unranked": "not ranked"}
_COLOURS = {"ranked": "1f6f54", "provisional": "7a6a2f", "unranked": "6b7280"}

# Widths in tenths of a pixel at 11 px in a common sans-serif, by the character's shape; digits are 7 px wide.
_NARROW, _WIDE = frozenset("iIjl.,:;|'()-– "), frozenset("mwMW@%")


def badge_files(entries: Iterable[LeaderboardEntry]) -> Iterator[tuple[str, bytes]]:
    """Path from the root of the site and bytes: JSON for every model on the leaderboard, SVG for those with a place.

    A badge that was embedded once stays readable as JSON when the model loses its place.
    """
    for entry in entries:
        message = message_of(entry)
        # The endpoint format knows no further fields, so this file names no schema.
        record = {"schemaVersion": 1, "label": LABEL, "message": message, "color": _COLOURS[entry.status]}
        yield f"{API}/badges/{entry.model}.json", json_line(record).encode() + b"\n"
        if entry.rank is not None:
            yield f"{API}/badges/{entry.model}.svg", svg(LABEL, message, _COLOURS[entry.status]).encode()


def message_of(entry: LeaderboardEntry) -> str:
    """The place as a range: ``rank 3 (2–5)``; what stands in its way without one."""
    if entry.rank is None:
        return _NO_PLACE.get(entry.status, entry.status)
    kind = "rank" if entry.open_weights else "would rank"
    if entry.rank_low is None or entry.rank_high is None or entry.rank_low == entry.rank_high:
        return f"{kind} {entry.rank}"
    return f"{kind} {entry.rank} ({entry.rank_low}–{entry.rank_high})"


def svg(label: str, message: str, colour: str) -> str:
    """A badge with a label on the left and a message on the right, 20 px high."""
    left, right = _width(label) + 12, _width(message) + 12
    title = escape(f"{label}: {message}", {'"': "&quot;"})
    texts = ((label, left / 2, left - 12), (message, left + right / 2, right - 12))
    spans = "".join(
        f'<text x="{middle:g}" y="14" textLength="{length}">{escape(text)}</text>' for text, middle, length in texts
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{title}">'
        f"<title>{title}</title>"
        f'<rect width="{left + right}" height="20" rx="3" fill="#374151"/>'
        f'<path d="M{left} 0h{right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-{right - 3}z" fill="#{colour}"/>'
        '<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f"{spans}</g></svg>\n"
    )


def _width(text: str) -> int:
    """About how wide a text is, in whole pixels; the text is then fitted to it."""
    return sum(4 if char in _NARROW else 10 if char in _WIDE else 7 for char in text)
