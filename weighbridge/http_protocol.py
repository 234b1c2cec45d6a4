"""What addresses and answer headers say, judged before anything is sent: pure functions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

import requests

_DEFAULT_PORTS = {"http": 80, "https": 443}
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|^\s|\s$")  # parsers disagree on what these do to an address
_DIGITS = re.compile(r"[0-9]{1,10}")


class AddressError(ValueError):
    """An address that is not fetched. The message is the reason only, without the address."""


def checked(url: str) -> SplitResult:
    """The parts of an address, spelt as it will be sent.

    Raises:
        AddressError: not http(s), malformed, with a user name, or with ``..`` in its path (which would step
            out of a permitted prefix).
    """
    if _UNSAFE.search(url):
        raise AddressError("it is not a valid address")
    try:
        parts = urlsplit(str(requests.Request("GET", url).prepare().url))
        raw, port = urlsplit(url), parts.port
    except (requests.RequestException, ValueError) as error:
        raise AddressError("it is not a valid address") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise AddressError("only http and https addresses are fetched")
    if not parts.hostname or port == 0:
        raise AddressError("it is not a valid address")
    if "@" in parts.netloc or "@" in raw.netloc:
        raise AddressError("addresses with a user name are not fetched")
    if {".", ".."} & set(unquote(raw.path).split("/")):
        raise AddressError("its path has a '.' or '..' step")
    return parts


def authority(parts: SplitResult) -> str:
    """The host, with its port unless that is the scheme's own: one queue of requests each."""
    usual = parts.port in (None, _DEFAULT_PORTS.get(parts.scheme))
    return parts.hostname or "" if usual else f"{parts.hostname}:{parts.port}"


def redirected(parts: SplitResult, location: str) -> str:
    """Where a ``Location`` header leads.

    Raises:
        AddressError: malformed, or from https down to http.
    """
    location = location.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        target = urljoin(parts.geturl(), location)
        scheme = urlsplit(target).scheme
    except ValueError as error:
        raise AddressError("it redirects to an invalid address") from error
    if parts.scheme == "https" and scheme == "http":
        raise AddressError(f"it redirects from https down to http ({target[:200]!r})")
    return target


def asked_to_wait(headers: Mapping[str, str], now: datetime) -> float:
    """Seconds that the server asks to be left alone: ``Retry-After`` in either form, or GitHub's rate limit.

    0 when it asks for nothing, or for nothing that can be understood.
    """
    text = headers.get("Retry-After", "").strip()
    if _DIGITS.fullmatch(text):
        return float(text)
    if text:
        try:
            then = parsedate_to_datetime(text)
        except (ValueError, TypeError, OverflowError):
            return 0.0
        return max(0.0, ((then if then.tzinfo else then.replace(tzinfo=UTC)) - now).total_seconds())
    reset = headers.get("X-RateLimit-Reset", "").strip()
    if headers.get("X-RateLimit-Remaining", "").strip() == "0" and _DIGITS.fullmatch(reset):
        return max(0.0, float(reset) - now.timestamp())
    return 0.0
