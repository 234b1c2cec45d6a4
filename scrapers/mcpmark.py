"""MCPMark: 127 tasks with five services reached through the Model Context Protocol, four runs a model."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.structured import Fields, json_of, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

RAW = "https://raw.githubusercontent.com/eval-sys/mcpmark-experiments/main/"
SERVICES = ("filesystem", "github", "notion", "playwright", "postgres")
TASKS = 127  # of the released set; another number is a pilot
EFFORTS = ("low", "medium", "high")


class McpMark(Source):
    id = "mcpmark"
    title = "MCPMark"
    home = "https://mcpmark.ai/"
    maintainer = "EvalSys and LobeHub"
    licence = Licence("none stated", "MCPMark results, eval-sys", "https://github.com/eval-sys/mcpmark-experiments")
    reach = (f"{RAW}summary.json",)
    cadence_days = 120
    reporter = Reporter.INDEPENDENT
    problems = ("Its flag for open models is set for Qwen3-Max, which is not; it is not used.",)
    boards = (
        Board(
            "summary",
            url=f"{RAW}summary.json",
            page="https://mcpmark.ai/leaderboard",
            benchmark="mcpmark",
            version="1",
            metric="pass-at-1",
            expect=Expect(min_rows=60, max_rows=1_500, fill={"cost_usd": 0.9, "latency_s": 0.9, "n": 1.0}),
        ),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Fractions become percent. The model's key says its effort; what was called is in ``actual_model_name``."""
        whole = Fields(json_of(documents["main"]), "summary")
        services = {service: whole.fields(service) for service in SERVICES}
        models = whole.fields("overall")
        for key in models.names():
            row = models.fields(key)
            tasks, costs = row.number("total_tasks"), row.maybe_number("per_run_cost")
            if tasks != TASKS:
                raise ParseError(f"{row.where}: {tasks:g} tasks, the released set has {TASKS}")
            figures = {
                board.metric: row.fields("pass@1").number("avg"),
                "pass-at-4": row.maybe_number("pass@4"),  # neither where a model ran once only
                "pass-all-4": row.maybe_number("pass^4"),
            }
            for service, entries in services.items():
                if key in entries:
                    figures[service] = entries.fields(key).fields("pass@1").number("avg")
            name, effort = row.text("actual_model_name"), key.rsplit("-", 1)[-1]
            seconds = row.maybe_number("avg_agent_execution_time")
            for metric, value in figures.items():
                if value is not None:
                    main = metric == board.metric
                    yield board.row(
                        name,
                        scaled(value, 100),
                        f"{key} / {metric}",
                        metric=metric,
                        settings={"effort": effort} if effort in EFFORTS else {},
                        n=TASKS if metric not in SERVICES else None,
                        cost_usd=scaled(costs / TASKS, 1) if main and costs is not None else None,
                        latency_s=seconds if main else None,
                    )
