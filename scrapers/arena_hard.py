"""Arena-Hard-Auto: hard prompts from the arena, each answer compared by a model with a reference answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.structured import figure_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

HOME = "https://github.com/lmarena/arena-hard-auto"
RAW = "https://raw.githubusercontent.com/lmarena/arena-hard-auto/main/README.md"
# "23   Qwen3-4B   15.0  (-1.1 / +1.5)" since 2025, "gpt-4-0613 | score: 37.9 | 95% CI: (-2.8, 2.4) | …" before.
# (A line of 2025 breaks off within its interval.)
SECOND = re.compile(
    r"\d+\s+(?P<name>\S+)\s+(?P<score>[\d.]+)\s+\(-(?P<low>[\d.]+) / \+(?:(?P<high>[\d.]+)\)\s*|[\d.]*)"
)
FIRST = re.compile(
    r"(?P<name>\S+)\s+\| (?:score|win-rate):\s+(?P<score>[\d.]+)\s+\|"
    r"(?: 95% CI:\s+\(-?(?P<low>[\d.]+), (?P<high>[\d.]+)\)\s+\|)? average #tokens:\s+\d+\s*"
)
FENCE = "```"  # ends a table
# The line above a table → version and settings of the second set.
TABLES = {
    "Hard Prompt, Style Control, and Gemini-2.5 as Judge": ("2.0", "score"),
    "Hard Prompt, Style Control, and GPT-4.1 as Judge": ("2.0, judged by GPT-4.1", "score"),
    "Creative Writing, Ensemble GPT-4.1 and Gemini 2.5 as Judges": ("2.0", "creative-writing"),
}


class ArenaHard(Source):
    id = "arena-hard"
    title = "Arena-Hard-Auto"
    home = HOME
    maintainer = "LMArena"
    licence = Licence("Apache-2.0", "Arena-Hard-Auto, LMArena", HOME)
    reach = (RAW,)
    cadence_days = 300
    reporter = Reporter.INDEPENDENT
    problems = ("Judged by models that are measured by it.",)
    boards = (Board("main", RAW, HOME, "arena-hard", "2.0", expect=Expect(9, 600)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Rows of every table of the page; of the first set the first table only: the next is a command's output."""
        main, above, met = documents["main"], "", set()
        for number, line in enumerate(main.text().splitlines(), start=1):
            above = next((words for words in TABLES if line.startswith(words)), "" if line == FENCE else above)
            found = SECOND.fullmatch(line) if above else FIRST.fullmatch(line)
            if found is None:
                continue
            version, metric = TABLES[above] if above else ("0.1", "score")
            if (version, metric, found["name"]) in met:
                continue
            met.add((version, metric, found["name"]))
            value = figure_in(found["score"], f"line {number}")
            yield board.row(
                found["name"],
                value,
                f"line {number}",
                metric=metric,
                version=version,
                ci_low=round(value - figure_in(found["low"], f"line {number}"), 9) if found["high"] else None,
                ci_high=round(value + figure_in(found["high"], f"line {number}"), 9) if found["high"] else None,
            )
        if not met:
            raise ParseError(f"{main.url}: no line of a leaderboard in one of its two forms")
