"""BullshitBench's table of parameters: counts and licences of open models, each read from its maker's own pages."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.catalogues import facts_of, positive
from weighbridge.readers.structured import Fields, csv_rows, number_in
from weighbridge.schema import FactRow
from weighbridge.source import Board, Documents, Expect, FactSource, Licence, ParseError

HOME = "https://github.com/petergpt/bullshit-benchmark"
DATA = "https://raw.githubusercontent.com/petergpt/bullshit-benchmark/main/data/v2/latest/model_params.csv"
OPEN = frozenset({"open_weights", "open_source"})
STATED = frozenset({"reported", "dense_equals_total"})
NOT_STATED = frozenset({"not_disclosed", "derived_from_first_party"})  # the latter takes figures from a sibling
BILLION = 1e9


class BullshitBenchModels(FactSource):
    id = "bullshit-bench-models"
    title = "BullshitBench, its table of parameters"
    home = HOME
    maintainer = "Peter Gostev"
    licence = Licence("none stated", "BullshitBench, github.com/petergpt", HOME)
    reach = (DATA,)
    cadence_days = 120
    problems = ("Names are those of OpenRouter's routes; figures taken from a sibling are left out.",)
    boards = (Board("parameters", DATA, HOME, expect=Expect(min_rows=20, max_rows=4_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Facts of each open model, once: a free route is the model's too."""
        columns = ("model_id", "open_model_status", "total_params_b", "active_params_b", "active_params_status")
        seen: set[str] = set()
        for row in csv_rows(documents["main"], must_have=(*columns, "license")):
            name, status = row.text("model_id").removesuffix(":free"), row.text("active_params_status")
            if status not in STATED | NOT_STATED:
                raise ParseError(f"{row.where}: the status of a count {status[:40]!r} is not known")
            if row.text("open_model_status") not in OPEN or status not in STATED or name in seen:
                continue
            seen.add(name)
            licence = row.maybe_text("license")
            facts = {
                "licence": None if licence is None or "+" in licence else licence,
                "total_parameters": _count(row, "total_params_b"),
                "active_parameters": _count(row, "active_params_b"),
            }
            yield from facts_of(name, None, facts, f"{row.where} {name}")


def _count(row: Fields, column: str) -> float | None:
    stated = positive(number_in(row.take(column), f"{row.where} {column}"))
    return None if stated is None else float(round(stated * BILLION))
