"""Answers kept between runs, so that an unchanged document is confirmed instead of sent again."""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from weighbridge.files import json_text, write_atomic

_LONGEST_VALUE = 1024  # characters; anything longer is not a sane ETag


@dataclass(frozen=True)
class Cached:
    """A kept answer: its body, the two validators a server may have given with it (``""``: none), and its time."""

    body: bytes
    etag: str
    last_modified: str
    content_type: str
    received_at: float  # seconds since 1970

    def confirmed_by(self, etag: str) -> bool:
        """Whether an answer "not modified" with that ETag (``""``: none) speaks of this body."""
        return not etag or not self.etag or _opaque(etag) == _opaque(self.etag)

    def conditions(self) -> dict[str, str]:
        """The request headers that ask "only if it changed"."""
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True)
class _Entry:
    url: str
    sha256: str
    etag: str
    last_modified: str
    content_type: str
    received_at: float


class HttpCache:
    """A folder of answers, two files each: ``<sha256 of the URL>.body`` and ``.json``.

    The folder may be deleted at any time. What is damaged or half written is as good as absent: the body's
    hash is in the metadata and is checked on every read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self, url: str) -> Cached | None:
        """The kept answer of an address, or None when there is none that can be trusted."""
        stem = self._stem(url)
        try:
            entry = _Entry(**json.loads(stem.with_suffix(".json").read_bytes()))
            body, received_at = stem.with_suffix(".body").read_bytes(), float(entry.received_at)
        except (OSError, ValueError, TypeError):
            return None
        values = (entry.etag, entry.last_modified, entry.content_type)
        if entry.url != url or not all(isinstance(value, str) and value == _usable(value) for value in values):
            return None
        if hashlib.sha256(body).hexdigest() != entry.sha256:
            return None
        return Cached(body, *values, received_at)

    def store(self, url: str, answer: Cached) -> None:
        """Keep an answer. One without a usable validator is not kept, and a full disk is no failure here:
        the fetch has succeeded, only the next one will be dearer.
        """
        etag, modified = _usable(answer.etag), _usable(answer.last_modified)
        if not etag and not modified:
            return
        sha256 = hashlib.sha256(answer.body).hexdigest()
        entry = _Entry(url, sha256, etag, modified, _usable(answer.content_type), answer.received_at)
        stem = self._stem(url)
        with contextlib.suppress(OSError):
            write_atomic(stem.with_suffix(".body"), answer.body)
            write_atomic(stem.with_suffix(".json"), json_text(asdict(entry)).encode())

    def _stem(self, url: str) -> Path:
        return self._path / hashlib.sha256(url.encode()).hexdigest()


def _opaque(etag: str) -> str:
    """An ETag without its mark of weakness, which servers and their compressors put on and take off."""
    return etag.strip().removeprefix("W/").replace("-gzip", "")


def _usable(value: str) -> str:
    """A header's value as it may be sent back in one, or ``""``: the server's text is not trusted to be sane."""
    value = value.strip()
    return value if value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALUE else ""
