"""Lech Mazur's PACT: models bargain over a price, round after round."""

from __future__ import annotations

from scrapers.lechmazur_readme import GITHUB, RAW, LechMazur, ReadmeTable, readme_board


class LechMazurPact(LechMazur):
    id = "lechmazur-pact"
    title = "PACT (Lech Mazur)"
    home = f"{GITHUB}pact"
    reach = (f"{RAW}pact/",)
    problems = ("The rating was replaced twice within a year; figures of the three versions are not comparable.",)
    boards = (readme_board("pact", 24),)
    benchmark = "lechmazur-pact"
    tables = (
        ReadmeTable(
            "3",
            {"rating": "PACT Bilateral Rating", "composite": "CMS Points", "profit": "Average Profit / Round"},
            interval="Rating 95% CI",
            n="Games Played",
        ),
        ReadmeTable("2", {"composite": "CMS (%)", "profit": "Avg Profit / Round"}, n="Games Played"),
        ReadmeTable("1", {"trueskill": "μ", "surplus": "avg_csa"}, stderr="σ", n="games"),
    )
