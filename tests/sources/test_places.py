"""Evidence can be found again: a place given as a line is a line that names the model."""

from __future__ import annotations

import html
import re
from itertools import islice

import pytest

from tests.sources.support import captures, needs_captures
from weighbridge.discovery import result_sources
from weighbridge.http import Fetcher
from weighbridge.source import Board, Documents, FetchError, Source

SAMPLE = 200  # rows of a board that are looked up
LINE = re.compile(r"\bline (\d+)\b")
# Lines that do not name it: a mode stands below its model, or the models are the columns.
NAMED_ELSEWHERE = {("nolima", "main"), ("simple-evals", "multilingual")}


def letters(text: str) -> str:
    """Letters and digits alone, in one case."""
    return re.sub(r"[\W_]", "", html.unescape(text)).casefold()


def strays(source: Source, board: Board, documents: Documents) -> list[str]:
    """Rows of a board whose line does not name their model."""
    lines = {key: document.body.decode("utf-8", "replace").split("\n") for key, document in documents.items()}
    found = []
    for row in islice(source.parse(board, documents), SAMPLE):
        place = LINE.search(row.locator)
        if place is None or documents.get(row.document, documents[next(iter(documents))]).body[:2] == b"PK":
            continue
        there = lines.get(row.document, lines[next(iter(lines))])[int(place[1]) - 1 :][:1]
        if letters(row.name)[:6] not in letters("".join(there)):
            found.append(f"{row.name}: {row.locator}")
    return found


@needs_captures
@pytest.mark.parametrize("source_id", sorted(result_sources()))
def test_a_line_that_is_given_as_a_place_names_the_model(source_id: str) -> None:
    source = result_sources()[source_id]
    for board in source.boards:
        with Fetcher.replaying(captures(), kinds=source.replay_kinds) as fetcher:
            try:
                documents = source.collect(board, fetcher.restricted(source.reach))
            except FetchError:
                continue  # nothing of this board is among the captures
        assert bool(strays(source, board, documents)) == ((source_id, board.id) in NAMED_ELSEWHERE)
