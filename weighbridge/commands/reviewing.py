"""The command that lists names that wait for a person, and walks one through them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from weighbridge.commands.options import data_option, json_option, print_json
from weighbridge.dataset import Dataset, load_dataset
from weighbridge.registry import Alias
from weighbridge.review import Waiting, suggestions, waiting_names
from weighbridge.review_aliases import RawName, trouble_with, with_alias, write_alias
from weighbridge.vocabulary import Vocabulary

SKIP, QUIT = "s", "q"


@click.command("review")
@data_option
@json_option
@click.option("--most", type=click.IntRange(1), default=40, show_default=True, help="How many names.")
@click.option("--source", metavar="ID", help="Only names of this source.")
@click.option("--walk", is_flag=True, help="Ask about each name, and write the aliases that are given.")
def review_command(data: Path, as_json: bool, most: int, source: str | None, walk: bool) -> None:
    """List unresolved names, those with most results first, with suggestions for a person to judge.

    A suggestion is never published by itself. With --walk each name is asked about: answer with the number of a
    suggestion or a model's id. The alias is checked against every name at hand, then written to
    data/registry/aliases/<source>.toml; one that would change what another name means is refused.

    \b
    Example:
      weighbridge review --most 20
      weighbridge review --walk --source livebench
    """
    if walk and as_json:
        raise click.UsageError("--walk asks questions; it has no JSON")
    dataset = load_dataset(data)
    waiting = [item for item in waiting_names(dataset) if source in (None, item.source)][:most]
    if walk:
        _walk(data, dataset, waiting)
        return
    records = [_record(item, dataset) for item in waiting]
    if as_json:
        print_json({"waiting": records})
        return
    for record in records:
        click.echo(f"{record['source']}: {record['name']} ({record['results']} results): {record['why']}")
        for suggestion in record["suggestions"]:
            click.echo(f"    {suggestion['likeness']:5.1f}  {suggestion['model']}")


def _record(item: Waiting, dataset: Dataset) -> dict[str, Any]:
    return {
        "source": item.source,
        "name": item.name,
        "results": item.results,
        "benchmarks": list(item.benchmarks),
        "why": item.why,
        "suggestions": [{"model": m, "likeness": s} for m, s in suggestions(item.name, dataset.registry.models)],
    }


def _walk(data: Path, dataset: Dataset, waiting: Sequence[Waiting]) -> None:
    folder = data / "registry"
    vocabulary = Vocabulary.load(folder / "vocabulary.toml")
    names: list[RawName] = [
        (r.evidence.source, r.raw_name, r.measured_on or r.first_seen.date()) for r in dataset.results
    ]
    registry, written = dataset.registry, 0
    for number, item in enumerate(waiting, start=1):
        offered = suggestions(item.name, registry.models)
        _show(item, dataset, offered, f"{number} of {len(waiting)}")
        answer = click.prompt("A number, a model's id, s to skip or q to quit", default=SKIP, show_default=True)
        if answer == QUIT:
            break
        if answer == SKIP:
            continue
        model = offered[int(answer) - 1][0] if answer in map(str, range(1, len(offered) + 1)) else answer
        scope = click.prompt("Where does the name mean that", default=item.source, show_default=True)
        reason = click.prompt("The reason, for others to check")
        alias = Alias(name=item.name, model=model, reason=reason)
        trouble = trouble_with(alias, scope, registry, vocabulary, names)
        if trouble:
            click.echo("Not written:\n" + "".join(f"  {sentence}\n" for sentence in trouble[:10]), nl=False)
            continue
        click.echo(f"Written to {write_alias(folder, scope, alias)}.")
        registry = with_alias(registry, scope, alias)
        written += 1
    click.echo(f"{written} aliases written." + (" Now run: weighbridge check" if written else ""))


def _show(item: Waiting, dataset: Dataset, offered: Sequence[tuple[str, float]], place: str) -> None:
    """The name, how many results wait on it, where it stands, and the models near it with what is known of them."""
    click.echo(f"\n[{place}] {item.source}: {item.name}\n  {item.results} results: {item.why}")
    first = dataset.unresolved[item.source][item.name][0]
    settings = ", ".join(f"{key}={value}" for key, value in sorted(first.raw_settings.items()))
    when = f"measured on {first.measured_on}" if first.measured_on else f"first read on {first.first_seen:%Y-%m-%d}"
    click.echo(f"  {', '.join(item.benchmarks[:5])}; {when}" + (f"; {settings}" if settings else ""))
    click.echo(f"  {first.evidence.page} ({first.evidence.locator})")
    for number, (model, likeness) in enumerate(offered, start=1):
        known = dataset.registry.models[model]
        released = dataset.fact(model, "released")
        about = [known.repository or f"{known.weights.value} weights", *([f"released {released}"] if released else [])]
        click.echo(f"  {number}. {model} ({likeness:.0f}; {', '.join(about)})")


COMMANDS = (review_command,)
