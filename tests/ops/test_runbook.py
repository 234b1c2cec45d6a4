"""The runbook's commands are run; the units, the container and the server say what the words beside them say."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message

import pytest

from tests.core.support import at, commands
from tests.ops.support import ROOT, Station

OPS = ROOT / "ops"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
TEXT = (OPS / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(
    {
        line
        for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
        for line in block.splitlines()
        if line.startswith("weighbridge ")
    }
)


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Station:
    """Day 0 read well; on day 1 one board is a sign-in page."""
    made = Station(tmp_path_factory.mktemp("runbook"))
    made.capture_all(0)
    assert made.refresh(0).returncode == 0
    made.capture_all(1, but={("left", "hard"): "<html>please sign in</html>"})
    return made


@pytest.mark.parametrize("line", COMMANDS)
def test_the_commands_of_the_runbook_run(station: Station, line: str) -> None:
    words = line.replace("SOURCE", "left").split()[1:]
    expected = {0}
    if words[0] == "refresh":  # the same, answered from captures
        words += ["--replay", str(station.captures), "--as-of", at(1).date().isoformat()]
    if "--strict" in words:
        expected = {3}  # one board is in trouble: that is what the runbook is for
    done = station.run(*words)
    assert done.returncode in expected, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_the_runbook_has_the_commands_that_matter() -> None:
    assert {line.split()[1] for line in COMMANDS} >= {"status", "refresh", "check", "build", "review", "sources"}


def test_every_alarm_that_the_code_can_raise_is_in_the_runbook() -> None:
    for words in ("is held", "has failed", "is unreachable", "is stale", "later than it should be", "exits with 1"):
        assert re.search(rf"^### Alarm: .*{words}", TEXT, re.MULTILINE), words
    sources = "".join(path.read_text() for path in (ROOT / "weighbridge").rglob("*.py"))
    for words in ("another run is writing here", "not a ledger entry", "not a reading", "later than it should be"):
        assert words in TEXT
        assert words in sources


def test_options_and_files_that_the_texts_name_exist() -> None:
    known = {option for command in commands().values() for p in command.params for option in p.opts}
    for path in [*OPS.iterdir(), *(ROOT / ".github" / "workflows").iterdir()]:
        for line in re.findall(
            r"weighbridge ((?:status|refresh|report-refresh|report-trouble|build|check) .*)", path.read_text()
        ):
            assert set(re.findall(r" (--[a-z-]+)", line.partition(">")[0])) <= known, f"{path.name}: {line}"
    for name in re.findall(r"^\| `([a-z-]+\.?[a-z]*|Containerfile)", TEXT, re.MULTILINE):
        assert (OPS / name).exists(), name


def unit(name: str) -> configparser.ConfigParser:
    """A systemd unit (keys that stand twice: the last)."""
    found = configparser.ConfigParser(strict=False, interpolation=None, comment_prefixes=("#",))
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(OPS / name)
    return found


def test_units_and_cron_start_what_exists() -> None:
    service = unit("weighbridge.service")["Service"]
    assert (service["ProtectSystem"], service["NoNewPrivileges"], service["User"]) == ("strict", "yes", "weighbridge")
    named = {
        service["ExecStart"],
        service["ExecStartPost"],
        *re.findall(r"/srv/\S+\.sh", (OPS / "weighbridge.cron").read_text()),
    }
    for command in named:
        script = ROOT / command.split()[0].removeprefix("/srv/weighbridge/")
        assert os.access(script, os.X_OK), script
    assert "00/6" in unit("weighbridge.timer")["Timer"]["OnCalendar"]
    assert "*/6" in (OPS / "weighbridge.cron").read_text()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze on this machine")
def test_systemd_knows_every_key_of_the_units() -> None:
    units = [str(path) for path in OPS.iterdir() if path.suffix in (".service", ".timer")]
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    assert not re.search(r"Unknown|Failed to parse|Invalid", done.stderr), done.stderr


def test_the_container_copies_what_exists_and_does_not_run_as_root() -> None:
    text = (OPS / "Containerfile").read_text()
    _, *stages = text.split("\nFROM ")
    assert len(stages) == 2
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        assert all((ROOT / name).exists() for name in line.split()), line
    assert re.search(r"^USER [1-9]\d*$", stages[1], re.MULTILINE)
    assert "pip" not in stages[1]
    assert "--require-hashes" in stages[0]
    assert "--read-only" in TEXT


# --- the server --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(station: Station, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The station's site behind nginx with our configuration."""
    if NGINX is None:
        pytest.skip("no nginx on this machine")
    assert station.run("build", "--out", str(station.out)).returncode == 0
    subprocess.run([str(OPS / "compress.sh"), str(station.out)], check=True)
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    text = (OPS / "nginx.conf").read_text().replace("/var/lib/weighbridge/public", str(station.out))
    text = text.replace("/run/nginx.pid", str(folder / "pid")).replace("listen [::]:8080;", "")
    text = text.replace("listen 8080", f"listen 127.0.0.1:{port}")
    for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"):
        text = text.replace("http {", f"http {{\n    {what}_temp_path {folder / what};", 1)
    if os.geteuid() == 0:
        text = "user root;\n" + text  # the temporary folder is closed to others
    (folder / "nginx.conf").write_text(text)
    server = subprocess.Popen([NGINX, "-c", str(folder / "nginx.conf"), "-g", "daemon off;"], stderr=subprocess.PIPE)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.terminate()
    assert server.communicate(timeout=10)[1].count(b"[warn]") == 0


def head(url: str, method: str = "HEAD") -> tuple[int, Message]:
    """Status and headers of an answer."""
    asked = urllib.request.Request(url, method=method, headers={"Accept-Encoding": "gzip"})
    try:
        with urllib.request.urlopen(asked, timeout=5) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as error:
        return error.code, error.headers


def test_the_server_compresses_caches_and_protects(served: str) -> None:
    code, page = head(f"{served}/")
    assert (code, page["Content-Encoding"], page["Content-Type"]) == (200, "gzip", "text/html; charset=utf-8")
    assert page["Cache-Control"] == "public, max-age=300, must-revalidate"
    assert head(f"{served}/assets/site.css?v=1")[1]["Cache-Control"] == "public, max-age=31536000, immutable"
    assert head(f"{served}/?v=1")[1]["Cache-Control"] == page["Cache-Control"]
    meta = re.search(r'Content-Security-Policy" content="([^"]+)"', (ROOT / "site/templates/base.html").read_text())
    assert meta
    assert page["Content-Security-Policy"] == f"{meta[1]}; frame-ancestors 'none'"
    for path in ("/", "/api/v1/index.json", "/nowhere", "/assets/site.css?v=1"):
        headers = head(served + path)[1]
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Server"] == "nginx"
    assert head(f"{served}/api/v1/index.json")[1]["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in page


def test_the_server_gives_only_the_site(served: str) -> None:
    assert head(f"{served}/.lock")[0] == 404
    assert head(f"{served}/..%2f..%2fetc/passwd")[0] in (400, 404)
    assert head(f"{served}/", "POST")[0] == 403
    assert head(f"{served}/nowhere")[0] == 404
