"""Swallow LLM Leaderboard's list of models: date, total and active parameters of each repository."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.catalogues import date_in, facts_of, positive, repository_in
from weighbridge.readers.structured import Fields, yaml_of
from weighbridge.schema import FactRow
from weighbridge.source import Board, Documents, Expect, FactSource, Licence, ParseError

DATA = "https://raw.githubusercontent.com/swallow-llm/leaderboard/main/_data/model.yml"
PAGE = "https://swallow-llm.github.io/leaderboard/index.en.html"
BILLION = 1e9
MIXTURE = re.compile(r"(?i)-a\d+(?:\.\d+)?b\b")


class SwallowModels(FactSource):
    id = "swallow-models"
    title = "Swallow LLM Leaderboard models"
    home = PAGE
    maintainer = "Institute of Science Tokyo and AIST"
    licence = Licence("CC-BY-4.0", "Swallow LLM Leaderboard, Swallow LLM team", PAGE)
    reach = (DATA,)
    cadence_days = 120
    problems = (
        "Parameters are rounded to two digits or three.",
        "All parameters are said to be active of a model whose name says 3B of 32B; such a count is left out.",
    )
    boards = (Board("models", DATA, PAGE, expect=Expect(min_rows=250, max_rows=5_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[FactRow]:
        """Facts of each model with a repository; one that stands twice (thinking on and off) is read once."""
        document = documents["main"]
        models = yaml_of(document)
        if not isinstance(models, list) or not models:
            raise ParseError(f"{document.url}: expected a list of models")
        seen: set[str] = set()
        for number, entry in enumerate(models):
            model = Fields(entry, f"models/{number}")
            repository = repository_in(model.maybe_text("url") or "")
            if repository is None or repository in seen:
                continue
            seen.add(repository)
            total = model.number("params")
            active = positive(model.maybe_number("active_params"))
            if active is not None and active > total:
                raise ParseError(f"{model.where}: {active} of {total} billion parameters cannot be active")
            if active == total and MIXTURE.search(repository):
                active = None  # the name contradicts it
            facts = {
                "released": date_in(model.maybe_text("date"), model.where),
                "total_parameters": positive(round(total * BILLION)),
                "active_parameters": None if active is None else float(round(active * BILLION)),
            }
            yield from facts_of(repository.partition("/")[2], repository, facts, f"{model.where} {repository}")
