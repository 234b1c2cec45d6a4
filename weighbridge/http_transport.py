"""The lowest layer of fetching: who may be connected to, for how long, and how much is read.

Everything here works on bytes and sockets; politeness, caching and redirects are in :mod:`weighbridge.http`.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import math
import os
import socket
import ssl
import threading
import time
import zlib
from concurrent.futures import Future
from contextvars import ContextVar
from types import TracebackType
from typing import Any, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3 import exceptions as wire
from urllib3.connection import HTTPConnection, HTTPSConnection

CHUNK = 65_536  # bytes asked for at a time
MOST_ADDRESSES = 4  # of one name that are tried

_GZIP_START = b"\x1f"

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # the last 32 bits are the IPv4 address really reached
_NEVER = tuple(map(ipaddress.ip_network, ("64:ff9b:1::/48", "::/96", "fec0::/10")))  # local, though "global"


class TransferError(Exception):
    """A transfer that came to nothing. The message is the reason only, without the address.

    ``retry`` says whether asking again may help.
    """

    def __init__(self, reason: str, *, retry: bool = False) -> None:
        super().__init__(reason)
        self.retry = retry


def is_public(address: str) -> bool:
    """Whether a numeric address is reachable by anyone; an IPv4 address wrapped in IPv6 is judged unwrapped."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in _NEVER)


class Watch:
    """A hard end for one transfer, as a context manager.

    A read timeout bounds the wait for the next byte, so a server that drips holds a reader for ever. When the
    watch runs out it shuts the socket down from a thread of its own; whatever is reading wakes up at once, in
    the TLS handshake and in the headers as well as in the body. The look-up of a name, which nothing can wake,
    is left to itself when the time is over.

    Args:
        seconds: time allowed, by the monotonic clock.
        allow_loopback: let connections to this machine's loopback addresses through (for tests).
    """

    def __init__(self, seconds: float, *, allow_loopback: bool = False) -> None:
        self.allow_loopback = allow_loopback
        self.expired = False
        self._seconds = max(seconds, 0.0)
        self._started = time.monotonic()
        self._held: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(self._seconds, self._cut)
        self._timer.daemon = True

    @property
    def elapsed(self) -> float:
        """Seconds since the watch was entered."""
        return time.monotonic() - self._started

    @property
    def left(self) -> float:
        """Seconds that remain."""
        return max(self._seconds - self.elapsed, 0.0)

    def __enter__(self) -> Self:
        self._started = time.monotonic()
        self._token = _watch.set(self)
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        _watch.reset(self._token)
        with self._lock:
            while self._held:
                self._held.pop().close()

    def hold(self, fileno: int) -> None:
        """Remember a socket to shut down. A duplicate is kept: TLS and ``Connection: close`` detach the original."""
        twin = socket.socket(fileno=os.dup(fileno))
        with self._lock:
            self._held.append(twin)
            expired = self.expired
        if expired:
            self._cut()

    def admits(self, address: str) -> bool:
        """Whether a connection to that numeric address may be used."""
        if is_public(address):
            return True
        return self.allow_loopback and ipaddress.ip_address(address.partition("%")[0]).is_loopback

    def _cut(self) -> None:
        with self._lock:
            self.expired = True
            for twin in self._held:
                with contextlib.suppress(OSError):  # closed by the other side already
                    twin.shutdown(socket.SHUT_RDWR)


_watch: ContextVar[Watch | None] = ContextVar("watch", default=None)


class _Guard(HTTPConnection):
    """Refuses private peers before a byte is sent, and hands its socket to the current watch."""

    def _new_conn(self) -> socket.socket:
        watch = _watch.get() or Watch(0)
        made = self._dialled(self._addresses(watch), watch)
        # Whatever was looked up: only the connected peer counts.
        peer = str(made.getpeername()[0])
        if not watch.admits(peer):
            made.close()
            raise TransferError(f"it leads to {peer}, which is not a public address")
        watch.hold(made.fileno())
        return made

    def request(self, *args: Any, **kwargs: Any) -> None:
        watch = _watch.get()
        if watch is not None and self.sock is not None:
            watch.hold(self.sock.fileno())  # a connection kept alive from an earlier request
        super().request(*args, **kwargs)

    def _addresses(self, watch: Watch) -> list[str]:
        """The host's public addresses. Private machines are spared even the attempt."""
        try:
            found = _looked_up(self._dns_host, self.port, min(watch.left, _seconds(self.timeout)))
        except socket.gaierror as error:
            raise wire.NameResolutionError(self.host, self, error) from error
        except UnicodeError as error:
            raise wire.LocationParseError(self.host) from error
        public = [address for address in found if watch.admits(address)]
        if not public:
            raise TransferError(f"it leads to {found[0] if found else 'no address'}, which is not a public address")
        return public[:MOST_ADDRESSES]

    def _dialled(self, addresses: list[str], watch: Watch) -> socket.socket:
        """A connection to the first address that answers: the numbers looked up are dialled, not the name again."""
        name = self._dns_host
        try:
            for number, self._dns_host in enumerate(addresses, start=1):
                try:
                    return super()._new_conn()
                except (wire.NewConnectionError, wire.ConnectTimeoutError):
                    if number == len(addresses) or watch.expired:
                        raise
        finally:
            self._dns_host = name
        raise TransferError("it has no address", retry=True)


def _looked_up(host: str, port: int, seconds: float) -> list[str]:
    """The numeric addresses of a name, asked for in a thread of its own: no resolver can be given a deadline."""
    answer: Future[list[str]] = Future()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answer.set_result([str(entry[4][0]) for entry in found])
        except Exception as error:  # told to whoever waits
            answer.set_exception(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        return answer.result(seconds)
    except TimeoutError as error:
        raise TransferError("its name was not looked up in time", retry=True) from error


def _seconds(timeout: object) -> float:
    return float(timeout) if isinstance(timeout, int | float) else math.inf


class _GuardedTLS(_Guard, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Guard


class _PoolTLS(HTTPSConnectionPool):
    ConnectionCls = _GuardedTLS


class GuardedAdapter(HTTPAdapter):
    """requests' network adapter whose connections obey the current :class:`Watch`."""

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: Any) -> None:
        super().init_poolmanager(connections, maxsize, block, **pool_kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _PoolTLS}


class _Gunzip:
    """Gzip with an end: unlike urllib3's decoder it notices a stream that was cut short."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(31)
        self._met = False  # a byte of the current member
        self._over = False  # only padding follows

    def feed(self, data: bytes, room: int) -> bytes:
        """At most ``room`` decoded bytes; when all of the room is used the rest of ``data`` is dropped."""
        out = bytearray()
        while data and len(out) < room and not self._over:
            if self._member.eof:
                if data[:1] != _GZIP_START:  # padding after the last member: browsers ignore it too
                    self._over = True
                    break
                self._member = zlib.decompressobj(31)
            self._met = True
            try:
                out += self._member.decompress(data, room - len(out))
            except zlib.error as error:
                raise TransferError("its gzip encoding is damaged", retry=True) from error
            data = self._member.unused_data if self._member.eof else b""
        return bytes(out)

    def finish(self) -> None:
        if self._met and not self._member.eof:
            raise TransferError("its gzip encoding is cut short", retry=True)


class _Identity:
    def feed(self, data: bytes, room: int) -> bytes:
        return data[:room]

    def finish(self) -> None:
        """Nothing to check: a wrong length is urllib3's to notice."""


def read_body(response: requests.Response, watch: Watch | None, cap: int) -> bytes:
    """The decoded body.

    Args:
        watch: the running watch; None when the bytes come from a folder.
        cap: most decoded bytes to accept.

    Raises:
        TransferError: too large, too slow, cut short, or in an encoding that was not asked for.
    """
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    decoder: _Gunzip | _Identity
    if encoding in ("", "identity"):
        decoder = _Identity()
    elif encoding in ("gzip", "x-gzip"):
        decoder = _Gunzip()
    else:
        raise TransferError(f"it is sent in the encoding {encoding[:40]!r}, which was not asked for")
    body, met = bytearray(), 0
    while True:
        chunk = response.raw.read1(CHUNK, decode_content=False)
        if watch is not None and watch.expired:  # a cut socket reads like the end of the body
            raise TransferError("it took longer than allowed")
        if not chunk:
            break
        met += len(chunk)
        body += decoder.feed(chunk, cap + 1 - len(body))
        if len(body) > cap:
            raise TransferError(f"it is larger than {cap:,} bytes")
    decoder.finish()
    if not met and not any(name in response.headers for name in ("Content-Length", "Transfer-Encoding")):
        # http.client takes a head that was cut off for a whole one, and what follows it for an empty body.
        raise TransferError("the answer ended before its body", retry=True)
    return bytes(body)


_WORDS: tuple[tuple[type[BaseException], str, bool], ...] = (  # first match wins; the last field: ask again?
    (ssl.SSLCertVerificationError, "its TLS certificate does not verify", False),
    (wire.SSLError, "the TLS connection failed", True),
    (ssl.SSLError, "the TLS connection failed", True),
    (wire.NameResolutionError, "the host name does not resolve", True),
    (ConnectionRefusedError, "the connection was refused", True),
    (http.client.RemoteDisconnected, "the server closed the connection without an answer", True),
    (ConnectionResetError, "the connection was reset", True),
    (BrokenPipeError, "the connection was reset", True),
    (wire.ReadTimeoutError, "the server sent nothing for too long", True),
    (wire.NewConnectionError, "no connection could be made", True),
    (wire.ConnectTimeoutError, "no connection was made in time", True),
    (TimeoutError, "the server sent nothing for too long", True),
    (http.client.IncompleteRead, "the body ended before its announced end", True),
    (wire.LocationValueError, "it is not a valid address", False),
    (requests.exceptions.InvalidURL, "it is not a valid address", False),
    (requests.exceptions.InvalidHeader, "a header of the request is not valid", False),
    (http.client.HTTPException, "the answer is not valid HTTP", True),
    (wire.ProtocolError, "the answer is not valid HTTP", True),
    (OSError, "the connection failed", True),
)


def describe(error: Exception) -> TransferError:
    """A network library's error in plain words (theirs nest three deep and print object addresses)."""
    if isinstance(error, TransferError):
        return error
    chain = _chain(error)
    for kind, words, retry in _WORDS:
        if any(isinstance(link, kind) for link in chain):
            return TransferError(words, retry=retry)
    return TransferError(f"{type(error).__name__} while fetching")


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it wraps, by whichever of the customary ways."""
    chain: list[BaseException] = []
    todo = [error]
    while todo:
        link = todo.pop()
        if link in chain:
            continue
        chain.append(link)
        inner = [getattr(link, "reason", None), link.__cause__, link.__context__, *link.args]
        todo.extend(part for part in inner if isinstance(part, BaseException))
    return chain
