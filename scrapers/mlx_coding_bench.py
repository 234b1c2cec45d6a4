"""mlx-coding-bench: what models of four bits do on a Mac, one table a machine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.markdown import markdown_tables
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, NotFoundError, ParseError, Source

README = "https://raw.githubusercontent.com/weklund/mlx-coding-bench/main/README.md"
PAGE = "https://weklund.github.io/mlx-coding-bench"
PRECISION = re.compile(r"> MLX Metal \| (int\d+) quantization")
SIZE = re.compile(r" \([\d.]+B (?:dense|MoE)\)$")  # "Qwen 3.6-27B (27B dense)": a decoration
QUALITY = "> Quality: 81 problems"
MORE_TOKENS = "†"


class MlxCodingBench(Source):
    id = "mlx-coding-bench"
    title = "mlx-coding-bench"
    home = PAGE
    maintainer = "weklund"
    licence = Licence("MIT", "mlx-coding-bench (weklund)", "https://github.com/weklund/mlx-coding-bench")
    reach = (README,)
    cadence_days = 120
    reporter = Reporter.INDEPENDENT
    problems = (
        "Rows marked † had more tokens to think with than the others.",
        "Speeds, and models with a speed only, are left out.",
    )
    expect = Expect(40, 400, {"host": 1.0, "precision": 1.0})
    boards = (Board("quality", README, PAGE, "mlx-coding-bench", "1", "quality", expect),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """The share of 81 problems solved; the machine is the heading above the table."""
        document = documents["main"]
        if QUALITY not in document.text():
            raise NotFoundError(f"{document.url}: no quality measured yet")
        tables = [table for table in markdown_tables(document) if "Quality" in table.header]
        precision = PRECISION.search(document.text())
        if not tables or precision is None:
            raise ParseError(f"{document.url}: the tables of quality or the line on the quantisation have changed")
        for table in tables:
            for row in table.fields():
                cell = row.text("Quality")
                value = number_in(cell.removesuffix(MORE_TOKENS), f"{row.where} Quality", suffix="%")
                if value is None:
                    continue
                settings = {"host": table.heading, "precision": precision[1]}
                if cell.endswith(MORE_TOKENS):
                    settings["budget"] = "raised"
                yield board.row(
                    SIZE.sub("", row.text("Model")), value, f"{table.heading} {row.where}", settings=settings
                )
