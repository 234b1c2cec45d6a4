"""Commands that answer questions about the data: check, resolve, sources."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from weighbridge.agreed import with_agreed
from weighbridge.audit import audit
from weighbridge.commands.options import data_option, json_option, print_json, print_table
from weighbridge.coverage import coverage_of
from weighbridge.dataset import load_dataset
from weighbridge.discovery import fact_sources
from weighbridge.files import iso
from weighbridge.ledger import open_ledgers
from weighbridge.registry import load_registry
from weighbridge.resolve import Resolution, Resolver
from weighbridge.schema import FactRow
from weighbridge.tally import Tally, tally
from weighbridge.vocabulary import Vocabulary


@click.command("check")
@data_option
@json_option
@click.option("--coverage", is_flag=True, help="Also print how many models have each fact, and how many names resolve.")
def check_command(data: Path, as_json: bool, coverage: bool) -> None:
    """Check that registry, ledger and results are consistent: every problem with file and line.

    \b
    Example:
      weighbridge check --coverage
    """
    found = audit(data)
    covered = coverage_of(found.dataset) if coverage and found.dataset is not None else {}
    if as_json:
        print_json(
            {
                "problems": [{"file": p.file, "line": p.line, "problem": p.what} for p in found.problems],
                "results": found.results,
                "evidenced": found.evidenced,
                **({"coverage": covered} if coverage else {}),
            }
        )
    else:
        for problem in found.problems:
            click.echo(str(problem))
        if found.dataset is not None:
            click.echo(
                f"{found.evidenced} of {found.results} results carry address, reporter, reading time and payload hash"
            )
        for name, (have, of) in covered.items():
            click.echo(f"{name}: {have} of {of} ({have / of:.1%})" if of else f"{name}: none")
        click.echo(f"{len(found.problems)} problems" if found.problems else "no problems")
    if found.problems or found.evidenced < found.results:
        raise SystemExit(1)


def _resolver(data: Path) -> Resolver:
    """The resolver of the whole registry: what people entered and what catalogues agree on, as in a dataset."""
    ledgers = open_ledgers(data, fact_sources().values(), FactRow)
    registry = with_agreed(load_registry(data / "registry"), ledgers)
    return Resolver(registry, Vocabulary.load(data / "registry" / "vocabulary.toml"))


@click.command("resolve")
@click.argument("names", nargs=-1, metavar="NAME|-")
@click.option("--source", default="", metavar="ID", help="The source that uses the name.")
@click.option("--date", "when", metavar="DATE", help="The date of the result: some names changed their meaning.")
@data_option
@json_option
def resolve_command(names: tuple[str, ...], source: str, when: str | None, data: Path, as_json: bool) -> None:
    """Say what a raw name means, and by which rule.

    With --json and - in place of a name, reads JSON lines {"source", "name"} (optional: "settings", "date")
    and writes {"source", "name", "model", "variant", "rule"}; "model" is null when the name is not resolved.

    \b
    Example:
      weighbridge resolve "fireworks/deepseek-v3p2-thinking" --source vals
      weighbridge resolve --json - < names.jsonl
    """
    if not names:
        raise click.UsageError("give a name, or - to read JSON lines")
    day = _day(when)
    resolver = _resolver(data)
    if names == ("-",):
        for record in _json_lines():
            _print_resolution(resolver, record)
        return
    for name in names:
        found = resolver.resolve_row(source, name, {}, day)
        if as_json:
            click.echo(_resolution_line(source, name, found))
        else:
            click.echo(f"{name}: {found.model or 'unresolved'} ({found.variant.label()}); {found.rule}")


def _json_lines() -> Iterator[dict[str, Any]]:
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise click.ClickException(f"line {number} of the input is not JSON: {error}") from error
        if not isinstance(record, dict) or not isinstance(record.get("name"), str):
            raise click.ClickException(f"line {number} of the input needs a text field 'name'")
        yield record


def _print_resolution(resolver: Resolver, record: dict[str, Any]) -> None:
    source = str(record.get("source") or "")
    settings = {str(k): str(v) for k, v in (record.get("settings") or {}).items()}
    found = resolver.resolve_row(source, record["name"], settings, _day(record.get("date")))
    click.echo(_resolution_line(source, record["name"], found))


def _resolution_line(source: str, name: str, found: Resolution) -> str:
    variant = {k: v for k, v in found.variant.model_dump().items() if v}
    record = {"source": source, "name": name, "model": found.model, "variant": variant, "rule": found.rule}
    return json.dumps(record, ensure_ascii=False)


def _day(text: object) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is not a date like 2026-07-10") from error


@click.command("sources")
@data_option
@json_option
@click.option("--figures", is_flag=True, help="Count everything instead: in all, and source by source.")
def sources_command(data: Path, as_json: bool, figures: bool) -> None:
    """Show every source: its state, its rows, when it was read, why it is held.

    \b
    Example:
      weighbridge sources
      weighbridge sources --figures
    """
    if figures:
        _print_figures(tally(load_dataset(data)), as_json)
        return
    records = []
    for view in load_dataset(data).sources:
        troubles = [b.status.reason for b in view.boards if b.status is not None and b.status.reason]
        states = sorted({b.status.state.value for b in view.boards if b.status is not None})
        records.append(
            {
                "id": view.source.id,
                "status": view.source.status,
                "state": ", ".join(states) or "never read",
                "boards": len(view.boards),
                "rows": view.rows,
                "last_success": iso(view.last_success) if view.last_success else None,
                "last_change": iso(view.last_change) if view.last_change else None,
                "stale": view.stale,
                "reason": "; ".join(sorted(set(troubles))) or None,
            }
        )
    if as_json:
        print_json({"sources": records})
        return
    keys = ("id", "status", "state", "boards", "rows", "last_success", "stale")
    print_table(keys, [["" if r[k] is None else r[k] for k in keys] for r in records], right=frozenset({3, 4}))
    for record in records:
        if record["reason"]:
            click.echo(f"{record['id']}: {record['reason']}")


def _print_figures(found: Tally, as_json: bool) -> None:
    if as_json:
        print_json(asdict(found))
        return
    print_table(
        ("source", "status", "rows", "models", "benchmarks", "unresolved", "refused", "lines"),
        [
            (r.id, r.status, r.rows, r.models, r.benchmarks, f"{r.unresolved:.1%}", len(r.held), r.lines)
            for r in found.by_source
        ],
        right=frozenset(range(2, 8)),
    )
    for row in found.by_source:
        for held in row.held:
            click.echo(f"{row.id}: {held}")
    click.echo(
        f"{found.sources} sources with {found.boards} boards, {found.catalogues} catalogues, "
        f"{found.price_lists} price lists; {found.benchmarks} benchmarks; "
        f"{found.results} current results ({found.archived} of retired boards, "
        f"{found.resolved / max(found.results, 1):.1%} resolve), {found.withdrawn} withdrawn ones; "
        f"{found.models} models, {found.open_models} with open weights; "
        f"a scraper has {found.median_lines:g} lines of code at the median"
    )


COMMANDS = (check_command, resolve_command, sources_command)
