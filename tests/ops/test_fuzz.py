"""10,000 changed payloads: no reader and no parser fails other than by the project's own error, or takes a second.

``WEIGHBRIDGE_FUZZ=20`` runs twenty times as many cases, other ones every time.
"""

from __future__ import annotations

import gc
import importlib
import inspect
import os
import pkgutil
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache
from itertools import chain, islice
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tests.sources
from tests.committed import registry, resolver
from tests.core.test_readers import READERS
from tests.ops.mutations import TEXTS, VALUES, Move, mutated
from weighbridge.checks import collapse, declared
from weighbridge.discovery import all_sources
from weighbridge.source import AnySource, Board, Document, FetchError, ParseError, Source

TIMES = int(os.environ.get("WEIGHBRIDGE_FUZZ", "1"))
SOURCES = sorted(all_sources())
ALL, OF_READERS, OF_NAMES = 10_000, 1_000, 500
OF_SOURCE = -(-(ALL - OF_READERS - OF_NAMES) // len(SOURCES))
LONGEST, LARGEST = 1.0, 40_000  # seconds of processor; bytes of a payload to begin with

Case = tuple[Board, Mapping[str, Document]]
ran: Counter[str] = Counter()
slowest: dict[str, float] = defaultdict(float)

moves = st.lists(
    st.builds(Move, st.integers(0, 2**16), st.integers(0, 47), st.integers(0, len(VALUES) - 1)), min_size=1, max_size=3
)


def many(cases: int) -> Callable[[Any], Any]:
    """Hypothesis' settings for so many cases: the same ones in every run of the plain test."""
    return settings(
        max_examples=cases * TIMES,
        derandomize=TIMES == 1,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


@contextmanager
def quick(what: str) -> Iterator[None]:
    """A case: it is counted, only the project's own errors may end it, and within a second of processor."""
    started = time.thread_time()
    try:
        yield
    except (ParseError, FetchError) as error:
        assert str(error).strip()
    took = time.thread_time() - started
    ran[what] += 1
    slowest[what] = max(slowest[what], took)
    assert took < LONGEST, f"{took:.1f} s"


@cache
def corpus() -> Mapping[str, list[Case]]:
    """Source → the boards and documents that the tests of sources give its parser: fixtures and texts of their own."""
    found: dict[str, list[Case]] = defaultdict(list)
    owners: set[Any] = {next(c for c in type(s).__mro__ if "parse" in vars(c)) for s in all_sources().values()}
    with pytest.MonkeyPatch.context() as patch:
        for owner in owners:
            patch.setattr(owner, "parse", _recording(owner.parse, found))
        for test in _plain_tests():
            with suppress(Exception, pytest.fail.Exception):  # whether it passes is its own matter
                test()
    gc.collect()
    gc.freeze()  # a sweep over all that stands would be laid to some case
    return {name: [c for c in cases if _size(c) <= LARGEST] or cases[:1] for name, cases in found.items()}


def _size(case: Case) -> int:
    return sum(len(document.body) for document in case[1].values())


def _recording(parse: Callable[..., Any], found: dict[str, list[Case]]) -> Callable[..., Any]:
    def recording(self: AnySource, board: Board, documents: Mapping[str, Document]) -> Any:
        if documents:
            found[self.id].append((board, dict(documents)))
        return parse(self, board, documents)

    return recording


def _plain_tests() -> Iterator[Callable[[], None]]:
    """The tests of sources that ask for nothing: no fixture of pytest's, no captures."""
    for module in pkgutil.iter_modules(tests.sources.__path__):
        if module.name.startswith("test_") and module.name != "test_all":
            for name, test in vars(importlib.import_module(f"tests.sources.{module.name}")).items():
                plain = name.startswith("test_") and not inspect.signature(test).parameters
                if plain and all(mark.name != "skipif" for mark in getattr(test, "pytestmark", ())):
                    yield test


@pytest.mark.parametrize("source_id", SOURCES)
def test_a_changed_payload_is_read_or_refused(source_id: str) -> None:
    source, cases = all_sources()[source_id], corpus()[source_id]
    registry()  # read before the watch runs

    @many(OF_SOURCE)
    @given(st.integers(0, len(cases) - 1), st.integers(0, 99), moves, st.booleans())
    def check(number: int, key: int, moves: list[Move], fetched: bool) -> None:
        board, documents = cases[number]
        names = list(documents)
        changed = dict(documents)
        name = names[key % len(names)]
        changed[name] = Document(board.url, mutated(documents[name].body, moves), documents[name].retrieved_at)
        with quick(source_id):
            if fetched:
                changed = collected(source, board, changed)
            rows = list(source.parse(board, changed))  # type: ignore[attr-defined]
            if isinstance(source, Source):
                declared(board, collapse(rows), registry().benchmarks, documents[name].retrieved_at)

    check()


def collected(source: AnySource, board: Board, documents: Mapping[str, Document]) -> dict[str, Document]:
    """What the source fetches where these documents are served, one after another, whatever it asks for."""
    served = islice(chain(documents.values(), *([list(documents.values())[-1:]] * 30)), 30)

    def get(url: str) -> Document:
        document = next(served, None)
        if document is None:
            raise FetchError(f"{url}: enough of it")
        return Document(url, document.body, document.retrieved_at)

    return source.collect(board, get)


@many(OF_READERS)
@given(st.integers(0, 10**6), st.integers(0, len(READERS) - 1), moves)
def test_a_reader_reads_or_refuses_any_fixture(place: int, reader: int, moves: list[Move]) -> None:
    documents = [d for _, cases in sorted(corpus().items()) for _, case in cases for d in case.values()]
    document = documents[place % len(documents)]
    changed = Document(document.url, mutated(document.body, moves), document.retrieved_at)
    with quick("readers"):
        READERS[reader](changed)


@many(OF_NAMES)
@given(st.lists(st.one_of(st.sampled_from(TEXTS), st.text(max_size=20)), max_size=4), st.sampled_from(SOURCES))
def test_any_name_resolves_or_does_not(parts: list[str], source: str) -> None:
    resolver()
    with quick("names"):
        resolver().resolve_row(source, "claude opus 4".join(parts)[:1_000], {}, None)


def test_there_were_enough_cases(capsys: pytest.CaptureFixture[str]) -> None:
    if len(ran) < len(SOURCES) + 2:
        pytest.skip("only some of the tests were chosen")
    worst = max(slowest, key=lambda name: slowest[name])
    with capsys.disabled():
        print(f"\nfuzz: {ran.total()} cases over {len(ran)} parsers, the slowest {slowest[worst]:.2f} s ({worst})")
    assert ran.total() >= ALL
