"""DeepSWE: long software tasks, every model run by the same small agent at several reasoning efforts."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.entries import entries_of
from weighbridge.readers.structured import Fields, json_of, maybe_scaled, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

SITE = "https://deepswe.datacurve.ai/"
TASKS = 113  # of version 1.1; another number is another task set
AGENT = "mini-swe-agent"


class DeepSwe(Source):
    id = "deepswe"
    title = "DeepSWE"
    home = SITE
    maintainer = "Datacurve"
    licence = Licence("none stated", "DeepSWE leaderboard, Datacurve (deepswe.datacurve.ai)")
    reach = (f"{SITE}artifacts/",)
    cadence_days = 45
    reporter = Reporter.INDEPENDENT
    problems = ("Attempts that met errors of a provider or a verifier are left out of the count.",)
    boards = (
        Board(
            "v1.1",
            url=f"{SITE}artifacts/v1.1/leaderboard-live.json",
            page=SITE,
            benchmark="deepswe",
            version="1.1",
            expect=Expect(min_rows=34, max_rows=250, fill={"cost_usd": 0.9, "effort": 0.8, "harness": 1.0}),
        ),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Two rows a configuration: pass@1 with its interval, pass@4. The file states fractions."""
        whole = Fields(json_of(documents["main"]), documents["main"].url)
        tasks = whole.number("n_tasks_in_set")
        if tasks != TASKS:
            raise ParseError(f"{whole.where}: a set of {tasks:g} tasks, version {board.version} has {TASKS}")
        for row in entries_of(whole, "rows"):
            config = row.text("config")
            # Stated since August 2026.
            harness = row.text("harness") if "harness" in row else _agent_of(config, row.where)
            effort = row.take("reasoning_effort")  # null: none was asked for
            name = row.text("model")
            settings = {"harness": harness} | ({"effort": effort} if effort else {})
            first = board.row(
                name,
                scaled(row.number("pass_at_1"), 100),
                f"{row.where} {config}",
                metric="pass-at-1",
                settings=settings,
                ci_low=maybe_scaled(row.maybe_number("ci_lo"), 100),
                ci_high=maybe_scaled(row.maybe_number("ci_hi"), 100),
                n=int(row.number("n_attempted")),
                cost_usd=row.maybe_number("mean_cost_usd"),
                latency_s=row.maybe_number("mean_duration_seconds"),
            )
            yield first
            if (four := row.maybe_number("pass_at_4")) is not None:
                alone = {"ci_low": None, "ci_high": None, "cost_usd": None, "latency_s": None}
                yield first.model_copy(update={"metric": "pass-at-4", "value": scaled(four, 100), **alone})


def _agent_of(config: str, where: str) -> str:
    if not config.startswith("mini_swe_agent_"):
        raise ParseError(f"{where}: configuration {config!r} is not of {AGENT}")
    return AGENT
