"""The committed ledger of every source is what its captures give, read in the order of their days."""

from __future__ import annotations

from datetime import datetime
from functools import cache, partial
from pathlib import Path

import pytest

from tests.sources.support import captures, needs_captures
from weighbridge.backfill import end_of
from weighbridge.discovery import result_sources
from weighbridge.http import Fetcher
from weighbridge.pipeline import Desk, read_source
from weighbridge.registry import Registry, load_registry
from weighbridge.source import AnySource

DATA = Path(__file__).parents[2] / "data"


@cache
def registry() -> Registry:
    """The registry with its cards and acceptances, loaded once for all days."""
    return load_registry(DATA / "registry")


def replaying(moment: datetime, source: AnySource) -> Fetcher:
    """A fetcher that answers from the captures as of a moment."""
    return Fetcher.replaying(captures(), as_of=moment, kinds=source.replay_kinds)


def ledger_of(source_id: str, data: Path) -> dict[str, bytes]:
    """Every file of a source's ledger; none where nothing was ever entered."""
    folder = data / "results" / source_id
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


@needs_captures
@pytest.mark.parametrize("source_id", sorted(result_sources()))
def test_the_ledger_is_the_backfill_of_the_captures(source_id: str, tmp_path: Path) -> None:
    source = result_sources()[source_id]
    for day in captures().days(source.reach, source.replay_kinds):
        desk = Desk(tmp_path, registry(), partial(replaying, end_of(day)), end_of(day))
        read_source(source, desk)
    made, kept = ledger_of(source_id, tmp_path), ledger_of(source_id, DATA)
    differ = sorted(name for name in made.keys() | kept.keys() if made.get(name) != kept.get(name))
    assert not differ, f"remove data/results/{source_id} and run: weighbridge backfill {source_id}"
