"""Which of several runs of one model counts, and when a run was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

from weighbridge.schema import SourceRow
from weighbridge.source import ParseError


def latest_runs(rows: Iterable[SourceRow], *, ties: Literal["first", "last"] = "last") -> list[SourceRow]:
    """One row a key: of several the one measured last. A row without a day is older than any with one.

    Args:
        ties: which of several of one day counts, by their order here.
    """
    latest: dict[tuple[str, ...], SourceRow] = {}
    for row in rows:
        standing = latest.get(row.key())
        if standing is None or _day(row) > _day(standing) or (ties == "last" and _day(row) == _day(standing)):
            latest[row.key()] = row
    return list(latest.values())


def moment_in(text: str, where: str) -> datetime:
    """The moment that an ISO time with its zone states.

    Raises:
        ParseError: no such time, or one without a zone.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ParseError(f"{where}: expected a time, met {text[:40]!r}") from error
    if moment.tzinfo is None:
        raise ParseError(f"{where}: a time without its zone ({text[:40]!r})")
    return moment


def _day(row: SourceRow) -> date:
    return row.measured_on or date.min
