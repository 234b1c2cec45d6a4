"""Swallow LLM Leaderboard: Japanese and English boards of the Institute of Science Tokyo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from weighbridge.readers.structured import Fields, scaled, yaml_of
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

DATA = "https://raw.githubusercontent.com/swallow-llm/leaderboard/main/_data/model.yml"
PAGE = "https://swallow-llm.github.io/leaderboard/index.en.html"
MTB = {"avg": "average"}
JA_POST = {"avg": "average", "MMLU-ProX": "mmlu-prox", "GPQA": "gpqa", "JHumanEval": "jhumaneval"}
EN_POST = {"avg": "average", "HellaSwag": "hellaswag", "MMLU-Pro": "mmlu-pro", "GPQA": "gpqa"} | {
    "MATH500": "math-500",
    "AIME": "aime-2024-2025",
    "LCB": "livecodebench-v6",
}
# What each edition of the file holds: group → (benchmark, version, field → metric). Tasks and judges changed; of the
# tasks, those that the newest edition still has are read.
FIRST = {
    "ja_basic": ("swallow-ja-pre", "2025-03", {"Ja Avg": "average"}),
    "en_basic": ("swallow-en-pre", "2025-03", {"En Avg": "average"}),
    "ja_mtb": ("swallow-ja-mt-bench", "2025-03", {"JMT Avg": "average"}),
}
SECOND = {
    "ja_pre": ("swallow-ja-pre", "2025-08", {"avg": "average"}),
    "en_pre": ("swallow-en-pre", "2025-08", {"avg": "average"}),
    "ja_post": ("swallow-ja-post", "2025-08", JA_POST),
    "en_post": ("swallow-en-post", "2025-08", EN_POST),
    "ja_mtb": ("swallow-ja-mt-bench", "2025-08", MTB),
    "en_mtb": ("swallow-en-mt-bench", "2025-08", MTB),
}
TRANSLATION = {"JamC-QA": "jamc-qa", "WMT20enja": "wmt20-en-ja", "WMT20jaen": "wmt20-ja-en"}
THIRD = SECOND | {"ja_post": ("swallow-ja-post", "2026-02", JA_POST | TRANSLATION)}
FOURTH = SECOND | {
    "ja_post": (
        "swallow-ja-post",
        "2026-05",
        JA_POST | TRANSLATION | {"MIFEvalJa": "m-ifeval-ja", "PolyMathJaHT": "polymath-ja"},
    ),
    "en_post": ("swallow-en-post", "2026-05", EN_POST | {"MIFEvalJa": "m-ifeval"}),
    "ja_mtb": ("swallow-ja-mt-bench", "2026-05", MTB),
    "en_mtb": ("swallow-en-mt-bench", "2026-05", MTB),
}
MODE = re.compile(r"(?P<thinking>on|off)(?: \((?P<effort>\w+)\))?")


class SwallowLlm(Source):
    id = "swallow-llm"
    title = "Swallow LLM Leaderboard"
    home = PAGE
    maintainer = "Institute of Science Tokyo and AIST"
    licence = Licence("CC-BY-4.0", "Swallow LLM Leaderboard, Swallow LLM team", PAGE)
    reach = (DATA,)
    cadence_days = 120
    reporter = Reporter.INDEPENDENT
    problems = (
        "The editions differ in tasks and in the judge of MT-Bench, so each is a version of its own.",
        "Run by the makers of the Swallow models, which stand on it.",
    )
    boards = (Board("models", DATA, PAGE, "swallow-ja-post", "2026-05", "average", Expect(250, 3_000)),)

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """Rows of every model; a score below 0 stands in place of one not measured."""
        document = documents["main"]
        models = yaml_of(document)
        if not isinstance(models, list) or not models:
            raise ParseError(f"{document.url}: expected a list of models")
        edition = _edition(models, document.url)
        for number, model in enumerate(models):
            row = Fields(model, f"models/{number}")
            name, results = row.text("id"), row.fields("results")
            settings = _settings(row)
            for group, (benchmark, version, tasks) in edition.items():
                if group not in results:
                    continue  # a model stands either among the pretrained ones or among the others
                scores = results.fields(group)
                values = {task: scores.number(task) for task in scores.names()}
                gaps = any(value < 0 for value in values.values())
                for field, metric in tasks.items():
                    if field not in values:
                        raise ParseError(f"{scores.where}: task '{field}' is missing (has: {', '.join(values)})")
                    value = values[field]
                    if value < 0 or (gaps and metric == "average"):
                        continue  # the average of a group with gaps counts the placeholders
                    yield board.row(
                        name,
                        scaled(value, 100),
                        f"{name}/results/{group}/{field}",
                        metric=metric,
                        version=version,
                        benchmark=benchmark,
                        settings=settings,
                    )


def _edition(models: list[object], where: str) -> Mapping[str, tuple[str, str, Mapping[str, str]]]:
    groups: dict[str, Mapping[str, object]] = {}
    for model in models:
        results = model.get("results") if isinstance(model, Mapping) else None
        if isinstance(results, Mapping):
            groups |= {group: tasks for group, tasks in results.items() if isinstance(tasks, Mapping)}
    post = groups.get("ja_post", {})
    if "ja_basic" in groups:
        return FIRST
    if "PolyMathJaHT" in post:
        return FOURTH
    if "MATH100" in post:
        return THIRD if "JamC-QA" in post else SECOND
    raise ParseError(f"{where}: the groups of tasks are of no edition known ({', '.join(sorted(groups)[:12])})")


def _settings(row: Fields) -> dict[str, str]:
    stated = row.maybe_text("reasoning")
    mode = MODE.fullmatch(stated or "")
    if stated not in (None, "N/A") and mode is None:
        raise ParseError(f"{row.where}: 'reasoning' should be on, off or N/A, is {str(stated)[:40]!r}")
    return {key: value for key, value in (mode.groupdict() if mode else {}).items() if value}
