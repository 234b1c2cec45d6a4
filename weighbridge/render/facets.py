"""What the filters of the leaderboard ask of a model beyond its columns, written short into its row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from weighbridge.render.languages import boards_by_language
from weighbridge.render.view import ModelLine, View

# Kinds of input in the order in which the filter lists them. Text is what every model takes.
INPUTS = {"i": "image", "a": "audio", "v": "video"}
REASONING = {"a": "always", "h": "hybrid", "n": "never"}
REASONING_WORDS = {"a": "always reasons", "h": "reasoning can be switched", "n": "no reasoning"}
UNKNOWN = "-"


@dataclass(frozen=True)
class Facets:
    """The facets of every model of a view."""

    view: View

    def of(self, line: ModelLine) -> str:
        """Country, commercial use, inputs, reasoning and languages as five words; a dash where nothing is known."""
        parts = (line.country, line.commercial, self._inputs(line.id), self._reasoning(line.id), self._tested(line.id))
        return " ".join(part or UNKNOWN for part in parts)

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """Letter → language, for those that a model is tested in."""
        return dict(zip("bcdefghijklmnopqrstuvwxyz", self._boards, strict=False))

    @cached_property
    def _boards(self) -> Mapping[str, tuple[str, ...]]:
        return boards_by_language(self.view)

    def _tested(self, model: str) -> str:
        return "".join(
            letter
            for letter, name in self.languages.items()
            if any(model in self.view.headlines[key] for key in self._boards[name])
        )

    def _inputs(self, model: str) -> str:
        stated = self.view.dataset.fact(model, "modalities_in")
        if not isinstance(stated, str):
            return ""
        kinds = stated.split(",")
        return "t" + "".join(letter for letter, kind in INPUTS.items() if kind in kinds)

    def _reasoning(self, model: str) -> str:
        curated = self.view.dataset.model(model).reasoning
        stated = self.view.dataset.fact(model, "reasoning") if curated == "unknown" else curated
        return next((letter for letter, mode in REASONING.items() if mode == stated), "")
