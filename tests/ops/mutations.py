"""Payloads with a few places changed as a hostile or careless publisher might change them."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

import pyarrow
import pyarrow.parquet

HUGE, DEEP, NO_NUMBER, OVERFLOW, DIGITS = "@HUGE@", "@DEEP@", "@NAN@", "@OVERFLOW@", "@DIGITS@"
RAW = {  # stand-ins for what json.dumps will not write
    f'"{DEEP}"': "[" * 3_000 + "]" * 3_000,
    f'"{NO_NUMBER}"': "NaN",
    f'"{OVERFLOW}"': "1e999",
    f'"{DIGITS}"': "9" * 5_000,
    HUGE: "x" * 100_000,
}
TEXTS = (
    *("", " ", "0", "-", "true", "N/A", "1e400", "١٢", "²", "½", "1_000", "0x10", "٣.٥", "12:34", "+", "a=b"),
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "data:text/html,x"),
    *("{{ 7*7 }}", "{% raw %}", "${x}", '=HYPERLINK("http://x.example")', "@SUM(A1)", "+1-1|cmd", "\t=1+1"),
    *("../../x", "..\\..\\x", "/etc/passwd", "a/../b", "a//b", "a\x00b", "con", ".", "..", "%2e%2e%2f"),
    *("\u202egpj.exe", "\u2066x\u2069", "\x1b[31m", "\x07", "\r\n", "\ufeff", "\ufffe", "\u2028", "\u200b", "а𝗆𝘰del"),
    *("|", "||", "\\", "'", '"', ",", ";", "#", "---", "&x;", "<!--", "-->", "]]>", "<td>", "</table>", "[", "]("),
    *("a" * 300, "(" * 3_000, "[" * 3_000, "- " * 2_000, "1" * 400, "1," * 2_000, "a+" * 2_000, " " * 4_900 + "x"),
    *("2026-13-45", "9999-12-31", "0001-01-01T00:00:00+23:59", "2026-01-01T25:00:00Z", HUGE),
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 0.5, 101, 1e308, -1e308, 2**63, 10**30, [], {}, [[]], [{}], {"": ""}, {"a": None}),
    *([None], ["a"], [1, 2], {"value": 1}, DEEP, NO_NUMBER, OVERFLOW, DIGITS, "\ud800", "\U0001f600"),
    *TEXTS,
)


class Move(NamedTuple):
    """One change: which place (modulo their number), which of the ways, and what comes there."""

    place: int
    way: int
    value: int


def mutated(body: bytes, moves: Sequence[Move]) -> bytes:
    """The payload after the moves, in the format it had as far as that can be told."""
    if body.startswith(b"PAR1"):
        return _table(body, moves)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return _bytes(body, moves)
    if all(move.way % 8 == 7 for move in moves):
        return _bytes(body, moves)
    return _text(text, moves).encode("utf-8", "surrogatepass")


def _text(text: str, moves: Sequence[Move]) -> str:
    for whole in (_json, _json_lines, _embedded):
        changed = whole(text, moves)
        if changed is not None:
            return changed
    for move in moves:
        text = _line(text, move) if move.way % 2 else _token(text, move)
    return text.replace(HUGE, RAW[HUGE])


def _json(text: str, moves: Sequence[Move]) -> str | None:
    try:
        tree = [json.loads(text)]
    except ValueError:
        return None
    for move in moves:
        _change(tree, move)
    return _dumped(tree[0] if tree else None, ascii_only=moves[0].place % 2 == 0)


def _dumped(tree: Any, *, ascii_only: bool) -> str:
    text = json.dumps(tree, ensure_ascii=ascii_only)
    for stand_in, raw in RAW.items():
        text = text.replace(stand_in, raw)
    return text


def _json_lines(text: str, moves: Sequence[Move]) -> str | None:
    lines = [line for line in text.split("\n") if line]
    if len(lines) < 2 or lines[0][0] not in "{[" or lines[1][0] not in "{[":
        return None
    number = moves[0].place % len(lines)
    changed = _json(lines[number], moves)
    return None if changed is None else "\n".join([*lines[:number], changed, *lines[number + 1 :]])


def _embedded(text: str, moves: Sequence[Move]) -> str | None:
    """JSON in a script element or in the attribute of an Astro island; None where there is none, or now and then."""
    if moves[0].way % 3 == 0:
        return None
    for pattern, decode, encode in (
        (r"<script[^<>]*>\s*([{\[][^<]*)</script>", str, str),
        (r'props="([^"]*)"', html.unescape, html.escape),
    ):
        found = re.search(pattern, text)
        changed = _json(decode(found[1]), moves) if found else None
        if found and changed is not None:
            return text[: found.start(1)] + encode(changed) + text[found.end(1) :]
    return None


def _nodes(tree: Any) -> Iterator[tuple[Any, Any]]:
    todo = [tree]
    while todo:
        here = todo.pop()
        keys: Any = here.keys() if isinstance(here, dict) else range(len(here))
        for key in keys:
            yield here, key
            if isinstance(here[key], dict | list):
                todo.append(here[key])


def _change(tree: Any, move: Move) -> None:
    """Change one place of a tree of lists and objects."""
    nodes = list(_nodes(tree))
    if not nodes:
        return
    here, key = nodes[move.place % len(nodes)]
    value = deepcopy(VALUES[move.value % len(VALUES)])
    way = move.way % 8
    if way == 0:
        del here[key]
    elif way == 1 and isinstance(here, dict):
        here[TEXTS[move.value % len(TEXTS)]] = here.pop(key)
    elif way == 2 and isinstance(here, list):
        here.append(here[key])
    elif way == 3:
        there, other = nodes[move.value * 7919 % len(nodes)]
        here[key] = json.loads(json.dumps(there[other]))
    elif way == 4:
        here[key] = json.dumps(here[key]) if not isinstance(here[key], str) else [here[key]]
    elif way == 5 and isinstance(here[key], str):
        here[key] = here[key] + str(value) if isinstance(value, str) else here[key][: move.value % 8]
    else:
        here[key] = value


def _token(text: str, move: Move) -> str:
    places = [match.span() for match in re.finditer(r"[\w.%+-]+|[^\w\s]", text)]
    if not places:
        return text
    start, end = places[move.place % len(places)]
    new = TEXTS[move.value % len(TEXTS)]
    ways: list[Callable[[], str]] = [lambda: new, lambda: text[start:end] + new, lambda: new + text[start:end]]
    return text[:start] + ways[move.way // 2 % 3]() + text[end:]


def _line(text: str, move: Move) -> str:
    lines = text.split("\n")
    number = move.place % len(lines)
    other = move.value % len(lines)
    ways: list[Sequence[str]] = [
        [],
        [lines[number]] * 2,
        [lines[other]],
        [TEXTS[move.value % len(TEXTS)]],
        [lines[number][: move.value]],
    ]
    way = move.way // 2 % (len(ways) + 1)
    if way == len(ways):
        return "\n".join(lines[:number])
    return "\n".join([*lines[:number], *ways[way], *lines[number + 1 :]])


def _bytes(body: bytes, moves: Sequence[Move]) -> bytes:
    for move in moves:
        at = move.place % (len(body) + 1)
        ways = (body[:at], body[:at] + bytes([move.value % 256]) + body[at + 1 :], body[:at] + b"\xff\x00" + body[at:])
        body = ways[move.way // 8 % 3]
    return body


def _table(body: bytes, moves: Sequence[Move]) -> bytes:
    rows = pyarrow.parquet.read_table(io.BytesIO(body)).to_pylist()
    try:
        for move in moves:
            _change(rows, move)
        out = io.BytesIO()
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    except (
        pyarrow.ArrowException,
        AttributeError,
        TypeError,
        ValueError,
        OverflowError,
    ):  # no such table, or dates as JSON
        return _bytes(body, moves)
    return out.getvalue()
