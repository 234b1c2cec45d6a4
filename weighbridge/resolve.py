"""Which model a raw name means: exact rules and curated aliases; never a fuzzy guess.

A name is looked up as it stands; while it is not known, one setting of the closed vocabulary is taken off its
end and the rest is looked up again. What was taken off must be a setting that the model has. A name that two
models could mean, or that has a word nobody knows, stays unresolved and says why.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from weighbridge.names import (
    Form,
    dashed,
    falls_in,
    folded,
    form_of,
    is_date,
    is_full_date,
    letters,
    month_at_end,
    spelled_apart,
)
from weighbridge.registry import Alias, Registry
from weighbridge.schema import Model, Variant
from weighbridge.spellings import Hit, base_form, dated_stems, forms_of_models, tuned_models, whole_names
from weighbridge.vocabulary import Vocabulary

_MAX_STRIPS = 6
_MAX_FRONT_WORDS = 2
# Bedrock's ids: region, vendor, name and revision in one word (us.meta.llama3-3-70b-instruct-v1:0).
_BEDROCK = re.compile(
    r"(?:(?:us|us-gov|eu|apac|ap|au|ca|jp|sa|global)\.)?([a-z][a-z0-9-]*)\.(.+?)(?:-v?[1-9]:\d+(?::\d+k)?)?", re.I
)
_BUDGET = re.compile(r"(?:thinking-)?(\d{1,3}k|\d{3,6}(?=-thinking|$))(?:-thinking)?(?:-budget|-tokens)?")


@dataclass(frozen=True)
class Resolution:
    """What a raw name means, and by which rule. ``model`` is None when it is not resolved."""

    model: str | None
    variant: Variant
    rule: str


class Resolver:
    """Deterministic: the order of the registry, and models or aliases of other names, change nothing."""

    def __init__(self, registry: Registry, vocabulary: Vocabulary) -> None:
        self._models = registry.models
        self._vocabulary = vocabulary
        self._aliases = {source: _by_name(aliases) for source, aliases in registry.aliases.items()}
        self._stems = {source: _by_stem(by_name) for source, by_name in self._aliases.items()}
        self._repositories = _repositories(registry.models)
        self._makers = {letters(word) for word in vocabulary.owner_words} | {
            letters(word) for org in registry.organisations.values() for word in (org.id, org.name)
        }
        self._primary, self._derived = forms_of_models(registry.models)
        self._whole = whole_names(registry.models, self._primary, self._is_copy)
        self._dated = dated_stems(self._primary)
        self._bases = {m.id: base_form(m) for m in registry.models.values() if m.repository}
        self._tuned = tuned_models(self._bases, self._primary)
        self.resolve = lru_cache(maxsize=200_000)(self._resolve)
        self._row = lru_cache(maxsize=200_000)(self._resolve_row)

    def resolve_row(self, source: str, name: str, settings: Mapping[str, str], when: date | None) -> Resolution:
        """What a row's name and settings mean together; ``when`` is the date of the result."""
        return self._row(source, name, tuple(sorted(settings.items())), when)

    def _resolve_row(
        self, source: str, name: str, settings: tuple[tuple[str, str], ...], when: date | None
    ) -> Resolution:
        found = self.resolve(source, name, when)
        dated = dict(settings).get("snapshot")
        if found.model is None and dated:  # GPT-4o beside a column that says 2024-08-06
            whole = self.resolve(source, f"{name} {dated}", when)
            found = whole if whole.model is not None else found
        taken = {key: value for key, value in found.variant if key != "other" and value is not None}
        stated = dict(settings)
        for key, value in taken.items():
            if key in stated and self._vocabulary.variant({key: stated[key]}) != self._vocabulary.variant({key: value}):
                stated[f"{key} in name"] = value  # both are kept; neither is believed over the other
            else:
                stated.setdefault(key, value)
        stated.update(found.variant.other)
        model, rule = found.model, found.rule
        if (
            model in self._tuned
            and rule != "repository"
            and dashed(stated.get("harness", "")) in self._vocabulary.agents
        ):
            model, rule = self._tuned[model], f"{rule}, tuned: agents run no base checkpoint"
        return Resolution(model, self._vocabulary.variant(stated), rule)

    def _is_copy(self, model: Model) -> bool:
        """Whether a repository holds another maker's weights in another format, by its owner and name."""
        owner, _, name = (model.repository or "").partition("/")
        suffix = self._vocabulary.suffix_of(dashed(name))
        return folded(owner) in self._vocabulary.quantisers and suffix is not None and suffix.field == "precision"

    def owners_of_form(self, text: str) -> set[str]:
        """Ids of the models that a spelling could mean as it stands (for collision checks)."""
        form = form_of(text)
        return {hit.model for hit in (*self._primary.get(form, ()), *self._derived.get(form, ()))}

    def _resolve(self, source: str, name: str, when: date | None) -> Resolution:
        source = self._vocabulary.source_ids.get(source, source)
        for text in _without_hosts(" ".join(name.split()).casefold(), self._vocabulary.hosts):
            found = self._as_written(source, text, when) or self._by_route(source, text, when)
            if found is not None:
                return found
        maker, rest = _maker_in_front(name)
        if maker is not None and letters(maker) in self._makers:
            found = self._resolve(source, rest, when)
            if found.model is not None:
                return found
        owner, tail = _split_owner(name, self._vocabulary)
        if ":" in tail and tail.casefold().partition(":")[0] in self._vocabulary.tag_families:
            return self._unresolved(f"tags of '{tail.partition(':')[0]}' mean another version than the name says")
        return self._by_front(source, owner, dashed(tail), when)

    def _as_written(self, source: str, text: str, when: date | None) -> Resolution | None:
        """By an alias or a repository that is spelled so; None when there is none."""
        for scope in scopes_of(source):
            aliases = self._aliases.get(scope, {}).get(text)
            if aliases:
                return self._by_alias(aliases, scope, when)
        repository = self._repositories.get(text)
        if repository is None:
            return None
        return Resolution(repository[0], self._vocabulary.variant(repository[1]), "repository")

    def _by_route(self, source: str, text: str, when: date | None) -> Resolution | None:
        """By what stands before the word of a host's route (``qwen/qwen3-coder:exacto``)."""
        path, _, word = text.rpartition(":")
        suffix = self._vocabulary.suffix_of(f"{path}-{word}") if "/" in path else None
        if suffix is None or suffix.field != "host" or suffix.phrase != dashed(word):
            return None
        found = self._as_written(source, path, when)
        if found is None or found.model is None:
            return found
        variant = found.variant.model_copy(update={"host": suffix.value})
        return Resolution(found.model, variant, f"{found.rule} + host={suffix.value}")

    def _by_front(
        self, source: str, owner: str | None, text: str, when: date | None, words: int = _MAX_FRONT_WORDS
    ) -> Resolution:
        """By the form of the name; when no model has it, without a host or a developer in front (databricks-…)."""
        first = self._by_form(source, owner, text, when)
        if first.model is not None or "no model has" not in first.rule or not words:
            return first
        for word, rest in self._fronts(text):
            of_developer = word in self._vocabulary.owner_words
            found = self._by_front(source, word if of_developer else owner, rest, when, words - 1)
            if found.model is not None:
                return found
        return first

    def _fronts(self, text: str) -> list[tuple[str, str]]:
        """Hosts and developers at the front of a name, of one word or two (z-ai-glm-5), each with the rest."""
        words = text.split("-")
        splits = [("-".join(words[:count]), "-".join(words[count:])) for count in (1, 2)]
        known = self._vocabulary.owner_words | self._vocabulary.front_words
        return [(word, rest) for word, rest in splits if word in known and rest]

    def _by_alias(self, aliases: tuple[Alias, ...], scope: str, when: date | None) -> Resolution:
        fitting = [alias for alias in aliases if _in_force(alias, when)]
        if not fitting:
            return self._unresolved("the name has dated aliases, none of which holds at its date")
        if when is None and any(alias.since or alias.until for alias in fitting):
            return self._unresolved("the name has dated aliases and the date is not known")
        alias, *others = fitting
        if any(other.model != alias.model for other in others):
            return self._unresolved(
                f"the name may mean {' or '.join(sorted({a.model for a in fitting}))}: {alias.reason}"
            )
        return Resolution(alias.model, self._vocabulary.variant(alias.settings), f"alias of {scope}: {alias.reason}")

    def _by_form(self, source: str, owner: str | None, text: str, when: date | None) -> Resolution:
        taken = dict[str, str]()
        for _ in range(_MAX_STRIPS):
            own = owner is not None and owner not in self._vocabulary.hosts
            aliases = self._alias_of_stem(source, text) if taken or not own else None
            if aliases:
                found = self._by_alias(aliases, source, when)
                if found.model is None:
                    return found
                stem = {k: v for k, v in found.variant if k != "other" and v is not None} | dict(found.variant.other)
                return self._checked(Hit(found.model, found.rule, primary=True), owner, {**stem, **taken})
            form = form_of(text)
            if form in self._dated and "snapshot" in taken:
                form = (*form, self._sibling_of(form, taken.pop("snapshot")))
            elif self._has_moved(owner, text, when):
                return self._unresolved(f"hosts have given '{text}' to a later snapshot by then")
            hit = self._lookup(form)
            if isinstance(hit, Hit):
                return self._checked(hit, owner, taken, form)
            if hit is not None:
                return self._unresolved(hit)
            step = self._strip(text)
            if step is None:
                break
            text, field, value = step
            if field in taken and (field, value) != ("precision", "gguf"):  # a file's format beside its quantisation
                break
            taken.setdefault(field, value)
        return self._unresolved(f"no model has the name '{text}'")

    def _sibling_of(self, form: Form, snapshot: str) -> str:
        """The date that a sibling bears: the snapshot itself, or that of the one sibling of a month (``2025-05``)."""
        dates = sorted(date for date in self._dated[form] if falls_in(date, snapshot)) if "-" in snapshot else []
        models = {hit.model for date in dates for hit in self._primary[(*form, date)]}
        return dates[0] if len(models) == 1 else snapshot

    def _has_moved(self, owner: str | None, text: str, when: date | None) -> bool:
        """Whether hosts use the name for a later snapshot on that day; the name of a repository never moves."""
        moved = self._vocabulary.moved.get(text)
        return bool(moved and when and when >= moved) and f"{owner}/{text}" not in self._repositories

    def _alias_of_stem(self, source: str, text: str) -> tuple[Alias, ...] | None:
        """Aliases whose name is what is left of a name once its settings are off."""
        found = (self._stems.get(scope, {}).get(text) for scope in scopes_of(source))
        return next((aliases for aliases in found if aliases), None)

    def _lookup(self, form: Form) -> Hit | str | None:
        """The one model with this form; a sentence when there are two; None when there is none."""
        for index in (self._primary, self._derived, self._whole):
            hits = index.get(form, ())
            models = {hit.model for hit in hits}
            if len(models) > 1:
                return f"'{' '.join(form)}' could be {' or '.join(sorted(models))}"
            if models:
                return hits[0]
        return None

    def _strip(self, text: str) -> tuple[str, str, str] | None:
        """Take one setting off the end: (rest, field, value)."""
        suffix = self._vocabulary.suffix_of(text)
        if suffix is not None:
            return text[: -len(suffix.phrase) - 1], suffix.field, suffix.value
        dated = self._date_at_end(text)
        if dated is not None:
            return dated[0], "snapshot", dated[1]
        budget = re.search(r"-(?:thinking-)?(\d{1,3}k)$", text)
        if budget:
            return text[: budget.start(1) - 1], "budget", budget.group(1)
        steps = re.search(r"-(\d+)-steps$", text)
        if steps:
            return text[: steps.start()], "max_steps", steps.group(1)
        return None

    def _date_at_end(self, text: str) -> tuple[str, str] | None:
        """The rest and the date: a day, or the month of a sibling that bears a day of it."""
        head, _, last = text.rpartition("-")
        if head and is_full_date(last) and form_of(head) not in self._dated:
            return head, last
        month = month_at_end(text)
        return month if month is not None and form_of(month[0]) in self._dated else None

    def _checked(self, hit: Hit, owner: str | None, taken: Mapping[str, str], form: Form = ()) -> Resolution:
        """The model, provided that the prefix may stand before it and that it has the settings taken off."""
        model = self._models[hit.model]
        trouble = self._owner_trouble(hit, owner, taken, form) or _setting_trouble(model, taken)
        if trouble:
            return self._unresolved(trouble)
        rule = hit.rule + (f" + {', '.join(f'{k}={v}' for k, v in sorted(taken.items()))}" if taken else "")
        return Resolution(hit.model, self._vocabulary.variant(taken), rule)

    def _owner_trouble(self, hit: Hit, owner: str | None, taken: Mapping[str, str], form: Form) -> str | None:
        model = self._models[hit.model]
        if owner is None or owner in self._vocabulary.hosts:
            return None
        if owner in self._vocabulary.quantisers and "precision" in taken:
            return None
        own = {
            model.id.partition("/")[0],
            model.developer,
            *self._vocabulary.owners.get(model.developer, ()),
            *(repository.partition("/")[0].casefold() for repository in (model.repository or "", *model.twins)),
        }
        if owner not in own:
            return f"'{owner}' is neither a known host nor {model.developer}, so '{model.name}' may be another's copy"
        base = self._bases.get(model.id, ())
        names_base = bool(form) and form in (base, spelled_apart(base)) and not is_date(form[-1])  # bases have no dates
        if names_base or (not hit.primary and model.repository and "without" in hit.rule):
            return f"'{owner}/…' without instruct or chat may be the base checkpoint of {model.name}"
        return None

    def _unresolved(self, why: str) -> Resolution:
        return Resolution(None, Variant(), f"unresolved: {why}")


@lru_cache(maxsize=1_000)
def scopes_of(source: str) -> tuple[str, ...]:
    """Whose aliases hold for a source: its own, those of the family it belongs to (vals-vibe-code: vals), all."""
    parts = source.split("-")
    return (*("-".join(parts[:count]) for count in range(len(parts), 0, -1)), "any")


def _setting_trouble(model: Model, taken: Mapping[str, str]) -> str | None:
    """Why a model cannot have been run with the settings taken off its name, or None."""
    thinks = taken.get("thinking") == "on" or "budget" in taken or taken.get("effort") not in (None, "none")
    if thinks and model.reasoning in ("never", "unknown"):
        return f"{model.name} is not known to think, so the rest of the name may be another model's"
    if taken.get("thinking") == "off" and model.reasoning == "always":
        return f"{model.name} always thinks, so the rest of the name may be another model's"
    return None


def _by_name(aliases: tuple[Alias, ...]) -> dict[str, tuple[Alias, ...]]:
    found: dict[str, list[Alias]] = defaultdict(list)
    for alias in aliases:
        found[" ".join(alias.name.split()).casefold()].append(alias)
    return {name: tuple(same) for name, same in found.items()}


def _by_stem(by_name: Mapping[str, tuple[Alias, ...]]) -> dict[str, tuple[Alias, ...]]:
    """Aliases by their names with hyphens. Those with an owner, and tags that moved, hold as written only."""
    found: dict[str, tuple[Alias, ...]] = {}
    for name, aliases in by_name.items():
        moves = ":" in name and len({alias.model for alias in aliases}) > 1
        loose = tuple(alias for alias in aliases if not alias.exact)
        if loose and "/" not in name and not moves:
            found[dashed(name)] = found.get(dashed(name), ()) + loose
    return found


def _in_force(alias: Alias, when: date | None) -> bool:
    if when is None:
        return True
    return (alias.since is None or alias.since <= when) and (alias.until is None or when <= alias.until)


def _repositories(models: Mapping[str, Model]) -> dict[str, tuple[str, dict[str, str]]]:
    """Hugging Face id, case-folded → (model id, settings that the repository's format implies)."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for model in models.values():
        for repository in (model.repository, *model.twins):
            if repository:
                settings = {} if repository == model.repository else _format_of(repository)
                found[repository.casefold()] = (model.id, settings)
    return found


def _format_of(repository: str) -> dict[str, str]:
    last = folded(repository).removesuffix("-dynamic").rpartition("-")[2]
    formats = ("fp8", "fp4", "nvfp4", "mxfp4", "bf16", "fp16", "int4", "int8", "awq", "gptq", "gguf", "dspark")
    return {"precision": last} if last in formats else {}


def _without_hosts(name: str, hosts: frozenset[str]) -> list[str]:
    """The name as it stands, then without the hosts that lead it (``nebius/Qwen/QwQ-32B``: ``Qwen/QwQ-32B``)."""
    names = [name]
    head, slash, rest = name.partition("/")
    while slash and rest and folded(head) in hosts:
        names.append(rest)
        head, slash, rest = rest.partition("/")
    return names


def _maker_in_front(name: str) -> tuple[str | None, str]:
    """A display name apart (``Google: Gemma 3 27B``): who made it, and what it is called."""
    maker, colon, rest = name.partition(": ")
    return (maker, rest) if colon and rest.strip() else (None, name)


def _split_owner(name: str, vocabulary: Vocabulary) -> tuple[str | None, str]:
    """(owner or host, rest): the part before the last ``/`` of a path-like name, with leading hosts dropped."""
    text = name.strip()
    if re.search(r"\s", text.rpartition("/")[0]):
        return None, text
    *before, tail = [part for part in text.split("/") if part] or [text]
    bedrock = _BEDROCK.fullmatch(tail)
    if bedrock and folded(bedrock[1]) in vocabulary.owner_words:
        before, tail = [*before, bedrock[1]], bedrock[2]
    owners = [folded(part).lstrip("@~").removeprefix("hf:") for part in before]
    strange = [owner for owner in owners if owner not in vocabulary.hosts]
    return (strange[-1] if strange else owners[-1] if owners else None), tail
