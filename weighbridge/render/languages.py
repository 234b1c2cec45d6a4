"""Which languages the boards test, and where a model stands in each of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from weighbridge.render.view import Place, View
from weighbridge.render.writer import SITE


@dataclass(frozen=True)
class Tongue:
    """A model's place in a language: on the fullest board of that language that has it."""

    language: str
    benchmark: str
    place: Place
    troubled: bool  # the board is held, out of reach or old

    @property
    def words(self) -> str:
        """The place as the table shows it, and as the script reads it."""
        return f"{self.language} {self.place.rank} of {self.place.of}"


def boards_by_language(view: View) -> dict[str, tuple[str, ...]]:
    """Language → its benchmarks that have a number, the fullest first."""
    record = tomllib.loads((SITE / "content" / "languages.toml").read_text(encoding="utf-8"))
    found = {
        name: sorted((key for key in keys if view.headlines.get(key)), key=lambda key: (-len(view.headlines[key]), key))
        for name, keys in record["tested_in"].items()
    }
    return {name: tuple(keys) for name, keys in found.items() if keys}


def places_by_language(view: View, boards: Mapping[str, tuple[str, ...]]) -> dict[str, list[Tongue]]:
    """Open-weight model → its places, one a language."""
    found: dict[str, dict[str, Tongue]] = {}
    for language, keys in boards.items():
        for key in keys:
            card = view.dataset.card(key)
            for model, place in view.places.get((key, card.current, card.headline), {}).items():
                tongue = Tongue(language, key, place, view.troubled(view.dataset.result(place.run)))
                found.setdefault(model, {}).setdefault(language, tongue)
    return {model: list(tongues.values()) for model, tongues in found.items()}
