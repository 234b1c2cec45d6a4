"""The fetcher's manners: robots.txt, one request at a time, and what is sent to whom."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

from tests.httpd import Exchange, Naps, Route, Server, answering, serving
from weighbridge.http import Fetcher, Limits
from weighbridge.http_protocol import AddressError, checked, redirected
from weighbridge.source import FetchError

NOW = datetime(2026, 10, 7, 12, tzinfo=UTC)
QUICK = Limits(connect=2.0, read=2.0, deadline=5000.0, pause=0.0)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def naps() -> Naps:
    return Naps()


@pytest.fixture
def fetcher(naps: Naps) -> Iterator[Fetcher]:
    with Fetcher(allow_private=True, sleep=naps, clock=lambda: NOW, limits=QUICK) as made:
        yield made


# robots.txt


def rules(server: Server, *lines: str) -> None:
    server.page("/robots.txt", "\n".join(lines).encode())


def test_robots_txt_is_obeyed_and_read_once(server: Server, fetcher: Fetcher) -> None:
    rules(server, "User-agent: *", "Disallow: /private/*.json$", "Allow: /")
    with pytest.raises(FetchError, match=r"/private/x\.json: the host's robots\.txt forbids it"):
        fetcher.get(server.page("/private/x.json", b"secret"))
    assert fetcher.get(server.page("/private/x.csv", b"open")).body == b"open"
    assert fetcher.get(server.page("/index", b"open")).body == b"open"
    assert [e.path for e in server.seen] == ["/robots.txt", "/private/x.csv", "/index"]


def test_rules_for_us_by_name_go_before_those_for_all(server: Server, fetcher: Fetcher) -> None:
    rules(server, "User-agent: *", "Allow: /", "", "User-agent: weighbridge", "Disallow: /")
    with pytest.raises(FetchError, match="forbids"):
        fetcher.get(server.page("/x", b""))


@pytest.mark.parametrize("code", [400, 401, 403, 404, 410])
def test_no_robots_txt_forbids_nothing(server: Server, fetcher: Fetcher, code: int) -> None:
    server.script("/robots.txt", answering(code))
    assert fetcher.get(server.page("/x", b"1")).body == b"1"


@pytest.mark.parametrize("code", [429, 500, 503])
def test_unreadable_robots_txt_closes_the_host(server: Server, fetcher: Fetcher, code: int) -> None:
    server.script("/robots.txt", answering(code))
    for path in ("/x", "/y"):
        with pytest.raises(FetchError, match=f"{path}: not asked for.*robots.txt.*{code}"):
            fetcher.get(server.page(path, b""))
    assert [e.path for e in server.seen] == ["/robots.txt"] * 4


def test_an_unreachable_host_fails_with_one_sentence(fetcher: Fetcher) -> None:
    with serving() as closed:
        url = closed.url("/x")
    with pytest.raises(FetchError, match=r"/x: not asked for.*the connection was refused \(4 attempts\)$"):
        fetcher.get(url)


def test_robots_txt_may_be_redirected_and_so_is_the_document(server: Server, fetcher: Fetcher) -> None:
    server.script("/robots.txt", answering(301, Location="/rules"))
    server.page("/rules", b"User-agent: *\nDisallow: /no")
    url = server.script("/yes", answering(302, Location="/no"))
    with pytest.raises(FetchError, match=r"/yes \(redirected to .*/no\): the host's robots.txt forbids it"):
        fetcher.get(url)
    assert not server.asked("/no")


@pytest.mark.parametrize(("asked", "given_"), [("7", 7.0), ("9000", 30.0), ("soon", 0.5)])
def test_crawl_delay_is_obeyed_up_to_a_cap(server: Server, naps: Naps, asked: str, given_: float) -> None:
    rules(server, "User-agent: *", f"Crawl-delay: {asked}")
    with Fetcher(allow_private=True, sleep=naps, limits=replace(QUICK, pause=0.5)) as fetcher:
        fetcher.get(server.page("/x", b""))
        fetcher.get(server.page("/y", b""))
    assert naps[1:] == [given_]


# Turns


def test_one_host_is_asked_strictly_in_turn(server: Server, fetcher: Fetcher) -> None:
    turn = threading.Lock()
    jumped = []

    def alone(exchange: Exchange) -> None:
        if not turn.acquire(blocking=False):
            jumped.append(exchange.path)
            return
        time.sleep(0.005)
        turn.release()  # before the answer, after which the next may come
        exchange.answer(200, b"x")

    urls = [server.script(f"/{n}", alone) for n in range(24)]
    server.script("/robots.txt", alone)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(fetcher.get, urls))
    assert jumped == []
    assert (len(server.asked()), len(server.asked("/robots.txt"))) == (24, 1)


def test_hosts_are_asked_side_by_side_even_across_redirects(server: Server, fetcher: Fetcher) -> None:
    meet = threading.Barrier(2, timeout=1.0)  # breaks, and fails the test, unless both requests are under way

    def together(answer: Route) -> Route:
        def route(exchange: Exchange) -> None:
            meet.wait()
            answer(exchange)

        return route

    with serving() as other, ThreadPoolExecutor(2) as pool:
        urls = []
        for one, two in ((server, other), (other, server)):
            one.script("/meet", together(answering(200, b"met")))
            urls.append(one.script("/go", together(answering(302, Location=two.url("/meet")))))
        assert [d.body for d in pool.map(fetcher.get, urls)] == [b"met", b"met"]


# What is sent where


class Recorder(BaseAdapter):
    """Stands in for the network: answers from a table, 404 otherwise, and keeps the requests."""

    def __init__(self) -> None:
        super().__init__()
        self.locations: dict[str, str] = {}
        self.seen: dict[str, requests.PreparedRequest] = {}

    def send(self, request: requests.PreparedRequest, *args: object, **kwargs: object) -> requests.Response:
        url = str(request.url)
        self.seen[url] = request
        response = requests.Response()
        response.status_code = 404 if url.endswith("/robots.txt") else 302 if url in self.locations else 200
        response.headers.update({"Location": self.locations.get(url, ""), "Content-Length": "0"})
        response.raw = HTTPResponse(body=b"", status=response.status_code, preload_content=False)
        return response

    def close(self) -> None:
        """Nothing is open."""


def recorded(fetcher: Fetcher) -> Recorder:
    recorder = Recorder()
    fetcher._session.mount("https://", recorder)
    fetcher._session.mount("http://", recorder)
    return recorder


def test_the_token_goes_to_github_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_Example123\n")
    with Fetcher(sleep=Naps()) as fetcher:
        recorder = recorded(fetcher)
        start = "https://api.github.com/start"
        recorder.locations[start] = "https://raw.githubusercontent.com/x"
        fetcher.get(start)
        for url in ("http://api.github.com/plain", "https://api.github.com.evil.org/", "https://github.com/"):
            fetcher.get(url)
    sent = {url: r.headers.get("Authorization") for url, r in recorder.seen.items()}
    assert {url for url, value in sent.items() if value} == {start, "https://api.github.com/robots.txt"}
    assert sent[start] == "Bearer ghp_Example123"


def test_a_malformed_token_is_ignored_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret\r\nHost: evil")
    with pytest.warns(UserWarning, match="GITHUB_TOKEN is ignored") as warned:
        Fetcher().close()
    assert "secret" not in str(warned[0].message)


def test_no_step_down_from_https() -> None:
    with Fetcher(sleep=Naps()) as fetcher:
        recorder = recorded(fetcher)
        recorder.locations["https://a.example/"] = "http://a.example/plain"
        with pytest.raises(FetchError, match="redirects from https down to http"):
            fetcher.get("https://a.example/")
        assert "http://a.example/plain" not in recorder.seen


PREFIXES = ("https://raw.example/org/repo/", "https://bare.example")


@pytest.mark.parametrize(
    "url", ["https://raw.example/org/repo/x.json", "https://bare.example/", "https://bare.example"]
)
def test_restricted_lets_pass_what_was_declared(url: str) -> None:
    with Fetcher(sleep=Naps()) as fetcher:
        recorded(fetcher)
        assert fetcher.restricted(PREFIXES)(url).url == url


@pytest.mark.parametrize(
    "url",
    [
        "https://raw.example/org/other/x.json",
        "http://raw.example/org/repo/x.json",
        "https://raw.example/org/repo/../../evil/x",
        "https://raw.example/org/repo/%2e%2e/%2E./evil",
        "https://raw.example/org/repo/..%2f..%2fevil",
        "https://raw.example/org/repo/\\..\\..\\evil",
        "https://bare.example.evil.org/",
        "https://bare.example@evil.org/",
        "https://bare.example:8443/",
        " https://bare.example/",
        "",
    ],
)
def test_restricted_refuses_everything_else(url: str) -> None:
    with Fetcher(sleep=Naps()) as fetcher:
        recorder = recorded(fetcher)
        with pytest.raises(FetchError):
            fetcher.restricted(PREFIXES)(url)
        assert not recorder.seen


@given(st.text(max_size=60).map(lambda tail: "https://a.example/" + tail) | st.text(max_size=60))
def test_an_address_is_either_fit_to_send_or_an_address_error(url: str) -> None:
    try:
        parts = checked(url)
    except AddressError:
        return
    assert parts.scheme in ("http", "https")
    assert parts.hostname
    assert "@" not in parts.netloc
    assert not {".", ".."} & set(parts.path.split("/"))


@given(st.text(max_size=60))
def test_a_location_leads_somewhere_or_is_an_address_error(location: str) -> None:
    try:
        target = redirected(checked("https://a.example/x/"), location)
    except AddressError:
        return
    assert not target.startswith("http:")
