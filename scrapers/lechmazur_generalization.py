"""Lech Mazur's Thematic Generalization: finds the one item that fits a theme shown by a few examples."""

from __future__ import annotations

from scrapers.lechmazur_readme import GITHUB, RAW, LechMazur, ReadmeTable, readme_board


class LechMazurGeneralization(LechMazur):
    id = "lechmazur-generalization"
    title = "Thematic Generalization (Lech Mazur)"
    home = f"{GITHUB}generalization"
    reach = (f"{RAW}generalization/",)
    problems = ("Turned round in 2026: from the average rank of the right answer to the share ranked first.",)
    boards = (readme_board("generalization", 15),)
    benchmark = "lechmazur-generalization"
    tables = (
        ReadmeTable("2", {"first": "Top-1 Accuracy", "inverse-rank": "Inverse-Rank Score"}, n="Cases"),
        ReadmeTable("1", {"rank": "Avg Rank"}),
    )
