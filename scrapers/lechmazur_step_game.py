"""Lech Mazur's Step Game: three models talk, then each secretly picks a step; equal picks block each other."""

from __future__ import annotations

from datetime import date

from scrapers.lechmazur_readme import GITHUB, RAW, LechMazur, ReadmeTable, readme_board


class LechMazurStepGame(LechMazur):
    id = "lechmazur-step-game"
    title = "Step Game (Lech Mazur)"
    home = f"{GITHUB}step_game"
    reach = (f"{RAW}step_game/",)
    cadence_days = 240
    problems = ("The zero of the rating moves with every fit, at times by points.",)
    boards = (readme_board("step_game", 32),)
    benchmark = "lechmazur-step-game"
    tables = (ReadmeTable("1", {"rating": "mu", "wins": "ratio"}, stderr="sigma", n="games", factors={"wins": 100}),)
    moved = (
        (date(2025, 3, 1), "-since-2025-03"),
        (date(2025, 6, 6), "-since-2025-06"),
        (date(2025, 12, 9), "-since-2025-12"),
    )
