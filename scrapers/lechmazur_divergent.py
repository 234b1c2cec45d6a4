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
        "The first page stated ten less the score, and was turned round within days.",
        "Not updated with new models since the beginning of 2025.",
    )
    boards = (readme_board("divergent", 34),)
    benchmark = "lechmazur-divergent"
    tables = (
        ReadmeTable("1", {"score": "Score"}),
        ReadmeTable("1", {"score": "Grade"}, less_than=10),
        ReadmeTable("1", {"repeats": "% Repeats"}),
    )
