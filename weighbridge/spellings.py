"""Spellings of models as forms: their own, and those that others derive from them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from weighbridge.names import Form, form_of, is_date, is_size, spelled_apart
from weighbridge.schema import Model

# Boards drop these words; the shorter form is the model's too unless another model owns it.
_CHAT_WORDS = ("instruct", "chat", "it")
_LEAST_TOKENS = 3  # of a repository's name that is believed without its owner


@dataclass(frozen=True)
class Hit:
    model: str
    rule: str
    primary: bool  # the model's own spelling, not one derived from it


def forms_of_models(models: Mapping[str, Model]) -> tuple[dict[Form, tuple[Hit, ...]], dict[Form, tuple[Hit, ...]]]:
    """Form → hits, once for models' own spellings, once for forms derived from them."""
    primary: dict[Form, list[Hit]] = defaultdict(list)
    for model in sorted(models.values(), key=lambda m: m.id):
        if model.provisional:
            continue  # known by its repository's whole name, until a person has read what else it is called
        for spelling, what in _spellings(model):
            primary[form_of(spelling)].append(Hit(model.id, what, primary=True))
    derived: dict[Form, list[Hit]] = defaultdict(list)
    repositories = _repository_names(models)
    known = primary.keys() | repositories.keys()
    heads = frozenset(form[:end] for form in known for end in range(2, len(form) + 1) if is_size(form[end - 1]))
    dated = frozenset(form[:end] for form in primary if is_date(form[-1]) for end in range(2, len(form)))
    for form, hits in primary.items():
        if form not in dated and len(total := _without_active(form)) < len(form) and total not in primary:
            derived[total].extend(
                Hit(hit.model, f"{hit.rule}, without the active parameters", primary=False) for hit in hits
            )
        tuned = any(models[hit.model].repository for hit in hits)
        for other, how in _derivations(form, known, heads, tuned):
            if other not in primary:
                owners = repositories.get(other, frozenset()) if "without" in how else frozenset[str]()
                derived[other].extend(
                    Hit(hit.model, f"{hit.rule}, {how}", primary=False) for hit in hits if owners <= {hit.model}
                )
    return {f: tuple(h) for f, h in primary.items()}, {f: tuple(h) for f, h in derived.items()}


def _repository_names(models: Mapping[str, Model]) -> dict[Form, frozenset[str]]:
    """Form of a repository's whole name, twins among them → the models that have one of that name."""
    found: dict[Form, set[str]] = defaultdict(set)
    for model in models.values():
        for repository in (model.repository, *model.twins):
            if repository:
                found[form_of(repository.partition("/")[2])].add(model.id)
    return {form: frozenset(owners) for form, owners in found.items()}


def _spellings(model: Model) -> list[tuple[str, str]]:
    found = [(model.name, "name"), (model.id.partition("/")[2], "id")]
    if model.repository:
        found.append((model.repository.partition("/")[2], "repository name"))
    return found + [(alias, f"alias '{alias}'") for alias in model.aliases]


def _derivations(form: Form, known: AbstractSet[Form], heads: AbstractSet[Form], tuned: bool) -> list[tuple[Form, str]]:
    """Forms that others use for this one: hyphens for points, a v more or less, and no instruct or chat.

    Where the base checkpoint says of itself that it is one (``…-Base``), the bare name may be either's.
    """
    found = [(other, "the v of the version") for other in _v_forms(form)]
    last = _size_last(form)
    if last != form:
        found += [(last, "the size at the end")]
        found += [(other, "the size at the end, the v of the version") for other in _v_forms(last)]
    found += [(other, "instruct for it") for other in _swapped(form) if tuned]
    for candidate, how in [(form, ""), *found]:
        apart = spelled_apart(candidate)
        if apart != candidate and not _size_clash(candidate, heads):
            found.append((apart, "hyphens for points" + (f", {how}" if how else "")))
    plain = [(other, how) for other, how in found if how == "hyphens for points"]
    for candidate, how in [(form, ""), *plain] if tuned else []:
        rest = tuple(token for token in candidate if token not in _CHAT_WORDS)
        if rest != candidate and rest and (*rest, "base") not in known:
            found.append(
                (
                    rest,
                    f"without {'/'.join(t for t in candidate if t in _CHAT_WORDS)}" + (f", {how}" if how else ""),
                )
            )
    return found


def _swapped(form: Form) -> list[Form]:
    """The form with instruct for it, or it for instruct: a family has one of the two, and boards write the other."""
    swap = {"it": "instruct", "instruct": "it"}
    return [tuple(swap.get(token, token) for token in form)] if sum(token in swap for token in form) == 1 else []


def _without_active(form: Form) -> Form:
    """The form of a mixture with its total size only: qwen 3.8 2.4t of qwen 3.8 2.4t a95b."""
    total = tuple(token for token in form if not re.fullmatch(r"a\d+(?:\.\d+)?b", token))
    return total if any(is_size(token) for token in total) else form


def _size_last(form: Form) -> Form:
    """The form with its sizes after all other words, as boards with a column for the size have it (llama 2 chat 7b)."""
    sizes = tuple(token for token in form[1:] if is_size(token) and token[-1] == "b")
    return (*(token for token in form if token not in sizes), *sizes) if sizes else form


def whole_names(
    models: Mapping[str, Model], primary: Mapping[Form, object], copies: Callable[[Model], bool]
) -> dict[Form, tuple[Hit, ...]]:
    """Form → hits for repositories that no person has read: their whole name, long enough to be one model's only.

    It has a size and three tokens at least: ``llama-7b`` is copied under many owners, ``falcon-7b-instruct`` says
    whose it is. A name that two repositories bear has two hits; one that a chat checkpoint bears too, but for the
    word that says so, and the repositories of ``copies`` (another's weights in another format) have none.
    """
    found: dict[Form, list[Hit]] = defaultdict(list)
    tuned = set[Form]()
    for model in sorted(models.values(), key=lambda m: m.id):
        form = form_of((model.repository or "").partition("/")[2])
        tuned.add(tuple(token for token in form if token not in _CHAT_WORDS) if set(form) & {*_CHAT_WORDS} else ())
        long = len(form) >= _LEAST_TOKENS and any(is_size(token) for token in form)
        if model.provisional and long and not copies(model):
            found[form].append(Hit(model.id, "whole name of the repository", primary=True))
    return {form: tuple(hits) for form, hits in found.items() if form not in primary and form not in tuned}


def _v_forms(form: Form) -> list[Form]:
    """The form with the v of its first version added or left out: llama v3.1 405b, deepseek 3.2."""
    for place, word in enumerate(form[1:3], start=1):
        if word == "v" and form[place + 1 : place + 2] and form[place + 1][0].isdecimal():
            return [form[:place] + form[place + 1 :]]
        if re.fullmatch(r"\d(?:\.\d+)?", word):
            return [(*form[:place], "v", *form[place:])]
    return []


def base_form(model: Model) -> Form:
    """What the base checkpoint of a tuned repository is called, or nothing when it has no chat word."""
    form = form_of((model.repository or "").partition("/")[2])
    rest = tuple(token for token in form if token not in _CHAT_WORDS)
    return rest if rest != form else ()


def tuned_models(bases: Mapping[str, Form], primary: Mapping[Form, tuple[Hit, ...]]) -> dict[str, str]:
    """Base checkpoint → the one model that is tuned from it by its name."""
    found: dict[str, set[str]] = defaultdict(set)
    for model, form in bases.items():
        for hit in primary.get(form, ()) if form else ():
            found[hit.model].add(model)
    return {base: next(iter(tuned)) for base, tuned in found.items() if len(tuned) == 1 and base not in tuned}


def _size_clash(form: Form, heads: AbstractSet[Form]) -> bool:
    """Whether a minor version spelled with a hyphen could be read as a size: qwen3.8-27b beside qwen3-8b.

    ``heads`` are the known forms up to each of their sizes.
    """
    for place, token in enumerate(form[:-1]):
        match = re.fullmatch(r"(\d+)\.(\d+)", token)
        if match and is_size(form[place + 1]):
            return (*form[:place], match[1], f"{match[2]}b") in heads
    return False


def dated_stems(primary: Mapping[Form, object]) -> dict[Form, frozenset[str]]:
    """Forms of which dated siblings are models of their own, with those dates: part of the name there."""
    found: dict[Form, set[str]] = defaultdict(set)
    for form in primary:
        if len(form) > 1 and is_date(form[-1]):
            found[form[:-1]].add(form[-1])
    return {form: frozenset(dates) for form, dates in found.items()}
