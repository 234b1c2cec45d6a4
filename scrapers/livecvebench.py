"""LiveCVEBench: agents repair publicly reported vulnerabilities, told of them in two ways."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.structured import Fields, json_of, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

SITE = "https://livecvebench.github.io/"
TOLD = {"user-report": "user_report", "cve-description": "cve_description"}


class LiveCveBench(Source):
    id = "livecvebench"
    title = "LiveCVEBench"
    home = SITE
    maintainer = "LiveCVEBench authors"
    licence = Licence("none stated", "LiveCVEBench leaderboard, livecvebench.github.io")
    reach = (f"{SITE}data/",)
    cadence_days = 120
    reporter = Reporter.INDEPENDENT
    problems = ("Its flag for open models is wrong for MiniMax M2; it is not used.",)
    boards = (
        Board(
            "leaderboard",
            url=f"{SITE}data/leaderboard.json",
            page=SITE,
            benchmark="livecvebench",
            version="5.0.0",
            expect=Expect(min_rows=40, max_rows=600, fill={"harness": 1.0, "n": 1.0}),
        ),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Percent repaired of the vulnerabilities that could be judged; null stands for one that could not."""
        whole = Fields(json_of(documents["main"]), documents["main"].url)
        version, results = whole.fields("metadata").text("version"), whole.fields("results")
        for metric, key in TOLD.items():
            for number, entry in enumerate(results.items(key)):
                run = Fields(entry, f"results/{key}/{number}")
                cases = run.fields("cve_results")
                outcomes = [cases.fields(name).take("success") for name in cases.names()]
                judged = [outcome for outcome in outcomes if outcome is not None]
                if not judged or not all(isinstance(outcome, bool) for outcome in judged):
                    raise ParseError(f"{run.where}: expected outcomes that are true, false or null")
                yield board.row(
                    run.text("model"),
                    scaled(sum(judged) / len(judged), 100),
                    f"{run.where}/cve_results",
                    metric=metric,
                    version=version,
                    settings={"harness": run.text("agent")},
                    n=len(judged),
                )
