"""Lech Mazur's Connections: sorts words of the New York Times puzzle into four groups, with words added as traps."""

from __future__ import annotations

from scrapers.lechmazur_readme import GITHUB, RAW, LechMazur, ReadmeTable, readme_board


class LechMazurNytConnections(LechMazur):
    id = "lechmazur-nyt-connections"
    title = "Extended NYT Connections (Lech Mazur)"
    home = f"{GITHUB}nyt-connections"
    reach = (f"{RAW}nyt-connections/",)
    problems = ("Models were run on different numbers of puzzles; the row says on how many.",)
    boards = (readme_board("nyt-connections", 12, branch="master"),)
    # Not read: a table of the newest 100 puzzles, which were others at every update.
    benchmark = "lechmazur-nyt-connections"
    tables = (
        ReadmeTable("extended", {"accuracy": "Score %"}, heading="Extended Version", n="#Puzzles"),
        ReadmeTable("extended", {"accuracy": "Score(%)"}, heading="Extended Version"),
        ReadmeTable("original", {"accuracy": "Score"}),
    )
