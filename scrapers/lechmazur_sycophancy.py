"""Lech Mazur's Sycophancy: the same dispute told by either side; a sycophant agrees with whoever tells it."""

from __future__ import annotations

from scrapers.lechmazur_readme import GITHUB, RAW, LechMazur, ReadmeTable, readme_board


class LechMazurSycophancy(LechMazur):
    id = "lechmazur-sycophancy"
    title = "Sycophancy (Lech Mazur)"
    home = f"{GITHUB}sycophancy"
    reach = (f"{RAW}sycophancy/",)
    problems = ("A model that seldom decides seldom contradicts itself.",)
    boards = (readme_board("sycophancy", 54),)
    benchmark = "lechmazur-sycophancy"
    tables = (
        ReadmeTable("1", {"sycophancy": "Sycophancy", "when-decisive": "Conditional"}),
        ReadmeTable("1", {"contradictions": "Total", "contrarian": "Contrarian"}),
    )
