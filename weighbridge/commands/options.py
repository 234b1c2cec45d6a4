"""Options that several commands share, and how they print."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def default_data() -> Path:
    """``$WEIGHBRIDGE_DATA``, else ``data`` in the current folder, else the checkout's."""
    stated = os.environ.get("WEIGHBRIDGE_DATA")
    if stated:
        return Path(stated)
    here = Path("data")
    return here if here.is_dir() else Path(__file__).parents[2] / "data"


def data_option(command: Command) -> Command:
    """``--data DIR``."""
    return click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        default=default_data,
        show_default="./data",
        help="The data folder.",
    )(command)


def json_option(command: Command) -> Command:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")(command)


def as_of_option(command: Command) -> Command:
    """``--as-of DATE``: the end of that day, in UTC."""
    return click.option(
        "--as-of",
        callback=_end_of_day,
        metavar="DATE",
        help="What was known at the end of that day (UTC), as 2026-07-10.",
    )(command)


def _end_of_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> datetime | None:
    if value is None:
        return None
    try:
        return datetime.combine(date.fromisoformat(value), time(23, 59, 59), tzinfo=UTC)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not a date like 2026-07-10") from error


def print_json(value: Any) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def print_table(header: Sequence[str], rows: Sequence[Sequence[object]], right: frozenset[int] = frozenset()) -> None:
    """A plain table; columns in ``right`` are right-aligned."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(h), *(len(row[i]) for row in cells)) if cells else len(h) for i, h in enumerate(header)]
    for row in [list(header), *cells]:
        line = "  ".join(
            c.rjust(w) if i in right else c.ljust(w) for i, (c, w) in enumerate(zip(row, widths, strict=True))
        )
        click.echo(line.rstrip())
