"""Lech Mazur's Elimination Game: models talk, ally, vote each other out; a jury of models crowns the winner."""

from __future__ import annotations

from datetime import date

from scrapers.lechmazur_readme import GITHUB, RAW, LechMazur, ReadmeTable, readme_board


class LechMazurEliminationGame(LechMazur):
    id = "lechmazur-elimination-game"
    title = "Elimination Game (Lech Mazur)"
    home = f"{GITHUB}elimination_game"
    reach = (f"{RAW}elimination_game/",)
    problems = ("The zero of the rating was moved by two points in the summer of 2025.",)
    boards = (readme_board("elimination_game", 38),)
    benchmark = "lechmazur-elimination-game"
    tables = (
        ReadmeTable("1", {"rating": "μ", "points": "Ratio"}, stderr="σ", n="Games", factors={"points": 100}),
        ReadmeTable("1", {"rating": "μ", "points": "Avg Points"}, stderr="σ", n="Games", factors={"points": 100}),
    )
    moved = ((date(2025, 8, 14), "-since-2025-08"),)
