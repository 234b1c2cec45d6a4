"""What holds for every source alike. An exception that is no longer needed fails too."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from statistics import median

import pytest

from tests.committed import registry
from tests.sources.support import CAPTURES, FIXTURES, needs_captures
from weighbridge.attribution import licence_note
from weighbridge.discovery import all_sources, fact_sources, price_sources, result_sources
from weighbridge.replay import CaptureStore
from weighbridge.source import AnySource, Source

ROOT = Path(__file__).parents[2]
SOURCES = list(all_sources().values())
MAX_LINES = 150
MEDIAN_LINES = 60

# Sources none of whose addresses has a payload among the captures in the shape that they read.
NOT_CAPTURED = {"lmarena"}
# Sources whose test writes the payload itself (a parquet file is no text, one of thousands of answers is long).
WRITTEN_BY_THE_TEST = {"livecodebench"}


def path_of(source: AnySource) -> Path:
    """The scraper's file."""
    return ROOT / f"{type(source).__module__.replace('.', '/')}.py"


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.id)
def test_a_declaration_is_complete(source: AnySource) -> None:
    assert source.title
    assert source.maintainer
    assert source.licence.attribution
    assert source.home.startswith("https://")
    assert source.reach and all(prefix.startswith("https://") and prefix.count("/") >= 3 for prefix in source.reach)
    assert 1 <= source.cadence_days <= 400
    assert (source.status == "active") == (source.status_since is None), "a board that ended ended on a day"
    assert source.boards
    assert len({board.id for board in source.boards}) == len(source.boards)
    for board in source.boards:
        assert board.page.startswith("https://")
        assert board.url.startswith(source.reach), f"{board.url} is not within reach"
        assert 1 <= board.expect.min_rows <= board.expect.max_rows
        if isinstance(source, Source) and board.benchmark:
            card = registry().benchmarks[board.benchmark]
            assert board.version in {version.id for version in card.versions}
            assert not board.metric or board.metric in card.metrics


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.id)
def test_a_scraper_is_small_pure_and_tested(source: AnySource) -> None:
    path = path_of(source)
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MAX_LINES
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert not imported & {"requests", "urllib3", "socket", "os", "pathlib", "subprocess", "time", "random"}
    assert "now(" not in text
    tests = "".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "tests" / "sources").glob("test_*.py")))
    assert f'"{source.id}"' in tests, "no test names it"
    assert (FIXTURES / source.id).is_dir() != (source.id in WRITTEN_BY_THE_TEST), "no fixture, or an idle exception"


def test_the_median_scraper_is_short() -> None:
    lengths = [len(path_of(source).read_text(encoding="utf-8").splitlines()) for source in result_sources().values()]
    assert median(lengths) <= MEDIAN_LINES


def test_every_card_has_results_and_a_known_domain() -> None:
    ledgers = (ROOT / "data" / "results").glob("*/*.jsonl")
    texts = (path.read_text(encoding="utf-8") for path in ledgers if not path.name.endswith(".readings.jsonl"))
    used = {found for text in texts for found in re.findall(r'^{"benchmark":"([^"]+)"', text, re.MULTILINE)}
    for benchmark in registry().benchmarks.values():
        assert benchmark.domain in registry().domains
        assert benchmark.id in used, f"no result of {benchmark.id}"


@needs_captures
def test_every_source_meets_a_capture() -> None:
    store = CaptureStore(CAPTURES)
    without = {source.id for source in SOURCES if not store.days(source.reach, source.replay_kinds)}
    assert without == NOT_CAPTURED


def test_ids_of_sources_are_found_once() -> None:
    kinds = [set(result_sources()), set(fact_sources()), set(price_sources())]
    assert set.union(*kinds) == set(all_sources())
    assert sum(map(len, kinds)) == len(all_sources())


def test_the_licence_note_is_what_the_sources_declare() -> None:
    note = (ROOT / "data" / "LICENCE.md").read_text(encoding="utf-8")
    assert note == licence_note(), "run: python -m weighbridge.attribution > data/LICENCE.md"
