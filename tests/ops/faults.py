"""What can go wrong with one scheduled run: payloads, servers that fail and lie, disks, the end of the process."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.httpd import Exchange, Route, answering
from tests.ops.support import Station
from weighbridge.replay import CAPTURED_AT

Rows = list[dict[str, object]]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
PORTAL = b"<!doctype html><title>Welcome</title><form action=/login>Accept the terms to go online</form>"
NOW = {CAPTURED_AT: "2026-02-01T12:00:00Z"}


def changed(change: Callable[[Rows], Rows]) -> Callable[[str], str]:
    """A fault that keeps the payload JSON."""
    return lambda body: json.dumps(change(json.loads(body)))


def named(name: str) -> Callable[[str], str]:
    """A fault that gives the first row another name."""
    return changed(lambda rows: [{**rows[0], "model": name}, *rows[1:]])


PAYLOADS: dict[str, Callable[[str], str]] = {
    "a sign-in page": lambda body: "<html><form action=/login></form></html>",
    "cut short": lambda body: body[: len(body) // 2],
    "no rows": lambda body: "[]",
    "another shape": changed(lambda rows: [{"name": row["model"], "points": row["score"]} for row in rows]),
    "another unit": changed(lambda rows: [{**row, "score": float(str(row["score"])) / 100} for row in rows]),
    "out of range": changed(lambda rows: [{**row, "score": float(str(row["score"])) * 100} for row in rows]),
    "most rows gone": changed(lambda rows: rows[:4]),
    "two values for one name": changed(lambda rows: [*rows, {**rows[0], "score": 1}]),
    "upside down": changed(lambda rows: [{**row, "score": 100 - float(str(row["score"]))} for row in rows]),
    "control characters": named("a\x00\u202eb"),
    "a name of 100 kB": named("x" * 100_000),
    "half a character": lambda body: body.replace('"model 0"', '"\\ud800"'),
    "text for numbers": changed(lambda rows: [{**row, "score": "=1+1"} for row in rows]),
    "no number": lambda body: body.replace('"score": ', '"score": NaN, "was": '),
    "keys twice": lambda body: body.replace('"score": ', '"score": 1, "score": '),
    "deep nesting": lambda body: "[" * 100_000,
}


# --- the network, from a real server ---------------------------------------------------------------


def reset_in_the_middle(exchange: Exchange) -> None:
    """A body that ends with a reset."""
    exchange.raw(HEAD + b"Content-Length: 5000\r\n\r\n[{")
    exchange.reset()


def slow_loris(exchange: Exchange) -> None:
    """Headers without end, a few bytes at a time."""
    exchange.raw(HEAD)
    exchange.drip(b"X-More: 1\r\n", 10.0)


def bomb(exchange: Exchange) -> None:
    """Half a megabyte that unpacks to half a gigabyte."""
    packed = gzip.compress(bytes(2**20), 9) * 512
    exchange.answer(200, packed, {"Content-Encoding": "gzip"})


def endless(exchange: Exchange) -> None:
    """A body without an end."""
    exchange.raw(HEAD + b"\r\n")
    exchange.pour(b"[" * 65_536)


NETWORK: dict[str, Route] = {
    "reset in the middle": reset_in_the_middle,
    "slow loris": slow_loris,
    "a length that is wrong": lambda exchange: exchange.raw(HEAD + b"Content-Length: 900\r\n\r\n[]"),
    "a gzip bomb": bomb,
    "an endless body": endless,
    "a redirect in circles": lambda exchange: exchange.answer(302, b"", {"Location": exchange.path}),
    "a redirect into the network": answering(302, b"", Location="https://169.254.169.254/latest/"),
    "a redirect to no host": answering(302, b"", Location="https://no-such-host.invalid/"),
    "429 for an hour": answering(429, b"", Retry_After="3600"),
    "503": answering(503, b"down"),
    "a captive portal": lambda exchange: exchange.answer(200, PORTAL, {**NOW, "Content-Type": "text/html"}),
    "304 for nothing": answering(304),
    "no HTTP": lambda exchange: exchange.raw(b"\x16\x03\x01 hello"),
}
ROBOTS: dict[str, Route] = {
    "robots.txt forbids": answering(200, b"User-agent: *\nDisallow: /\n", **{CAPTURED_AT: NOW[CAPTURED_AT]}),
    "robots.txt is broken": answering(500),
}
REFUSED = "connection refused"

# --- the machine -----------------------------------------------------------------------------------

KILLS = ("killed while reading", "killed while building")
GONE = "the data folder is gone"
DISKS = ("a full disk while reading", "a full disk while building", "a read-only disk")
ROOM = 32_000_000


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A file system of 32 MB on the folder; False where this machine does not let one be mounted."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
    mounted = not subprocess.run(mount, capture_output=True, check=False).returncode
    yield mounted
    if mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def full(folder: Path) -> Iterator[None]:
    """No room on the folder's file system."""
    hog = folder / "hog"
    hog.write_bytes(b"x" * max(shutil.disk_usage(folder).free - 8_192, 0))
    yield
    hog.unlink()


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """The folder's file system takes no writes."""
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    yield
    subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)


@contextmanager
def gone(station: Station) -> Iterator[None]:
    """The data folder is not there; what a run makes in its place is thrown away."""
    aside = station.data.rename(station.data.with_name("elsewhere"))
    yield
    shutil.rmtree(station.data, ignore_errors=True)
    aside.rename(station.data)
