"""Lech Mazur's Persuasion: how far a model moves another from its stated opinion, and how easily it is moved."""

from __future__ import annotations

from scrapers.lechmazur_readme import GITHUB, RAW, LechMazur, ReadmeTable, readme_board


class LechMazurPersuasion(LechMazur):
    id = "lechmazur-persuasion"
    title = "Persuasion (Lech Mazur)"
    home = f"{GITHUB}persuasion"
    reach = (f"{RAW}persuasion/",)
    problems = ("To be persuasive is not to be right; to be moved is not always to be wrong.",)
    boards = (readme_board("persuasion", 26),)
    benchmark = "lechmazur-persuasion"
    tables = (
        ReadmeTable("1", {"strength": "Average Persuasion Strength"}),
        ReadmeTable("1", {"susceptibility": "Target Susceptibility"}),
    )
