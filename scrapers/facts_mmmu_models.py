"""MMMU's list of models: the day beside each model whose weights are open, mostly that of its release."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.catalogues import date_in, facts_of
from weighbridge.readers.entries import entries_of
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import FactRow
from weighbridge.source import Board, Documents, Expect, FactSource, Licence

SITE = "https://mmmu-benchmark.github.io/"
MODE = re.compile(r" w/o? Thinking$")


class MmmuModels(FactSource):
    id = "mmmu-models"
    title = "MMMU leaderboard, its column of dates"
    home = SITE
    maintainer = "MMMU team"
    licence = Licence("CC-BY-SA-4.0", "MMMU leaderboard, mmmu-benchmark.github.io", SITE)
    reach = (SITE,)
    cadence_days = 400
    problems = (
        "The day of a paper stands beside some models that were out before; those that are known are not believed.",
        "Of the 50 models with another source 41 lie within a month of it: it is believed last.",
    )
    boards = (Board("models", f"{SITE}leaderboard_data.json", f"{SITE}#leaderboard", expect=Expect(40, 2_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """The day beside each open model, once; a model with two days is left out."""
        main = documents["main"]
        found: dict[str, dict[str, str]] = {}
        for row in entries_of(Fields(json_of(main), main.url), "leaderboardData"):
            about = row.fields("info")
            if about.text("type") != "open_source":
                continue
            name, day = MODE.sub("", about.text("name")), date_in(about.text("date"), about.where)
            if day is not None:
                found.setdefault(name, {}).setdefault(day, f"{about.where} {name}")
        for name, days in found.items():
            if len(days) == 1:
                ((day, where),) = days.items()
                yield from facts_of(name, None, {"released": day}, where)
