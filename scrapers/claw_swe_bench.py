"""Claw-SWE-bench: one harness over many models, and two models in several harnesses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

SITE = "https://claw-swe-bench.github.io/"
DATA = f"{SITE}data/leaderboard.json"
LANGUAGES = {
    "Java": "java",
    "Go": "go",
    "Rust": "rust",
    "JS/TS": "js-ts",
    "C/C++": "c-cpp",
    "Ruby": "ruby",
    "PHP": "php",
    "Python": "python",
}
HARNESS = "OpenClaw"  # of the section that varies the model; the other section repeats its rows


class ClawSweBench(Source):
    id = "claw-swe-bench"
    title = "Claw-SWE-bench"
    home = SITE
    maintainer = "OpenSquilla"
    licence = Licence(
        "none stated", "Claw-SWE-bench (claw-swe-bench.github.io)", "https://github.com/opensquilla/claw-swe-bench"
    )
    reach = (DATA,)
    cadence_days = 120
    reporter = Reporter.INDEPENDENT
    problems = ("Costs are the whole run's, here divided by its instances.",)
    boards = (Board("full-350", DATA, SITE, "claw-swe-bench", "full-350", "pass-1", Expect(140, 800)),)

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        document = documents["main"]
        data = Fields(json_of(document), document.url)
        split = data.fields("meta").text("split")
        if split.casefold() != board.version:
            raise ParseError(f"{document.url}: the split is {split}, this source reads {board.version}")
        for name, harness, row in _runs(data.fields("sections")):
            n = int(row.number("instances"))
            cost, latency = row.maybe_number("cost_usd"), row.maybe_number("avg_duration_s")
            languages = row.fields("per_language")
            figures = {"pass-1": row.number("total_pass1")}
            figures |= {metric: languages.number(title) for title, metric in LANGUAGES.items()}
            for metric, value in figures.items():
                headline = metric == board.metric
                yield board.row(
                    name,
                    value,
                    row.where,
                    metric=metric,
                    settings={"harness": harness},
                    n=n if headline else None,
                    cost_usd=round(cost / n, 6) if headline and cost is not None else None,
                    latency_s=latency if headline else None,
                )


def _runs(sections: Fields) -> Iterator[tuple[str, str, Fields]]:
    """(model, harness, row): a section over models names the model its system, one over harnesses the harness."""
    models = sections.fields("openclaw").items("rows")
    if not models:
        raise ParseError("sections/openclaw: the table is empty")
    for number, run in enumerate(models):
        row = Fields(run, f"sections/openclaw/rows/{number}")
        yield row.text("system"), HARNESS, row
    for place, group in enumerate(sections.fields("claws").items("groups")):
        of_model = Fields(group, f"sections/claws/groups/{place}")
        model = of_model.text("model")
        for number, run in enumerate(of_model.items("rows")):
            row = Fields(run, f"{of_model.where}/rows/{number}")
            harness = row.text("system")
            if harness != HARNESS:
                yield model, harness, row
