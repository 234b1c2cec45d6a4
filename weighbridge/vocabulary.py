"""The closed vocabulary of settings and prefixes, from ``data/registry/vocabulary.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from weighbridge.names import dashed, folded, form_of, is_size
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
    front_words: frozenset[str]  # of hosts: words that stand before a whole name with a hyphen
    quantisers: frozenset[str]  # owners of other makers' weights in another precision
    owners: Mapping[str, tuple[str, ...]]  # organisation id → other prefixes of its own
    suffixes: tuple[Suffix, ...]  # longest first
    part_of_name: Mapping[str, frozenset[str]]
    endpoints: Mapping[str, frozenset[str]]  # word for a faster endpoint → families where it is that without a size
    tag_families: frozenset[str]  # whose tags after a colon mean another version than the name
    agents: frozenset[str]  # harnesses, dashed, that let a model act: it follows instructions
    source_ids: Mapping[str, str]  # another id of a source → the source's own
    moved: Mapping[str, date]  # dashed name → the day on which hosts gave it to a later snapshot

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
            hosts=frozenset(folded(host) for host in record["hosts"]),
            front_words=frozenset(record["front_words"]),
            quantisers=frozenset(record["quantisers"]),
            owners={key: tuple(names) for key, names in record["owners"].items()},
            suffixes=tuple(sorted(suffixes, key=lambda s: (-len(s.phrase), s.phrase))),
            part_of_name={family: frozenset(words) for family, words in record["part_of_name"].items()},
            endpoints={word: frozenset(families) for word, families in record["endpoint"].items()},
            tag_families=frozenset(record["tag_families"]),
            agents=frozenset(dashed(harness) for harness in record["agents"]),
            source_ids=dict(record["other_source_ids"]),
            moved=dict(record["moved"]),
        )

    @cached_property
    def _by_phrase(self) -> dict[str, Suffix]:
        return {suffix.phrase: suffix for suffix in self.suffixes}

    @cached_property
    def owner_words(self) -> frozenset[str]:
        """Every prefix that is a developer's own."""
        return frozenset(folded(word) for words in self.owners.values() for word in words)

    def suffix_of(self, name: str) -> Suffix | None:
        """The longest known phrase that ends a dashed name, if the rest is not empty and its family allows it."""
        words = name.split("-")
        for count in range(min(4, len(words) - 1), 0, -1):
            suffix = self._by_phrase.get("-".join(words[-count:]))
            if suffix is not None and not self._belongs(words[0], suffix.phrase):
                return suffix
        return self._endpoint_of(words)

    def _endpoint_of(self, words: list[str]) -> Suffix | None:
        """A word for a faster endpoint of open weights: they have a size, or their family is listed for the word."""
        families = self.endpoints.get(words[-1])
        if families is None or len(words) < 2:
            return None
        sized = any(is_size(token) and token.endswith("b") for token in form_of("-".join(words[:-1])))
        known = sized or _family(words[0]) in families
        return Suffix(words[-1], "host", words[-1]) if known else None

    def _belongs(self, first_word: str, phrase: str) -> bool:
        words = self.part_of_name.get(_family(first_word), frozenset())
        return phrase in words or phrase.partition("-")[0] in words  # qwen3.7-max-thinking is not (max thinking)

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
        if known.get("budget", "0") not in ("0", "none"):
            known.setdefault("thinking", "on")
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


def _family(first_word: str) -> str:
    return first_word.rstrip("0123456789.")
