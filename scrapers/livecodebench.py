"""LiveCodeBench: pass@1 averaged over the release's window of problem dates (frozen since April 2025)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime
from statistics import fmean

from weighbridge.readers.entries import entries_of
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

SITE = "https://livecodebench.github.io/"
# Number of problems → the release that has so many, and the first day of the window it is reported over.
RELEASES = {
    400: ("v1", date(2023, 9, 1)),
    880: ("v5", date(2024, 8, 1)),
    1055: ("v6", date(2024, 8, 1)),
}
LEVELS = ("easy", "medium", "hard")
SAMPLES = re.compile(r" \((n=\d+)\)", re.I)  # the board's mark for fewer samples than usual


class LiveCodeBench(Source):
    id = "livecodebench"
    title = "LiveCodeBench"
    home = f"{SITE}leaderboard.html"
    maintainer = "LiveCodeBench team"
    licence = Licence("none stated", "LiveCodeBench (livecodebench.github.io)", "https://github.com/LiveCodeBench")
    reach = (f"{SITE}performances_generation.json",)
    cadence_days = 365
    status = "frozen"
    status_since = date(2025, 4, 22)
    reporter = Reporter.INDEPENDENT
    problems = (
        "The site averages over a window of dates that the reader chooses; here it is fixed for each release.",
        "Older models leave the table with each release.",
        "Release dates of models in the file are not reliable and are not used.",
    )
    boards = (
        Board(
            "generation", f"{SITE}performances_generation.json", home, "livecodebench", "v6", "pass-1", Expect(60, 400)
        ),
    )

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        document = documents["main"]
        data = Fields(json_of(document), document.url)
        answers: dict[str, list[tuple[datetime, str, float]]] = defaultdict(list)
        for answer in entries_of(data, "performances"):
            when = datetime.fromtimestamp(answer.number("date") / 1000, UTC)
            answers[answer.text("model")].append((when, answer.text("difficulty"), answer.number("pass@1")))
        for model in entries_of(data, "models"):
            name = model.text("model_repr")
            problems = answers.get(name, [])
            if len(problems) not in RELEASES:
                raise ParseError(f"{document.url}: {name} has {len(problems)} problems, the size of no known release")
            version, since = RELEASES[len(problems)]
            window = [(level, score) for when, level, score in problems if when.date() >= since]
            scores = {"pass-1": [score for _, score in window], "all-dates": [score for _, _, score in problems]}
            samples = SAMPLES.search(name)
            scores |= {level: [score for its, score in window if its == level] for level in LEVELS}
            for metric, values in scores.items():
                yield board.row(
                    SAMPLES.sub("", name),
                    round(fmean(values), 4),
                    f"mean of performances of {name}" + ("" if metric == "all-dates" else f" from {since} on"),
                    metric=metric,
                    version=version,
                    settings={"samples": samples[1]} if samples else {},
                    n=len(values),
                )
