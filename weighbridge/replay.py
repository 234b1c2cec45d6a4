"""Replay: the same requests, answered from a folder of captured payloads instead of the network."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPResponse

from weighbridge.files import iso, moment
from weighbridge.source import FetchError

CAPTURED_AT = "X-Weighbridge-Captured-At"
"""The header in which a replayed answer says when its bytes were captured (UTC, ISO 8601)."""


@dataclass(frozen=True)
class Capture:
    """One payload as it was at ``captured_at`` (UTC). ``file`` is relative to the folder of captures."""

    source: str
    url: str
    captured_at: datetime
    file: str
    content_type: str
    sha256: str
    kind: str


class CaptureStore:
    """A folder with ``captures.jsonl``, one capture a line, and the files it names.

    Raises:
        FetchError: the list cannot be read, or a line of it is not a capture.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._by_url: dict[str, list[Capture]] = defaultdict(list)
        for capture in _listed(folder / "captures.jsonl"):
            self._by_url[capture.url].append(capture)
        for captures in self._by_url.values():
            captures.sort(key=lambda capture: capture.captured_at)  # stable: of one moment the last line wins

    def newest(self, url: str, as_of: datetime | None = None, kinds: tuple[str, ...] = ()) -> Capture | None:
        """The newest capture of an address at or before a moment; of several of one moment, the last listed.

        Args:
            url: as listed, or as requests spells it (escaped, host in lower case).
            as_of: an aware moment; None means now and always.
            kinds: the kinds that count; none means all.
        """
        found = _newest(self._by_url.get(url, ()), as_of, kinds)
        if found is None:
            found = _newest(self._by_spelling.get(_spelling(url), ()), as_of, kinds)
        return found

    def days(self, prefixes: tuple[str, ...], kinds: tuple[str, ...] = ()) -> list[date]:
        """The days (UTC) with a capture whose address starts with one of the prefixes, in order."""
        return sorted(
            {
                capture.captured_at.date()
                for url, captures in self._by_url.items()
                if url.startswith(prefixes)
                for capture in captures
                if not kinds or capture.kind in kinds
            }
        )

    def newest_moment(self) -> datetime:
        """Time of the newest capture: the clock of a replay that is not asked for another.

        Raises:
            FetchError: the folder lists no capture.
        """
        if not self._by_url:
            raise FetchError(f"{self._folder}: captures.jsonl lists nothing")
        return max(captures[-1].captured_at for captures in self._by_url.values())

    def urls(self) -> list[str]:
        """Every address with a capture, in order."""
        return sorted(self._by_url)

    def read(self, capture: Capture) -> bytes:
        """The captured bytes.

        Raises:
            FetchError: the file is missing, lies outside the folder, or is not what was captured.
        """
        path = self._folder / _confined(capture)
        if not path.resolve().is_relative_to(self._folder.resolve()):  # by way of a link
            raise FetchError(f"{capture.url}: its capture {capture.file} leads out of the folder")
        try:
            body = path.read_bytes()
        except OSError as error:
            raise FetchError(f"{capture.url}: its capture {capture.file} cannot be read") from error
        if hashlib.sha256(body).hexdigest() != capture.sha256:
            raise FetchError(f"{capture.url}: its capture {capture.file} has changed (sha256 differs)")
        return body

    @cached_property
    def _by_spelling(self) -> Mapping[str, list[Capture]]:
        """Captures by their address as requests would spell it; made only when a listed spelling fails."""
        merged: dict[str, list[Capture]] = defaultdict(list)
        for url, captures in self._by_url.items():
            merged[_spelling(url)].extend(captures)
        for captures in merged.values():
            captures.sort(key=lambda capture: capture.captured_at)
        return dict(merged)


def _listed(path: Path) -> list[Capture]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")  # not splitlines: JSON may hold U+2028
    except (OSError, ValueError) as error:
        raise FetchError(f"{path}: the list of captures cannot be read") from error
    captures = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            captures.append(_capture(json.loads(line)))
        except (ValueError, TypeError, KeyError) as error:
            raise FetchError(f"{path}, line {number}: not a capture ({error})") from error
    return captures


def _capture(entry: Any) -> Capture:
    fields = ("source", "url", "file", "content_type", "sha256", "kind")
    texts: dict[str, str] = {name: entry[name] for name in fields}
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError("a field is not text")
    capture = Capture(captured_at=moment(entry["captured_at"]), **texts)
    _confined(capture)
    return capture


def _confined(capture: Capture) -> PurePosixPath:
    path = PurePosixPath(capture.file)
    if not capture.file or path.is_absolute() or ".." in path.parts or "\0" in capture.file:
        raise ValueError(f"the file {capture.file!r} is not inside the folder")
    return path


def _newest(captures: list[Capture] | tuple[()], as_of: datetime | None, kinds: tuple[str, ...]) -> Capture | None:
    for capture in reversed(captures):
        if (as_of is None or capture.captured_at <= as_of) and (not kinds or capture.kind in kinds):
            return capture
    return None


def _spelling(url: str) -> str:
    try:
        return requests.Request("GET", url).prepare().url or url
    except (requests.RequestException, ValueError):
        return url


class ReplayAdapter(BaseAdapter):
    """Stands in for requests' network adapter: 200 with the captured bytes, or 404 when nothing was captured.

    A capture that cannot be trusted (see :meth:`CaptureStore.read`) raises FetchError from ``send``.
    """

    def __init__(self, store: CaptureStore, as_of: datetime | None, kinds: tuple[str, ...]) -> None:
        super().__init__()
        if as_of is not None and as_of.tzinfo is None:
            raise ValueError("as_of must say its time zone")
        self._store = store
        self._as_of = as_of
        self._kinds = kinds

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        url = str(request.url)
        capture = self._store.newest(url, self._as_of, self._kinds)
        if capture is None:
            return _response(request, 404, {}, b"")
        headers = {"Content-Type": capture.content_type, CAPTURED_AT: iso(capture.captured_at)}
        return _response(request, 200, headers, self._store.read(capture))

    def close(self) -> None:
        """Nothing is held open."""


def _response(
    request: requests.PreparedRequest, status: int, headers: dict[str, str], body: bytes
) -> requests.Response:
    headers = {**headers, "Content-Length": str(len(body))}
    response = requests.Response()
    response.status_code = status
    response.headers = CaseInsensitiveDict(headers)
    response.url = str(request.url)
    response.request = request
    response.raw = HTTPResponse(
        body=BytesIO(body), headers=headers, status=status, preload_content=False, request_method="GET"
    )
    return response
