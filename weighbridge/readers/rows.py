"""What to do with rows that a board lists more than once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from weighbridge.schema import SourceRow


def uncontradicted(rows: Iterable[SourceRow]) -> Iterator[SourceRow]:
    """One row a key, in order; none where a board states two values under one name and nothing tells them apart."""
    found: dict[tuple[str, ...], list[SourceRow]] = defaultdict(list)
    for row in rows:
        found[row.key()].append(row)
    for twins in found.values():
        if len({row.value for row in twins}) == 1:
            yield twins[0]
