"""A model among its kin: its family, what came before and after it, what it was made from and what from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from weighbridge.render.view import ModelLine, View


@dataclass(frozen=True)
class Kin:
    """A model's relatives that have a page, each list from old to new; ``family`` has the model itself too."""

    name: str  # of the family; blank where none is known
    family: tuple[ModelLine, ...]
    before: tuple[ModelLine, ...]
    after: tuple[ModelLine, ...]
    base: tuple[ModelLine, ...]
    made_from_it: tuple[ModelLine, ...]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return len(self.family) > 1 or any((self.before, self.after, self.base, self.made_from_it))


class Relatives:
    """Who is related to whom, from the registry."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._families: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._after: dict[str, list[str]] = defaultdict(list)
        self._made: dict[str, list[str]] = defaultdict(list)
        for key in view.models:
            model = view.dataset.model(key)
            if model.family:
                self._families[model.developer, model.family].append(key)
            if model.predecessor:
                self._after[model.predecessor].append(key)
            if model.base:
                self._made[model.base].append(key)

    def of(self, key: str) -> Kin:
        """The relatives of a model."""
        model = self._view.dataset.model(key)
        return Kin(
            name=model.family or "",
            family=self._lines(self._families.get((model.developer, model.family or ""), ())),
            before=self._lines([model.predecessor] if model.predecessor else ()),
            after=self._lines(self._after.get(key, ())),
            base=self._lines([model.base] if model.base else ()),
            made_from_it=self._lines(self._made.get(key, ())),
        )

    def _lines(self, keys: Iterable[str]) -> tuple[ModelLine, ...]:
        known = [self._view.models[key] for key in keys if key in self._view.models]
        shown = [line for line in known if line.path]
        return tuple(sorted(shown, key=lambda line: (line.released or "9999", line.name.casefold(), line.id)))
