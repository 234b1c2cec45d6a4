"""Lech Mazur's Debate: models argue against each other, a panel of models judges."""

from __future__ import annotations

from scrapers.lechmazur_readme import GITHUB, RAW, LechMazur, ReadmeTable, readme_board


class LechMazurDebate(LechMazur):
    id = "lechmazur-debate"
    title = "Debate (Lech Mazur)"
    home = f"{GITHUB}debate"
    reach = (f"{RAW}debate/",)
    boards = (readme_board("debate", 18),)
    benchmark = "lechmazur-debate"
    tables = (ReadmeTable("1", {"rating": "BT"}, n="Matchups"),)
