"""Lech Mazur's Divergent Thinking: lists of words that must be far apart in meaning."""

from __future__ import annotations

from scrapers.lechmazur_readme import GITHUB, RAW, LechMazur, ReadmeTable, readme_board


class LechMazurDivergent(LechMazur):
    id = "lechmazur-divergent"
    title = "Divergent Thinking (Lech Mazur)"
    home = f"{GITHUB}divergent"
    reach = (f"{RAW}divergent/",)
    cadence_days = 365
    problems = (
        "The grade of December 2024 was turned round within days: ten less the grade is the score shown since.",
        "Not updated with new models since the beginning of 2025.",
    )
    boards = (readme_board("divergent", 34),)
    benchmark = "lechmazur-divergent"
    tables = (
        ReadmeTable("1", {"score": "Score"}),
        ReadmeTable("1", {"grade": "Grade"}),
        ReadmeTable("1", {"repeats": "% Repeats"}),
    )
