"""EuroEval (formerly ScandEval): mean ranks over the tasks of European languages, and the English tasks themselves."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from weighbridge.readers.structured import Fields, csv_rows, figure_in, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, ParseError, Source

REPOSITORY = "https://raw.githubusercontent.com/EuroEval/leaderboards/main/leaderboards/"
FORMER = "https://raw.githubusercontent.com/ScandEval/leaderboards/main/leaderboards/"
PAGES = "https://euroeval.com/leaderboards/"
# Metric → column of the English table. Summaries are left out: their measure changed under the same name.
TASKS = {"sentiment": "sst5", "entities": "conll_en", "acceptability": "scala_en", "reading": "squad"} | {
    "knowledge": "life_in_the_uk",
    "common-sense": "hellaswag",
}
TASKS_2025 = TASKS | {"knowledge": "mmlu"}
TASKS_FIRST = {"sentiment": "sst5_mcc", "entities": "conll_en_micro_f1_no_misc", "acceptability": "scala_en_mcc"} | {
    "reading": "squad_f1",
    "knowledge": "mmlu_mcc",
    "common-sense": "hellaswag_mcc",
}
# Summaries got another measure in March 2026: models that were not run again lost their rank. The column tells the
# version of the program behind each figure, as a number behind @@; 0 is not stated.
SUMMARIES = {"danish": "nordjylland_news_version", "english": "cnn_dailymail_version"} | {
    "german": "mlsum_de_version",
    "polish": "psc_version",
}
NEW_MEASURE = 161400
ENCODER = "🔍"
TAG = re.compile(r"<[^<>]*>")
NAME = re.compile(r"(?P<model>[^#@ ]+)(?:@(?P<revision>[^# ]+))?(?:#(?P<mode>\S+))?(?: \((?P<run>[\w, -]+)\))?")
FIGURE = re.compile(r"(?P<value>-?[\d.]+) ± (?P<around>[\d.]+) / .+")
MODES = {"thinking": ("thinking", "on"), "no-thinking": ("thinking", "off"), "slow-tokenizer": ("tokenizer", "slow")}


def _board(language: str, rows: int, most: int) -> Board:
    page = f"{PAGES}{'Multilingual' if language == 'european' else 'Monolingual'}/{language}/"
    address = f"{REPOSITORY}{language}_all.csv"
    version = "2026" if language == "european" else "2026-03"
    return Board(language, address, page, f"euroeval-{language}", version, "rank", Expect(rows, most))


class EuroEval(Source):
    id = "euroeval"
    title = "EuroEval"
    home = "https://euroeval.com/"
    maintainer = "Dan Saattrup Smart and the EuroEval team"
    licence = Licence("MIT", "EuroEval (euroeval.com)", "https://github.com/EuroEval/leaderboards")
    reach = (REPOSITORY, FORMER)
    cadence_days = 60
    reporter = Reporter.INDEPENDENT
    problems = (
        "A rank is a mean over tasks and depends on which other models were run.",
        "Encoders, which are trained on each task, stand on the boards too and are left out here.",
        "Of the many languages, five boards are read; tasks are read for English only.",
    )
    boards = (
        _board("european", 45, 500),
        _board("danish", 100, 1_500),
        _board("english", 700, 8_000),
        _board("german", 95, 1_500),
        _board("polish", 120, 1_000),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The table, or what stood at the repository's former address before it moved."""
        try:
            return {"main": get(board.url)}
        except NotFoundError:
            return {"main": get(board.url.replace(REPOSITORY, FORMER))}

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        document = documents["main"]
        # Headers and names are links, and hidden spans pad the line of task types that stands above the header.
        text = TAG.sub("", document.text())
        if text.startswith("Task Type,"):
            model, kind, rank, tasks = "Model", "Type", "Rank", TASKS
            text = text.partition("\n")[2]
        else:
            model, kind, rank, tasks = "model", "generative_type", "rank", TASKS_2025
        rows = list(csv_rows(replace(document, body=text.encode()), must_have=(model, rank)))
        if not rows:
            raise ParseError(f"{document.url}: the table is empty")
        if model == "Model":  # the places are those of the whole file
            for row in rows:
                row.where = f"line {int(row.where.split()[1]) + 1}"
        edition = "2026" if model == "Model" else "2025-02" if kind in rows[0] else "2025-01"
        if edition == "2026" and board.id in SUMMARIES and _scored_anew(rows, SUMMARIES[board.id]):
            edition = "2026-03"
        if edition == "2025-01":
            tasks = TASKS_FIRST
        for row in rows:
            if row.maybe_text(kind) == ENCODER:
                continue
            name, settings = _name_and_settings(html.unescape(row.text(model)), row.where)
            for metric, column in ({"rank": rank} | (tasks if board.id == "english" else {})).items():
                value, around = _figure(row, column)
                if value is not None:
                    yield board.row(
                        name,
                        value,
                        f"{row.where} {column}",
                        metric=metric,
                        version=edition,
                        settings=settings,
                        ci_low=None if around is None else round(value - around, 2),
                        ci_high=None if around is None else round(value + around, 2),
                    )


def _scored_anew(rows: list[Fields], column: str) -> bool:
    """Whether every summary was measured in the new way, by the versions of the program that ran it."""
    versions = [figure_in(row.text(column).partition("@@")[2], f"{row.where} {column}") for row in rows]
    return any(versions) and all(version == 0 or version >= NEW_MEASURE for version in versions)


def _figure(row: Fields, column: str) -> tuple[float | None, float | None]:
    """Value and half of its 95% interval of a cell: ``69.12 ± 1.83 / 70.52 ± 1.64@@69.12``, ``-@@100``, ``1.32``."""
    shown = row.text(column).partition("@@")[0]
    figure = FIGURE.fullmatch(shown)
    if figure:
        where = f"{row.where} {column}"
        return figure_in(figure["value"], where), figure_in(figure["around"], where)
    return number_in(shown, f"{row.where} {column}"), None


def _name_and_settings(title: str, where: str) -> tuple[str, dict[str, str]]:
    """``model@revision#mode (zero-shot, val)``: what was run, and how."""
    parts = NAME.fullmatch(title)
    if parts is None:
        raise ParseError(f"{where}: expected a name like model#mode (zero-shot, val), met {title[:60]!r}")
    settings = {"revision": parts["revision"]} if parts["revision"] else {}
    if parts["mode"]:
        key, value = MODES.get(parts["mode"], ("effort", parts["mode"]))
        settings[key] = value
    for word in (parts["run"] or "").split(", "):
        if word.endswith("-shot"):
            settings["shots"] = word
        elif word:
            settings["split"] = word
    return parts["model"], settings
