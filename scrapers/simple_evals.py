"""OpenAI's simple-evals: its own figures for its models beside those that other vendors report of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from weighbridge.readers.markdown import MarkdownTable, markdown_tables, table_with
from weighbridge.readers.rows import uncontradicted
from weighbridge.readers.structured import number_in, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Licence, ParseError, Source

HOME = "https://github.com/openai/simple-evals"
RAW = "https://raw.githubusercontent.com/openai/simple-evals/main/"
# Benchmark and metric by the first word of the column.
COLUMNS = {
    "MMLU": ("mmlu", "accuracy"),
    "GPQA": ("gpqa-diamond", "accuracy"),
    "MATH": ("math", "accuracy"),
    "HumanEval": ("humaneval", "pass-1"),
    "MGSM": ("mgsm", "accuracy"),
    "DROP": ("drop", "f1"),
    "SimpleQA": ("simpleqa", "accuracy"),
}
LANGUAGES = {"Average": "accuracy"} | {
    name: name.lower() for name in ("Arabic", "French", "German", "Hindi", "Japanese", "Spanish", "Swahili", "Yoruba")
}
OTHERS = ("Other Models (Reported)", "REFERENCE")
NO_PROMPT = ("n/a", "unknown", "")
MINE, REPORTED = "simple-evals", "simple-evals, as reported"


class SimpleEvals(Source):
    id = "simple-evals"
    title = "OpenAI simple-evals"
    home = HOME
    maintainer = "OpenAI"
    licence = Licence("MIT", "simple-evals, OpenAI", HOME)
    reach = (RAW,)
    status = "frozen"
    status_since = date(2025, 7, 9)
    replay_kinds = ("raw", "reconstructed", "mirror")  # its page is captured with one link rewritten
    reporter = Reporter.SELF_REPORTED
    problems = (
        "A vendor's own figures for its own models.",
        "Figures of other vendors' models are those vendors' own, except where a rerun is stated.",
    )
    boards = (
        Board("results", f"{RAW}README.md", HOME, version=MINE, expect=Expect(60, 900)),
        Board(
            "multilingual",
            f"{RAW}multilingual_mmlu_benchmark_results.md",
            f"{HOME}/blob/main/multilingual_mmlu_benchmark_results.md",
            "mmmlu",
            MINE,
            expect=Expect(30, 900),
        ),
    )

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        rows = self._languages if board.benchmark else self._results
        return uncontradicted(rows(board, documents["main"]))

    def _results(self, board: Board, main: Document) -> Iterator[SourceRow]:
        """A row a model and benchmark. Lines without figures are headings of groups of models."""
        table = table_with(markdown_tables(main), "Model", "Prompt", where=main.url)
        columns = _columns(table, main.url)
        others = False
        for line, cells in table.rows:
            row = dict(zip(table.header, cells, strict=False))
            name, prompt, where = row["Model"], row.get("Prompt", ""), f"line {line}"
            if not prompt:
                others = name in OTHERS or (others and not name)
                continue
            own_run = not others or "rerun" in name
            for key, column in columns.items():
                benchmark, metric = _math(name) if key == "MATH" and not others else COLUMNS[key]
                value = number_in(row.get(column, ""), f"{where} {column}")
                if value is None or not benchmark:
                    continue
                by_openai = own_run or key == "SimpleQA"  # which no other vendor had reported
                reporter = Reporter.INDEPENDENT if by_openai and others else Reporter.SELF_REPORTED
                yield board.row(
                    name.split(" (re")[0],
                    value,
                    f"{where} {column}",
                    metric=metric,
                    version=MINE if by_openai else REPORTED,
                    benchmark=benchmark,
                    settings={} if prompt in NO_PROMPT else {"prompt": prompt},
                    reporter=reporter,
                    measured_by="OpenAI" if reporter is Reporter.INDEPENDENT else None,
                )

    def _languages(self, board: Board, main: Document) -> Iterator[SourceRow]:
        """A row a model and language: the table has a column a model. Fractions."""
        table = table_with(markdown_tables(main), "Language", where=main.url)
        met = {cells[0] for _, cells in table.rows}
        if missing := {*LANGUAGES} - met - {"Average"}:  # the first edition stated no average
            raise ParseError(f"{main.url}: no line for {', '.join(sorted(missing))}")
        for line, cells in table.rows:
            if len(cells) != len(table.header):
                raise ParseError(f"{main.url} line {line}: {len(cells)} cells under {len(table.header)} columns")
            for name, cell in zip(table.header[1:], cells[1:], strict=True):
                value = number_in(cell, f"line {line} {name}")
                if cells[0] not in LANGUAGES or value is None:
                    continue
                yield board.row(name, scaled(value, 100), f"line {line} {name}", metric=LANGUAGES[cells[0]])


def _math(name: str) -> tuple[str, str]:
    """Models since o1 are asked 500 problems of MATH; of some it is not clear which they were asked: no benchmark."""
    if name.startswith("o"):
        return "math-500", "accuracy"
    return ("", "") if name.startswith(("gpt-4.1", "gpt-4.5", "gpt-4o-2024-11")) else COLUMNS["MATH"]


def _columns(table: MarkdownTable, where: str) -> dict[str, str]:
    """Benchmark → column as this edition of the page heads it (``MATH [^6]``, ``DROP(f1)``, ``GPQA%``)."""
    found = {}
    for column in table.header:
        for key in COLUMNS:
            if column.startswith(key):
                found[key] = column
    if len(found) < 6:
        raise ParseError(f"{where}: columns for {', '.join(found)} only; the page has changed")
    return found
