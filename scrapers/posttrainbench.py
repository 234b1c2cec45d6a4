"""PostTrainBench: agents that train small language models; the scores of what they trained."""

from __future__ import annotations

from collections.abc import Iterator

from weighbridge.readers.markdown import MarkdownTable, markdown_tables
from weighbridge.readers.structured import number_in
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Licence, NotFoundError, ParseError, Source

README = "https://raw.githubusercontent.com/aisa-group/PostTrainBench/main/README.md"
PAGE = "https://posttrainbench.com/"
# (version, columns of the model, of the score, of the harness); the first edition has five tasks, the second seven.
EDITIONS = (("2026-03", "Agent", "Avg", "Scaffold"), ("2025-12", "Method", "Average Score", ""))
NOT_AGENTS = ("Base model", "Base Models", "Human Post-Trained*", "Official Instruct Models")


class PostTrainBench(Source):
    id = "posttrainbench"
    title = "PostTrainBench"
    home = PAGE
    maintainer = "AI Safety and Alignment group, Tübingen"
    licence = Licence("MIT", "PostTrainBench", "https://github.com/aisa-group/PostTrainBench")
    reach = (README,)
    cadence_days = 120
    reporter = Reporter.INDEPENDENT
    problems = ("Untrained models and the makers' own training are left out: they are no agents.",)
    boards = (Board("main", README, PAGE, "posttrainbench", "2026-03", "score", Expect(5, 100)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        version, table, model, score, harness = _edition(documents["main"])
        for row in table.fields():
            name, value = row.text(model), number_in(row.text(score), row.where)
            if name in NOT_AGENTS or value is None:
                continue
            yield board.row(
                name, value, row.where, version=version, settings={"harness": row.text(harness)} if harness else {}
            )


def _edition(document: Document) -> tuple[str, MarkdownTable, str, str, str]:
    tables = markdown_tables(document)
    if not tables:
        raise NotFoundError(f"{document.url}: no table yet")
    for table in tables:
        for version, model, score, harness in EDITIONS:
            if {model, score} <= set(table.header):
                return version, table, model, score, harness
    raise ParseError(f"{document.url}: no table with the columns of the leaderboard; the page has changed")
