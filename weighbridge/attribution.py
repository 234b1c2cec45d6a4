"""The data's licence note, written from what the sources declare: ``python -m weighbridge.attribution``."""

from __future__ import annotations

import sys

from weighbridge.discovery import all_sources
from weighbridge.source import SHELVES

INTRODUCTION = """# Whose numbers these are

Weighbridge publishes facts and figures that others measured. Each belongs to the credit of its source, under the
terms that the source states. What we add ourselves (the registry, the benchmark cards, the resolution of names, the
ranking) is published under CC BY 4.0: please credit "Weighbridge" and the sources of the figures that you use.

"None stated" means that the source publishes its figures without a licence. Every figure links to its page, and a
source that does not want to be listed is taken out on request. A licence that forbids commercial use (NC) or asks for
the same terms (SA) applies to the rows of that source: the `source` column of every download tells which those are.
"""


def licence_note() -> str:
    """The whole of ``data/LICENCE.md``."""
    lines = [INTRODUCTION]
    for shelf, heading in SHELVES.items():
        lines += [f"## {heading}\n", "| source | licence | credit |", "|---|---|---|"]
        for source in all_sources().values():
            if source.shelf == shelf:
                licence = source.licence
                terms = f"[{licence.id}]({licence.url})" if licence.url else licence.id
                through = f" (through {source.through})" if source.through else ""
                lines.append(f"| [{source.title}]({source.home}){through} | {terms} | {licence.attribution} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(licence_note())
