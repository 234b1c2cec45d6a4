"""The ``weighbridge`` command. Exit codes: 0 done, 1 failed, 2 usage, 3 with --strict when a source is in trouble."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any

import click

from weighbridge import __version__
from weighbridge.commands import authoring, comparing, health, operating, ranking, reading, reviewing
from weighbridge.files import BusyError, KeptError
from weighbridge.ledger import LedgerError
from weighbridge.processes import BesideError
from weighbridge.registry import RegistryError
from weighbridge.source import FetchError, ParseError


class Group(click.Group):
    """A command group that turns the project's own errors into one sentence and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except (RegistryError, LedgerError, ParseError, FetchError, BusyError, KeptError, BesideError) as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            # The reader of our output went away (``| head``): nothing to say, and nobody to say it to.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(1)
        except OSError as error:
            raise click.ClickException(_sentence(error)) from error


def _sentence(error: OSError) -> str:
    """What went wrong on which file; of a tree that could not be copied, the first file."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):
        source, _, reason = error.args[0][0]
        return f"{source}: {reason}" + (f" (and {len(error.args[0]) - 1} more)" if len(error.args[0]) > 1 else "")
    return f"{error.filename or 'file system'}: {error.strerror or error}"


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="weighbridge")
def main() -> None:
    """The public scale for open-weight language models: collect, check, rank and publish benchmark results."""


for _module in (operating, health, reading, reviewing, comparing, ranking, authoring):
    for _command in _module.COMMANDS:
        main.add_command(_command)
