"""What the site bears: ``python benchmarks/load.py [PUBLIC]``, nginx with ``ops/nginx.conf`` asked by wrk beside it.

A copy of the built site is compressed by ``ops/compress.sh`` and served by two workers; wrk asks for pages and
documents of every kind, 64 at a time, as browsers do (gzip). Limits: ≥ 2,000 requests a second, no error. Exit code 1:
a limit is broken.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PORT = 18_080
WANTED = 2_000  # requests a second
PAGES, DOCUMENTS, LARGEST = 500, 100, 2**20
ASK = """
local paths, at = {PATHS}, 0
function request()
    at = at % #paths + 1
    return wrk.format("GET", paths[at], {["Accept-Encoding"] = "gzip"})
end
function done(summary, latency)
    local errors = summary.errors
    io.write(string.format('{"requests":%d,"us":%d,"bytes":%d,"errors":%d,"p50":%d,"p99":%d}\\n', summary.requests,
        summary.duration, summary.bytes, errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
"""


def paths_of(public: Path) -> list[str]:
    """Addresses spread evenly over the pages and the JSON documents of a site."""
    pages = sorted(path.parent.relative_to(public).as_posix() for path in public.rglob("index.html"))
    documents = sorted(
        path.relative_to(public).as_posix() for path in public.rglob("*.json") if path.stat().st_size <= LARGEST
    )
    spread = [f"/{page}/".replace("/./", "/") for page in pages[:: max(len(pages) // PAGES, 1)]]
    return spread + [f"/{name}" for name in documents[:: max(len(documents) // DOCUMENTS, 1)]]


def configuration(public: Path, folder: Path) -> str:
    """``ops/nginx.conf`` for this tree, with two workers, on a port of this machine alone."""
    text = (ROOT / "ops" / "nginx.conf").read_text(encoding="utf-8")
    for ours, here in (
        ("/var/lib/weighbridge/public", str(public)),
        ("/run/nginx.pid", str(folder / "pid")),
        ("worker_processes auto;", "worker_processes 2;"),
        ("listen [::]:8080;", ""),
        ("listen 8080;", f"listen 127.0.0.1:{PORT};"),
    ):
        assert ours in text, ours
        text = text.replace(ours, here)
    for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
        text = text.replace("http {", f"http {{\n    {what}_temp_path {folder / what};", 1)
    return f"user root;\n{text}" if os.geteuid() == 0 else text  # the temporary folder is closed to others


def asked(folder: Path, paths: list[str], seconds: int) -> dict[str, Any]:
    """What wrk counted."""
    script = folder / "ask.lua"
    script.write_text(ASK.replace("PATHS", ",".join(json.dumps(path) for path in paths)), encoding="utf-8")
    words = ["wrk", "-t2", "-c64", f"-d{seconds}s", "-s", str(script), f"http://127.0.0.1:{PORT}/"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    counted: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return counted


def _wait() -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/", timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("nginx does not answer")


def main() -> int:
    """Print what was counted; 1 when a limit is broken."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("public", type=Path, nargs="?", default=ROOT / "public")
    parser.add_argument("--seconds", type=int, default=10)
    words = parser.parse_args()
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None or shutil.which("wrk") is None:
        raise SystemExit("nginx and wrk are needed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        public = folder / "public"
        shutil.copytree(words.public, public)
        paths = paths_of(public)
        subprocess.run([str(ROOT / "ops" / "compress.sh"), str(public)], check=True)
        (folder / "nginx.conf").write_text(configuration(public, folder), encoding="utf-8")
        server = subprocess.Popen([nginx, "-c", str(folder / "nginx.conf"), "-g", "daemon off;"])
        try:
            _wait()
            found = asked(folder, paths, words.seconds)
        finally:
            server.terminate()
            server.wait()
    rate = found["requests"] / found["us"] * 1e6
    print(
        f"{len(paths)} addresses, {found['requests']} requests, {rate:,.0f} a second, {found['errors']} errors, "
        f"{found['bytes'] / found['us']:.1f} MB/s, median {found['p50'] / 1000:.1f} ms, "
        f"99% within {found['p99'] / 1000:.1f} ms (load {os.getloadavg()[0]:.0f})"
    )
    return int(rate < WANTED or found["errors"] > 0)


if __name__ == "__main__":
    sys.exit(main())
