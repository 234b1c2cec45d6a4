"""OpenHands Index: one agent with many models on five software benchmarks; a folder a model in a public repository."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.entries import day_in
from weighbridge.readers.listing import files_of_tree
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, ParseError, Source

TREE = "https://api.github.com/repos/OpenHands/openhands-index-results/git/trees/main?recursive=1"
RAW = "https://raw.githubusercontent.com/OpenHands/openhands-index-results/main/"
# (name of the benchmark here, name of the figure) → (benchmark, version)
BENCHMARKS = {
    ("swe-bench", "accuracy"): ("swe-bench-verified", "1"),
    ("swe-bench-multimodal", "accuracy"): ("swe-bench-multimodal", "dev"),
    ("swe-bench-multimodal", "solveable_accuracy"): ("swe-bench-multimodal", "dev, solvable"),
    ("swt-bench", "accuracy"): ("swt-bench-verified", "1"),
    ("commit0", "accuracy"): ("commit0", "lite"),
    ("gaia", "accuracy"): ("gaia", "validation"),
}


def _board(key: str, folder: str, rows: tuple[int, int]) -> Board:
    expect = Expect(*rows, fill={"harness": 1.0, "measured_on": 0.9})
    page = f"https://github.com/OpenHands/openhands-index-results/tree/main/{folder}"
    return Board(key, TREE, page, metric="resolved", expect=expect, options={"folder": f"{folder}/"})


class OpenHandsIndex(Source):
    id = "openhands-index"
    title = "OpenHands Index"
    home = "https://index.openhands.dev/"
    maintainer = "OpenHands (All Hands AI)"
    licence = Licence("none stated", "OpenHands Index results", "https://github.com/OpenHands/openhands-index-results")
    reach = (TREE, RAW)
    cadence_days = 60
    reporter = Reporter.INDEPENDENT
    problems = (
        "Commit0 is its small set of 16 libraries: one more solved is six points.",
        "Versions of the agent differ between models and between benchmarks of one model.",
        "The figures published in November 2025 were placeholders and are not read.",
    )
    boards = (
        _board("models", "results", (5, 400)),
        _board("agents", "alternative_agents", (30, 200)),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The listing, and both files of each folder in it."""
        folder, files = board.options["folder"], ("/metadata.json", "/scores.json")
        documents = files_of_tree(get, board.url, RAW, lambda path: path.startswith(folder) and path.endswith(files))
        if len(documents) == 1:
            raise NotFoundError(f"{board.url}: no folder {folder} in the listing")
        return documents

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        for path, document in documents.items():
            about = documents.get(path.replace("scores.json", "metadata.json"))
            if not path.endswith("/scores.json") or about is None:
                continue
            model = Fields(json_of(about), path)
            if model.maybe("hide_from_leaderboard"):
                continue
            name, harness = model.text("model"), model.text("agent_name")
            run_on = model.maybe_text("submission_time")
            scores = json_of(document)
            if not isinstance(scores, list):
                raise ParseError(f"{path}: expected a list of scores")
            for number, entry in enumerate(scores):  # none at all in a folder that was renamed
                score = Fields(entry, f"{path} /{number}")
                measured = score.text("benchmark"), score.text("metric")
                if measured not in BENCHMARKS:
                    raise ParseError(f"{score.where}: {' '.join(measured)!r} is not a figure of this index")
                value, seconds = score.number("score"), score.maybe_number("average_runtime")
                if value == 0 and seconds == 0:
                    continue  # entered, but never run
                benchmark, version = BENCHMARKS[measured]
                date = score.maybe_text("submission_time") or run_on
                yield board.row(
                    name,
                    value,
                    f"/{number}/score",
                    version=version,
                    benchmark=benchmark,
                    settings={"harness": harness},
                    cost_usd=score.maybe_number("cost_per_instance"),
                    latency_s=seconds or None,
                    measured_on=day_in(date, score.where) if date else None,
                    document=path,
                )
