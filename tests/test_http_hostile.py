"""The fetcher against servers that lie, stall, pour or lead astray: a clear error, in bounded time and memory."""

from __future__ import annotations

import gzip
import http.client
import random
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from urllib3 import HTTPResponse

from tests.httpd import Exchange, Route, Server, answering, serving
from weighbridge import http_transport
from weighbridge.http import Fetcher, Limits
from weighbridge.http_transport import TransferError, read_body
from weighbridge.source import Document, FetchError, NotFoundError

LIMITS = Limits(connect=2.0, read=2.0, deadline=100.0, pause=0.0, max_bytes=2**20)
HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def forgetful(seconds: float) -> None:
    """Sleeps not at all."""


def fetch(url: str, limits: Limits = LIMITS) -> Document:
    with Fetcher(allow_private=True, sleep=forgetful, limits=limits) as fetcher:
        return fetcher.get(url)


def refuse(url: str, why: str, limits: Limits = LIMITS) -> None:
    """The address fails for that reason, in one sentence without the innards of a library."""
    with pytest.raises(FetchError, match=why) as failure:
        fetch(url, limits)
    message = str(failure.value)
    assert message.startswith(f"{url}")
    assert "\n" not in message
    assert "object at 0x" not in message
    assert not isinstance(failure.value, NotFoundError)


# Answers that are not whole


BROKEN = {
    "too short": HEAD + b"Content-Length: 100\r\n\r\nhalf",
    "chunks without an end": HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nwhole\r\n",
    "half a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\nff\r\nhalf",
    "a chunk of no length": HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nhalf\r\n0\r\n\r\n",
    "half a gzip": HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(9999))[:-9],
    "no gzip": HEAD + b"Content-Encoding: gzip\r\n\r\nplain text",
    "half a head": b"HTTP/1.1 200 OK\r\nContent-Ty",
    "nothing": b"",
    "not HTTP": b"SSH-2.0-OpenSSH_9.6\r\n",
    "a head without end": HEAD + b"X: " + b"x" * 70_000,
    "too many headers": HEAD + b"".join(b"X-%d: x\r\n" % n for n in range(200)) + b"\r\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_is_asked_for_again(server: Server, name: str) -> None:
    url = server.script("/x", lambda exchange: exchange.raw(BROKEN[name]), answering(200, b"whole"))
    assert fetch(url).body == b"whole"
    assert len(server.asked("/x")) == 2


@pytest.mark.parametrize("name", BROKEN)
def test_an_answer_that_stays_broken_is_refused(server: Server, name: str) -> None:
    refuse(server.script("/x", lambda exchange: exchange.raw(BROKEN[name])), r"/x: .*\(4 attempts\)$")


def test_a_reset_in_the_middle_is_asked_for_again(server: Server) -> None:
    def cut(exchange: Exchange) -> None:
        exchange.raw(HEAD + b"Content-Length: 100\r\n\r\nhalf")
        exchange.reset()

    assert fetch(server.script("/x", cut, answering(200, b"whole"))).body == b"whole"
    refuse(server.script("/y", cut), "the connection was reset|before its announced end")


def test_encodings_that_were_not_asked_for_are_refused(server: Server) -> None:
    for encoding in ("br", "deflate", "gzip, gzip"):
        refuse(server.page(f"/{encoding[:2]}", b"x", Content_Encoding=encoding), "was not asked for")


@pytest.mark.parametrize("seed", range(40))
def test_noise_is_a_document_or_a_clear_failure(server: Server, seed: int) -> None:
    dice = random.Random(seed)
    lines = [b"HTTP/1.1 %d X" % dice.choice([200, 200, 206, 302, 304, 404, 500, 999])]
    for _ in range(dice.randrange(6)):
        name = dice.choice([b"Content-Length", b"Location", b"ETag", b"Content-Encoding", b"Transfer-Encoding"])
        known = [b"-1", b"7", b"gzip", b"chunked", b"//", b"http://[::1", b"\xff\x80"]
        lines.append(name + b": " + dice.choice([*known, dice.randbytes(9)]))
    answer = b"\r\n".join(lines) + b"\r\n\r\n" + dice.randbytes(dice.randrange(60))
    server.script("/x", lambda exchange: exchange.raw(answer))
    try:
        fetch(server.url("/x"), replace(LIMITS, attempts=1))
    except FetchError as failure:
        assert str(failure).startswith(server.url("/x"))


# Answers that are too much


def bomb(megabytes: int) -> bytes:
    """Gzip of that many megabytes of zeros, a thousandth in size."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(squeeze.compress(bytes(2**20)) for _ in range(megabytes)) + squeeze.flush()


def test_a_gzip_bomb_is_cut_at_the_cap(server: Server) -> None:
    url = server.page("/bomb", bomb(100), Content_Encoding="gzip")
    tracemalloc.start()
    try:
        refuse(url, "/bomb: it is larger than 1,048,576 bytes$")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 6 * 2**20
    assert len(server.asked()) == 1


def test_an_endless_body_is_cut_at_the_cap(server: Server) -> None:
    def endless(exchange: Exchange) -> None:
        exchange.raw(HEAD + b"\r\n")
        exchange.pour(b"x" * 65_536)

    refuse(server.script("/endless", endless), "it is larger than")


@pytest.mark.parametrize("code", [302, 404, 500])
def test_the_body_of_a_non_document_is_not_read(server: Server, code: int) -> None:
    poured = []

    def endless(exchange: Exchange) -> None:
        exchange.raw(b"HTTP/1.1 %d X\r\nLocation: /done\r\n\r\n" % code)
        try:
            exchange.pour(b"x" * 65_536)
            poured.append("all of it")
        except OSError:
            poured.append("cut off")

    server.page("/done", b"done")
    with Fetcher(allow_private=True, sleep=forgetful, limits=replace(LIMITS, attempts=1)) as fetcher:
        if code == 302:
            assert fetcher.get(server.script("/x", endless)).body == b"done"
        else:
            with pytest.raises(FetchError, match=str(code)):
                fetcher.get(server.script("/x", endless))
    assert poured in (["cut off"], [])  # [] while the server still notices


def test_a_body_of_just_the_cap_passes(server: Server) -> None:
    size = LIMITS.max_bytes
    assert len(fetch(server.page("/plain", bytes(size))).body) == size
    packed = server.page("/gz", gzip.compress(bytes(size)), Content_Encoding="gzip")
    assert len(fetch(packed).body) == size
    refuse(server.page("/over", bytes(size + 1)), "larger")


def answer_of(parts: list[bytes]) -> requests.Response:
    """A gzip answer whose bytes arrive in these parts."""

    class Trickle:
        closed = False

        def __init__(self) -> None:
            self.parts = [part for part in parts if part]

        def read1(self, amount: int = -1) -> bytes:
            return self.parts.pop(0) if self.parts else b""

        def read(self, amount: int = -1) -> bytes:
            raise NotImplementedError  # urllib3 wants to see it, to know a stream

        def close(self) -> None:
            self.closed = True

    response = requests.Response()
    response.headers["Content-Encoding"] = "gzip"
    response.raw = HTTPResponse(body=Trickle(), preload_content=False)  # type: ignore[arg-type]
    return response


@given(st.lists(st.binary(max_size=200), min_size=1, max_size=4), st.data())
def test_gzip_is_read_whole_however_it_arrives(members: list[bytes], data: st.DataObject) -> None:
    padding = data.draw(st.sampled_from([b"", bytes(64)]))
    wire = b"".join(map(gzip.compress, members)) + padding
    cuts = sorted(data.draw(st.lists(st.integers(0, len(wire)), max_size=6)))
    parts = [wire[a:b] for a, b in zip([0, *cuts], [*cuts, len(wire)], strict=True)]
    assert read_body(answer_of(parts), None, 1000) == b"".join(members)


def test_padding_may_come_a_byte_at_a_time_but_a_second_member_must_be_sound() -> None:
    packed = gzip.compress(b"body")
    assert read_body(answer_of([packed, b"\0", b"\0\0"]), None, 1000) == b"body"
    damaged = packed[:12] + b"\xff" + packed[13:]
    with pytest.raises(TransferError, match="damaged"):
        read_body(answer_of([packed + damaged]), None, 1000)
    with pytest.raises(TransferError, match="cut short"):
        read_body(answer_of([packed + packed[:1]]), None, 1000)


@given(st.binary(min_size=1, max_size=200), st.data())
def test_gzip_that_is_cut_short_never_passes_for_whole(body: bytes, data: st.DataObject) -> None:
    wire = gzip.compress(body)
    cut = data.draw(st.integers(1, len(wire) - 1))
    with pytest.raises(TransferError, match="cut short"):
        read_body(answer_of([wire[:cut]]), None, 1000)


# Answers that take for ever


def slowly(head: bytes, piece: bytes) -> Route:
    """An answer that begins at once and goes on in drips."""

    def route(exchange: Exchange) -> None:
        exchange.raw(head)
        exchange.drip(piece)

    return route


SLOW = {
    "the body": slowly(HEAD + b"\r\n", b"x"),
    "a body of known length": slowly(HEAD + b"Content-Length: 5000\r\n\r\n", b"x"),
    "chunks": slowly(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "the status line": slowly(b"", b"H"),
    "the headers": slowly(HEAD, b"X: y\r\n"),
    "one header": slowly(HEAD + b"X: ", b"x"),
    "gzip that decodes to nothing": slowly(
        HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], b"\x00\x00\x00\xff\xff"
    ),
}


@pytest.mark.parametrize("what", SLOW)
def test_a_slow_drip_does_not_outlast_the_deadline(server: Server, what: str) -> None:
    url = server.script("/slow", SLOW[what])
    started = time.monotonic()
    refuse(url, "/slow: it took longer than allowed$", replace(LIMITS, deadline=0.4))
    assert time.monotonic() - started < 1.5
    assert len(server.asked("/slow")) == 1


def test_a_connection_kept_alive_is_watched_too(server: Server) -> None:
    peers = []

    def rules(exchange: Exchange) -> None:
        peers.append(exchange.client_address)
        exchange.answer(200, b"User-agent: *")

    def slow(exchange: Exchange) -> None:
        peers.append(exchange.client_address)
        exchange.raw(HEAD + b"X: ")
        exchange.drip(b"x")

    server.script("/robots.txt", rules)
    started = time.monotonic()
    refuse(server.script("/slow", slow), "longer than allowed", replace(LIMITS, deadline=0.4))
    assert time.monotonic() - started < 1.5
    assert len(peers) == 2
    assert len(set(peers)) == 1


@contextmanager
def mute() -> Iterator[str]:
    """A listener that accepts and says nothing, slowly: one byte of a TLS record at a time."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        ended = threading.Event()

        def serve() -> None:
            peer, _ = listener.accept()
            with peer:
                for byte in b"\x16\x03\x03\x40\x00" + bytes(500):
                    if ended.wait(0.02):
                        return
                    try:
                        peer.send(bytes([byte]))
                    except OSError:
                        return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        ended.set()
        thread.join()


def test_a_tls_handshake_that_drips_is_cut_too() -> None:
    with mute() as place:
        started = time.monotonic()
        refuse(f"https://{place}/", "longer than allowed", replace(LIMITS, deadline=0.4, attempts=1))
        assert time.monotonic() - started < 1.5


def localhost_certificate(folder: Path, days: int) -> Path:
    """A certificate for localhost, signed by itself, with its key in the same file; skips where no openssl is."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("no openssl to make a certificate with")
    key, wish, made = (str(folder / f"{name}.pem") for name in ("key", "wish", "made"))
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    for command in (
        ["req", "-newkey", "rsa:2048", "-nodes", *subject, "-keyout", key, "-out", wish],
        ["x509", "-req", "-in", wish, "-signkey", key, "-days", str(days), "-copy_extensions", "copy", "-out", made],
    ):
        subprocess.run([program, *command], check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_bytes(b"".join(Path(part).read_bytes() for part in (key, made)))
    return both


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that holds for two days."""
    return localhost_certificate(tmp_path_factory.mktemp("tls"), 2)


def test_a_trusted_certificate_that_has_expired_is_refused(server: Server, tmp_path: Path) -> None:
    expired = localhost_certificate(tmp_path, -1)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(expired)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.page("/x", b"private matters")
    with Fetcher(allow_private=True, sleep=forgetful, limits=LIMITS) as fetcher:
        fetcher._session.verify = str(expired)
        with pytest.raises(FetchError, match=r"its TLS certificate does not verify$"):
            fetcher.get(f"https://localhost:{server.server_port}/x")
    assert server.seen == []


def test_https_is_verified_and_guarded_alike(server: Server, certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.page("/x", b"private matters")
    server.script("/slow", slowly(HEAD + b"\r\n", b"x"))
    place = f"https://localhost:{server.server_port}"
    refuse(f"{place}/x", "its TLS certificate does not verify$")
    assert server.seen == []
    limits = replace(LIMITS, deadline=0.4)
    with Fetcher(allow_private=True, sleep=forgetful, limits=limits) as fetcher:
        fetcher._session.verify = str(certificate)
        assert fetcher.get(f"{place}/x").body == b"private matters"
        with pytest.raises(FetchError, match="longer than allowed"):
            fetcher.get(f"{place}/slow")
        with pytest.raises(FetchError, match=r"its TLS certificate does not verify$"):
            fetcher.get(f"https://127.0.0.1:{server.server_port}/x")  # trusted, but of another name
    with Fetcher(sleep=forgetful, limits=LIMITS) as fetcher:
        fetcher._session.verify = str(certificate)
        with pytest.raises(FetchError, match="not a public address"):
            fetcher.get(f"{place}/x")


def test_silence_ends_at_the_read_timeout(server: Server) -> None:
    url = server.script("/x", lambda exchange: time.sleep(1.0))
    refuse(url, "/x: the server sent nothing for too long$", replace(LIMITS, read=0.2, attempts=1))


# Afterwards


def test_no_descriptor_is_left_open(server: Server) -> None:
    folder = Path("/proc/self/fd")
    if not folder.exists():
        pytest.skip("this system does not list open descriptors")
    slow = server.script("/slow", SLOW["the headers"])
    before = len(list(folder.iterdir()))
    for path in ("/slow", "/none"):
        for _ in range(5):
            with pytest.raises(FetchError):
                fetch(slow if path == "/slow" else server.url(path), replace(LIMITS, deadline=0.1))
    end = time.monotonic() + 5
    while len(list(folder.iterdir())) > before and time.monotonic() < end:
        time.sleep(0.05)  # the server's own ends close when it notices
    assert len(list(folder.iterdir())) <= before


def test_errors_of_the_library_are_put_in_words() -> None:
    plain = http_transport.describe(requests.ConnectionError(http.client.BadStatusLine("x")))
    assert (str(plain), plain.retry) == ("the answer is not valid HTTP", True)
    strange = http_transport.describe(UnicodeError("label too long"))
    assert (str(strange), strange.retry) == ("UnicodeError while fetching", False)
