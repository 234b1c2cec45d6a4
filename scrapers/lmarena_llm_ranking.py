"""A mirror of LMArena's boards of 2026 in the layout of the arena's former catalogue."""

from __future__ import annotations

from scrapers.lmarena_catalog import CatalogLayout, catalog_boards
from weighbridge.schema import Reporter
from weighbridge.source import Licence

REPOSITORY = "SmallAi-API/LLM-Ranking"


class LmArenaLlmRanking(CatalogLayout):
    id = "lmarena-llm-ranking"
    title = "LMArena through the mirror LLM-Ranking"
    home = f"https://github.com/{REPOSITORY}"
    maintainer = "SmallAi-API (mirror); LMArena (votes and ratings)"
    licence = Licence("none stated", "LMArena, mirrored by SmallAi-API/LLM-Ranking", home)
    reach = (f"https://raw.githubusercontent.com/{REPOSITORY}/",)
    cadence_days = 90
    reporter = Reporter.AGGREGATED  # of a model that the arena's own catalogue has, the original counts
    through = "github.com/SmallAi-API/LLM-Ranking"
    replay_kinds = ("mirror",)
    problems = (
        "A copy by a third party, rounded to whole points; the arena's own data set is to be preferred.",
        "Models that the arena has taken out stay in the copy with their last rating.",
    )
    boards = catalog_boards(REPOSITORY, text=2_800, text_style_control=2_800, vision=500, vision_style_control=500)
