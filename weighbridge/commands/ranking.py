"""Commands of the ranking: fit, validate, history."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from weighbridge.commands.options import data_option, json_option, print_json, print_table
from weighbridge.dataset import load_dataset
from weighbridge.standing.board import fitted, ranking_matrix
from weighbridge.standing.document import fit_document, validation_document
from weighbridge.standing.history import Snapshot
from weighbridge.standing.kept import write_far, write_validation
from weighbridge.standing.matrix import Matrix, MatrixError, read_matrix
from weighbridge.standing.renew import renew_history
from weighbridge.standing.report import suspects_of


def _matrix_option(command: click.decorators.FC) -> click.decorators.FC:
    return click.option(
        "--matrix",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        help="A CSV of model, benchmark, score (0-1, higher better), optionally domain, reporter, stderr. "
        "Default: our own matrix.",
    )(command)


def _matrix(path: Path | None, data: Path) -> Matrix:
    if path is None:
        return ranking_matrix(load_dataset(data))
    try:
        return read_matrix(path)
    except MatrixError as error:
        raise click.ClickException(f"{path}: {error}") from error


@click.command("fit")
@_matrix_option
@data_option
@json_option
def fit_command(matrix: Path | None, data: Path, as_json: bool) -> None:
    """Fit a matrix of scores: abilities, offsets by domain, curves of the benchmarks, noise.

    A prediction is 1 / (1 + exp(-(c + a (theta + u)))).

    \b
    Example:
      weighbridge fit --matrix scores.csv --json
    """
    found = fit_document(_matrix(matrix, data))
    if as_json:
        print_json(found)
        return
    models = sorted(found["models"], key=lambda m: -m["theta"])
    print_table(
        ("model", "theta", "se"),
        [(m["model"], f"{m['theta']:.3f}", f"{m['se']:.3f}") for m in models],
        right=frozenset({1, 2}),
    )
    click.echo(f"sigma {found['sigma']:.4f}, tau {found['tau']}")


@click.command("validate")
@_matrix_option
@data_option
@json_option
@click.option("--save", is_flag=True, help="Keep the figures of our own matrix in data/standing for the public page.")
def validate_command(matrix: Path | None, data: Path, as_json: bool, save: bool) -> None:
    """Say how well the fit predicts what it has not seen, against simpler methods, on frozen folds.

    \b
    Example:
      weighbridge validate --matrix scores.csv
      weighbridge validate --save
    """
    if save and matrix is not None:
        raise click.UsageError("--save keeps the figures of our own matrix: leave --matrix away")
    found = validation_document(_matrix(matrix, data))
    if save:
        dataset = load_dataset(data)
        write_validation(data, dataset, found)
        ranked = fitted(dataset)
        write_far(data, suspects_of(ranked) if ranked else ())
    if as_json:
        print_json(found)
        return
    print_table(
        ("point", "what", "value", "limit", "holds"),
        [(p["point"], p["name"], _figure(p["value"]), p["limit"], _VERDICTS[p["holds"]]) for p in found["acceptance"]],
        right=frozenset({2}),
    )
    methods = found["methods"]
    click.echo()
    print_table(
        ("method", "pairs %", "error", "left out", "hiding"),
        [
            (name, *(_figure(x) for x in (m["accuracy"]["pair"], m["accuracy"]["mae"], m["lobo"], m["cherry_pick"])))
            for name, m in methods.items()
        ],
        right=frozenset(range(1, 5)),
    )


_VERDICTS = {True: "yes", False: "NO", None: "cannot be measured"}


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3g}"


@click.command("history")
@data_option
@click.option("--new", is_flag=True, help="Keep the days that are written, and add those after them.")
def history_command(data: Path, new: bool) -> None:
    """Recompute the ranking as it would have stood on earlier days, and write data/standing/history.csv.

    One snapshot for the end of each month since 2024, one for each day with a change since July 2026. Rating boards
    and time horizons that have no frozen frame yet get one (data/standing/frames.csv).

    \b
    Example:
      weighbridge history
      weighbridge history --new
    """
    found = renew_history(data, new=new, watch=_watched)
    if found is None:
        if new:
            click.echo("too few shared results for a ranking: no history")
            return
        raise click.ClickException("too few shared results for a ranking")
    told = f"{len(found.days)} days from {found.days[0]} to {found.days[-1]}, {found.computed} of them computed"
    click.echo(f"{told}: {'updated' if found.changed else 'unchanged'}")


def _watched(shots: Iterable[Snapshot], count: int) -> Iterator[Snapshot]:
    with click.progressbar(shots, length=count, file=sys.stderr) as bar:
        yield from bar


COMMANDS = (fit_command, validate_command, history_command)
