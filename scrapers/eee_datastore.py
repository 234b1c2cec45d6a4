"""EvalEval's datastore: HELM, Global-MMLU-Lite and RewardBench in one schema, a file a model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from weighbridge.readers.listing import listed_beside
from weighbridge.readers.structured import Fields, json_of, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Document, Documents, Expect, Get, Licence, NotFoundError, ParseError, Source

DATA = "https://huggingface.co/datasets/evaleval/EEE_datastore/resolve/main/data/"
PAGE = "https://huggingface.co/datasets/evaleval/EEE_datastore"
SCHEMA = "0.2.0"
RELATIONS = {"third_party": None, "first_party": Reporter.SELF_REPORTED}
CUT = "..."  # ends ids that the datastore cut off
# Board → its name of a test → (benchmark, version, metric). Subjects and single languages are left out.
TESTS: dict[str, dict[str, tuple[str, str, str]]] = {
    "global-mmlu-lite": {
        "Global MMLU Lite": ("global-mmlu-lite", "kaggle", "accuracy"),
        "Culturally Sensitive": ("global-mmlu-lite", "kaggle", "culturally-sensitive"),
        "Culturally Agnostic": ("global-mmlu-lite", "kaggle", "culturally-agnostic"),
    },
    "helm_capabilities": {
        "Mean score": ("helm-capabilities", "1", "mean"),
        "WildBench": ("helm-capabilities", "1", "wildbench"),
        "MMLU-Pro": ("mmlu-pro", "helm", "accuracy"),
        "GPQA": ("gpqa", "helm", "accuracy"),
        "IFEval": ("ifeval", "helm", "accuracy"),
        "Omni-MATH": ("omni-math", "helm", "accuracy"),
    },
    "helm_lite": {
        "NarrativeQA": ("narrative-qa", "helm", "f1"),
        "NaturalQuestions (closed-book)": ("natural-questions", "helm", "f1"),
        "OpenbookQA": ("openbookqa", "helm", "accuracy"),
        "MMLU": ("mmlu", "helm-lite", "accuracy"),
        "MATH": ("math", "helm", "accuracy"),
        "GSM8K": ("gsm8k", "helm", "accuracy"),
        "LegalBench": ("legalbench", "helm", "accuracy"),
        "MedQA": ("medqa", "helm", "accuracy"),
        "WMT 2014": ("wmt-2014", "helm", "bleu-4"),
    },
    "helm_mmlu": {"MMLU All Subjects": ("mmlu", "helm", "accuracy")},
    "reward-bench": {"Score": ("reward-bench", "", "score")},
}
REWARD_VERSIONS = {"RewardBench": "1", "RewardBench 2": "2"}


FILES = listed_beside(__file__)


def _board(folder: str, page: str, rows: int) -> Board:
    return Board(folder, f"{DATA}{folder}/{FILES[folder][0]}.json", page, expect=Expect(rows, rows * 3))


class EeeDatastore(Source):
    id = "eee-datastore"
    title = "EvalEval datastore"
    home = PAGE
    maintainer = "EvalEval Coalition"
    licence = Licence(
        "MIT", "EvalEval Coalition, Every Eval Ever; figures by HELM (Stanford CRFM), Kaggle and Ai2", PAGE
    )
    reach = (DATA,)
    cadence_days = 400
    status = "frozen"
    status_since = date(2026, 2, 16)
    through = "EvalEval datastore"
    replay_kinds = ("mirror",)
    reporter = Reporter.INDEPENDENT
    problems = (
        "A sample of the datastore as it was in February 2026.",
        "Its copy of the Open LLM Leaderboard is not read: a fuller one is.",
        "A score below 0 stands for a test that was not run; win rates depend on who else took part.",
    )
    boards = (
        _board("global-mmlu-lite", "https://www.kaggle.com/benchmarks/cohere-labs/global-mmlu-lite", 60),
        _board("helm_capabilities", "https://crfm.stanford.edu/helm/capabilities/latest/", 350),
        _board("helm_lite", "https://crfm.stanford.edu/helm/lite/latest/", 700),
        _board("helm_mmlu", "https://crfm.stanford.edu/helm/mmlu/latest/", 7),
        _board("reward-bench", "https://huggingface.co/spaces/allenai/reward-bench", 33),
    )

    def collect(self, board: Board, get: Get) -> dict[str, Document]:
        """The files of a folder; nothing lists them, so they are named here. One that is gone is passed over."""
        documents = {}
        for path in FILES[board.id]:
            with suppress(NotFoundError):
                documents[path] = get(f"{DATA}{board.id}/{path}.json")
        if not documents:
            raise NotFoundError(f"{DATA}{board.id}: none of its files is there")
        return documents

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        for key, document in documents.items():
            record = Fields(json_of(document), document.url)
            if record.text("schema_version") != SCHEMA:
                raise ParseError(f"{document.url}: expected schema {SCHEMA}")
            origin, name = record.fields("source_metadata"), record.fields("model_info").text("id")
            relation, title = origin.text("evaluator_relationship"), origin.text("source_name")
            organisation = origin.text("source_organization_name")
            if name.endswith(CUT):
                continue
            for number, entry in enumerate(record.items("evaluation_results")):
                result = Fields(entry, f"{key}/evaluation_results/{number}")
                target = TESTS[board.id].get(result.text("evaluation_name"))
                if target is None:
                    continue
                score = _score(result)
                benchmark, version, metric = target
                if score >= 0:
                    yield board.row(
                        name,
                        scaled(score, 100),
                        result.where,
                        metric=metric,
                        version=version or REWARD_VERSIONS.get(title, title),
                        benchmark=benchmark,
                        reporter=RELATIONS.get(relation, Reporter.AGGREGATED),
                        measured_by=organisation,
                        document=key,
                    )


def _score(result: Fields) -> float:
    """A score between 0 and 1 where more is better, as the file itself declares it."""
    scale = result.fields("metric_config")
    declared = (scale.take("lower_is_better"), scale.number("min_score"), scale.number("max_score"))
    if declared != (False, 0.0, 1.0):
        raise ParseError(f"{result.where}: expected a score from 0 to 1, higher better; declared are {declared}")
    return result.fields("score_details").number("score")
