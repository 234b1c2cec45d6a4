"""Vals AI: every board of vals.ai by configuration; a further slug is one more line of ``boards``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from weighbridge.readers.pages import astro_islands, soup_of
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, ParseError, Source

SITE = "https://www.vals.ai/"
DATA_FILE = re.compile(r"/_astro/benchmark_view_[A-Za-z0-9_.-]+\.json")
MAX_DATA_FILES = 4
NOT_STATED = "not stated"


def _board(slug: str, benchmark: str, version: str, min_rows: int, **more: str) -> Board:
    """A board by its slug, with our benchmark and version.

    Args:
        more: ``edition``, the version the board states of itself where it is not ours; ``metric`` where the card
            does not call it accuracy; ``costs``, the least share of rows with a cost (0 where they are not used).
    """
    url = f"{SITE}benchmarks/{slug}"
    expect = Expect(min_rows, min_rows * 4, fill={"stderr": 0.9, "cost_usd": float(more.get("costs", "0.85"))})
    edition = {"edition": more.get("edition", version)}
    return Board(slug, url, url, benchmark, version, more.get("metric", "accuracy"), expect, edition)


class Vals(Source):
    id = "vals"
    title = "Vals AI"
    home = "https://www.vals.ai/benchmarks"
    maintainer = "Vals AI"
    licence = Licence("none stated", "Vals AI (vals.ai)")
    reach = (f"{SITE}benchmarks/", f"{SITE}_astro/benchmark_view_")
    cadence_days = 14
    reporter = Reporter.INDEPENDENT
    problems = (
        "Rows are revised in place: the model's id stays while score, cost and time change.",
        "Answers that a fallback model gave after a refusal can count as successes; the pages say so in prose only.",
        "No precision and no date of the run is stated; the host is the provider whose interface was called.",
        "Index boards are made of other Vals boards.",
    )
    boards = (
        _board("vibe-code", "vibe-code-bench", "1.1", 50),
        _board("vals_index", "vals-index", "2.1", 36),
        _board("swebench", "swe-bench-verified", "1", 75, metric="resolved"),
        _board("terminal-bench-2-1", "terminal-bench-2.1", "2.1", 60),
        _board("terminal-bench-4", "terminal-bench-4", "4.0", 36),
        _board("lcb", "livecodebench", "vals", 120, metric="pass-1", edition=NOT_STATED),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The page and, since October 2026, the data file it names (the one that says it is this board's)."""
        page = get(board.url)
        paths = list(dict.fromkeys(DATA_FILE.findall(page.text().replace("\\/", "/"))))
        files = [get(urljoin(page.url, path)) for path in paths[:MAX_DATA_FILES]]
        own = [file for file in files if len(files) == 1 or _slug_of(file) == board.id]
        if files and not own:
            raise ParseError(f"{page.url}: none of its data files is the board's ({', '.join(paths)})")
        return {"main": page, "data": own[0]} if own else {"main": page}

    def parse(self, board: Board, documents: Documents) -> Iterable[SourceRow]:
        key = "data" if "data" in documents else "main"
        where = documents[key].url
        view = Fields(json_of(documents[key]) if key == "data" else _island_view(documents[key]), where)
        about, models = view.fields("metadata"), view.fields("tasks").fields("overall")
        _check_identity(board, about, len(models.names()))
        costs_hold = about.take("use_cost_per_test") is True  # else the figure is not meant to be shown
        default_harness = about.maybe_text("harness")
        rows = {name: models.fields(name) for name in models.names()}
        if not any("accuracy" in row for row in rows.values()):
            raise ParseError(f"{where}: not one of {len(rows)} rows has a field 'accuracy'")
        for name, row in rows.items():
            value = row.maybe_number("accuracy")
            if value is None:  # not finished
                continue
            cost, latency = row.maybe_number("cost_per_test"), row.maybe_number("latency")
            # Sampling parameters and token totals stay out: they tell no two rows apart.
            row.ignore("temperature", "top_p", "max_output_tokens", "token_totals")
            yield board.row(
                name,
                value,
                f"tasks/overall/{name}",
                settings=_settings(row, default_harness),
                stderr=row.maybe_number("stderr"),
                cost_usd=cost if costs_hold else None,
                latency_s=latency or None,  # 0.0 stands for "not measured"
                document=key,
            )


def _settings(row: Fields, default_harness: str | None) -> dict[str, str]:
    reasoning = row.maybe("reasoning")
    if reasoning not in (True, False, None):
        raise ParseError(f"{row.where}: field 'reasoning' should be true, false or null, is {reasoning!r}")
    effort, tier = row.maybe_text("reasoning_effort"), row.maybe_text("compute_effort")
    stated = {
        "effort": effort or tier,  # Anthropic's tiers stand in a field of their own
        "compute_effort": tier if effort and tier != effort else None,
        "thinking": {True: "on", False: "off", None: None}[reasoning],
        "harness": row.maybe_text("harness") or default_harness,
        "host": row.maybe_text("provider"),
        "verbosity": row.maybe_text("verbosity"),
    }
    return {key: value for key, value in stated.items() if value is not None}


def _check_identity(board: Board, about: Fields, rows: int) -> None:
    """The payload is the board asked for, in the edition declared, and whole."""
    slug, edition = about.text("slug"), board.options["edition"]
    if slug != board.id:
        raise ParseError(f"{about.where}: the data are of board {slug!r}, expected {board.id!r}")
    met = about.text("version") if edition != NOT_STATED else about.maybe_text("version") or NOT_STATED
    if met != edition:
        raise ParseError(f"{about.where}: the board is at version {met}, this source reads version {edition}")
    total = int(about.number("total_models"))
    if rows < total:
        raise ParseError(f"{about.where}: {rows} rows where the board states {total}")


def _slug_of(file: Document) -> str:
    return Fields(json_of(file), file.url).fields("metadata").text("slug")


def _island_view(page: Document) -> Any:
    """Metadata and tasks out of a page's BenchmarkView island (until September 2026)."""
    views = list(astro_islands(page, "BenchmarkView"))
    if len(views) > 1:
        raise ParseError(f"{page.url}: {len(views)} BenchmarkView islands, expected one")
    if not views:
        rendered = soup_of(page).select("a.block")
        met = f"a rendered table of {len(rendered)} rows (the format of 2025, without ids)" if rendered else "neither"
        raise ParseError(f"{page.url}: format changed: expected a data file or a BenchmarkView island, met {met}")
    view = views[0].get("benchmarkView")
    if not isinstance(view, dict):
        raise ParseError(f"{page.url}: format changed or no data yet: the island carries no benchmarkView")
    return view if "tasks" in view else view.get("default")
