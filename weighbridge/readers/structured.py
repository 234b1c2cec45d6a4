"""JSON, JSON lines, YAML, TOML and delimited text, read strictly: what is missing or odd is said, with place."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import yaml

from weighbridge.source import Document, ParseError

type_names = {
    dict: "an object",
    list: "a list",
    str: "text",
    bool: "true or false",
    float: "a number",
    int: "a whole number",
}
MAX_CELL = 1_000_000
MAX_TEXT = 5_000  # of a field taken as text: the expressions that scrapers put to it stay quick

# What a document may hold: ten times what the largest known ones do, and no more than some 200 MB once it is read.
MAX_VALUES = 2_000_000
MAX_LINES = 500_000
MAX_COLUMNS = 5_000
MAX_YAML = 8_000_000  # characters: its scanner is the slowest

csv.field_size_limit(MAX_CELL)


class Fields:
    """A mapping read strictly: a field is taken once; a missing one is an error, what is left can be audited.

    >>> row = Fields({"model": "glm-5", "score": 0.5}, "rows/0")
    >>> row.text("model"), row.number("score"), row.left()
    ('glm-5', 0.5, ())
    """

    def __init__(self, value: object, where: str) -> None:
        if not isinstance(value, Mapping):
            raise ParseError(f"{where}: expected an object, met {_kind(value)}")
        self._rest: dict[str, Any] = {str(k): v for k, v in value.items()}
        self.where = where

    def __contains__(self, name: str) -> bool:
        return name in self._rest

    def take(self, name: str) -> Any:
        """The field's value, whatever it is (None included)."""
        if name not in self._rest:
            raise ParseError(f"{self.where}: field '{name}' is missing (has: {shown(sorted(self._rest))})")
        return self._rest.pop(name)

    def maybe(self, name: str) -> Any:
        """The field's value, or None where the source leaves it out legitimately."""
        return self._rest.pop(name, None)

    def text(self, name: str) -> str:
        """A text field that must be there and not be blank."""
        value = self.take(name)
        if not isinstance(value, str) or not value.strip():
            raise ParseError(f"{self.where}: field '{name}' should be text, is {_kind(value)}")
        return self._bounded(name, value)

    def maybe_text(self, name: str) -> str | None:
        """A text field that may be absent, null or blank (all three: None)."""
        value = self.maybe(name)
        if value is None:
            return None
        if not isinstance(value, str):
            raise ParseError(f"{self.where}: field '{name}' should be text or null, is {_kind(value)}")
        return self._bounded(name, value) or None

    def maybe_json(self, name: str) -> Any:
        """The value in a text field that holds JSON of any length; None where it is absent, null or blank."""
        value = self.maybe(name)
        if value is not None and not isinstance(value, str):
            raise ParseError(f"{self.where}: field '{name}' should be text or null, is {_kind(value)}")
        return json_value(value, f"{self.where}/{name}") if value and value.strip() else None

    def _bounded(self, name: str, value: str) -> str:
        if len(value) > MAX_TEXT:
            raise ParseError(f"{self.where}: field '{name}' has {len(value)} characters; at most {MAX_TEXT} are read")
        return value.strip()

    def number(self, name: str) -> float:
        """A finite number that must be there; true and false are not numbers."""
        value = self.take(name)
        number = self._as_number(name, value)
        if number is None:
            raise ParseError(f"{self.where}: field '{name}' should be a number, is {_kind(value)}")
        return number

    def maybe_number(self, name: str) -> float | None:
        """A finite number that may be absent or null."""
        return self._as_number(name, self.maybe(name))

    def number_or_null(self, name: str) -> float | None:
        """A finite number or null; the field itself must be there."""
        return self._as_number(name, self.take(name))

    def _as_number(self, name: str, value: object) -> float | None:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= sys.float_info.max:
            raise ParseError(f"{self.where}: field '{name}' should be a number or null, is {_kind(value)}")
        return float(value)

    def fields(self, name: str) -> Fields:
        """A nested object, to be read as strictly."""
        return Fields(self.take(name), f"{self.where}/{name}")

    def items(self, name: str) -> list[Any]:
        """A list that must be there."""
        value = self.take(name)
        if not isinstance(value, list):
            raise ParseError(f"{self.where}: field '{name}' should be a list, is {_kind(value)}")
        return value

    def texts(self, name: str) -> list[str]:
        """A list of texts that must be there."""
        where = f"{self.where}/{name}"
        return [Fields({"entry": entry}, where).text("entry") for entry in self.items(name)]

    def maybe_texts(self, name: str) -> list[str]:
        """A list of texts that may be absent, null or otherwise empty (all of them: none)."""
        if not self._rest.get(name):
            self.ignore(name)
            return []
        return self.texts(name)

    def ignore(self, *names: str) -> None:
        """Say that these fields are known and of no use here."""
        for name in names:
            self._rest.pop(name, None)

    def names(self) -> tuple[str, ...]:
        """Names of the fields not yet taken, in the source's order."""
        return tuple(self._rest)

    def left(self) -> tuple[str, ...]:
        """Sorted names of the fields nobody took."""
        return tuple(sorted(self._rest))


def json_of(document: Document) -> Any:
    """The JSON value in a document; a repeated key, NaN or half a surrogate pair is an error.

    Raises:
        ParseError: not JSON (an HTML page in its place is named as such), or truncated.
    """
    text = document.text()
    return json_value(text, document.url)


def json_value(text: str, where: str) -> Any:
    """The JSON value in a text; ``where`` names it in errors."""
    refuse_more(text, ",", MAX_VALUES, where)
    try:
        value = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
        if _SURROGATE.search(text):
            json.dumps(value, ensure_ascii=False).encode()  # half a character cannot be written down again
    except (ValueError, RecursionError) as error:
        if text.lstrip()[:1] == "<":
            raise ParseError(f"{where}: expected JSON, met an HTML or XML page") from error
        reason = error.msg if isinstance(error, json.JSONDecodeError) else ascii(str(error))[1:-1]
        at = f" at line {error.lineno} column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise ParseError(f"{where}: not valid JSON ({reason}{at})") from error
    return value


def json_lines(document: Document) -> Iterator[tuple[int, Any]]:
    """(line number from 1, value) of each non-blank line."""
    text = document.text()
    refuse_more(text, "\n", MAX_LINES, document.url)
    refuse_more(text, ",", MAX_VALUES, document.url)
    for number, line in enumerate(text.split("\n"), start=1):  # not splitlines: JSON may hold U+2028
        if line.strip():
            yield number, json_value(line, f"{document.url} line {number}")


def yaml_of(document: Document) -> Any:
    """The YAML value in a document. Aliases are refused: a few lines of them can fill the memory.

    Raises:
        ParseError: not YAML, or it has anchors, aliases or tags of its own.
    """
    text = document.text()
    refuse_more(text, "\n", MAX_LINES, document.url)
    refuse_more(text, ",", MAX_LINES, document.url)
    if len(text) > MAX_YAML:
        raise ParseError(f"{document.url}: {len(text)} characters of YAML; at most {MAX_YAML} are read")
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader  # with and without libyaml
    try:
        aliases = [t.start_mark.line + 1 for t in yaml.scan(text, Loader=loader) if isinstance(t, yaml.AliasToken)]
        value = None if aliases else yaml.load(text, loader)  # noqa: S506 (both are safe ones)
    # Its makers of numbers, times and flags raise whatever the text of one makes them raise.
    except (yaml.YAMLError, RecursionError, ValueError, KeyError, AttributeError, TypeError, OverflowError) as error:
        first = (str(error).splitlines() or [""])[0] or type(error).__name__
        raise ParseError(f"{document.url}: not valid YAML ({ascii(first[:200])[1:-1]})") from error
    if aliases:
        raise ParseError(f"{document.url}: YAML aliases are not accepted (line {aliases[0]})")
    return value


def toml_of(document: Document) -> dict[str, Any]:
    """The table that a TOML document is.

    Raises:
        ParseError: not TOML.
    """
    try:
        return tomllib.loads(document.text())
    except (ValueError, RecursionError) as error:
        raise ParseError(f"{document.url}: not valid TOML ({ascii(str(error)[:200])[1:-1]})") from error


def csv_rows(document: Document, *, delimiter: str = ",", must_have: Iterable[str] = ()) -> Iterator[Fields]:
    """One :class:`Fields` a row of a delimited text with a header; values are stripped text.

    Args:
        must_have: columns without which the table is another one.

    Raises:
        ParseError: no header, a column repeated or missing, a row of another length, or HTML in its place.
    """
    text = document.text()
    if text.lstrip()[:1] == "<":
        raise ParseError(f"{document.url}: expected a CSV table, met an HTML or XML page")
    refuse_more(text, "\n", MAX_LINES, document.url)
    refuse_more(text, delimiter, MAX_VALUES, document.url)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        if not any(header):
            raise ParseError(f"{document.url}: the table is empty")
        if len(header) > MAX_COLUMNS:
            raise ParseError(f"{document.url}: {len(header)} columns; at most {MAX_COLUMNS} are read")
        repeated = {h for h, times in Counter(header).items() if h and times > 1}
        if repeated:
            raise ParseError(f"{document.url}: column {sorted(repeated)[0]!r} stands twice in the header")
        absent = [name for name in must_have if name not in header]
        if absent:
            raise ParseError(f"{document.url}: column {absent[0]!r} is missing (has: {shown(header)})")
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            where = f"line {reader.line_num}"
            if len(cells) != len(header):
                raise ParseError(f"{document.url} {where}: {len(cells)} fields under {len(header)} columns")
            yield Fields(dict(zip(header, (cell.strip() for cell in cells), strict=True)), where)
    except csv.Error as error:
        raise ParseError(f"{document.url} line {reader.line_num}: not a CSV row ({error})") from error


MISSING = frozenset({"", "-", "--", "—", "–", "n/a", "na", "none", "null", "nan", "tbd", "?", "✗", "×", "/", "*"})
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:[eE][+-]?\d{1,3})?", re.ASCII)


def number_in(text: str, where: str, *, suffix: str = "") -> float | None:
    """The number a cell states: ``"77.47%"`` with suffix ``%`` is 77.47; ``N/A``, ``-`` and blanks are None.

    Thousands separators are understood (``1,234``); anything else is an error, never a guess.
    """
    cell = text.strip().strip("*_` ").replace("\u2212", "-")
    if cell.casefold() in MISSING:
        return None
    if suffix:
        if not cell.endswith(suffix):
            raise ParseError(f"{where}: expected a number with '{suffix}', met {text[:60]!r}")
        cell = cell[: -len(suffix)].rstrip()
    cell = cell.lstrip("$").strip()
    if not cell or not _NUMBER.fullmatch(cell) or not any(c.isdigit() for c in cell):
        raise ParseError(f"{where}: expected a number, met {text[:60]!r}")
    number = float(cell.replace(",", ""))
    if not math.isfinite(number):
        raise ParseError(f"{where}: expected a number, met {text[:60]!r}")
    return number


def figure_in(text: str, where: str) -> float:
    """The number that a text states; like :func:`number_in`, but there must be one."""
    number = number_in(text, where)
    if number is None:
        raise ParseError(f"{where}: expected a number, met {text[:60]!r}")
    return number


def scaled(value: float, factor: float) -> float:
    """``value × factor`` without the last digit's noise (0.7747 × 100 is 77.47)."""
    return round(value * factor, 9)


def maybe_scaled(value: float | None, factor: float) -> float | None:
    """Like :func:`scaled`; missing stays missing."""
    return None if value is None else scaled(value, factor)


def refuse_more(text: str, mark: str, most: int, where: str) -> None:
    """A cheap bound on how much a text can hold, before anything is made of it."""
    if text.count(mark) > most:
        raise ParseError(f"{where}: {text.count(mark)} {mark!r} in the text; at most {most} are read")


def shown(names: Sequence[str]) -> str:
    """The first of some names that strangers chose, as they may stand in a message."""
    plain = (name if name.isprintable() and len(name) <= 60 else ascii(name[:60]) for name in names[:12])
    return ", ".join(plain)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _kind(value: object) -> str:
    if value is None:
        return "null"
    return type_names.get(type(value), type(value).__name__) if not isinstance(value, str) else f"text {value[:40]!r}"


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not a JSON number")
