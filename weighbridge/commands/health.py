"""Commands for whoever runs it: status for monitors, and reports on a run for logs, commits and the tracking issue."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from weighbridge.commands.operating import EXIT_STRICT
from weighbridge.commands.options import data_option, json_option, print_json, print_table
from weighbridge.dataset import load_dataset
from weighbridge.files import iso
from weighbridge.health import BoardHealth, freshness, healths
from weighbridge.outcome import TROUBLE

LIMIT = 200  # characters of a reason in a report


def _now(at: datetime | None) -> datetime:
    return at.replace(tzinfo=UTC) if at is not None else datetime.now(UTC)


def _clock_option(command: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "--at",
        type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"]),
        metavar="DATE",
        help="Measure ages at that moment (UTC) instead of now.",
    )(command)


@click.command("status")
@data_option
@json_option
@_clock_option
@click.option("--strict", is_flag=True, help="Exit with 3 when a board is held, unreachable, failed or stale.")
@click.option("--within", type=click.FloatRange(0), metavar="HOURS", help="The newest attempt must be this recent.")
@click.option("--trouble", is_flag=True, help="List only boards with something to report.")
def status_command(  # noqa: PLR0917 (one parameter an option)
    data: Path, as_json: bool, at: datetime | None, strict: bool, within: float | None, trouble: bool
) -> None:
    """Show the health of every board, for people and monitors: last attempt, success and change, staleness, reason.

    With --strict the exit code is 3 when something is held, unreachable, failed or stale, or when the newest
    attempt is older than --within allows: that is how a schedule that stopped is noticed.

    \b
    Example:
      weighbridge status --strict --within 13
      weighbridge status --trouble --json
    """
    now = _now(at)
    boards = healths(load_dataset(data).sources, now)
    newest = max((b.attempted_at for b in boards if b.attempted_at), default=None)
    late = within is not None and (newest is None or now - newest > timedelta(hours=within))
    shown = [board for board in boards if not (trouble and board.well)]
    figure = {**freshness(boards), "late": late}
    if as_json:
        print_json({"at": iso(now), "freshness": figure, "boards": [board.as_json() for board in shown]})
    else:
        _print_status(shown, figure)
    if strict and (late or not all(board.well for board in boards)):
        raise SystemExit(EXIT_STRICT)


def _print_status(boards: Sequence[BoardHealth], figure: dict[str, Any]) -> None:
    lines = [
        (
            f"{b.source}/{b.board}",
            f"{b.state}, stale" if b.stale else b.state,
            *(_day(moment) for moment in (b.attempted_at, b.last_success, b.last_change)),
            "" if b.kept != "active" else b.cadence_days,
            b.rows,
        )
        for b in boards
    ]
    header = ("board", "state", "last attempt", "last success", "last change", "cadence days", "rows")
    print_table(header, lines, right=frozenset({5, 6}))
    for board in boards:
        if board.reason:
            click.echo(f"{board.source}/{board.board}: since {_day(board.trouble_since)}: {board.reason}")
    share = "no rows yet" if figure["share"] is None else f"{figure['share']:.1%}"
    click.echo(
        f"fresh: {share} ({figure['fresh_rows']} of {figure['rows']} rows, {figure['fresh_boards']} of "
        f"{figure['boards']} boards that are kept up); last attempt {figure['last_attempt'] or 'never'}"
        + (", later than it should be" if figure["late"] else "")
    )


def _day(moment: datetime | None) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d") if moment else ""


# --- reports on a run --------------------------------------------------------------------------


@click.command("report-refresh")
@click.argument("file", type=click.File(encoding="utf-8"), metavar="FILE|-")
@click.option("--summary", "form", flag_value="summary", help="A table in Markdown, for the log of a job.")
@click.option("--message", "form", flag_value="message", help="The message of the commit that holds the new data.")
def report_refresh_command(file: Any, form: str | None) -> None:
    """Say in words and figures what a run changed, from the output of 'weighbridge refresh --json'.

    \b
    Example:
      weighbridge refresh --json > run.json
      weighbridge report-refresh run.json --message
    """
    if form is None:
        raise click.UsageError("say which: --summary or --message")
    try:
        records = [_record(value) for value in json.load(file)["sources"]]
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(f"{file.name}: not the output of 'weighbridge refresh --json'") from error
    click.echo(summary_of(records) if form == "summary" else message_of(records))


@dataclass(frozen=True)
class RunRecord:
    """What became of one source in a run."""

    id: str
    outcome: str
    rows: int
    new: int
    changed: int
    withdrawn: int
    unresolved: int
    reason: str
    seconds: float
    troubled: bool

    @property
    def moved(self) -> bool:
        """Whether a row differs."""
        return bool(self.new or self.changed or self.withdrawn)


def _record(value: dict[str, Any]) -> RunRecord:
    figures = {key: int(value[key]) for key in ("rows", "new", "changed", "withdrawn", "unresolved")}
    troubled = any(board["outcome"] in TROUBLE for board in value["boards"])
    return RunRecord(
        **figures,
        id=str(value["id"]),
        outcome=str(value["outcome"]),
        reason=str(value["reason"] or ""),
        seconds=float(value["seconds"]),
        troubled=troubled,
    )


def message_of(records: Sequence[RunRecord]) -> str:
    """A commit message: totals in the subject, then a line for each source that changed or is in trouble."""
    moved, troubled = [r for r in records if r.moved], [r for r in records if r.troubled]
    totals = {key: sum(getattr(r, key) for r in moved) for key in ("new", "changed", "withdrawn")}
    told = ", ".join(f"{number} {key}" for key, number in totals.items() if number) or "nothing changed"
    subject = f"[data] Read {len(records)} sources: {told}" + (f"; {len(troubled)} in trouble" if troubled else "")
    lines = [f"{r.id}: {r.new} new, {r.changed} changed, {r.withdrawn} withdrawn; {r.rows} rows stand" for r in moved]
    trouble = [f"{r.id} in trouble: {_said(r.reason, _for_commits)}" for r in troubled]
    return "\n\n".join(part for part in (subject, "\n".join(lines), "\n".join(trouble)) if part)


def summary_of(records: Sequence[RunRecord]) -> str:
    """A Markdown table of sources that changed or are in trouble, under one sentence on all of them."""
    told = [r for r in records if r.moved or r.troubled]
    counts = {outcome: sum(r.outcome == outcome for r in records) for outcome in sorted({r.outcome for r in records})}
    first = f"{len(records)} sources: " + ", ".join(f"{number} {outcome}" for outcome, number in counts.items()) + "."
    header = ("id", "outcome", "rows", "new", "changed", "withdrawn", "unresolved", "seconds", "reason")
    rows = [
        (*(getattr(r, key) for key in header[:-2]), f"{r.seconds:.1f}", _said(r.reason, _for_markdown)) for r in told
    ]
    return "\n\n".join([first, _markdown_table(header, rows)] if rows else [first])


@click.command("report-trouble")
@data_option
@_clock_option
@click.option("--days", type=click.FloatRange(0), default=3, show_default=True, help="In trouble for longer than this.")
def report_trouble_command(data: Path, at: datetime | None, days: float) -> None:
    """Write the text of the tracking issue: boards in trouble for days. Prints nothing when there is none.

    \b
    Example:
      weighbridge report-trouble --days 3
    """
    now = _now(at)
    boards = [b for b in healths(load_dataset(data).sources, now) if b.state in TROUBLE and _lasting(b, now, days)]
    if boards:
        click.echo(trouble_of(boards, days))


def _lasting(board: BoardHealth, now: datetime, days: float) -> bool:
    return board.trouble_since is not None and now - board.trouble_since > timedelta(days=days)


def trouble_of(boards: Sequence[BoardHealth], days: float) -> str:
    """The tracking issue in Markdown: what is wrong, since when, and what to do."""
    header = ("board", "state", "since", "last success", "reason")
    rows = [
        (f"{b.source}/{b.board}", b.state, _day(b.trouble_since), _day(b.last_success), _said(b.reason, _for_markdown))
        for b in boards
    ]
    few = (
        f"{len(boards)} boards have been in trouble for more than {days:g} days. Their last good numbers stand, dated."
    )
    return "\n\n".join([few, _markdown_table(header, rows), "What to do: `ops/README.md`, the runbook."])


# --- words of strangers ------------------------------------------------------------------------


def _said(text: str, escape: Callable[[str], str]) -> str:
    """A reason, which may quote a payload: one line, printable, no longer than a line should be, and inert."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    plain = " ".join(plain.split())
    return escape(plain[: LIMIT - 1] + "…" if len(plain) > LIMIT else plain)


def _for_markdown(text: str) -> str:
    """As a code span in a table cell: no link, mention, image or mark-up comes alive in there."""
    return "`" + text.replace("`", "'").replace("|", "\\|") + "`" if text else ""


def _for_commits(text: str) -> str:
    """Without what a forge acts on in commit messages: issue numbers, mentions, and [skip …]."""
    return re.sub(r"#(?=\d)", "no. ", text).replace("@", " at ").replace("[", "(").replace("]", ")")


def _markdown_table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


COMMANDS = (status_command, report_refresh_command, report_trouble_command)
