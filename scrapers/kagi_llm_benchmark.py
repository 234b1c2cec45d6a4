"""Kagi's LLM benchmark: about a hundred unpublished tasks that are replaced at every update."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from weighbridge.readers.markdown import markdown_tables
from weighbridge.readers.rows import uncontradicted
from weighbridge.readers.structured import Fields, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Licence, ParseError, Source

RAW = "https://raw.githubusercontent.com/kagisearch/kagi-docs/main/docs/kagi/ai/llm-benchmark.md"
PAGE = "https://help.kagi.com/kagi/ai/llm-benchmark.html"
REVISED = re.compile(
    r"(?:Last task list revision|Last updated?):? \*\*([A-Z][a-z]+) (\d+)(?:st|nd|rd|th)?, (20\d\d)\*\*"
)
ACCURACY = ("%accuracy", "accuracy (%)", "accuracy", "Accuracy (%)")  # one a form of the table, newest first
SECONDS = "time/task"  # elsewhere the time of all tasks, or a unit that is not stated
NO_HOST = ("deprecated", "")


class KagiLlmBenchmark(Source):
    id = "kagi-llm-benchmark"
    title = "Kagi LLM Benchmarking Project"
    home = PAGE
    maintainer = "Kagi"
    licence = Licence("none stated", "Kagi LLM Benchmarking Project", PAGE)
    reach = (RAW,)
    cadence_days = 200
    reporter = Reporter.INDEPENDENT
    problems = (
        "The tasks are not published and change with every update: each update is a version of its own.",
        "Costs are stated for all tasks together and are not read.",
    )
    boards = (Board("main", RAW, PAGE, "kagi-llm-benchmark", "2025-11-07", "accuracy", Expect(17, 400)),)

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        return uncontradicted(self._rows(board, documents["main"]))

    def _rows(self, board: Board, main: Document) -> Iterator[SourceRow]:
        version, met = _revised(main).isoformat(), False
        for table in markdown_tables(main):
            column = next((name for name in ACCURACY if name in table.header), None)
            if column is None or table.header[0].lower() != "model":
                continue
            met, width = True, len(table.header)
            # A row of February 2025 ends with a figure of a column that its table does not have.
            whole = replace(table, rows=tuple((line, cells[:width]) for line, cells in table.rows))
            for row in whole.fields():
                value = number_in(row.take(column), f"{row.where} {column}")
                if value is None:
                    continue
                yield board.row(
                    _name(row),
                    value,
                    row.where,
                    version=version,
                    settings=_settings(row, table.heading),
                    latency_s=number_in(row.maybe(SECONDS) or "", f"{row.where} {SECONDS}"),
                )
        if not met:
            raise ParseError(f"{main.url}: no table with one of the columns {', '.join(ACCURACY)}")


def _revised(main: Document) -> date:
    """The day of the last change of tasks, which names the version."""
    found = REVISED.search(main.text())
    if found is None:
        raise ParseError(f"{main.url}: the day of the last revision of the tasks is not stated")
    return datetime.strptime(f"{found[1][:3]} {found[2]} {found[3]}", "%b %d %Y").date()  # noqa: DTZ007 (a date)


def _name(row: Fields) -> str:
    name = row.text("model" if "model" in row else "Model")
    return name.removesuffix("(see note below)").removesuffix("[CoT]").strip()


def _settings(row: Fields, heading: str) -> dict[str, str]:
    """Host, and thinking where models that reason stand in a table of their own (one model can be in both)."""
    host = (row.maybe_text("provider") or "").removesuffix("(depr)").strip()
    thinking = {"thinking": "on"} if heading == "Reasoning models" else {}
    return thinking if host in NO_HOST else thinking | {"host": host}
