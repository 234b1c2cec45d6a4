"""Steel's leaderboard of browser agents: figures that others published, one file a benchmark."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.structured import Fields, json_of, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

RAW = "https://raw.githubusercontent.com/steel-dev/leaderboard/main/src/data/"
NOT_MEASURED = ("placeholder", "illustrative")  # words of the notes on rows that only fill the template
VERSION = "as reported"


def _board(key: str, file: str, benchmark: str, rows: tuple[int, int], metric: str = "success") -> Board:
    page = "https://leaderboard.steel.dev/"
    return Board(key, f"{RAW}{file}.json", page, benchmark, VERSION, metric, Expect(*rows))


class SteelBrowserAgents(Source):
    id = "steel-browser-agents"
    title = "Steel: AI browser agent leaderboard"
    home = "https://leaderboard.steel.dev/"
    maintainer = "Steel.dev"
    licence = Licence("MIT", "Steel.dev leaderboard", "https://github.com/steel-dev/leaderboard")
    reach = (RAW,)
    cadence_days = 60
    reporter = Reporter.AGGREGATED
    problems = (
        "Figures are gathered from papers and announcements; harnesses, judges and task subsets differ.",
        "Rows that the site itself calls placeholders, baselines and rounded figures ('~30%') are left out.",
        "Its tables of OSWorld and GAIA are not read: the first is read at its origin, the second is of ensembles.",
    )
    boards = (
        _board("agentbench", "agentBench", "agentbench", (8, 80)),
        _board("browsecomp", "browsecomp", "browsecomp", (9, 80)),
        _board("clawbench", "clawbench", "clawbench", (6, 80)),
        _board("online-mind2web", "mind2web", "online-mind2web", (7, 80)),
        _board("swe-bench-verified", "sweBenchVerified", "swe-bench-verified", (8, 80), "resolved"),
        _board("tau-bench", "tauBench", "tau-bench", (8, 80)),
        _board("webarena", "webarena", "webarena", (8, 80)),
        _board("webvoyager", "webvoyager", "webvoyager", (15, 80)),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """A percentage a system, and the address it was taken from."""
        page = documents["main"]
        whole = Fields(json_of(page), page.url)
        if len(whole.names()) != 1:
            raise ParseError(f"{page.url}: expected one table under one key, met {', '.join(whole.names()[:5])}")
        for number, entry in enumerate(whole.items(whole.names()[0])):  # the key was renamed in April 2026
            row = Fields(entry, f"/{number}")
            title, shown, notes = row.text("systemName"), row.text("scoreDisplay"), row.maybe_text("notesShort") or ""
            if shown.startswith("~") or "baseline" in title or any(w in notes.casefold() for w in NOT_MEASURED):
                continue
            value = number_in(shown, f"{row.where}/scoreDisplay", suffix="%")
            if value is None or value != row.number("scoreValue"):
                raise ParseError(f"{row.where}: shows {shown!r} but states another value")
            system, plus, name = title.rpartition(" + ")
            if name[:1].islower():  # "GPT-4o + browsing"
                system, plus, name = "", "", title
            yield board.row(
                name,
                value,
                f"{row.where}/scoreValue",
                settings={"harness": system} if plus else {},
                measured_by=row.maybe_text("sourceUrl"),
            )
