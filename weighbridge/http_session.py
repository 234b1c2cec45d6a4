"""Who we say we are: the one session that every request goes out on."""

from __future__ import annotations

import os
import re
import warnings
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import BaseAdapter

from weighbridge import __version__

AGENT = "Weighbridge"
"""The name to address in robots.txt."""

USER_AGENT = f"{AGENT}/{__version__} (+https://github.com/weighbridge/weighbridge; public benchmark index)"

TOKEN_HOST = "api.github.com"  # noqa: S105 (a host, not a secret)
"""The only host that is given the token."""


class Session(requests.Session):
    """A session that keeps nothing between requests and follows nothing by itself."""

    def __init__(self, adapter: BaseAdapter) -> None:
        super().__init__()
        self.trust_env = False  # no proxies, no .netrc: what is fetched must not depend on the machine
        self.headers.update({"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"})
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        self.adapters.clear()
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Never: even with ``allow_redirects=False`` requests would read a redirect's whole body, of any size."""

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        return super().send(request, stream=True, allow_redirects=False, **kwargs)


def github_token() -> str:
    """The token from the environment, or ``""``. It raises the limit of 60 requests an hour."""
    token = os.environ.get("GITHUB_TOKEN", "").strip()
    if token and not re.fullmatch(r"[\w.~+/=-]+", token, re.ASCII):
        # Checked here because requests would print the whole value in its own complaint.
        warnings.warn("GITHUB_TOKEN is ignored: it holds characters that no token has", stacklevel=3)
        return ""
    return token
