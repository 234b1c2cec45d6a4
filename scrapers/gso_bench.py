"""GSO: making real programs faster, with the share that holds up once hacks are taken out."""

from __future__ import annotations

from collections.abc import Iterable

from weighbridge.readers.entries import day_in, entries_of
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

SITE = "https://gso-bench.github.io/"
SETTINGS = {"Opt@1": "opt-at-1", "Opt@10": "opt-at-10"}
OWN = "GSO"


class GsoBench(Source):
    id = "gso-bench"
    title = "GSO leaderboard"
    home = SITE
    maintainer = "GSO team"
    licence = Licence("none stated", "GSO (gso-bench.github.io)", "https://github.com/gso-bench/gso")
    reach = (f"{SITE}assets/leaderboard.json",)
    cadence_days = 120
    reporter = Reporter.INDEPENDENT
    problems = (
        "Some of the speed-ups are hacks; the figure with hacks taken out exists since autumn 2025.",
        "For runs before August 2025 that second figure repeats the first.",
    )
    boards = (Board("gso", f"{SITE}assets/leaderboard.json", SITE, "gso", "1", "opt-at-1", Expect(9, 120)),)

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        document = documents["main"]
        data = Fields(json_of(document), document.url)
        tasks = int(data.fields("metadata").number("total_tasks"))
        for row in entries_of(data, "models"):
            setting, day, submitter = row.text("setting"), row.text("date"), row.maybe_text("submission_org_name")
            if setting not in SETTINGS:
                raise ParseError(f"{row.where}: setting should be Opt@1 or Opt@10, is {setting!r}")
            figures = {SETTINGS[setting]: row.number("score")}
            hack_adjusted = row.maybe_number("score_hack_control")
            if hack_adjusted is not None and setting == "Opt@1":
                figures["opt-at-1-hack-adjusted"] = hack_adjusted
            name, harness = row.text("name"), row.text("scaffold")
            for metric, value in figures.items():
                yield board.row(
                    name,
                    value,
                    row.where,
                    metric=metric,
                    settings={"harness": harness},
                    n=tasks,
                    reporter=Reporter.COMMUNITY if submitter not in (None, OWN) else None,
                    measured_by=submitter if submitter != OWN else None,
                    measured_on=day_in(day, row.where),
                )
