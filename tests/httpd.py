"""A small web server on this machine for the tests of fetching, which can be told to misbehave."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Seen:
    """A request that was met."""

    path: str
    headers: dict[str, str]


class Exchange(BaseHTTPRequestHandler):
    """One request, and the means to answer it badly."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # the head and the body are two writes
    server: Server

    def do_GET(self) -> None:
        server = self.server
        with server.lock:
            server.seen.append(Seen(self.path, dict(self.headers.items())))
        try:
            server.routes.get(self.path, missing)(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # the client has had enough

    def log_message(self, *args: object) -> None:
        """Silence."""

    def answer(self, status: int, body: bytes = b"", headers: Mapping[str, str] | None = None) -> None:
        """A well-formed answer; a length given in ``headers`` is sent as it is."""
        self.send_response(status)
        headers = {"Content-Length": str(len(body)), **(headers or {})}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def raw(self, data: bytes) -> None:
        """Bytes as they are; the connection ends after this answer."""
        self.close_connection = True
        self.wfile.write(data)
        self.wfile.flush()

    def reset(self) -> None:
        """End the connection by a reset instead of a close."""
        self.close_connection = True
        self.wfile.flush()
        time.sleep(0.05)  # let what was sent arrive, or the reset discards it
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def drip(self, piece: bytes, seconds: float = 20.0) -> None:
        """The same bytes again and again, slowly, until the client leaves."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.raw(piece)
            time.sleep(0.02)

    def pour(self, piece: bytes) -> None:
        """The same bytes again and again, as fast as the client takes them (256 MB at most)."""
        for _ in range(2**28 // len(piece)):
            self.raw(piece)


Route = Callable[[Exchange], object]


def missing(exchange: Exchange) -> None:
    exchange.answer(404)


class Server(ThreadingHTTPServer):
    """The server: ``routes`` by path (404 otherwise), and the requests ``seen``."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.routes: dict[str, Route] = {}
        self.seen: list[Seen] = []
        self.lock = threading.Lock()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def asked(self, path: str | None = None) -> list[Seen]:
        """The requests met so far, for one path or for all but robots.txt."""
        return [e for e in self.seen if (e.path == path if path else e.path != "/robots.txt")]

    def page(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        """Serve a fixed answer (``_`` in header names stands for ``-``); returns its address."""
        return self.script(path, answering(status, body, **headers))

    def script(self, path: str, *answers: Route) -> str:
        """Serve these answers in turn, the last one for ever; returns the address."""
        queue = list(answers)

        def route(exchange: Exchange) -> None:
            answer = queue.pop(0) if len(queue) > 1 else queue[0]
            answer(exchange)

        self.routes[path] = route
        return self.url(path)

    def handle_error(self, request: object, client_address: object) -> None:
        """Silence: clients that go away are the point."""


@contextmanager
def serving() -> Iterator[Server]:
    """A running server."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def answering(code: int, body: bytes = b"", **headers: str) -> Route:
    """A fixed answer as a route (``_`` in header names stands for ``-``)."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda exchange: exchange.answer(code, body, named)


class Naps(list[float]):
    """Stands in for sleep, and remembers what was asked of it."""

    def __call__(self, seconds: float) -> None:
        self.append(round(seconds, 1))
