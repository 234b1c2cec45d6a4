"""SWE-bench Pro, public set: the leaderboard page that the benchmark's repository carries."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from weighbridge.readers.markdown import plain
from weighbridge.readers.pages import html_table, soup_of
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

PAGE = "https://scaleapi.github.io/SWE-bench_Pro-os/"
RAW = "https://raw.githubusercontent.com/scaleapi/SWE-bench_Pro-os/main/"


class SweBenchPro(Source):
    id = "swe-bench-pro"
    title = "SWE-bench Pro (public set)"
    home = "https://github.com/scaleapi/SWE-bench_Pro-os"
    maintainer = "Scale AI"
    licence = Licence("MIT", "SWE-bench Pro, Scale AI", "https://github.com/scaleapi/SWE-bench_Pro-os")
    reach = (f"{RAW}index.html",)
    cadence_days = 120
    reporter = Reporter.INDEPENDENT
    problems = (
        "The published figures rest on different numbers of the 731 tasks: the one of Claude Sonnet 4 on 562 of them.",
        "Results by task are not read: two of the files were swapped, and one counts more tasks than there are.",
        "What stood there as gpt-oss-20b became gpt-oss-120b with the same figure.",
    )
    boards = (Board("public", f"{RAW}index.html", PAGE, "swe-bench-pro", "public", "resolved", Expect(6, 100)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Percent of issues resolved. An asterisk marks runs that could spend two dollars and 50 turns at most."""
        page = documents["main"]
        table = soup_of(page).find("table")
        if not isinstance(table, Tag):
            raise ParseError(f"{page.url}: no table; the page has changed")
        for row in html_table(table, "table"):
            title = plain(row.text("Model"))
            *system, name = title.rstrip("*").split(" + ")
            value = number_in(row.text("% Resolved"), row.where)
            if value is not None:
                yield board.row(
                    name,
                    value,
                    f"{row.where}, % Resolved",
                    settings={"harness": system[0] if system else "SWE-Agent"}
                    | ({"limits": "2 USD, 50 turns"} if title.endswith("*") else {}),
                )
