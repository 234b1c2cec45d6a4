"""LLM Ruby benchmarks: four Ruby programs to be written, judged by tests; a file a model in a public repository."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from weighbridge.readers.entries import day_in
from weighbridge.readers.listing import files_of_tree
from weighbridge.readers.runs import latest_runs
from weighbridge.readers.structured import Fields, json_of, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, Source

TREE = "https://api.github.com/repos/OskarsEzerins/llm-benchmarks/git/trees/main?recursive=1"
RAW = "https://raw.githubusercontent.com/OskarsEzerins/llm-benchmarks/main/"
PROGRAMS = ("calendar", "parking_garage", "school_library", "vending_machine")  # older ones were timed, not tested
SLUG = re.compile(r"(?P<name>.+?)_(?P<host>openrouter|openai_api|web_chat|cursor|vscode)_\d\d_\d{4}")
VARIANT = re.compile(r"(?P<kind>effort|manual_budget)_(?P<value>\w+)")


class RubyLlmBenchmarks(Source):
    id = "ruby-llm-benchmarks"
    title = "LLM Ruby benchmarks"
    home = "https://github.com/OskarsEzerins/llm-benchmarks"
    maintainer = "Oskars Ezerins"
    licence = Licence("MIT", "LLM Ruby benchmarks", "https://github.com/OskarsEzerins/llm-benchmarks")
    reach = (TREE, f"{RAW}results/")
    cadence_days = 45
    reporter = Reporter.INDEPENDENT
    problems = ("Four programs, mostly run once: differences of a few points mean nothing.",)
    boards = (
        Board(
            "programs",
            url=TREE,
            page=home,
            benchmark="ruby-llm-benchmarks",
            version="1",
            metric="tests-passed",
            expect=Expect(min_rows=700, max_rows=4_000, fill={"measured_on": 1.0}),
        ),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The listing and each model's file in it."""
        return files_of_tree(get, board.url, RAW, lambda path: path.startswith("results/") and path.endswith(".json"))

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        """Tests passed, in percent: of each program, and their mean where all four were written. Latest run counts."""
        return latest_runs(self._rows(board, documents))

    def _rows(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        for path, document in documents.items():
            if path == "tree":
                continue
            entry = Fields(json_of(document), path)
            name, settings = _identity(entry.text("implementation"), entry.maybe("implementation_metadata"), path)
            rates: dict[str, float] = {}
            days: list[date] = []
            for program in PROGRAMS:
                part = Fields(entry.maybe(program) or {}, f"{path}/{program}")
                if "aggregate" not in part:  # the program was not asked for, or nothing came of it
                    continue
                rates[program] = part.fields("aggregate").fields("metrics").number("success_rate")
                last = Fields((part.items("results") or [None])[-1], f"{part.where}/results")
                days.append(day_in(last.text("timestamp"), last.where))
            if len(rates) == len(PROGRAMS):
                rates[board.metric] = sum(rates.values()) / len(rates)
            for metric, rate in rates.items():
                yield board.row(
                    name,
                    scaled(rate, 100),
                    f"/{metric}/aggregate/metrics/success_rate" if metric in PROGRAMS else "mean of four programs",
                    metric=metric.replace("_", "-"),
                    settings=settings,
                    measured_on=max(days),
                    document=path,
                )


def _identity(slug: str, about: object, path: str) -> tuple[str, dict[str, str]]:
    """(model, settings): from the metadata that newer files have, else from the slug, whose end is host and month."""
    if about is None:
        split = SLUG.fullmatch(slug)
        return (split["name"], {"host": split["host"]}) if split else (slug, {})
    facts = Fields(about, f"{path}/implementation_metadata")
    settings = {"host": facts.text("source_tag")}
    if asked := VARIANT.fullmatch(facts.text("variant_key")):
        settings["budget" if asked["kind"] == "manual_budget" else "effort"] = asked["value"]
    return facts.maybe_text("model_id") or facts.text("implementation_slug_prefix"), settings
