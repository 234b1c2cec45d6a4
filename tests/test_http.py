"""The fetcher against a server that behaves, and its manners: identity, retries, cache, robots.txt, turns."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

from tests.httpd import Exchange, Naps, Server, answering, serving
from weighbridge.http import USER_AGENT, Fetcher, Limits
from weighbridge.http_protocol import asked_to_wait
from weighbridge.source import FetchError, NotFoundError

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


def caching(folder: Path) -> Fetcher:
    """A fetcher of a new run over the same cache."""
    return Fetcher(cache=folder, allow_private=True, sleep=Naps(), clock=lambda: NOW, limits=QUICK)


# A document


def test_document_carries_its_evidence(server: Server, fetcher: Fetcher) -> None:
    url = server.page("/a%20b.json?x=1", b"{}", Content_Type="application/json; charset=utf-8")
    document = fetcher.get(url)
    assert (document.url, document.body, document.retrieved_at) == (url, b"{}", NOW)
    assert document.content_type == "application/json; charset=utf-8"


def test_says_who_it_is_and_keeps_no_cookies(server: Server, fetcher: Fetcher) -> None:
    fetcher.get(server.page("/one", b"1", Set_Cookie="track=1; Path=/"))
    fetcher.get(server.page("/two", b"2"))
    headers = server.asked("/two")[0].headers
    assert headers["User-Agent"] == USER_AGENT
    assert USER_AGENT.startswith("Weighbridge/")
    assert "Cookie" not in headers
    assert "Authorization" not in headers


def test_the_machines_proxy_settings_do_not_matter(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert fetcher.get(server.page("/", b"direct")).body == b"direct"


def test_a_live_server_cannot_date_its_own_answer(server: Server, fetcher: Fetcher) -> None:
    url = server.page("/old", b"x", X_Weighbridge_Captured_At="2001-01-01T00:00:00Z")
    assert fetcher.get(url).retrieved_at == NOW


def test_one_address_is_fetched_once_even_by_many_threads(server: Server, fetcher: Fetcher) -> None:
    url = server.page("/zip", b"shared")
    with ThreadPoolExecutor(8) as pool:
        documents = list(pool.map(fetcher.get, [url] * 16))
    assert {document.body for document in documents} == {b"shared"}
    assert len(server.asked("/zip")) == 1


def test_a_failure_is_remembered_too(server: Server, fetcher: Fetcher) -> None:
    for _ in range(2):
        with pytest.raises(NotFoundError, match=r"/none: the server has no such document \(404\)$"):
            fetcher.get(server.url("/none"))
    assert len(server.asked("/none")) == 1


def test_the_memory_of_documents_is_bounded(server: Server, naps: Naps) -> None:
    limits = replace(QUICK, memo_bytes=250)
    urls = [server.page(f"/{n}", bytes(100)) for n in range(4)]
    with Fetcher(allow_private=True, sleep=naps, limits=limits) as fetcher:
        for url in [*urls, *urls[2:], urls[0]]:
            fetcher.get(url)
    assert [e.path for e in server.asked()] == ["/0", "/1", "/2", "/3", "/0"]


def test_works_on_after_close(server: Server, fetcher: Fetcher) -> None:
    fetcher.get(server.page("/one", b"1"))
    fetcher.close()
    assert fetcher.get(server.page("/two", b"2")).body == b"2"


@pytest.mark.parametrize("code", [204, 206, 300, 305, 400, 401, 403, 418, 451])
def test_other_answers_are_no_documents_and_are_not_asked_for_again(
    server: Server, fetcher: Fetcher, code: int
) -> None:
    with pytest.raises(FetchError, match=f"the server answers {code}$") as failure:
        fetcher.get(server.script("/x", answering(code)))
    assert not isinstance(failure.value, NotFoundError)
    assert len(server.asked("/x")) == 1


def test_gone_is_not_found(server: Server, fetcher: Fetcher) -> None:
    with pytest.raises(NotFoundError, match="410"):
        fetcher.get(server.script("/x", answering(410)))


# Trying again


def test_503_then_200(server: Server, fetcher: Fetcher, naps: Naps) -> None:
    url = server.script("/x", answering(503), answering(200, b"better"))
    assert fetcher.get(url).body == b"better"
    assert naps == [1.0]


def test_back_off_doubles_and_ends(server: Server, fetcher: Fetcher, naps: Naps) -> None:
    with pytest.raises(FetchError, match=r"/x: the server answers 500 \(4 attempts\)$"):
        fetcher.get(server.script("/x", answering(500)))
    assert naps == [1.0, 2.0, 4.0]
    assert len(server.asked("/x")) == 4


@pytest.mark.parametrize("when", ["7", format_datetime(NOW.replace(second=7), usegmt=True)])
def test_retry_after_is_obeyed(server: Server, fetcher: Fetcher, naps: Naps, when: str) -> None:
    url = server.script("/x", answering(429, Retry_After=when), answering(200, b"ok"))
    assert fetcher.get(url).body == b"ok"
    assert naps == [7.0]


def test_a_host_that_asks_for_a_long_rest_gets_it(server: Server, fetcher: Fetcher, naps: Naps) -> None:
    url = server.script("/x", answering(429, Retry_After="3600"), answering(200))
    until = "asks? to be left alone until 2026-10-07 13:00 UTC"
    with pytest.raises(FetchError, match=f"the server answers 429 and {until}"):
        fetcher.get(url)
    with pytest.raises(FetchError, match="its host asked to be left alone until 2026-10-07 13:00 UTC"):
        fetcher.get(server.page("/other", b""))
    assert naps == []
    assert len(server.asked()) == 1


def test_githubs_rate_limit_is_understood(server: Server, fetcher: Fetcher, naps: Naps) -> None:
    reset = str(int(NOW.timestamp()) + 90)
    spent = answering(403, X_RateLimit_Remaining="0", X_RateLimit_Reset=reset)
    assert fetcher.get(server.script("/x", spent, answering(200, b"ok"))).body == b"ok"
    assert naps == [90.0]


def test_a_rest_past_the_deadline_is_not_begun(server: Server, naps: Naps) -> None:
    url = server.script("/x", answering(503, Retry_After="60"))
    with (
        Fetcher(allow_private=True, sleep=naps, limits=replace(QUICK, deadline=50.0)) as fetcher,
        pytest.raises(FetchError, match=r"the server answers 503$"),
    ):
        fetcher.get(url)
    assert naps == []


@given(st.text(max_size=40), st.text(max_size=12), st.text(max_size=12))
def test_a_request_to_wait_is_never_negative_and_never_an_error(after: str, left: str, reset: str) -> None:
    headers = {"Retry-After": after, "X-RateLimit-Remaining": left, "X-RateLimit-Reset": reset}
    assert asked_to_wait(CaseInsensitiveDict(headers), NOW) >= 0.0


# The cache between runs


def etagged(server: Server, path: str, state: dict[str, str]) -> str:
    """A document whose ETag is its text, answering conditional requests as it should."""

    def route(exchange: Exchange) -> None:
        tag = f'"{state["text"]}"'
        if exchange.headers.get("If-None-Match") == tag:
            exchange.answer(304, headers={"ETag": tag})
        else:
            exchange.answer(200, state["text"].encode(), {"ETag": tag, "Content-Type": "text/x"})

    server.routes[path] = route
    return server.url(path)


def test_what_has_not_changed_is_confirmed_not_sent(server: Server, tmp_path: Path) -> None:
    url = etagged(server, "/x", {"text": "v1"})
    first, second = caching(tmp_path).get(url), caching(tmp_path).get(url)
    assert (first.body, first.content_type) == (second.body, second.content_type) == (b"v1", "text/x")
    assert [e.headers.get("If-None-Match") for e in server.asked("/x")] == [None, '"v1"']


def test_a_changed_document_replaces_the_kept_one(server: Server, tmp_path: Path) -> None:
    state = {"text": "v1"}
    url = etagged(server, "/x", state)
    bodies = []
    for text in ("v1", "v2", "v2"):
        state["text"] = text
        bodies.append(caching(tmp_path).get(url).body)
    assert bodies == [b"v1", b"v2", b"v2"]
    assert [e.headers.get("If-None-Match") for e in server.asked("/x")] == [None, '"v1"', '"v2"']


def test_last_modified_is_a_validator_too(server: Server, tmp_path: Path) -> None:
    stamp = format_datetime(NOW, usegmt=True)
    url = server.script("/x", answering(200, b"v1", Last_Modified=stamp), answering(304))
    assert [caching(tmp_path).get(url).body for _ in range(2)] == [b"v1", b"v1"]
    assert server.asked("/x")[1].headers["If-Modified-Since"] == stamp


def test_a_kept_document_is_found_behind_a_redirect(server: Server, tmp_path: Path) -> None:
    etagged(server, "/x", {"text": "v1"})
    url = server.script("/moved", answering(302, Location="/x"))
    assert [caching(tmp_path).get(url).body for _ in range(2)] == [b"v1", b"v1"]
    assert server.asked("/x")[1].headers["If-None-Match"] == '"v1"'


@pytest.mark.parametrize("harm", ["body", "json", "no body", "injected"])
def test_a_damaged_cache_is_as_good_as_none(server: Server, tmp_path: Path, harm: str) -> None:
    url = etagged(server, "/x", {"text": "v1"})
    caching(tmp_path).get(url)
    (body,), (meta,) = tmp_path.glob("*.body"), tmp_path.glob("*.json")
    if harm == "body":
        body.write_bytes(b"v?")
    elif harm == "json":
        meta.write_text('{"url": 1')
    elif harm == "no body":
        body.unlink()
    else:
        meta.write_text(meta.read_text().replace('\\"v1\\"', "v1\\r\\nHost: evil"))
    assert caching(tmp_path).get(url).body == b"v1"
    assert server.asked("/x")[-1].headers.get("If-None-Match") is None


def test_304_with_nothing_held_is_asked_for_again(server: Server, fetcher: Fetcher) -> None:
    url = server.script("/x", answering(304), answering(200, b"v1"))
    assert fetcher.get(url).body == b"v1"


def test_304_for_ever_with_nothing_held_fails(server: Server, fetcher: Fetcher) -> None:
    with pytest.raises(FetchError, match="304"):
        fetcher.get(server.script("/x", answering(304)))


def test_no_store_and_insane_validators_are_not_kept(server: Server, tmp_path: Path) -> None:
    caching(tmp_path).get(server.page("/x", b"1", ETag='"1"', Cache_Control="no-store"))
    caching(tmp_path).get(server.page("/y", b"1", ETag='"' + "e" * 5000 + '"'))
    caching(tmp_path).get(server.page("/z", b"1"))
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_written_is_no_failure(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert caching(tmp_path / "file").get(server.page("/x", b"1", ETag='"1"')).body == b"1"
