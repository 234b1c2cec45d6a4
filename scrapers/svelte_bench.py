"""SvelteBench: nine small components of Svelte 5 to be written, ten tries each; a file a run in a public repository."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from weighbridge.readers.entries import day_in
from weighbridge.readers.listing import files_of_tree
from weighbridge.readers.runs import latest_runs
from weighbridge.readers.structured import Fields, json_of, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, ParseError, Source

TREE = "https://api.github.com/repos/khromov/svelte-bench/git/trees/main?recursive=1"
RAW = "https://raw.githubusercontent.com/khromov/svelte-bench/main/"
RESULTS = re.compile(r"benchmarks/benchmark-results-(\d{4}-\d\d-\d\d)T[\d.-]+Z\.json")
TESTS = 9
FIGURES = {"pass-at-1": "pass1", "pass-at-10": "pass10"}


class SvelteBench(Source):
    id = "svelte-bench"
    title = "SvelteBench"
    home = "https://khromov.github.io/svelte-bench/benchmark-results-merged.html"
    maintainer = "Stanislav Khromov"
    licence = Licence("none stated", "SvelteBench", "https://github.com/khromov/svelte-bench")
    reach = (TREE, f"{RAW}benchmarks/")
    cadence_days = 30
    reporter = Reporter.INDEPENDENT
    problems = (
        "Nine small tasks: the best models are within the noise of each other.",
        "Free routes (names that end in ':free') may serve another precision than paid ones.",
    )
    boards = (
        Board(
            "runs",
            url=TREE,
            page=home,
            benchmark="svelte-bench",
            version="1",
            metric="pass-at-1",
            expect=Expect(min_rows=300, max_rows=2_000, fill={"n": 1.0, "host": 1.0, "measured_on": 1.0}),
        ),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The listing and each run's file in it."""
        return files_of_tree(get, board.url, RAW, lambda path: RESULTS.fullmatch(path) is not None)

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        """Means over the tests, in percent. Of a model's several runs, the latest counts; code samples are not read."""
        return latest_runs(self._rows(board, documents))

    def _rows(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        for path in sorted(documents):  # the name holds the time
            named = RESULTS.fullmatch(path)
            if named is None:
                continue
            entries = json_of(documents[path])
            if not isinstance(entries, list) or not 1 <= len(entries) <= TESTS:
                raise ParseError(f"{path}: expected a list of at most {TESTS} tests")
            tests = [Fields(entry, f"{path}/{number}") for number, entry in enumerate(entries)]
            models = {(test.text("provider"), test.text("modelId")) for test in tests}
            if len(models) != 1:
                raise ParseError(f"{path}: expected the tests of one model, met {len(models)}")
            host, name = models.pop()
            missing = {"tests": f"{len(tests)} of {TESTS}"} if len(tests) < TESTS else {}
            samples = int(sum(test.number("numSamples") for test in tests))
            for metric, field in FIGURES.items():
                yield board.row(
                    name,
                    scaled(sum(test.number(field) for test in tests) / len(tests), 100),
                    f"mean of {field}",
                    metric=metric,
                    settings={"host": host} | missing,
                    n=samples,
                    measured_on=day_in(named[1], path),
                    document=path,
                )
