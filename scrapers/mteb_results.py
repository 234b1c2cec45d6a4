"""MTEB: how well embedding models find, group and compare texts; a file a model and task in a public repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from weighbridge.readers.listing import listed_beside
from weighbridge.readers.structured import Fields, json_of, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, ParseError, Source

RAW = "https://raw.githubusercontent.com/embeddings-benchmark/results/main/results/"
PAGE = "https://github.com/embeddings-benchmark/results"
TASKS = {
    "STS12": "similarity",
    "SciFact": "scientific-claims",
    "AILAStatutes": "statutes",
    "Banking77Classification": "intents",
    "TwentyNewsgroupsClustering.v2": "newsgroups",
}
FILES = listed_beside(__file__)


class MtebResults(Source):
    id = "mteb-results"
    title = "MTEB results"
    home = PAGE
    maintainer = "MTEB team"
    licence = Licence("CC0-1.0", "MTEB, embeddings-benchmark/results", PAGE)
    reach = (RAW,)
    cadence_days = 180
    reporter = Reporter.COMMUNITY
    problems = (
        "Three models and five English tasks of hundreds: the repository is too large to be listed or read whole.",
        "Embedding models: they answer no questions, and stand in no ranking here.",
    )
    boards = (Board("english", RAW, PAGE, "mteb", "1", "similarity", Expect(11, 60)),)

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The files that are named beside this scraper; one that is gone is passed over."""
        documents = {}
        for folder, files in FILES.items():
            for path in (f"{folder}/{file}" for file in files):
                with suppress(NotFoundError):
                    documents[path] = get(f"{RAW}{path}.json")
        if not documents:
            raise NotFoundError(f"{RAW}: none of its files is there")
        return documents

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """The main figure of each task's test set, in per cent."""
        for path, document in documents.items():
            body = re.sub(rb": NaN\b", b": null", document.body)  # figures that could not be had, beside the main one
            record = Fields(json_of(replace(document, body=body)), path)
            task = record.text("task_name")
            if task not in TASKS or not path.endswith(f"/{task}"):
                raise ParseError(f"{path}: the task {task[:60]!r} is not the one its file is named after")
            (test, *more) = record.fields("scores").items("test") or [None]
            figure = Fields(test, f"{path}/scores/test/0")
            if more or figure.text("hf_subset") != "default":
                raise ParseError(f"{figure.where}: expected one test set")
            yield board.row(
                path.split("/")[0].replace("__", "/"),
                scaled(figure.number("main_score"), 100),
                "/scores/test/0/main_score",
                metric=TASKS[task],
                document=path,
            )
