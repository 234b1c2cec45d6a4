"""The closed vocabulary of settings and prefixes, from ``data/registry/vocabulary.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from weighbridge.names import dashed
from weighbridge.schema import Variant

FIELDS = ("effort", "thinking", "budget", "precision", "harness", "host", "tools", "prompt", "snapshot")


@dataclass(frozen=True)
class Suffix:
    """A phrase at the end of a name and the setting that it states."""

    phrase: str
    field: str
    value: str


@dataclass(frozen=True)
class Vocabulary:
    """Hosts, owners, suffixes, and the words that belong to the name in some families."""

    hosts: frozenset[str]
    owners: Mapping[str, tuple[str, ...]]  # organisation id → other prefixes of its own
    suffixes: tuple[Suffix, ...]  # longest first
    part_of_name: Mapping[str, frozenset[str]]

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """Read the vocabulary file."""
        record = tomllib.loads(path.read_text(encoding="utf-8"))
        suffixes = [
            Suffix(dashed(phrase), field, value)
            for field, values in record["suffix"].items()
            for value, phrases in values.items()
            for phrase in phrases
        ]
        return cls(
            hosts=frozenset(host.casefold() for host in record["hosts"]),
            owners={key: tuple(names) for key, names in record["owners"].items()},
            suffixes=tuple(sorted(suffixes, key=lambda s: (-len(s.phrase), s.phrase))),
            part_of_name={family: frozenset(words) for family, words in record["part_of_name"].items()},
        )

    @cached_property
    def _by_phrase(self) -> dict[str, Suffix]:
        return {suffix.phrase: suffix for suffix in self.suffixes}

    def suffix_of(self, name: str) -> Suffix | None:
        """The longest known phrase that ends a dashed name, if the rest is not empty and its family allows it."""
        words = name.split("-")
        for count in range(min(4, len(words) - 1), 0, -1):
            suffix = self._by_phrase.get("-".join(words[-count:]))
            if suffix is not None and not self._belongs(words[0], suffix.phrase):
                return suffix
        return None

    def _belongs(self, first_word: str, phrase: str) -> bool:
        family = first_word.rstrip("0123456789.")
        return phrase in self.part_of_name.get(family, frozenset())

    def variant(self, settings: Mapping[str, str]) -> Variant:
        """Settings as a variant: known fields in one spelling, everything else kept verbatim under its own key."""
        known: dict[str, str] = {}
        other: dict[str, str] = {}
        for key, value in sorted(settings.items()):
            if key not in FIELDS:
                other[key] = value
                continue
            field, spelled = self._spelled(key, value)
            if field == "thinking" and spelled not in ("on", "off"):
                other[key] = value
            else:
                known.setdefault(field, spelled)
        if known.get("effort") and known.get("thinking") == "on":
            del known["thinking"]  # an effort says already that it thinks
        return Variant.model_validate({**known, "other": other})

    def _spelled(self, field: str, value: str) -> tuple[str, str]:
        """One spelling per fact: effort "none" is thinking off; true and false are on and off."""
        text = dashed(value)
        if field == "thinking" and text in ("true", "on", "yes", "enabled", "1"):
            return "thinking", "on"
        if field == "thinking" and text in ("false", "off", "no", "disabled", "0"):
            return "thinking", "off"
        if field in ("effort", "thinking", "precision", "prompt", "tools"):
            suffix = self._by_phrase.get(text)
            if suffix is not None and suffix.field in (field, "thinking", "effort"):
                return suffix.field, suffix.value
        return field, value
