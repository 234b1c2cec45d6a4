"""SanityBoard: coding agents with models on 26 tasks in six languages; a folder a run in a public repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from weighbridge.readers.entries import day_in
from weighbridge.readers.listing import files_of_tree
from weighbridge.readers.runs import latest_runs
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, Source

TREE = "https://api.github.com/repos/lemon07r/SanityBoard/git/trees/main?recursive=1"
RAW = "https://raw.githubusercontent.com/lemon07r/SanityBoard/main/"
FOLDERS = {"eval-results": "1", "v1.8-results": "1.8"}  # two generations of tasks and weights
FULL_MARKS = 33.29
EFFORTS = ("low", "medium", "high", "xhigh", "max")


class SanityBoard(Source):
    id = "sanityboard"
    title = "SanityBoard"
    home = "https://sanityboard.lr7.dev/"
    maintainer = "lemon07r"
    licence = Licence("none stated", "SanityBoard", "https://github.com/lemon07r/SanityBoard")
    reach = (TREE, RAW)
    cadence_days = 60
    reporter = Reporter.INDEPENDENT
    problems = (
        "26 tasks: one more solved is about four points; each run was made once.",
        "In some runs tasks were dropped: their marks are counted out of fewer than 33.29 (max_points of a row).",
    )
    boards = (
        Board(
            "runs",
            url=TREE,
            page=home,
            benchmark="sanityboard",
            metric="weighted",
            expect=Expect(min_rows=10, max_rows=1_500, fill={"harness": 1.0, "n": 1.0, "measured_on": 1.0}),
        ),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The listing, and both files of each run in it."""
        files = ("/metadata.json", "/submission.json")
        return files_of_tree(get, board.url, RAW, lambda p: p.split("/")[0] in FOLDERS and p.endswith(files))

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        """Two rates a run, in percent: by the tasks' weights, and plain. Of the same setting, the latest run counts."""
        return latest_runs(self._rows(board, documents))

    def _rows(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        for path in sorted(documents):
            run, _, file = path.rpartition("/")
            about = documents.get(f"{run}/metadata.json")
            if file != "submission.json" or about is None:
                continue
            entry, scores = Fields(json_of(about), run), Fields(json_of(documents[path]), path)
            name, variant = entry.text("Model Name"), entry.maybe_text("Variant")
            provider = entry.maybe_text("Model Provider")
            if name.endswith("?") or any("mixed" in (text or "").casefold() for text in (name, variant, provider)):
                continue  # several models at once, or one that the product does not tell
            settings = _settings(entry, variant)
            if variant == "Thinking":
                name = f"{name} {variant}"  # a model of its own
            marks = scores.number("max_possible_score")
            if marks < FULL_MARKS - 0.005:
                settings["max_points"] = f"{marks:.2f}"
            seconds, total = scores.maybe_number("agent_duration_seconds"), int(scores.number("total"))
            day = day_in(entry.text("Run Date"), run)
            reporter = Reporter.COMMUNITY if entry.maybe("verified") is False else None
            for metric, field in ((board.metric, "weighted_pass_rate"), ("passed", "pass_rate")):
                yield board.row(
                    name,
                    scores.number(field),
                    f"/{field}",
                    metric=metric,
                    version=FOLDERS[path.split("/")[0]],
                    settings=settings,
                    n=total,
                    latency_s=round(seconds / total, 3) if seconds and metric == board.metric else None,
                    reporter=reporter,
                    measured_on=day,
                    document=path,
                )


def _settings(entry: Fields, variant: str | None) -> dict[str, str]:
    settings = {"harness": entry.text("Agent Name"), "harness_version": entry.text("Agent Version")}
    if variant and variant != "Thinking":
        settings["effort" if variant.casefold() in EFFORTS else "variant"] = variant
    if host := entry.maybe_text("Access Provider"):
        settings["host"] = host
    used = [*entry.maybe_texts("MCP tools used"), *entry.maybe_texts("Skills used")]
    if used:
        settings["tools"] = ", ".join(used)
    return settings
