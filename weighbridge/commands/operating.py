"""Commands that bring data in: refresh, backfill."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import click

from weighbridge.backfill import DayRun, backfill, replay_desk
from weighbridge.commands.options import as_of_option, data_option, json_option, print_json, print_table
from weighbridge.dataset import load_dataset
from weighbridge.discovery import all_sources
from weighbridge.files import locked
from weighbridge.http import Fetcher
from weighbridge.outcome import TROUBLE, SourceOutcome
from weighbridge.pipeline import Desk, refresh
from weighbridge.registry import load_registry
from weighbridge.replay import CaptureStore
from weighbridge.review import waiting_names, write_review
from weighbridge.source import AnySource

EXIT_STRICT = 3


def chosen_sources(names: Sequence[str]) -> list[AnySource]:
    """The sources with these ids, all of them if none is named."""
    known = all_sources()
    for name in names:
        if name not in known:
            raise click.BadParameter(
                f"there is no source '{name}'; 'weighbridge sources' lists them", param_hint="SOURCE"
            )
    return [known[name] for name in (names or known)]


def live_desk(data: Path) -> Desk:
    """A desk that asks the real sites; one fetcher for all, so that hosts are asked one request at a time."""
    fetcher = Fetcher(cache=Path(".cache") / "http")
    return Desk(data, load_registry(data / "registry"), lambda source: nullcontext(fetcher), datetime.now(UTC))


def _count_unresolved(data: Path, outcomes: list[SourceOutcome]) -> list[SourceOutcome]:
    dataset = load_dataset(data)
    write_review(data, waiting_names(dataset))
    return [SourceOutcome(o.id, o.boards, o.seconds, len(dataset.unresolved.get(o.id, {}))) for o in outcomes]


def report(outcomes: list[SourceOutcome], *, as_json: bool, strict: bool) -> None:
    """Print what a run did; with ``strict`` exit with 3 when a board is in trouble."""
    if as_json:
        print_json({"sources": [outcome.as_json() for outcome in outcomes]})
    else:
        keys = ("id", "outcome", "rows", "new", "changed", "withdrawn", "unresolved", "seconds")
        lines = [[record[key] for key in keys] for record in (outcome.as_json() for outcome in outcomes)]
        print_table(("source", *keys[1:]), lines, right=frozenset(range(2, 8)))
        for outcome in outcomes:
            if outcome.reason:
                click.echo(f"{outcome.id}: {outcome.reason}")
    if strict and any(board.outcome in TROUBLE for outcome in outcomes for board in outcome.boards):
        raise SystemExit(EXIT_STRICT)


def refreshed(
    sources: Sequence[str], data: Path, replay: Path | None, as_of: datetime | None, quiet: bool
) -> list[SourceOutcome]:
    """Refresh these sources, all if none is named, and write the list of names that wait."""
    chosen = chosen_sources(sources)
    desk = replay_desk(data, CaptureStore(replay), as_of) if replay else live_desk(data)

    def progress(outcome: SourceOutcome) -> None:
        if not quiet:
            click.echo(f"{outcome.id}: {outcome.outcome}", err=True)

    with locked(data):
        return _count_unresolved(data, refresh(chosen, desk, progress=progress))


@click.command("refresh")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--replay",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Answer requests from a folder of captures.",
)
@as_of_option
@data_option
@json_option
@click.option("--strict", is_flag=True, help="Exit with 3 when a source is held, unreachable or failed.")
def refresh_command(  # noqa: PLR0917 (one parameter an option)
    sources: tuple[str, ...], replay: Path | None, as_of: datetime | None, data: Path, as_json: bool, strict: bool
) -> None:
    """Fetch the sources (all, or those named) and enter what passes the checks into the ledger.

    \b
    Example:
      weighbridge refresh vals livebench
      weighbridge refresh --replay ../captures --as-of 2026-07-10
    """
    if as_of is not None and replay is None:
        raise click.UsageError("--as-of needs --replay: a live site answers only as of now")
    report(refreshed(sources, data, replay, as_of, as_json), as_json=as_json, strict=strict)


@click.command("backfill")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option(
    "--replay",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    required=True,
    help="A folder of captures.",
)
@data_option
@json_option
def backfill_command(sources: tuple[str, ...], replay: Path, data: Path, as_json: bool) -> None:
    """Replay every capture in date order through the same pipeline: builds the history.

    \b
    Example:
      weighbridge backfill --replay ../captures
    """
    started = time.monotonic()

    def progress(source: str, runs: list[DayRun]) -> None:
        held = sum(outcome.outcome in ("held", "failed") for _, outcome in runs)
        click.echo(f"{source}: {len(runs)} days" + (f", {held} with a board held or failed" if held else ""), err=True)

    with locked(data):
        ids = [source.id for source in chosen_sources(sources)]
        outcomes = _count_unresolved(data, backfill(ids, data, replay, progress=progress))
    report(outcomes, as_json=as_json, strict=False)
    click.echo(f"{time.monotonic() - started:.0f} s", err=True)


COMMANDS = (refresh_command, backfill_command)
