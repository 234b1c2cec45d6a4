"""EuroEval's columns about the models themselves: parameters (counted from the files) and context (as configured)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from weighbridge.readers.catalogues import facts_of, positive
from weighbridge.readers.structured import Fields, csv_rows, number_in
from weighbridge.schema import FactRow
from weighbridge.source import Board, Document, Documents, Expect, FactSource, Get, Licence, NotFoundError, ParseError

REPOSITORY = "https://raw.githubusercontent.com/EuroEval/leaderboards/main/leaderboards/"
FORMER = "https://raw.githubusercontent.com/ScandEval/leaderboards/main/leaderboards/"
PAGES = "https://euroeval.com/leaderboards/"
TAG = re.compile(r"<[^<>]*>")
# The name's cell, where it links to a repository: ``<a href='https://hf.co/OWNER/NAME'>OWNER/NAME#mode (val)</a>``.
LINKED = re.compile(r"<a href='https://(?:hf\.co|huggingface\.co)/([\w.-]+/[\w.-]+)'>\1(?:[@# ][^<]*)?</a>")
ENCODER = "🔍"
# Contexts that stand for others; a value that is no multiple of 1,024 or 1,000 was shortened for the measurement.
NOT_CONTEXTS = frozenset({8_192.0, 128_000.0})
# Repositories of packed weights count two values as one; EuroEval takes the Hub's count.
PACKED = re.compile(r"(?i)(?:[.-](?:w?4bit|awq|gptq|int4|int8|fp8|fp4|nvfp4|mxfp4|gguf|bnb|quantized)|w4a16|w8a8)")


def _board(language: str, rows: int) -> Board:
    page = f"{PAGES}{'Multilingual' if language == 'european' else 'Monolingual'}/{language}/"
    return Board(language, f"{REPOSITORY}{language}_all.csv", page, expect=Expect(rows, 5_000))


class EuroEvalModels(FactSource):
    id = "euroeval-models"
    title = "EuroEval models"
    home = "https://euroeval.com/"
    maintainer = "Dan Saattrup Smart and the EuroEval team"
    licence = Licence("MIT", "EuroEval (euroeval.com)", "https://github.com/EuroEval/leaderboards")
    reach = (REPOSITORY, FORMER)
    cadence_days = 60
    problems = (
        "Context is the configuration's; 8,192 is also a default (for models of 262,144) and is left out.",
        "The 128,000 of LFM2's configuration is not its context (its card says 32,768) and is left out.",
        "Packed weights are miscounted; repositories named after a packed format are passed over.",
    )
    boards = (
        _board("european", 20),
        _board("danish", 20),
        _board("english", 100),
        _board("german", 20),
        _board("polish", 20),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The table as it is since it moved in 2025. What stood at the former address has no links."""
        document = get(board.url)
        if b"href='https://hf.co/" not in document.body:
            raise NotFoundError(f"{board.url}: the table does not link to repositories yet")
        return {"main": document}

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Parameters and context of each linked repository of generative models, once."""
        document = documents["main"]
        lines = document.text().split("\n")
        if not lines[0].startswith("<span"):
            raise ParseError(f"{document.url}: expected the line of task types above the header")
        body = Document(document.url, "\n".join(lines[1:]).encode(), document.retrieved_at)
        seen: set[str] = set()
        for row in csv_rows(body, must_have=("Model", "Type", "Parameters", "Context")):
            repository = _repository(row)
            if row.maybe_text("Type") == ENCODER or repository is None or repository in seen:
                continue
            seen.add(repository)
            row.where = f"line {int(row.where.split()[1]) + 1}"  # of the whole file
            stated = row.text("Parameters")
            facts = {
                "total_parameters": None if stated == "?" else positive(number_in(stated, row.where)),
                "context": _context(row),
            }
            yield from facts_of(repository.partition("/")[2], repository, facts, f"{row.where} {repository}")


def _context(row: Fields) -> float | None:
    stated = row.text("Context")
    context = None if stated == "?" else positive(number_in(stated, row.where))
    if context is None or context in NOT_CONTEXTS or (context % 1_024 and context % 1_000):
        return None
    return context


def _repository(row: Fields) -> str | None:
    match = LINKED.fullmatch(html.unescape(row.text("Model")))
    return match[1] if match and not PACKED.search(match[1]) else None
