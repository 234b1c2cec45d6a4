"""The site of the made-up dataset, built once; a browser where there is one."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.site.synthetic import synthetic, told
from weighbridge.dataset import Dataset
from weighbridge.render import render_site
from weighbridge.standing.rows import Standing

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def made() -> tuple[Dataset, Standing]:
    """Dataset and standing."""
    return synthetic()


@pytest.fixture(scope="session")
def site(made: tuple[Dataset, Standing], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rendered site, with empty files where the downloads will stand."""
    out = tmp_path_factory.mktemp("site")
    render_site(*made, out, base_url=None, data_version="test-1", report=told(*made))
    return out


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; without one the tests are skipped, or fail when REQUIRE_BROWSER=1."""
    if CHROMIUM is None:
        words = "no Chromium on this machine: the browser tests did NOT run (set CHROMIUM to its path)"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(words)
        pytest.skip(words)
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing."""


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site over HTTP, under a path of its own to show that links are relative."""
    handler = partial(_Quiet, directory=str(site.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/{site.name}/"
        server.shutdown()
