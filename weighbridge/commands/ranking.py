"""Commands that let others check the ranking: fit, validate."""

from __future__ import annotations

import click

COMMANDS: tuple[click.Command, ...] = ()
