"""RULER: retrieval, tracing and aggregation in made-up texts of 4,000 to 128,000 tokens."""

from __future__ import annotations

import re
from collections.abc import Iterator

from weighbridge.readers.markdown import markdown_tables, table_with
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, Source

HOME = "https://github.com/NVIDIA/RULER"
RAW = "https://raw.githubusercontent.com/NVIDIA/RULER/main/README.md"
LENGTHS = ("4K", "8K", "16K", "32K", "64K", "128K")
REPOSITORY = re.compile(r"\]\(https://huggingface\.co/([^/()\s]+/[^/()\s?#]+)\)")
LINK = re.compile(r"\[([^\]]+)\]\(.+\)")  # what is left of one whose address has brackets in it
FOOTNOTE = re.compile(r"\*(?=\s|\(|$)")  # Qwen3-14B* (14B): the model's authors measured it


class Ruler(Source):
    id = "ruler"
    title = "RULER"
    home = HOME
    maintainer = "NVIDIA"
    licence = Licence("Apache-2.0", "RULER, NVIDIA", HOME)
    reach = (RAW,)
    cadence_days = 300
    reporter = Reporter.INDEPENDENT
    problems = ("Part of the figures are from the models' own authors; they are marked.",)
    boards = (Board("main", RAW, HOME, "ruler", "1", expect=Expect(90, 1_500)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """A row a length and, where every length was measured, the average. Names are the linked repositories."""
        main = documents["main"]
        lines = main.text().splitlines()
        table = table_with(markdown_tables(main), "Models", *LENGTHS, "Avg.", where=main.url)
        for (line, _), row in zip(table.rows, table.fields(), strict=True):
            shown = LINK.sub(r"\1", row.text("Models"))
            linked = REPOSITORY.search(lines[line - 1])
            reported = bool(FOOTNOTE.search(shown))
            values = {length.lower(): number_in(row.take(length), f"{row.where} {length}") for length in LENGTHS}
            average = number_in(row.take("Avg."), f"{row.where} Avg.")
            if None not in values.values():  # else the average is of fewer lengths than those of the others
                values = {"average": average} | values
            for metric, value in values.items():
                if value is None:
                    continue
                yield board.row(
                    linked[1] if linked else FOOTNOTE.sub("", shown).strip(),
                    value,
                    f"{row.where} ({shown})",
                    metric=metric,
                    reporter=Reporter.SELF_REPORTED if reported else Reporter.INDEPENDENT,
                )
