"""Commands that put the site out: build, update, serve."""

from __future__ import annotations

import time
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from weighbridge.build import Built, build
from weighbridge.commands.operating import refreshed, report
from weighbridge.commands.options import as_of_option, data_option
from weighbridge.standing.renew import renew_history
from weighbridge.unchanged import build_key, leave_note, stands


def _built(built: Built, seconds: float) -> str:
    return f"{built.out}: {_told(built)}, {seconds:.1f} s"


def _told(built: Built) -> str:
    return (
        f"{built.files} files, {built.size / 1e6:.1f} MB, {len(built.dataset.current)} current results, "
        f"data version {built.version}"
    )


def _build_if_changed(data: Path, out: Path, as_of: datetime | None, base_url: str | None, started: float) -> str:
    """What to say of a build that is left out when the tree is, byte for byte, what it would make."""
    key = build_key(data, (as_of, base_url))
    told = stands(out, key)
    if told is not None:
        return f"{out}: unchanged, nothing built; {told['tree']}, {time.monotonic() - started:.1f} s"
    built = build(data, out, as_of=as_of, base_url=base_url)
    if build_key(data, (as_of, base_url)) == key:  # nothing was edited meanwhile
        leave_note(out, key, {"tree": _told(built)})
    return _built(built, time.monotonic() - started)


def _build_options(command: click.decorators.FC) -> click.decorators.FC:
    command = click.option(
        "--base-url", metavar="URL", help="Where the site will stand; makes canonical links and feeds absolute."
    )(command)
    return click.option(
        "--out",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("public"),
        show_default=True,
        help="Where the site goes.",
    )(command)


@click.command("build")
@data_option
@_build_options
@as_of_option
@click.option(
    "--if-changed",
    is_flag=True,
    help="Build only if data, code, templates, packages or options differ from the last build with this option, or a "
    "byte of the site is not in its place.",
)
def build_command(data: Path, out: Path, base_url: str | None, as_of: datetime | None, if_changed: bool) -> None:
    """Build site and downloads from the data folder: the same data give the same bytes.

    \b
    Example:
      weighbridge build --out public
      weighbridge build --as-of 2026-07-10 --out /tmp/july
    """
    started = time.monotonic()
    if if_changed:
        click.echo(_build_if_changed(data, out, as_of, base_url, started))
        return
    built = build(data, out, as_of=as_of, base_url=base_url)
    click.echo(_built(built, time.monotonic() - started))


@click.command("update")
@data_option
@_build_options
@click.option("--strict", is_flag=True, help="Exit with 3 when a source is held, unreachable or failed.")
def update_command(data: Path, out: Path, base_url: str | None, strict: bool) -> None:
    """Refresh all sources, add the ranking of new days to the history, build: the scheduled job.

    \b
    Example:
      weighbridge update --base-url https://example.org/
    """
    outcomes = refreshed((), data, None, None, quiet=False)
    renew_history(data, new=True)
    started = time.monotonic()
    click.echo(_built(build(data, out, base_url=base_url), time.monotonic() - started))
    report(outcomes, as_json=False, strict=strict)


@click.command("serve")
@click.option(
    "--out", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path("public"), show_default=True
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve_command(out: Path, port: int) -> None:
    """Preview a built site on this machine.

    \b
    Example:
      weighbridge serve --port 8000
    """
    handler = partial(SimpleHTTPRequestHandler, directory=str(out))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        click.echo(f"http://127.0.0.1:{server.server_address[1]}/ (Ctrl-C ends it)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()


COMMANDS = (build_command, update_command, serve_command)
