"""The command that helps to add a source."""

from __future__ import annotations

import re
from pathlib import Path

import click

from weighbridge.discovery import all_sources
from weighbridge.scaffold import scaffold
from weighbridge.schema import SLUG_PATTERN


@click.command("new-source")
@click.argument("source_id", metavar="ID")
@click.option("--url", required=True, help="The address of the data.")
@click.option(
    "--into", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path(), help="The checkout."
)
def new_source_command(source_id: str, url: str, into: Path) -> None:
    """Write a scraper's declaration, parser, fixture, card and a failing test to start from.

    \b
    Example:
      weighbridge new-source my-bench --url https://example.org/leaderboard.json
    """
    if not re.fullmatch(SLUG_PATTERN, source_id):
        raise click.BadParameter(f"{source_id!r} is not an id like 'my-bench'", param_hint="ID")
    if source_id in all_sources():
        raise click.ClickException(f"there is already a source '{source_id}'")
    if not url.startswith("https://"):
        raise click.BadParameter("the address should begin with https://", param_hint="--url")
    for path in scaffold(source_id, url, into):
        click.echo(path)


COMMANDS = (new_source_command,)
