"""Lech Mazur's Confabulations: made-up answers to questions that a given text does not answer."""

from __future__ import annotations

from scrapers.lechmazur_readme import GITHUB, RAW, LechMazur, ReadmeTable, readme_board


class LechMazurConfabulations(LechMazur):
    id = "lechmazur-confabulations"
    title = "Confabulations (Lech Mazur)"
    home = f"{GITHUB}confabulations"
    reach = (f"{RAW}confabulations/",)
    problems = ("Until February 2025 the page showed pictures instead of a table.",)
    boards = (readme_board("confabulations", 90, branch="master"),)
    benchmark = "lechmazur-confabulations"
    tables = (ReadmeTable("1", {"weighted": "Weighted", "confabulated": "Confab %", "no-answer": "Non-Resp %"}),)
