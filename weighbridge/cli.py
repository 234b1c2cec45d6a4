"""The ``weighbridge`` command. Exit codes: 0 done, 1 failed, 2 usage, 3 with --strict when a source is in trouble."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
from typing import Any

import click

from weighbridge import __version__
from weighbridge.files import BusyError, KeptError
from weighbridge.ledger import LedgerError
from weighbridge.processes import BesideError
from weighbridge.registry import RegistryError
from weighbridge.source import FetchError, ParseError

# Where each command stands: only the module of the one that is called is imported, with what that needs.
MODULES = {
    "backfill": "operating",
    "build": "publishing",
    "check": "reading",
    "diff": "comparing",
    "fit": "ranking",
    "history": "ranking",
    "new-source": "authoring",
    "refresh": "operating",
    "report-refresh": "health",
    "report-trouble": "health",
    "resolve": "reading",
    "review": "reviewing",
    "serve": "publishing",
    "sources": "reading",
    "status": "health",
    "update": "publishing",
    "validate": "ranking",
}


class Group(click.Group):
    """The commands, and the project's own errors as one sentence and exit code 1."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Their names, in the order of the alphabet."""
        return sorted(MODULES)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The command with that name, with its module."""
        if name not in MODULES:
            return None
        commands: tuple[click.Command, ...] = importlib.import_module(f"weighbridge.commands.{MODULES[name]}").COMMANDS
        return next(command for command in commands if command.name == name)

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
