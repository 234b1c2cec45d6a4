"""The command that compares two states of the data: ``weighbridge diff``."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from weighbridge.commands.options import data_option, json_option, print_json
from weighbridge.dataset import load_dataset
from weighbridge.export.difference import Snapshot, difference_json, differences, snapshot_of_dataset, snapshot_of_tree
from weighbridge.export.output import API

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@click.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--limit", default=20, show_default=True, metavar="N", help="Lines to print of each kind; 0 for all.")
@data_option
@json_option
def diff_command(before: str, after: str, limit: int, data: Path, as_json: bool) -> None:
    """Say what B has that A has not: results added, changed, withdrawn, and names that mean another model.

    A and B are public trees, or days: what the data folder knew at the end of that day (UTC), with the names
    of today. Of a version like 2026-10-07-0123456789ab the day counts. With --json, every difference.

    \b
    Example:
      weighbridge diff /srv/yesterday public
      weighbridge diff 2026-07-10 2026-10-07 --json
    """
    old, new = _snapshot(before, data), _snapshot(after, data)
    found = differences(old, new)
    if as_json:
        print_json(difference_json(old, new, found))
        return
    click.echo(f"{old.name} → {new.name}: {', '.join(f'{len(same)} {kind}' for kind, same in found.items())}")
    for kind, same in found.items():
        shown = same[:limit] if limit > 0 else same
        for difference in shown:
            click.echo(f"{kind}: {difference.words()}")
        if len(shown) < len(same):
            click.echo(f"{kind}: {len(same) - len(shown)} more (--limit 0 prints all)")


def _snapshot(stated: str, data: Path) -> Snapshot:
    path = Path(stated)
    if (path / API / "results.parquet").is_file():
        return snapshot_of_tree(path)
    day = _DAY.match(stated)
    if path.exists() or day is None:
        raise click.UsageError(f"{stated!r} is neither a public tree ({API}/results.parquet in it) nor a day")
    try:
        moment = datetime.combine(date.fromisoformat(day[0]), time(23, 59, 59), tzinfo=UTC)
    except ValueError as error:
        raise click.UsageError(f"{stated!r} is not a date like 2026-07-10") from error
    return snapshot_of_dataset(load_dataset(data, moment), day[0])


COMMANDS = (diff_command,)
