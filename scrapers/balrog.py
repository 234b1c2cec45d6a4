"""BALROG: models play six games of growing difficulty, from text alone or with pictures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from weighbridge.readers.containers import tree_paths
from weighbridge.readers.entries import day_in
from weighbridge.readers.structured import Fields, json_of, yaml_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, Source

TREE = "https://api.github.com/repos/balrog-ai/experiments/git/trees/main?recursive=1"
RAW = "https://raw.githubusercontent.com/balrog-ai/experiments/main/"
PAGE = "https://balrogai.com/"
GAMES = ("babyai", "crafter", "textworld", "babaisai", "minihack", "nle")


def _board(track: str, version: str, rows: int) -> Board:
    expect = Expect(rows, 2_000, fill={"stderr": 0.9, "measured_on": 1.0})
    return Board(track, TREE, PAGE, "balrog", version, expect=expect, options={"folder": f"submissions/{track}/"})


class Balrog(Source):
    id = "balrog"
    title = "BALROG"
    home = PAGE
    maintainer = "BALROG team"
    licence = Licence("none stated", "BALROG leaderboard (balrogai.com)", "https://github.com/balrog-ai/experiments")
    reach = (TREE, RAW)
    cadence_days = 150
    reporter = Reporter.COMMUNITY
    problems = (
        "Prompting differs: some models are asked to reason first, most act at once; the row says which.",
        "A published name and the identifier called at times disagree.",
    )
    boards = (_board("LLM", "language", 140), _board("VLM", "vision", 45))

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The listing, and both files of each submission in it; one that has a file missing is passed over."""
        documents = {"tree": get(board.url)}
        for path in tree_paths(documents["tree"]):
            if path.startswith(board.options["folder"]) and path.endswith("/summary.json"):
                about = path.replace("/summary.json", "/metadata.yaml")
                try:
                    found = {path: get(RAW + path), about: get(RAW + about)}
                except NotFoundError:
                    continue
                documents |= found
        if len(documents) == 1:
            raise NotFoundError(f"{board.url}: no submissions in {board.options['folder']}")
        return documents

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """One row a submission for the mean of the games, one a game."""
        for path, document in documents.items():
            if not path.endswith("/summary.json"):
                continue
            summary = Fields(json_of(document), path)
            about = Fields(yaml_of(documents[path.replace("/summary.json", "/metadata.yaml")]), f"{path} (metadata)")
            name, day = about.text("name"), about.take("date")  # in quotes or not: text or a date
            settings = {"prompt": summary.fields("agent").text("type")}
            games, verified = summary.fields("environments"), about.maybe("verified") is True
            figures = {"progress": (summary.number("average_progress"), summary.maybe_number("standard_error"))}
            for game in GAMES:
                if game in games:  # pictures are not offered in TextWorld
                    played = games.fields(game)
                    figures[game] = played.number("progression_percentage"), played.maybe_number("standard_error")
            for metric, (value, error) in figures.items():
                yield board.row(
                    name,
                    value,
                    metric,
                    metric=metric,
                    settings=settings,
                    stderr=error,
                    reporter=Reporter.INDEPENDENT if verified else Reporter.COMMUNITY,
                    measured_on=day if isinstance(day, date) else day_in(str(day), f"{path} date"),
                    document=path,
                )
