"""OSWorld-Verified: agents that use a desktop by mouse and keyboard; a spreadsheet with a row a run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from weighbridge.readers.containers import sheet_rows
from weighbridge.readers.structured import Fields, number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

SITE = "https://os-world.github.io/"
SERIAL_ZERO = date(1899, 12, 30)  # day 0 of spreadsheet dates
UNDER_WAY = ("🚧", "-")
ADDED = {"Additional a11y tree used": "accessibility tree", "Additional coding-based action": "code"}


class OsWorldVerified(Source):
    id = "osworld-verified"
    title = "OSWorld-Verified"
    home = SITE
    maintainer = "XLang Lab, University of Hong Kong"
    licence = Licence("none stated", "OSWorld-Verified, os-world.github.io")
    reach = (f"{SITE}static/data/",)
    cadence_days = 60
    reporter = Reporter.INDEPENDENT
    problems = (
        "Rates are counted over 356 to 369 tasks, as some tasks failed to start.",
        "The number of steps allowed (15 to 150) moves figures much; it is a setting of each row.",
        "Frameworks that name no model are left out.",
    )
    boards = (
        Board(
            "verified",
            url=f"{SITE}static/data/osworld_verified_results.xlsx",
            page=SITE,
            benchmark="osworld",
            version="verified",
            metric="success",
            expect=Expect(min_rows=45, max_rows=500, fill={"max_steps": 0.9, "measured_on": 0.9}),
        ),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """A rate in percent a run; runs of one setting are told apart by their order in the sheet."""
        seen: Counter[tuple[str, ...]] = Counter()
        for row in sheet_rows(documents["main"]):
            name, settings = _split(row.text("Model"), row.text("Approach type"))
            if name is None:
                continue
            if steps := row.maybe_number("Max steps"):
                settings["max_steps"] = f"{steps:g}"
            tools = [word for column, word in ADDED.items() if row.maybe_text(column) == "Yes"]
            if tools:
                settings["tools"] = ", ".join(tools)
            measured_on = _day(row.maybe("Date"), row.where)
            for column in ("Success rate",) if "Success rate" in row else ("Score", "Score 2", "Score 3"):
                value = _rate(row, column)
                if value is None:
                    continue
                key = (name, *sorted(f"{k}={v}" for k, v in settings.items()))
                seen[key] += 1
                yield board.row(
                    name,
                    value,
                    f"{row.where}, {column}",
                    settings=settings | ({"run": str(seen[key])} if seen[key] > 1 else {}),
                    n=_tasks(row.maybe_text("Success/Total"), value),
                    measured_on=measured_on,
                )


def _split(title: str, kind: str) -> tuple[str | None, dict[str, str]]:
    """(model or None, settings) of ``agent s3 w/ GPT-5 bBoN (N=10)``, ``gui-owl-7b`` and the like."""
    system, mark, name = title.rpartition(" w/ ")
    if not mark and kind == "Agentic framework":
        return None, {}  # the framework's model is not named
    settings = {"harness": system} if mark else {}
    if best_of := re.fullmatch(r"(.+) bBoN \(N=(\d+)\)", name):
        name = best_of[1]
        if best_of[2] != "1":
            settings["rollouts"] = best_of[2]
    return (None if " + " in name else name), settings  # two models: not a result of one


def _rate(row: Fields, column: str) -> float | None:
    cell = row.maybe(column) if column != "Success rate" else row.take(column)
    if cell is None or cell in UNDER_WAY:
        return None
    return (
        number_in(cell, f"{row.where} {column}")
        if isinstance(cell, str)
        else Fields({column: cell}, row.where).number(column)
    )


def _tasks(quotient: str | None, rate: float) -> int | None:
    """How many tasks ``154.80/361`` counts, if it agrees with the rate (in two rows they are interchanged)."""
    found = re.fullmatch(r"([\d.]+) ?/ ?(\d+)", quotient or "")
    return int(found[2]) if found and abs(100 * float(found[1]) / int(found[2]) - rate) < 0.5 else None


def _day(cell: object, where: str) -> date | None:
    """A date that the sheet keeps as a date or as a serial number."""
    if cell is None:
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, int | float) and 40_000 < cell < 60_000:
        return SERIAL_ZERO + timedelta(days=int(cell))
    raise ParseError(f"{where}: expected a date, met {str(cell)[:40]!r}")
