"""Lighthouse scores of a built site: ``python -m benchmarks.lighthouse /path/to/public --lighthouse PATH``.

Serves the folder as ops/nginx.conf does (compressed, cached, with its headers) and runs Lighthouse 12.8.2 on one page
of each kind, mobile and desktop; ``--runs 3`` takes the middle run of three. ``PATH`` is its ``cli/index.js``:
``npm install lighthouse@12.8.2`` brings it; CHROME_PATH names the browser. "Machine" is Lighthouse's own index of the
processor while it measured: a busy machine has a low one, and its performance scores say little.
"""

from __future__ import annotations

import argparse
import gzip
import http.server
import json
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

PAGES = {
    "home": "index.html",
    "model": "models/zai-org/glm-5.2/index.html",
    "benchmark": "benchmarks/vibe-code-bench/index.html",
    "compare": "compare/index.html?m=zai-org/glm-5.2,moonshotai/kimi-k2.6,deepseek-ai/deepseek-v4-pro",
    "fit": "fit/index.html?gb=24",
    "gap": "gap/index.html",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PACKED = {".html", ".css", ".js", ".svg", ".json", ".csv", ".xml", ".txt"}


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the file, compressed where it is text."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        packed = path.suffix in PACKED
        if packed:
            body = gzip.compress(body, 6, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(str(path))}{'; charset=utf-8' if packed else ''}")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", f"public, max-age={31536000 if '?v=' in self.path else 300}")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's name)
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The folder over HTTP; gives its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def audited(lighthouse: Path, address: str, device: str) -> dict[str, Any]:
    """Scores, LCP, CLS, total blocking time and what is not perfect."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = ["node", str(lighthouse), address, "--quiet", "--output=json", f"--output-path={report}"]
        command.append("--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage")
        if device == "desktop":
            command.append("--preset=desktop")
        subprocess.run(command, check=True, timeout=300)
        found = json.loads(report.read_text(encoding="utf-8"))
    audits = found["audits"]
    wanted = {ref["id"] for key in CATEGORIES for ref in found["categories"][key]["auditRefs"] if ref["weight"]}
    return {
        "scores": [round(100 * (found["categories"][key]["score"] or 0)) for key in CATEGORIES],
        "lcp_ms": audits["largest-contentful-paint"]["numericValue"],
        "cls": audits["cumulative-layout-shift"]["numericValue"],
        "tbt_ms": audits["total-blocking-time"]["numericValue"],
        "machine": found["environment"]["benchmarkIndex"],
        "short": sorted(key for key in wanted if (audits[key]["score"] or 1) < 0.9),
    }


def middle(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """The run in the middle by its performance, then by its LCP."""
    ordered = sorted(runs, key=lambda run: (run["scores"][0], -run["lcp_ms"]))
    return ordered[len(ordered) // 2]


def main() -> None:
    """Print a line a page and device; exit with 1 where one of the four scores is below 100."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("public", type=Path)
    parser.add_argument("--lighthouse", type=Path, required=True, help="node_modules/lighthouse/cli/index.js")
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--pages", nargs="*", default=list(PAGES), choices=list(PAGES))
    parser.add_argument("--devices", nargs="*", default=["mobile", "desktop"], choices=["mobile", "desktop"])
    given = parser.parse_args()
    perfect = True
    with served(given.public) as address:
        for name in given.pages:
            for device in given.devices:
                runs = [audited(given.lighthouse, address + PAGES[name], device) for _ in range(given.runs)]
                run = middle(runs)
                perfect &= min(run["scores"]) == 100
                scores = " ".join(f"{score:>3}" for score in run["scores"])
                figures = f"LCP {run['lcp_ms']:5.0f} ms, CLS {run['cls']:.3f}, TBT {run['tbt_ms']:4.0f} ms"
                figures += f", machine {run['machine']:.0f}"
                print(f"{name:10} {device:8} {scores}  {figures}  {', '.join(run['short'])}", flush=True)
    raise SystemExit(0 if perfect else 1)


if __name__ == "__main__":
    main()
