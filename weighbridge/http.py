"""One polite session for everything that is fetched.

It says who it is, obeys robots.txt, asks one thing at a time of a host, confirms what it has instead of
fetching it again, backs off when asked to, and gives up in bounded time and memory on servers that misbehave.
Replayed captures take the same path; only the adapter at its end differs.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, urlsplit

import requests
from protego import Protego
from urllib3 import exceptions as wire

from weighbridge.http_cache import Cached, HttpCache
from weighbridge.http_limits import Limits
from weighbridge.http_protocol import AddressError, asked_to_wait, authority, checked, redirected
from weighbridge.http_session import AGENT, TOKEN_HOST, USER_AGENT, Session, github_token
from weighbridge.http_transport import GuardedAdapter, TransferError, Watch, describe, read_body
from weighbridge.replay import CAPTURED_AT, CaptureStore, ReplayAdapter
from weighbridge.source import Document, FetchError, Get, NotFoundError

__all__ = ["AGENT", "USER_AGENT", "Fetcher", "Limits"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})


_DEFAULT_LIMITS = Limits()


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


class _StatusError(FetchError):
    """An answer that is not a document."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class _Again(Exception):  # noqa: N818 (a signal between two methods, not an error)
    """This attempt failed in a way that another may not; ``wait`` is what the server asked for."""

    def __init__(self, reason: str, status: int = 0, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.status = status
        self.wait = wait


class _Host:
    """What is known of one host in this run. ``lock`` is held during a request, ``rules_lock`` around robots.txt."""

    def __init__(self, pause: float) -> None:
        self.lock = threading.Lock()
        self.rules_lock = threading.Lock()
        self.rules: dict[str, Protego | FetchError] = {}  # by scheme
        self.pause = pause
        self.free_at = 0.0  # monotonic
        self.closed_until: datetime | None = None


@dataclass
class _Job:
    """One hop on the way to a document. ``left`` seconds remain for the whole document."""

    asked: str
    hop: str
    parts: SplitResult
    left: float
    cached: Cached | None = None

    def failure(self, reason: object) -> str:
        via = "" if self.hop == self.asked else f" (redirected to {self.hop[:200]})"
        return f"{self.asked}{via}: {reason}"


@dataclass(frozen=True)
class _Answer:
    body: bytes = b""
    content_type: str = ""
    retrieved_at: datetime | None = None
    location: str | None = None


class Fetcher:
    """Fetches documents. May be shared by threads: different hosts in parallel, one host strictly in turn.

    A document is fetched once in the life of a fetcher, and so is a failure: asking again gives the same.

    Args:
        cache: a folder for answers to be confirmed by later runs; None keeps nothing.
        allow_private: let loopback addresses be fetched (for tests).
        sleep: waits that many seconds.
        clock: the present, aware.
        limits: how patient and how greedy to be.
    """

    def __init__(
        self,
        *,
        cache: Path | None = None,
        allow_private: bool = False,
        sleep: Callable[[float], object] = time.sleep,
        clock: Callable[[], datetime] = _now,
        limits: Limits = _DEFAULT_LIMITS,
    ) -> None:
        self._limits = limits
        self._sleep = sleep
        self._clock = clock
        self._allow_private = allow_private
        self._cache = HttpCache(cache) if cache else None
        self._session = Session(GuardedAdapter(pool_connections=64))
        self._replaying = False
        self._token = github_token()
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}
        self._memo: dict[str, Future[Document]] = {}
        self._memo_bytes = 0
        self._ends = time.monotonic() + limits.run

    @classmethod
    def replaying(
        cls,
        store: CaptureStore,
        as_of: datetime | None = None,
        kinds: tuple[str, ...] = ("raw", "reconstructed"),
    ) -> Self:
        """A fetcher answered from captures: the newest at or before ``as_of``, without a network or a pause.

        ``retrieved_at`` is the time of the capture. An address without a capture is "not found".
        """
        fetcher = cls(limits=replace(_DEFAULT_LIMITS, pause=0.0, crawl_delay=0.0, run=math.inf))
        fetcher._session = Session(ReplayAdapter(store, as_of, kinds))
        fetcher._replaying = True
        fetcher._token = ""
        return fetcher

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close idle connections."""
        self._session.close()

    def get(self, url: str) -> Document:
        """The document at an address.

        Raises:
            NotFoundError: the server (or the folder of captures) has no such document.
            FetchError: it could not be had; one sentence says why.
        """
        with self._lock:
            future = self._memo.get(url)
            mine = future is None
            if future is None:
                future = self._memo[url] = Future()
        if mine:
            self._settle(url, future)
        try:
            document = future.result()
        except FetchError as error:
            # A fresh error: one raised in several threads would gather all their tracebacks.
            kind = NotFoundError if isinstance(error, NotFoundError) else FetchError
            raise kind(str(error)) from error
        return document

    def restricted(self, prefixes: tuple[str, ...]) -> Get:
        """``get`` for addresses that start with one of the prefixes; others raise FetchError.

        A prefix without a path stands for that host only. Redirects may lead elsewhere, as far as any may.
        """
        bounded = tuple(p if urlsplit(p).path else f"{p}/" for p in prefixes)

        def get(url: str) -> Document:
            if not url.startswith(bounded) and url not in prefixes:
                raise FetchError(f"{url}: outside the addresses that this source declares")
            return self.get(url)

        return get

    def _settle(self, url: str, future: Future[Document]) -> None:
        try:
            document = self._fetch(url)
        except FetchError as error:
            future.set_exception(error)
        except BaseException as error:
            with self._lock:
                self._memo.pop(url, None)  # an interruption is no property of the document
            future.set_exception(error)
        else:
            future.set_result(document)
            self._forget_oldest(len(document.body))

    def _forget_oldest(self, added: int) -> None:
        with self._lock:
            self._memo_bytes += added
            for url, future in list(self._memo.items()):
                if self._memo_bytes <= self._limits.memo_bytes:
                    break
                if future.done() and not future.exception():
                    self._memo_bytes -= len(future.result().body)
                    del self._memo[url]

    def _fetch(self, url: str) -> Document:
        answer = self._follow(url, heed_robots=True)
        return Document(url, answer.body, answer.retrieved_at or self._clock(), answer.content_type)

    def _follow(self, url: str, *, heed_robots: bool) -> _Answer:
        job = _Job(url, url, _parts(url, url), self._limits.deadline)
        for _ in range(self._limits.redirects + 1):
            host = self._host(authority(job.parts))
            if heed_robots:
                self._heed_robots(job, host)
            answer = self._exchange(job, host)
            if answer.location is None:
                return answer
            job = _next_job(job, answer.location)
        raise FetchError(f"{url}: more than {self._limits.redirects} redirects")

    def _host(self, name: str) -> _Host:
        with self._lock:
            return self._hosts.setdefault(name, _Host(self._limits.pause))

    def _heed_robots(self, job: _Job, host: _Host) -> None:
        # Never taken while host.lock is held, which a robots.txt redirected to another host needs.
        with host.rules_lock:
            scheme = job.parts.scheme
            if scheme not in host.rules:
                host.rules[scheme] = self._rules(f"{scheme}://{job.parts.netloc}/robots.txt", host)
            rules = host.rules[scheme]
        if isinstance(rules, FetchError):
            raise FetchError(job.failure(f"not asked for, because its host's rules are unknown: {rules}"))
        if not rules.can_fetch(job.parts._replace(fragment="").geturl(), AGENT):
            raise FetchError(job.failure("the host's robots.txt forbids it"))

    def _rules(self, url: str, host: _Host) -> Protego | FetchError:
        """The host's rules, or why they are unknown (RFC 9309: none if absent, all forbidden if unreachable)."""
        try:
            text = self._follow(url, heed_robots=False).body[: self._limits.robots_bytes].decode("utf-8-sig", "replace")
        except NotFoundError:
            text = ""
        except _StatusError as error:
            if not 400 <= error.status < 500 or error.status == 429:
                return error
            text = ""
        except FetchError as error:
            return error
        rules = Protego.parse(text)
        delay = rules.crawl_delay(AGENT) or 0.0
        host.pause = max(host.pause, min(delay, self._limits.crawl_delay))
        return rules

    def _exchange(self, job: _Job, host: _Host) -> _Answer:
        """One hop, with its retries. The host's lock is held throughout: a host that struggles gets a rest."""
        with host.lock:
            if host.closed_until is not None and self._clock() < host.closed_until:
                raise FetchError(job.failure(f"its host asked to be left alone until {_minute(host.closed_until)}"))
            job.left = min(job.left, self._ends - time.monotonic())
            if job.left <= 0:
                raise FetchError(job.failure("the time allowed for the whole run is over"))
            turn = host.free_at - time.monotonic()
            if turn > 0:
                self._sleep(turn)
            job.cached = self._held(job.hop)
            attempt = 1
            try:
                while True:
                    try:
                        return self._attempt(job)
                    except _Again as again:
                        self._rest(job, host, attempt, again)
                    attempt += 1
            finally:
                host.free_at = time.monotonic() + host.pause

    def _held(self, url: str) -> Cached | None:
        """The kept answer of an address, unless it is so old that it is better fetched anew."""
        cached = self._cache.load(url) if self._cache else None
        fresh = cached is not None and 0 <= self._clock().timestamp() - cached.received_at < self._limits.keep
        return cached if fresh else None

    def _rest(self, job: _Job, host: _Host, attempt: int, again: _Again) -> None:
        """Wait before the next attempt, or give up."""
        if again.wait > self._limits.retry_after:
            host.closed_until = self._clock() + timedelta(seconds=again.wait)
            reason = f"{again} and asks to be left alone until {_minute(host.closed_until)}"
            raise _StatusError(job.failure(reason), again.status) from again
        wait = max(self._limits.backoff * 2 ** (attempt - 1), again.wait, host.pause)
        if attempt >= self._limits.attempts or wait >= job.left:
            times = f" ({attempt} attempts)" if attempt > 1 else ""
            raise _StatusError(job.failure(f"{again}{times}"), again.status) from again
        self._sleep(wait)
        job.left -= wait

    def _attempt(self, job: _Job) -> _Answer:
        timeout = (self._limits.connect, self._limits.read)
        watch = Watch(job.left, allow_loopback=self._allow_private)
        try:
            with watch:
                response = self._session.send(self._request(job), timeout=timeout)
                with response:
                    return self._receive(job, response, watch)
        except FetchError:
            raise
        except (TransferError, requests.RequestException, wire.HTTPError, OSError, ValueError) as error:
            trouble = TransferError("it took longer than allowed") if watch.expired else describe(error)
            if trouble.retry:
                raise _Again(str(trouble)) from error
            raise FetchError(job.failure(trouble)) from error
        finally:
            job.left -= watch.elapsed

    def _request(self, job: _Job) -> requests.PreparedRequest:
        headers = job.cached.conditions() if job.cached else {}
        if self._token and (job.parts.scheme, job.parts.netloc) == ("https", TOKEN_HOST):
            headers["Authorization"] = f"Bearer {self._token}"
        return self._session.prepare_request(requests.Request("GET", job.hop, headers=headers))

    def _receive(self, job: _Job, response: requests.Response, watch: Watch) -> _Answer:
        status, headers = response.status_code, response.headers
        if status == 200:
            return self._received(job, response, watch)
        if status == 304:
            if job.cached and not job.cached.confirmed_by(headers.get("ETag", "")):
                job.cached = None
                raise _Again("it confirms another version than the one held", status)
            if job.cached:
                return _Answer(job.cached.body, job.cached.content_type, self._clock())
            raise _Again("it answers 304 (not modified) though nothing was held", status)
        if status in _REDIRECTS and "Location" in headers:
            return _Answer(location=headers["Location"])
        if status in _GONE:
            where = "no capture of it" if self._replaying else f"the server has no such document ({status})"
            raise NotFoundError(job.failure(where))
        wait = asked_to_wait(headers, self._clock())
        if status == 429 or status >= 500 or (status == 403 and wait):
            raise _Again(f"the server answers {status}", status, wait)
        raise _StatusError(job.failure(f"the server answers {status}"), status)

    def _received(self, job: _Job, response: requests.Response, watch: Watch) -> _Answer:
        headers = response.headers
        body = read_body(response, watch, self._limits.max_bytes)
        kind = headers.get("Content-Type", "")
        if self._replaying:
            return _Answer(body, kind, datetime.fromisoformat(headers[CAPTURED_AT]))
        if self._cache and "no-store" not in headers.get("Cache-Control", ""):
            validators = headers.get("ETag", ""), headers.get("Last-Modified", "")
            self._cache.store(job.hop, Cached(body, *validators, kind, self._clock().timestamp()))
        return _Answer(body, kind, self._clock())


def _parts(url: str, asked: str) -> SplitResult:
    try:
        return checked(url)
    except AddressError as error:
        via = "" if url == asked else f" (redirected to {url[:200]!r})"
        raise FetchError(f"{asked}{via}: {error}") from error


def _next_job(job: _Job, location: str) -> _Job:
    try:
        hop = redirected(job.parts, location)
    except AddressError as error:
        raise FetchError(job.failure(error)) from error
    return _Job(job.asked, hop, _parts(hop, job.asked), job.left)


def _minute(then: datetime) -> str:
    return f"{then.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
