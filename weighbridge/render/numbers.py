"""Numbers in words: rounded by their error, with one count of decimals a column, blank where nothing is known."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date, datetime

from weighbridge.schema import Unit

MINUS = "\u2212"
MAX_DECIMALS = 4

UNIT_SIGN = {
    Unit.PERCENT: "%",
    Unit.FRACTION: "0–1",
    Unit.RATING: "rating",
    Unit.POINTS: "points",
    Unit.MINUTES: "min",
    Unit.USD: "$",
    Unit.SECONDS: "s",
    Unit.RANK: "rank",
}

# Decimals of a column whose numbers state no error.
USUAL_DECIMALS = {
    Unit.PERCENT: 1,
    Unit.FRACTION: 3,
    Unit.RATING: 0,
    Unit.POINTS: 1,
    Unit.MINUTES: 0,
    Unit.USD: 2,
    Unit.SECONDS: 1,
    Unit.RANK: 0,
}


def decimals_for_error(error: float) -> int:
    """Decimals that leave two significant digits of a standard error (1.8 → 1, 12 → 0, 0.018 → 3)."""
    if error <= 0:
        return 1
    return min(max(1 - math.floor(math.log10(error)), 0), MAX_DECIMALS)


def stated_decimals(value: float) -> int:
    """Decimals that a number has as published (82.0 → 0, 42.888 → 3)."""
    text = repr(value)
    if "e" in text:
        text = f"{value:.{MAX_DECIMALS}f}".rstrip("0")
    return len(text.partition(".")[2].rstrip("0"))


def column_decimals(values: Iterable[float], errors: Iterable[float | None], unit: Unit) -> int:
    """One count of decimals for a column: by its typical error, never more than what is published."""
    numbers = list(values)
    known = sorted(error for error in errors if error)
    wanted = decimals_for_error(known[len(known) // 2]) if known else USUAL_DECIMALS[unit]
    stated = max((stated_decimals(value) for value in numbers), default=0)
    return min(max(wanted, 0), stated, MAX_DECIMALS)


def number(value: float, decimals: int) -> str:
    """A number with a true minus sign and commas from 10,000 on."""
    text = f"{value:,.{decimals}f}" if abs(value) >= 10_000 else f"{value:.{decimals}f}"
    if text.startswith("-"):
        text = MINUS + text[1:] if float(text.replace(",", "")) else text[1:]
    return text


def exact(value: float) -> str:
    """A number as published, without rounding."""
    return number(value, min(stated_decimals(value), 15)) if abs(value) < 1e15 else repr(value)


def money(value: float | None) -> str:
    """Dollars: cents, whole dollars from 100 on, two digits below a cent; blank when unknown."""
    if value is None:
        return ""
    if value and abs(value) < 0.1:
        return f"{value:.{min(1 - math.floor(math.log10(abs(value))), 8)}f}"
    return number(value, 0 if abs(value) >= 100 else 2)


def seconds(value: float | None) -> str:
    """Seconds, with a decimal below 10; blank when unknown."""
    return "" if value is None else number(value, 1 if abs(value) < 10 else 0)


def billions(count: float | None) -> str:
    """Parameters in billions with up to three digits; blank when unknown."""
    if count is None:
        return ""
    size = count / 1e9
    if size >= 100:
        return number(round(size), 0)
    return f"{size:.1f}".removesuffix(".0") if size >= 1 else f"{size:.2f}".rstrip("0").rstrip(".")


def thousands(tokens: float | None) -> str:
    """Tokens in thousands (131,072 → 131); blank when unknown."""
    return "" if tokens is None else number(round(tokens / 1000), 0)


def day(moment: date | datetime | None) -> str:
    """A date in ISO form; blank when unknown."""
    if moment is None:
        return ""
    return (moment.date() if isinstance(moment, datetime) else moment).isoformat()


def minute(moment: datetime) -> str:
    """A time in UTC to the minute."""
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def counted(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: 1 model, 2 models, 12,345 models."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def size_text(size: float) -> str:
    """Bytes as GB with a digit below 10."""
    gigabytes = size / 1e9
    return number(gigabytes, 1 if gigabytes < 10 else 0)


def file_size(size: int) -> str:
    """Bytes of a file with their unit: 640 B, 98 kB, 1.4 MB, 21 MB."""
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= factor:
            return f"{number(size / factor, 1 if size < 10 * factor else 0)} {unit}"
    return f"{size} B"


def listing(words: Iterable[str], last: str = "and") -> str:
    """Words as a sentence lists them: a, b and c."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
