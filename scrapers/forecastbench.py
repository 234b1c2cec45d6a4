"""ForecastBench: forecasts of events that had not happened, scored once they have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from weighbridge.readers.rows import uncontradicted
from weighbridge.readers.structured import Fields, csv_rows, figure_in, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Licence, ParseError, Source

RAW = "https://raw.githubusercontent.com/forecastingresearch/forecastbench-datasets/main/leaderboards/csv/"
PAGE = "https://www.forecastbench.org/leaderboards/"
METRICS = {"Overall": "overall", "Dataset": "dataset", "Market": "market"}
OWN = "ForecastBench"
# What the forecaster that always says one half scores on questions of the data sets tells the scale.
SCALES = {50.0: ("", ""), 0.25: ("-brier", "brier-")}
INTERVAL = re.compile(r"\[\s*(-?[\d.]+),?\s+(-?[\d.]+)\s*\]")
WITH_PROMPT = re.compile(r"(?P<model>.+?) \((?P<prompt>[^()]+)\)")


def _board(key: str, rows: int) -> Board:
    return Board(key, f"{RAW}leaderboard_{key}.csv", PAGE, "forecastbench", key, expect=Expect(rows, 3_000))


class ForecastBench(Source):
    id = "forecastbench"
    title = "ForecastBench"
    home = "https://www.forecastbench.org/"
    maintainer = "Forecasting Research Institute"
    licence = Licence(
        "CC-BY-SA-4.0", "ForecastBench, Forecasting Research Institute", "https://github.com/forecastingresearch"
    )
    reach = (RAW,)
    cadence_days = 60
    reporter = Reporter.INDEPENDENT
    problems = (
        "Until January 2026 the figures were Brier scores, where lower is better; since then 100 is best.",
        "Names are respelled from round to round.",
        "Outside teams enter systems under code names that tell no model.",
    )
    boards = (_board("tournament", 440), _board("baseline", 180), _board("dataset", 160), _board("preliminary", 170))

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        """Up to three rows a forecaster. Crowds of people and forecasters by rule are passed over."""
        return uncontradicted(self._rows(board, documents["main"]))

    def _rows(self, board: Board, main: Document) -> Iterator[SourceRow]:
        columns = ("Team", "Model Organization", "Model", "Dataset", "N dataset")
        addition, prefix = _scale(csv_rows(main, must_have=columns), main.url)
        for row in csv_rows(main):
            name, team = row.text("Model").rstrip("†").strip(), row.text("Team")
            if row.text("Model Organization") == OWN or "ensemble" in name.lower():
                continue
            settings = {}
            if team != OWN:
                settings["team"] = team
            elif split := WITH_PROMPT.fullmatch(name):
                name, settings["prompt"] = split["model"], split["prompt"]
            for column, metric in METRICS.items():
                value = number_in(row.maybe(column) or "", f"{row.where} {column}")
                bounds = INTERVAL.fullmatch(row.maybe_text(f"{column} 95% CI") or "")
                count = number_in(row.maybe("N" if column == "Overall" else f"N {metric}") or "", row.where)
                if value is None:
                    continue
                yield board.row(
                    name,
                    value,
                    f"{row.where}, {column}",
                    metric=prefix + metric,
                    version=board.version + addition,
                    settings=settings,
                    ci_low=figure_in(bounds[1], row.where) if bounds else None,
                    ci_high=figure_in(bounds[2], row.where) if bounds else None,
                    n=None if count is None else int(count),
                    reporter=Reporter.INDEPENDENT if team == OWN else Reporter.COMMUNITY,
                )


def _scale(rows: Iterator[Fields], where: str) -> tuple[str, str]:
    """What is added to version and metric on the scale that the file is written in."""
    for row in rows:
        if row.text("Model") == "Always 0.5":
            score = number_in(str(row.take("Dataset")), row.where)
            if score in SCALES:
                return SCALES[score]
            raise ParseError(f"{where}: always saying one half scores {score}; known are 0.25 (Brier) and 50 (index)")
    raise ParseError(f"{where}: no forecaster that always says one half, by which the scale is known")
