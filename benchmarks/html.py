"""Whether every page of a built site is valid HTML by the Nu checker: ``python -m benchmarks.html /path/to/public``.

The checker is npm's ``vnu-jar`` (``npm ci --ignore-scripts --prefix benchmarks`` brings the jar itself) and needs Java
(Debian: ``default-jre-headless``). VNU_JAR names the jar where it lies elsewhere.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
OWN_FILES = "violates Content Security Policy"  # the checker has no origin, so 'self' allows it nothing
AT_ONCE = 2_000  # pages; a command line has an end


def checker() -> list[str] | None:
    """The command of the checker; None where there is no jar or no Java."""
    jar = Path(os.environ.get("VNU_JAR") or ROOT / "benchmarks/node_modules/vnu-jar/build/dist/vnu.jar")
    java = shutil.which("java")
    return [java, "-Xss8m", "-jar", str(jar)] if java and jar.is_file() else None


def faults_of(command: Sequence[str], pages: Sequence[Path]) -> list[str]:
    """Every error and warning, with its page and line.

    Raises:
        ValueError: the checker did not answer as it should.
    """
    found = []
    for start in range(0, len(pages), AT_ONCE):
        given = [str(page) for page in pages[start : start + AT_ONCE]]
        done = subprocess.run([*command, "--format", "json", *given], capture_output=True, text=True, check=False)
        for told in json.loads(done.stderr)["messages"]:
            serious = told["type"] == "error" or told.get("subType") == "warning" or told["type"].startswith("non-doc")
            if serious and OWN_FILES not in told["message"]:
                found.append(f"{told.get('url', '')}:{told.get('lastLine', '')}: {told['message']}")
    return found


def main() -> None:
    """Print the faults and the count of pages; exit with 1 where there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("public", type=Path)
    given = parser.parse_args()
    command = checker()
    if command is None:
        raise SystemExit("no vnu.jar or no Java on this machine: see --help")
    pages = sorted(given.public.rglob("*.html"))
    faults = faults_of(command, pages)
    print(*faults, f"{len(pages)} pages, {len(faults)} errors and warnings", sep="\n")
    raise SystemExit(1 if faults or not pages else 0)


if __name__ == "__main__":
    main()
