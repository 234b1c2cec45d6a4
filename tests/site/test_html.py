"""Every page is valid HTML by the Nu checker, where it is at hand (npm's ``vnu-jar``, and Java)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OWN_FILES = "violates Content Security Policy"  # the checker has no origin, so 'self' allows it nothing


def checker() -> list[str] | None:
    """The command of the checker; its jar is where ``VNU_JAR`` says, or where npm puts it."""
    jar = Path(os.environ.get("VNU_JAR") or ROOT / "node_modules/vnu-jar/build/dist/vnu.jar")
    java = shutil.which("java")
    return [java, "-Xss8m", "-jar", str(jar)] if java and jar.is_file() else None


def test_no_page_has_an_error_or_a_warning(site: Path) -> None:
    command = checker()
    if command is None:
        words = "no vnu.jar or no Java on this machine: the pages were NOT checked (set VNU_JAR to its path)"
        if os.environ.get("REQUIRE_VNU") == "1":
            pytest.fail(words)
        pytest.skip(words)
    pages = [str(page) for page in sorted(site.rglob("*.html"))]
    assert len(pages) > 60
    done = subprocess.run([*command, "--format", "json", *pages], capture_output=True, text=True, check=False)
    told = json.loads(done.stderr)["messages"]
    serious = [m for m in told if m["type"] == "error" or m.get("subType") == "warning"]
    assert [m for m in serious if OWN_FILES not in m["message"]] == []
