"""Normal forms of model names: the same tokens for every spelling of one name, different ones for different names.

A size (``8b``, ``a22b``, ``8x7b``, ``e4b``) and a version (``3.8``) are tokens of different kinds that never
flow into each other: ``qwen3.8-27b`` is (qwen, 3.8, 27b), ``qwen3-8b`` is (qwen, 3, 8b).
"""

from __future__ import annotations

import re
import unicodedata

Form = tuple[str, ...]

MAX_NAME = 300

_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_QUANTISED_FILE = re.compile(r"(?:\.ggmlv\d)?\.(i?q\d[^.]*)$")
_ISO_DATE = re.compile(r"(?<!\d)(20[2-3]\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)")
_POINT = re.compile(r"(?<=\d)p(?=\d(?:\D|$))")
_SEPARATORS = re.compile(r"[\s_/:,;@#|+&'\"·*()\[\]{}=-]+")
_PLUS = re.compile(r"(?<=\w)\+(?!\w)")  # the last letter of a name, as in Command R+; not what joins two words
_SIZE = re.compile(r"(?:a|e)?\d+(?:\.\d+)?[bmt]|\d+x\d+(?:\.\d+)?b|\d+k")
_PIECES = re.compile(
    r"[^\W\d_]+|(?<=[^\W\d_]{2})\d+(?:\.\d+)?b$|\d+(?:\.\d+)*|[^\w\s]+", re.UNICODE
)  # deep7.8b: deep, 7.8b
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_AT_END = re.compile(rf"-({'|'.join(_MONTHS)})[a-z]{{0,6}}-(20[2-3]\d)$")
_ORDINAL = re.compile(r"\d+o|\d+(?:\.\d+)*v|o\d+")  # 4o, 4v, o3: one token


def folded(name: str) -> str:
    """Lower case, compatibility forms folded, every kind of dash a hyphen, ISO dates closed up."""
    text = unicodedata.normalize("NFKC", name[:MAX_NAME]).casefold().strip()
    text = _DASHES.sub("-", text)
    text = _QUANTISED_FILE.sub(r"-\1", text.removesuffix(".gguf"))  # mistral-7b-instruct-v0.2.Q4_K_S.gguf
    return _ISO_DATE.sub(r"\1\2\3", text.replace("_", "-"))


def dashed(name: str) -> str:
    """The folded name, runs of separators as one hyphen: ``GPT 5 (high)`` → ``gpt-5-high``, ``R+`` → ``r-plus``."""
    return _SEPARATORS.sub("-", _PLUS.sub("-plus", folded(name))).strip("-.")


def letters(name: str) -> str:
    """The folded name's letters and digits alone: ``Essential AI`` and ``EssentialAI`` agree."""
    return "".join(sign for sign in folded(name) if sign.isalnum())


def form_of(text: str) -> Form:
    """Tokens of a name: words, versions and sizes, letters and digits apart (``llama3.3`` and ``llama-3.3`` agree)."""
    tokens: list[str] = []
    for part in _POINT.sub(".", dashed(text)).split("-"):
        if not part:
            continue
        if _SIZE.fullmatch(part) or _ORDINAL.fullmatch(part):
            tokens.append(part)
        else:
            tokens.extend(_PIECES.findall(part))
    return tuple(piece for piece in tokens if piece != ".")


def is_size(token: str) -> bool:
    """Whether a token is a number of parameters (``27b``, ``a3b``, ``8x7b``)."""
    return bool(_SIZE.fullmatch(token))


def is_date(token: str) -> bool:
    """Whether a token can be a date: MMDD, YYMM, YYMMDD or YYYYMMDD."""
    return token.isdecimal() and len(token) in (4, 6, 8)


def is_full_date(token: str) -> bool:
    """Whether a token is YYYYMMDD."""
    return bool(re.fullmatch(r"20[2-3]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", token))


def month_at_end(name: str) -> tuple[str, str] | None:
    """A dashed name without the month in words that ends it, and the month: ``x-may-2025`` is (``x``, ``2025-05``)."""
    found = _MONTH_AT_END.search(name)
    if found is None:
        return None
    return name[: found.start()], f"{found[2]}-{_MONTHS.index(found[1]) + 1:02}"


def falls_in(token: str, month: str) -> bool:
    """Whether a date in a name (MMDD, YYMM, YYMMDD or YYYYMMDD) falls in a month (``2025-05``)."""
    year, number = month[2:4], month[5:]
    if len(token) == 4:
        return token == f"{year}{number}" or (token[:2] == number and "01" <= token[2:] <= "31")
    return token[-6:-2] == f"{year}{number}"


def spelled_apart(form: Form) -> Form:
    """The form in which versions have hyphens for points: (glm, 5.2) → (glm, 5, 2)."""
    apart: list[str] = []
    for token in form:
        apart.extend(token.split(".") if re.fullmatch(r"\d+(?:\.\d+)+[a-z]?", token) else [token])
    return tuple(apart)
