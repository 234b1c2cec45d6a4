"""Whole runs against real servers on this machine that fail and lie: each source fails alone, time ends."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.core.support import Toy, toy_data
from tests.httpd import Exchange, Naps, Route, Server, answering, serving
from weighbridge.http import Fetcher, Limits
from weighbridge.ledger import BoardLedger
from weighbridge.outcome import SourceOutcome
from weighbridge.pipeline import Desk, refresh
from weighbridge.registry import load_registry
from weighbridge.schema import SourceRow
from weighbridge.source import Board, Document, Expect, FetchError, Get

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 10, 7, 12, tzinfo=UTC)
LIMITS = Limits(connect=1.0, read=1.0, deadline=20.0, pause=0.0, max_bytes=2**20)
PATH = "/rows.json"
HEAD = b"HTTP/1.1 200 OK\r\n"
PORTAL = b"<!doctype html><title>Welcome</title><form action=/login>Accept the terms to go online</form>"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def rows(*scores: float) -> bytes:
    """The toy board's payload."""
    return json.dumps([{"model": f"m{number}", "score": score} for number, score in enumerate(scores)]).encode()


def board_at(name: str, server: Server) -> Toy:
    """The toy board as a source of its own, published by a server."""

    class Here(Toy):
        id: ClassVar = name
        reach: ClassVar = (server.url("/"),)
        boards: ClassVar = (Board("main", server.url(PATH), server.url("/"), "toy", expect=Expect(min_rows=2)),)

    return Here()


class Place:
    """A data folder, a cache, and runs at chosen moments; naps last no time but are counted."""

    def __init__(self, folder: Path, limits: Limits = LIMITS) -> None:
        self.data, self.cache, self.limits = toy_data(folder / "data"), folder / "cache", limits
        self.registry = load_registry(self.data / "registry")

    def run(self, *sources: Toy, at: timedelta = timedelta(), workers: int = 4) -> dict[str, SourceOutcome]:
        """Read the sources; outcomes by source."""
        now, self.naps = NOW + at, Naps()
        limits = self.limits
        with Fetcher(
            cache=self.cache, allow_private=True, sleep=self.naps, clock=lambda: now, limits=limits
        ) as fetcher:
            desk = Desk(self.data, self.registry, lambda source: nullcontext(fetcher), now)
            return {outcome.id: outcome for outcome in refresh(sources, desk, workers=workers)}

    def scores(self, source: str) -> list[float]:
        """What the ledger says now."""
        ledger = BoardLedger.load(SourceRow, self.data / "results" / source, "main")
        return sorted(entry.row.value for entry in ledger.standing().values())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


# Each source fails alone


def dripping(exchange: Exchange) -> None:
    exchange.raw(HEAD + b"\r\n")
    exchange.drip(b"[")


def pouring(exchange: Exchange) -> None:
    exchange.raw(HEAD + b"\r\n")
    exchange.pour(b"[" * 65_536)


def cut(exchange: Exchange) -> None:
    exchange.raw(HEAD + b"Content-Length: 100\r\n\r\n[")
    exchange.reset()


FAULTS: dict[str, tuple[Route, str, str]] = {
    "reset": (cut, "unreachable", r"the connection was reset|before its announced end"),
    "wrong-length": (answering(200, rows(1, 2), Content_Length="9"), "failed", "not valid JSON"),
    "too-short": (lambda e: e.raw(HEAD + b"Content-Length: 999\r\n\r\n[]"), "unreachable", "before its announced end"),
    "slow-loris": (dripping, "unreachable", "it took longer than allowed"),
    "endless": (pouring, "unreachable", "larger than 1,048,576 bytes"),
    "loop": (answering(302, Location=PATH), "unreachable", "more than 5 redirects"),
    "astray": (answering(302, Location="http://10.0.0.1/"), "unreachable", "not a public address"),
    "busy": (answering(429, Retry_After="9000"), "unreachable", "asks to be left alone until 2026-10-07 14:30 UTC"),
    "broken": (answering(503), "unreachable", r"the server answers 503 \(4 attempts\)"),
    "gone": (answering(404), "unreachable", "no such document"),
    "nothing-held": (answering(304), "unreachable", "304"),
    "portal": (answering(200, PORTAL, Content_Type="text/html"), "failed", "expected JSON, met an HTML or XML page"),
    "portal-as-json": (answering(200, PORTAL, Content_Type="application/json"), "failed", "met an HTML or XML page"),
    "not-text": (answering(200, b"\x89PNG\xff", Content_Type="image/png"), "failed", "not UTF-8"),
    "empty": (answering(200), "failed", "not valid JSON"),
}


def test_fifteen_sources_fail_in_fifteen_ways_and_three_are_read(place: Place) -> None:
    place.limits = replace(LIMITS, deadline=1.0, backoff=0.05)
    healthy: dict[str, Route] = {
        "sound": answering(200, rows(1, 2)),
        "mislabelled": answering(200, rows(3, 4), Content_Type="image/png"),  # the payload counts, not its label
        "patient": answering(200, rows(5, 6)),
    }
    with ExitStack() as stack:
        sources = []
        for name, route in {**{name: fault[0] for name, fault in FAULTS.items()}, **healthy}.items():
            server = stack.enter_context(serving())
            server.script(PATH, *([answering(503)] if name == "patient" else []), route)
            sources.append(board_at(name, server))
        closed = stack.enter_context(serving())
        sources.append(board_at("refused", closed))
        closed.shutdown()
        closed.server_close()
        started = time.monotonic()
        outcomes = place.run(*sources)
        assert time.monotonic() - started < 30
    for name, (_, outcome, words) in FAULTS.items():
        assert outcomes[name].outcome == outcome, outcomes[name].reason
        found = outcomes[name].reason
        assert len(found.splitlines()) == 1
        assert re.search(words, found)
    assert "the connection was refused (4 attempts)" in outcomes["refused"].reason
    assert {name: place.scores(name) for name in healthy} == {
        "sound": [1, 2],
        "mislabelled": [3, 4],
        "patient": [5, 6],
    }


# Time


def test_503_for_an_hour_costs_nothing_but_the_hour(place: Place, server: Server) -> None:
    source = board_at("hourly", server)
    server.page(PATH, rows(1, 2))
    assert place.run(source)["hourly"].outcome == "updated"
    before = place.scores("hourly")
    server.page(PATH, b"busy", status=503)
    for minutes in range(10, 70, 10):
        outcome = place.run(source, at=timedelta(minutes=minutes))["hourly"]
        assert (outcome.outcome, place.scores("hourly")) == ("unreachable", before)
        assert sum(place.naps) < LIMITS.deadline
    server.page(PATH, rows(1, 3))
    assert place.run(source, at=timedelta(minutes=70))["hourly"].outcome == "updated"
    assert place.scores("hourly") == [1, 3]


def test_a_host_that_asks_for_rest_is_not_asked_again_within_the_run(place: Place, server: Server) -> None:
    server.page(PATH, b"", status=429, Retry_After="3600")
    first, second = board_at("one", server), board_at("two", server)
    second.boards = (replace(second.boards[0], url=server.url("/other.json")),)  # type: ignore[misc]
    outcomes = place.run(first, second, workers=1)
    assert "asks to be left alone until 2026-10-07 13:00 UTC" in outcomes["one"].reason
    assert "asked to be left alone until 2026-10-07 13:00 UTC" in outcomes["two"].reason
    assert len(server.asked()) == 1


class Many(Toy):
    """A source of a thousand documents."""

    id: ClassVar = "many"

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """All of them."""
        return {str(number): get(f"{self.reach[0]}{number}") for number in range(1_000)}


def test_the_run_as_a_whole_ends(place: Place, server: Server) -> None:
    def slow(exchange: Exchange) -> None:
        time.sleep(0.05)
        exchange.answer(200, b"[]")

    for number in range(1_000):
        server.script(f"/{number}", slow)
    many = Many()
    many.reach, many.boards = (server.url("/"),), board_at("x", server).boards  # type: ignore[misc]
    place.limits = replace(LIMITS, run=0.6)
    server.script(PATH, slow)
    started = time.monotonic()
    outcome = place.run(many, board_at("after", server), workers=1)
    assert time.monotonic() - started < 5
    assert re.search("run is over|it took longer than allowed", outcome["many"].reason)
    assert "the time allowed for the whole run is over" in outcome["after"].reason
    assert len(server.asked()) < 30


# Names


def answers(monkeypatch: pytest.MonkeyPatch, *addresses: str, hang: float = 0.0) -> list[str]:
    """Let every name resolve to these addresses; returns the names and numbers that are looked up."""
    real, asked = socket.getaddrinfo, list[str]()

    def looked_up(host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        asked.append(host)
        if host != "board.test":
            return real(host, port, *args, **kwargs)
        time.sleep(hang)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    return asked


def fetched(server: Server, limits: Limits = LIMITS) -> bytes:
    with Fetcher(allow_private=True, sleep=lambda seconds: None, limits=limits) as fetcher:
        return fetcher.get(f"http://board.test:{server.server_port}{PATH}").body


def test_a_look_up_that_hangs_is_left_alone(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "127.0.0.1", hang=3.0)
    started = time.monotonic()
    with pytest.raises(FetchError, match="its name was not looked up in time"):
        fetched(server, replace(LIMITS, connect=0.2, attempts=2))
    with pytest.raises(FetchError, match=r"its name was not looked up in time|it took longer than allowed"):
        fetched(server, replace(LIMITS, deadline=0.2))
    assert time.monotonic() - started < 2.5


def test_private_answers_are_never_dialled(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.page(PATH, b"[]")
    asked = answers(monkeypatch, "10.0.0.1", "127.0.0.1", "169.254.169.254")
    assert fetched(server) == b"[]"  # (loopback counts as public in this test)
    assert set(asked) == {"board.test", "127.0.0.1"}, "the name is looked up once, then its number is dialled"
    asked = answers(monkeypatch, "10.0.0.1", "192.168.0.1")
    with pytest.raises(FetchError, match=r"it leads to 10\.0\.0\.1, which is not a public address"):
        fetched(server)
    assert set(asked) == {"board.test"}


def test_of_a_thousand_dead_addresses_four_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving() as closed:
        pass
    dead = [f"127.0.{number // 250}.{number % 250 + 1}" for number in range(1_000)]
    asked = answers(monkeypatch, *dead)
    with pytest.raises(FetchError, match="the connection was refused"):
        fetched(closed, replace(LIMITS, attempts=1))
    assert [host for host in asked if host != "board.test"] == dead[:4]


# Answers that lie about themselves


def test_a_portal_is_not_kept_as_if_it_were_the_board(place: Place, server: Server) -> None:
    source = board_at("cafe", server)
    server.page(PATH, rows(1, 2), ETag='"1"')
    place.run(source)
    for path in ("/robots.txt", PATH):
        server.page(path, PORTAL, ETag='"1"', Content_Type="text/html")
    assert place.run(source, at=timedelta(hours=6))["cafe"].outcome == "failed"
    assert place.scores("cafe") == [1, 2]
    del server.routes["/robots.txt"]
    server.page(PATH, rows(1, 3), ETag='"2"')
    assert place.run(source, at=timedelta(hours=12))["cafe"].outcome == "updated"
    assert place.scores("cafe") == [1, 3]


def test_an_etag_that_stays_while_the_body_changes(place: Place, server: Server) -> None:
    source = board_at("tagged", server)
    for day, scores in enumerate([(1, 2), (1, 3)]):
        server.page(PATH, rows(*scores), ETag='"same"')
        assert place.run(source, at=timedelta(days=day))["tagged"].outcome == "updated"
    assert place.scores("tagged") == [1, 3]


def test_a_server_that_confirms_anything_is_believed_for_a_week(place: Place, server: Server) -> None:
    source = board_at("yes", server)
    state = {"body": rows(1, 2)}

    def yes(exchange: Exchange) -> None:
        if "If-None-Match" in exchange.headers:
            exchange.answer(304)
        else:
            exchange.answer(200, state["body"], {"ETag": '"x"'})

    server.script(PATH, yes)
    place.run(source)
    state["body"] = rows(1, 3)
    assert place.run(source, at=timedelta(days=6))["yes"].outcome == "unchanged"
    assert place.run(source, at=timedelta(days=8))["yes"].outcome == "updated"
    assert place.scores("yes") == [1, 3]


def test_a_confirmation_of_another_version_is_none(place: Place, server: Server) -> None:
    source = board_at("other", server)
    server.page(PATH, rows(1, 2), ETag='W/"1"')
    place.run(source)
    server.script(PATH, answering(304, ETag='"2"'), answering(200, rows(1, 3), ETag='"2"'))
    assert place.run(source, at=timedelta(hours=6))["other"].outcome == "updated"
    assert [e.headers.get("If-None-Match") for e in server.asked(PATH)] == [None, 'W/"1"', None]
    server.script(PATH, answering(304, ETag='W/"2"'))
    assert place.run(source, at=timedelta(hours=12))["other"].outcome == "unchanged"


# robots.txt


RULES = {
    "bytes": (b"\x00\xff\xfe" * 9_000, True),
    "a page": (PORTAL, True),
    "no agent": (b"Disallow: /\n", True),
    "no end": (b"User-agent: *\nDisallow: /" + b"a*" * 100_000, True),
    "stars": (b"User-agent: *\nDisallow: /" + b"*r*o*w*s" * 200 + b"x$\n", True),
    "many": (b"User-agent: *\n" + b"Disallow: /*a*b*c$\n" * 25_000, True),
    "forbids after much": (b"User-agent: *\n" + b"Disallow: /z\n" * 30_000 + b"Disallow: /rows\n", False),
    "forbids in old line ends": (b"User-agent: *\rDisallow: /rows\r", False),
    "forbids behind a mark": (b"\xef\xbb\xbfUser-Agent:*\nDISALLOW:/", False),
    "forbids in wrong bytes": (b"User-agent: *\n# caf\xe9\nDisallow: /rows\n", False),
}


@pytest.mark.parametrize("name", RULES)
def test_broken_rules_are_read_as_far_as_they_go(place: Place, server: Server, name: str) -> None:
    text, allowed = RULES[name]
    server.page("/robots.txt", text)
    server.page(PATH, rows(1, 2))
    started = time.process_time()
    outcome = place.run(board_at("ruled", server))["ruled"]
    assert time.process_time() - started < 2
    assert outcome.outcome == ("updated" if allowed else "unreachable"), outcome.reason
    assert allowed or "the host's robots.txt forbids it" in outcome.reason


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        (dripping, "it took longer than allowed"),
        (pouring, "it is larger than"),
        (answering(302, Location="/robots.txt"), "more than 5 redirects"),
        (answering(302, Location="http://10.0.0.1/"), "not a public address"),
        (answering(500), "the server answers 500"),
    ],
)
def test_rules_that_cannot_be_had_close_the_host(place: Place, server: Server, rules: Route, why: str) -> None:
    place.limits = replace(LIMITS, deadline=0.5)
    server.script("/robots.txt", rules)
    server.page(PATH, rows(1, 2))
    outcome = place.run(board_at("ruled", server))["ruled"]
    assert (outcome.outcome, why in outcome.reason) == ("unreachable", True), outcome.reason
    assert server.asked() == []


# Memory

GREEDY = """
import resource, sys
from contextlib import nullcontext
from datetime import datetime, UTC
from pathlib import Path
from tests.ops.test_network import Place, board_at
from weighbridge.http import Fetcher, Limits
from weighbridge.pipeline import Desk, refresh

class Address:
    def __init__(self, port): self.port = port
    def url(self, path): return f"http://127.0.0.1:{self.port}{path}"

place = Place(Path(sys.argv[1]), Limits(pause=0.0))
outcomes = place.run(*(board_at(f"greedy-{port}", Address(port)) for port in sys.argv[2:]))
for outcome in outcomes.values():
    print(outcome.outcome, outcome.reason)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_ten_gibibytes_from_each_of_eight_servers_cost_less_than_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    member = gzip_of(2**20)

    def plain(exchange: Exchange) -> None:
        exchange.raw(HEAD + b"Content-Length: %d\r\n\r\n" % (10 * 2**30))
        exchange.pour(b"[" * 2**20)

    def packed(exchange: Exchange) -> None:  # 10 GiB in 10 MiB
        exchange.raw(HEAD + b"Content-Encoding: gzip\r\n\r\n")
        for _ in range(10 * 2**10):
            exchange.raw(member)

    with ExitStack() as stack:
        ports = []
        for number in range(8):
            server = stack.enter_context(serving())
            server.script(PATH, packed if number % 2 else plain)
            ports.append(str(server.server_port))
        command = [sys.executable, "-c", GREEDY, str(tmp_path), *ports]
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=300)
    *outcomes, peak = done.stdout.splitlines()
    assert len(outcomes) == 8
    assert all(line.startswith("unreachable") and "larger than 67,108,864 bytes" in line for line in outcomes)
    with capsys.disabled():
        print(f"\n8 × 10 GiB offered: {int(peak) / 2**10:.0f} MiB at the peak")
    assert int(peak) < 2**20  # KiB


def gzip_of(size: int) -> bytes:
    """That many zeros, packed."""
    import gzip  # noqa: PLC0415 (of this test only)

    return gzip.compress(bytes(size), 9)
