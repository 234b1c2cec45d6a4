"""No regular expression of the project can be made slow: each is met with texts made against it."""

from __future__ import annotations

import ast
import importlib
import re
import signal
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import pytest

from weighbridge.readers.structured import MAX_TEXT
from weighbridge.schema import MODEL_ID_PATTERN, SLUG_PATTERN

ROOT = Path(__file__).parents[2]
CALLS = {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
LOCALS = {"component": "View"}  # what stands in for the arguments that patterns are made with
LONGEST = 0.25  # seconds of processor for a text of MAX_TEXT characters
LENGTHS = (40, MAX_TEXT)
LAST = ("", "\x00")  # what makes the end fail
COMMON = "a0 .-_|(<\n"

# Patterns put to whole pages, whose length nothing bounds: linear at a hundred times a field's length.
WHOLE_PAGES = {
    "weighbridge/readers/markdown.py": {"_COMMENT"},
    "weighbridge/render/slim.py": {"_PIECES"},
    "scrapers/euroeval.py": {"TAG"},
    "scrapers/facts_euroeval_models.py": {"TAG"},
    "scrapers/superclue.py": {"EDITION", "FIRST"},
    "scrapers/vals.py": {"DATA_FILE"},
}


class Found(NamedTuple):
    """A pattern, where it stands, the name it is given (blank: none), and how it is put to texts."""

    place: str
    name: str
    pattern: re.Pattern[str]
    method: str = "search"


def patterns() -> Iterator[Found]:
    """Every pattern that a module of ours compiles or uses, made as the module makes it."""
    for path in sorted([*(ROOT / "weighbridge").rglob("*.py"), *(ROOT / "scrapers").rglob("*.py")]):
        code = path.read_text(encoding="utf-8")
        if not re.search(rf"\bre\.(?:{'|'.join(CALLS)})\b", code):
            continue  # quicker than to look for no call in its tree
        tree = ast.parse(code)
        file = str(path.relative_to(ROOT))
        names = {id(n.value): n.targets[0].id for n in ast.walk(tree) if _names(n)}  # type: ignore[attr-defined]
        for node in ast.walk(tree):
            if _is_call(node):
                space = vars(importlib.import_module(file.removesuffix(".py").replace("/", ".")))
                how = node.func.attr  # type: ignore[attr-defined]
                name = names.get(id(node), "") if how == "compile" else ""
                used = set(re.findall(rf"\b{name}\.(\w+)", code)) & CALLS if name else {how}
                method = used.pop() if used in ({"match"}, {"fullmatch"}) else "search"  # the others search, too
                yield Found(f"{file}:{getattr(node, 'lineno', 0)}", name, _made(node, space), method)
    yield Found("weighbridge/schema.py", "SLUG_PATTERN", re.compile(SLUG_PATTERN))
    yield Found("weighbridge/schema.py", "MODEL_ID_PATTERN", re.compile(MODEL_ID_PATTERN))


def _names(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)


def _is_call(node: ast.AST) -> bool:
    function = node.func if isinstance(node, ast.Call) else None
    owner = function.value if isinstance(function, ast.Attribute) and function.attr in CALLS else None
    return isinstance(owner, ast.Name) and owner.id == "re"


def _made(call: Any, space: dict[str, Any]) -> re.Pattern[str]:
    places = {"compile": 1, "sub": 4, "subn": 4, "split": 3}
    at = places.get(call.func.attr, 2)
    flags = [*call.args[at : at + 1], *(word.value for word in call.keywords if word.arg == "flags")]
    pattern, *given = [eval(compile(ast.Expression(n), "", "eval"), space | LOCALS) for n in (call.args[0], *flags)]
    return re.compile(pattern.decode() if isinstance(pattern, bytes) else pattern, *given)


# Texts made against a pattern


def _member(items: Any) -> str:
    """A character of a class."""
    if items[0][0] is codes.NEGATE:
        barred = "".join(chr(av) if op is codes.LITERAL else _member([(op, av)]) for op, av in items[1:])
        return next(c for c in COMMON + "bcxyz)>/" if c not in barred)
    op, av = items[0]
    if op is codes.LITERAL:
        return chr(av)
    if op is codes.RANGE:
        return chr(av[0])
    return {codes.CATEGORY_DIGIT: "0", codes.CATEGORY_SPACE: " ", codes.CATEGORY_WORD: "a"}.get(av, "-")


def _sample(node: Any) -> str:
    """A text that a part of a pattern is likely to match."""
    text = ""
    for op, av in node:
        if op is codes.LITERAL:
            text += chr(av)
        elif op is codes.IN:
            text += _member(av)
        elif op in (codes.ANY, codes.NOT_LITERAL):
            text += "a" if av != ord("a") else "b"
        elif op is codes.BRANCH:
            text += _sample(av[1][0])
        elif op is codes.SUBPATTERN:
            text += _sample(av[-1])
        elif op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            text += _sample(av[2]) * max(1, min(av[0], 50))
    return text


def _repeats(node: Any, before: str = "") -> Iterator[tuple[str, str]]:
    """(what stands before it, what it repeats) of every repetition, the nested ones too."""
    for op, av in node:
        if op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            yield before, _sample(av[2])
            yield from _repeats(av[2], before)
        elif op is codes.SUBPATTERN:
            yield from _repeats(av[-1], before)
        elif op is codes.BRANCH:
            for branch in av[1]:
                yield from _repeats(branch, before)
        before += _sample([(op, av)])


def attacks(pattern: re.Pattern[str]) -> set[tuple[str, str]]:
    """(start, what comes again and again after it)."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    repeats = set(_repeats(tree))
    own = {character for _, body in repeats for character in body[:3]}
    letters = [*own, *(c for c in COMMON if c not in own)]
    found = set(repeats) | {("", body) for _, body in repeats}
    found |= {(before, letter) for before, _ in repeats for letter in letters}
    found |= {("", letter) for letter in letters} | {("", a + b) for a, b in product([*own][:6], letters[:6])}
    return {(before[:200], body) for before, body in found if body}


def took(pattern: re.Pattern[str], attack: tuple[str, str], length: int, method: str, most: float = 2.0) -> float:
    """Seconds of processor that the pattern needs for a text of about that length; it is stopped after ``most``."""
    before, body = attack
    started = time.process_time()
    signal.signal(signal.SIGVTALRM, _over)
    signal.setitimer(signal.ITIMER_VIRTUAL, most)  # the engine looks for signals: an exponential one does not hang
    try:
        for last in LAST:
            text = before + body * max(1, length // len(body)) + last
            getattr(pattern, method)(text)
    except TimeoutError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
    return time.process_time() - started


def _over(_signal: int, _frame: object) -> None:
    raise TimeoutError


def slowest(pattern: re.Pattern[str], method: str = "search") -> list[tuple[float, tuple[str, str]]]:
    """(seconds, attack) of texts of a field's length, the slowest first; ends as soon as the limit is broken."""
    found = []
    for attack in attacks(pattern):
        for length in LENGTHS:
            seconds = took(pattern, attack, length, method, most=2 * LONGEST)
            if seconds > LONGEST:
                return [(seconds, attack)]
        found.append((seconds, attack))
    return sorted(found, reverse=True) or [(0.0, ("", ""))]


ALL = list(patterns())


def test_the_method_finds_what_is_slow() -> None:
    for bad in (r"(a+)+$", r"(?:ab|a|b)*x", r"(.*?,){20}P", r"\s*a?\s*b?\s*c?\s*$", r"(x+x+)+y"):
        assert slowest(re.compile(bad))[0][0] > LONGEST, bad
    for good in (r"[a-z]{1,9}\d{1,4}$", r"^\s*x", r"<[^<>]{0,400}>"):
        assert slowest(re.compile(good))[0][0] < LONGEST, good


def test_every_pattern_is_met(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(ALL) > 100
    for file, names in WHOLE_PAGES.items():
        assert names <= {found.name for found in ALL if found.place.startswith(f"{file}:")}, file
    with capsys.disabled():
        print(f"\n{len(ALL)} patterns, {sum(len(attacks(found.pattern)) for found in ALL) * len(LAST)} attacks")


@pytest.mark.parametrize("found", ALL, ids=lambda found: f"{found.place} {found.name}")
def test_no_pattern_can_be_made_slow(found: Found) -> None:
    worst = slowest(found.pattern, found.method)
    assert worst[0][0] < LONGEST, f"{found.pattern.pattern!r} takes {worst[0]}"
    if found.name in WHOLE_PAGES.get(found.place.partition(":")[0], ()):
        for _, attack in worst[:3]:
            assert took(found.pattern, attack, 100 * MAX_TEXT, found.method) < 1.0, (
                f"{found.pattern.pattern!r} on {attack}"
            )
