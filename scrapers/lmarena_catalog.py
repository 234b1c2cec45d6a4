"""LMArena's former catalogue on GitHub: ratings by category as JSON, last written in December 2025."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from scrapers.lmarena import BENCHMARKS, METRICS
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

REPOSITORY = "lmarena/arena-catalog"

# The catalogue's names of categories that the data set calls otherwise. Never read: "no_refusal" and "no_short",
# which the mirror (see lmarena_llm_ranking) went on copying from here unchanged.
RENAMED = {
    "full": "overall",
    "hard_6": "hard_prompts",
    "if": "instruction_following",
    "long_user": "longer_query",
    "multiturn": "multi_turn",
}
# On this day the arena moved the offset of its ratings; of two boards the older figures are on another scale.
OFFSET_MOVED = date(2025, 5, 16)
MOVED = {"text-style-control", "vision"}


def catalog_boards(repository: str, **min_rows: int) -> tuple[Board, ...]:
    """The four boards as a repository in the catalogue's layout holds them, with their least number of rows."""
    boards = []
    for key, least in min_rows.items():
        name = key.replace("_", "-")
        arena = name.split("-", maxsplit=1)[0]
        boards.append(
            Board(
                name,
                f"https://raw.githubusercontent.com/{repository}/main/data/leaderboard-{name}.json",
                f"https://github.com/{repository}/blob/main/data/leaderboard-{name}.json",
                BENCHMARKS[arena],
                "style-control" if name.endswith("style-control") else "raw",
                expect=Expect(least, max(1_000, least * 5), fill={"ci_low": 1.0}),
            )
        )
    return tuple(boards)


class CatalogLayout(Source):
    """A repository in the catalogue's layout: one file a board, category → model → rating."""

    reporter = Reporter.INDEPENDENT

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """One row a model and category."""
        main = documents["main"]
        older = board.id in MOVED and main.retrieved_at.date() < OFFSET_MOVED
        whole = Fields(json_of(main), main.url)
        known = [category for category in whole.names() if RENAMED.get(category, category) in METRICS]
        for category in ["full", *(category for category in known if category != "full")]:
            models = whole.fields(category)
            metric = METRICS[RENAMED.get(category, category)]
            for name in models.names():
                row = models.fields(name)
                yield board.row(
                    name.strip(),
                    row.number("rating"),
                    f"{category} / {name.strip()}",
                    metric=metric,
                    version=f"{board.version}-until-2025-05" if older else board.version,
                    ci_low=row.number("rating_q025"),
                    ci_high=row.number("rating_q975"),
                )


class LmArenaCatalog(CatalogLayout):
    id = "lmarena-catalog"
    title = "LMArena catalogue (until December 2025)"
    home = f"https://github.com/{REPOSITORY}"
    maintainer = "LMArena"
    licence = Licence("none stated", "Arena catalogue, LMArena", home)
    reach = (f"https://raw.githubusercontent.com/{REPOSITORY}/",)
    status = "frozen"
    status_since = date(2025, 12, 17)
    problems = ("Superseded by the arena's data set; the ratings were fitted on the models of their day.",)
    boards = catalog_boards(REPOSITORY, text=1_600, text_style_control=1_300, vision=100, vision_style_control=45)
