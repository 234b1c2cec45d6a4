"""Pictures that other sites show beside a link (Open Graph): name, place and range, drawn at build time.

They are written only where the address of the site is known, as such a picture is named by its full address.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from weighbridge.render import numbers
from weighbridge.render.charts import Ruler
from weighbridge.render.home import band_error, range_text
from weighbridge.render.png import Shades, decoded, encoded
from weighbridge.render.view import View
from weighbridge.render.writer import SITE, Pages
from weighbridge.standing.rows import StandingRow

WIDTH, HEIGHT, MARGIN = 800, 420, 48
PAPER, INK, ACCENT = 15, 0, 8
# Shades 0…15 from ink to paper, but the middle one, which is the accent.
_ENDS = ((23, 26, 28), (251, 248, 236))
_ACCENT = (11, 107, 67)


@dataclass(frozen=True)
class Letters:
    """The letters of one size: a strip of all, and where each lies."""

    strip: Shades
    places: dict[str, tuple[int, int, float]]  # letter → left edge, width in the strip, advance

    def width(self, text: str) -> float:
        """How long a line is."""
        return sum(self.places[letter][2] for letter in text)

    def known(self, text: str) -> str:
        """The text with a question mark for each letter that is not at hand."""
        return "".join(letter if letter in self.places else "?" for letter in text)

    def lines(self, text: str, width: float, most: int) -> list[str]:
        """The text broken at blanks, hyphens or wherever it must; what does not fit ends in an ellipsis."""
        found, line = [], ""
        for piece in _pieces(self.known(text)):
            if line and self.width(line + piece.rstrip()) > width:
                found.append(line.rstrip())
                line = ""
            line += piece
            while self.width(line.rstrip()) > width:
                end = next(n for n in range(len(line), 0, -1) if self.width(line[:n]) <= width)
                found.append(line[:end])
                line = line[end:]
        found.append(line.rstrip())
        if len(found) > most:
            found = [*found[: most - 1], found[most - 1][:-1].rstrip() + "…"]
        return [each for each in found if each]


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for letter in text:
        piece += letter
        if letter in " -/":
            yield piece
            piece = ""
    yield piece


@cache
def letters() -> dict[str, Letters]:
    """The letters from ``site/content/letters-*.png``."""
    record = json.loads((SITE / "content" / "letters.json").read_text(encoding="utf-8"))
    return {
        name: Letters(
            decoded((SITE / "content" / f"letters-{name}.png").read_bytes()),
            {letter: (left, wide, step) for letter, left, wide, step in size},
        )
        for name, size in record["sizes"].items()
    }


def _palette() -> bytes:
    found = bytearray()
    for shade in range(16):
        share = shade / 15
        mixed = _ACCENT if shade == ACCENT else tuple(round(a + share * (b - a)) for a, b in zip(*_ENDS, strict=True))
        found += bytes(mixed)
    return bytes(found)


class Picture:
    """A sheet of paper to draw on."""

    def __init__(self) -> None:
        self.shades = np.full((HEIGHT, WIDTH), PAPER, dtype=np.uint8)

    def write(self, text: str, top: int, size: str, left: int = MARGIN) -> None:
        """One line of text."""
        at, kind = float(left), letters()[size]
        for letter in kind.known(text):
            start, wide, step = kind.places[letter]
            x = round(at)
            room = min(wide, WIDTH - x)
            glyph = kind.strip[:, start : start + room]
            glyph = np.where(glyph == ACCENT, ACCENT - 1, glyph)
            target = self.shades[top : top + glyph.shape[0], x : x + room]
            np.minimum(target, glyph, out=target)
            at += step

    def box(self, left: float, top: float, right: float, bottom: float, shade: int) -> None:
        """A filled box."""
        self.shades[round(top) : round(bottom), round(left) : round(right)] = shade

    def file(self) -> bytes:
        """The picture as a PNG file."""
        return encoded(self.shades, _palette())


def drawn(title: str, lines: list[str], foot: str, *, bar: tuple[float, float, float] | None = None) -> bytes:
    """A picture: title, lines beneath it, a range on the ruler (shares of its width: low, place, high), foot."""
    picture = Picture()
    picture.box(0, 0, WIDTH, 10, INK)
    picture.write("Weighbridge", 30, "small")
    top = 84
    for line in letters()["large"].lines(title, WIDTH - 2 * MARGIN, 2):
        picture.write(line, top, "large")
        top += 62
    top += 12
    for text in lines:
        for line in letters()["small"].lines(text, WIDTH - 2 * MARGIN, 3):
            picture.write(line, top, "small")
            top += 32
    if bar is not None:
        _ruler(picture, *bar)
    picture.write(foot, HEIGHT - 44, "small")
    return picture.file()


def _ruler(picture: Picture, low: float, place: float, high: float) -> None:
    y, width = HEIGHT - 84, WIDTH - 2 * MARGIN
    picture.box(MARGIN, y, MARGIN + width, y + 2, INK)
    for end in (MARGIN, MARGIN + width - 2):
        picture.box(end, y - 12, end + 2, y + 2, INK)
    left, right = MARGIN + low * width, MARGIN + max(high, low + 0.006) * width
    picture.box(left, y - 16, right, y - 8, ACCENT)
    picture.box(MARGIN + place * width - 2, y - 24, MARGIN + place * width + 3, y, ACCENT)


def write(pages: Pages) -> None:
    """Write ``og/site.png``, one a ranked model and one a benchmark, where the address of the site is known."""
    if pages.base_url is None:
        return
    view = pages.view
    foot = f"As known on {numbers.day(view.dataset.as_of)}"
    opened = sum(row.open_weights for row in view.standing.rows)
    counted = numbers.counted(len(view.dataset.current), "result")
    told = f"{numbers.counted(opened, 'model')}, {counted}, each with its ticket."
    _save(pages, "site", drawn("Open-weight language models, weighed in public", [told], foot))
    ruler = Ruler(max((row.rank_high or 1 for row in view.standing.rows), default=1))
    for row in view.standing.rows:
        if f"models/{row.model}" in view.pictured:
            _save(pages, f"models/{row.model}", _of_model(view, row, ruler, foot))
    for key in view.benchmark_ids:
        card = view.dataset.card(key)
        counted = numbers.counted(len(view.headlines[key]), "model")
        _save(pages, f"benchmarks/{key}", drawn(card.name, [card.summary, f"{counted} with a number"], foot))


def _of_model(view: View, row: StandingRow, ruler: Ruler, foot: str) -> bytes:
    line = view.models[row.model]
    kind = "among open-weight models" if line.open else "where it would stand among open-weight models"
    lines = [line.developer]
    bar = None
    if row.rank is not None and row.rank_low is not None and row.rank_high is not None:
        lines.append(f"Place {row.rank} ({range_text(row.rank_low, row.rank_high)}) {kind}")
        bar = (_share(ruler, row.rank_low), _share(ruler, row.rank), _share(ruler, row.rank_high))
    if row.index is not None:
        lines.append(f"Index {numbers.number(row.index.value, 1)} ± {band_error(row.index)} (90%)")
    return drawn(line.name, lines, foot, bar=bar)


def _share(ruler: Ruler, rank: int) -> float:
    return (ruler.x(rank) - ruler.x(1)) / (ruler.x(ruler.count) - ruler.x(1) or 1)


def _save(pages: Pages, name: str, body: bytes) -> None:
    target = pages.out / "og" / f"{name}.png"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(body)
