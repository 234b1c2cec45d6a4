"""The page that says what fits one's hardware: every open-weight model of known size with its estimated memory."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from weighbridge.render import numbers
from weighbridge.render.home import band_error, range_text
from weighbridge.render.languages import Tongue, boards_by_language, places_by_language
from weighbridge.render.memory import (
    CACHE_AT_8B,
    CACHE_GROWTH,
    PRECISIONS,
    RUNTIME_BYTES,
    RUNTIME_SHARE,
    SHORT_CONTEXT,
    memory_bytes,
)
from weighbridge.render.memory_error import errors_of
from weighbridge.render.view import ModelLine, View
from weighbridge.render.writer import SITE, Pages


@dataclass(frozen=True)
class FitRow:
    """A model with its memory at each precision."""

    line: ModelLine
    place: str
    place_range: str
    index: str
    error: str
    total: str
    active: str
    sizes: tuple[str, ...]
    tongues: tuple[Tongue, ...]


@dataclass(frozen=True)
class Hardware:
    """A group of hardware to choose from: name, usable share, (label, GB) of each."""

    name: str
    usable: float
    items: tuple[tuple[str, float], ...]


def write(pages: Pages) -> None:
    """Write ``fit/index.html``."""
    view = pages.view
    boards = boards_by_language(view)
    places = places_by_language(view, boards)
    pages.page(
        "fit/index.html",
        "fit.html",
        rows=_rows(view, places),
        languages={name: [view.dataset.card(key) for key in keys] for name, keys in boards.items()},
        troubles=view.troubles_of(
            view.dataset.result(tongue.place.run) for tongues in places.values() for tongue in tongues
        ),
        errors=errors_of(view),
        hardware=hardware(),
        precisions=PRECISIONS,
        domains=[(key, view.domain_title(key)) for key in _domains(view)],
        constants={
            "cache": CACHE_AT_8B,
            "growth": CACHE_GROWTH,
            "share": RUNTIME_SHARE,
            "runtime": RUNTIME_BYTES,
            "context": SHORT_CONTEXT,
        },
    )


def hardware() -> tuple[Hardware, ...]:
    """The list of hardware from ``site/content/hardware.toml``."""
    record = tomllib.loads((SITE / "content" / "hardware.toml").read_text(encoding="utf-8"))
    return tuple(
        Hardware(group["name"], group["usable"], tuple((label, float(size)) for label, size in group["items"]))
        for group in record["group"]
    )


def _domains(view: View) -> list[str]:
    present = {domain for row in view.standing.rows for domain in row.domain_index}
    return [domain for domain in view.dataset.registry.domains if domain in present]


def _rows(view: View, places: Mapping[str, list[Tongue]]) -> list[FitRow]:
    rows = []
    for row in view.standing.rows:
        line = view.models[row.model]
        if not line.open or line.total is None:
            continue
        sizes = tuple(
            numbers.size_text(memory_bytes(line.total, bits, min(SHORT_CONTEXT, line.context or SHORT_CONTEXT)))
            for _, bits in PRECISIONS
        )
        rows.append(
            FitRow(
                line=line,
                place="" if row.rank is None else str(row.rank),
                place_range=range_text(row.rank_low, row.rank_high),
                index="" if row.index is None else numbers.number(row.index.value, 1),
                error=band_error(row.index),
                total=numbers.billions(line.total),
                active=numbers.billions(line.active),
                sizes=sizes,
                tongues=tuple(places.get(row.model, ())),
            )
        )
    return rows
