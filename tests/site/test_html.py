"""Every page is valid HTML by the Nu checker, where it is at hand (see ``benchmarks/html.py``)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks.html import checker, faults_of


@pytest.fixture(scope="session")
def vnu() -> list[str]:
    """The command of the checker; without it the tests are skipped, or fail when REQUIRE_VNU=1."""
    command = checker()
    if command is None:
        words = "no vnu.jar or no Java on this machine: the pages were NOT checked (set VNU_JAR to its path)"
        if os.environ.get("REQUIRE_VNU") == "1":
            pytest.fail(words)
        pytest.skip(words)
    return command


def test_no_page_has_an_error_or_a_warning(vnu: list[str], site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 60
    assert faults_of(vnu, pages) == []


def test_a_fault_is_told(vnu: list[str], site: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.html"
    text = (site / "gap" / "index.html").read_text(encoding="utf-8")
    broken.write_text(text.replace("<h1>", "<h1><li>", 1), encoding="utf-8")
    (fault, *_) = faults_of(vnu, [broken])
    assert "broken.html" in fault
    with pytest.raises(ValueError, match="Expecting value"):
        faults_of(["true"], [broken])
