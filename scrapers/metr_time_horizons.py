"""METR's time horizons: how long a task may take a person for a model to complete it half of the time."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.structured import Fields, yaml_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

ASSETS = "https://metr.org/assets/benchmark_results_"
PAGE = "https://metr.org/time-horizons/"
HORIZONS = {"p50": "p50_horizon_length", "p80": "p80_horizon_length"}
# What a file, or a result in it, says of itself → version.
EDITIONS = {"METR-Horizon-v1.1": "1.1", "METR-Horizon-v1": "1.0", "METR-Horizon-v1.0": "1.0"}


def _board(version: str, rows: int) -> Board:
    url = f"{ASSETS}{version.replace('.', '_')}.yaml"
    return Board(f"v{version}", url, PAGE, "metr-time-horizon", version, expect=Expect(rows, 400, fill={"ci_low": 0.9}))


class MetrTimeHorizons(Source):
    id = "metr-time-horizons"
    title = "METR time horizons"
    home = PAGE
    maintainer = "METR"
    licence = Licence("none stated", "METR, Measuring AI ability to complete long tasks (metr.org)", PAGE)
    reach = (ASSETS,)
    cadence_days = 90
    reporter = Reporter.INDEPENDENT
    problems = (
        "Estimates are revised in place, downwards in March 2026.",
        "Upper ends of intervals at the top are little more than guesses: there are few tasks that long.",
    )
    boards = (_board("1.1", 20), _board("1.0", 56))

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Two rows a model, in minutes. Part of the keys end in the name of the framework that runs the tasks."""
        whole = Fields(yaml_of(documents["main"]), documents["main"].url)
        edition = whole.text("benchmark_name")
        if EDITIONS.get(edition) != board.version:
            raise ParseError(f"{whole.where}: this is {edition!r}, not version {board.version}")
        results = whole.fields("results")
        for key in results.names():
            result = results.fields(key)
            if EDITIONS.get(result.maybe_text("benchmark_name") or edition) != board.version:
                continue  # of an older model, carried over from version 1.0
            metrics = result.fields("metrics")
            for metric, field in HORIZONS.items():
                horizon = metrics.fields(field)
                if (value := horizon.maybe_number("estimate")) is not None:
                    yield board.row(
                        key.removesuffix("_inspect"),
                        value,
                        horizon.where,
                        metric=metric,
                        ci_low=horizon.maybe_number("ci_low"),
                        ci_high=horizon.maybe_number("ci_high"),
                    )
