"""Epoch AI's Benchmarking Hub: one archive, a table a benchmark, its own runs beside copies of others' boards."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from weighbridge.readers.containers import zip_member
from weighbridge.readers.markdown import plain
from weighbridge.readers.structured import Fields, csv_rows, number_in, scaled
from weighbridge.schema import Reporter, SourceRow
from weighbridge.source import Board, Documents, Expect, Licence, ParseError, Source

ARCHIVE = "https://epoch.ai/data/benchmark_data.zip"
PAGE = "https://epoch.ai/benchmarks"


@dataclass(frozen=True)
class Member:
    """How a table of the archive is read. Values and standard errors are multiplied by the factor beside them."""

    file: str
    benchmark: str
    rows: int  # of the headline metric, in the smallest healthy edition
    scores: Mapping[str, str]  # metric → column; the first is the headline
    factor: float = 100
    version: str = "epoch-copy"
    edition: str = ""  # column that states the version
    stderr: tuple[str, float] = ("", 1)
    interval: tuple[str, str] = ("", "")
    day: str = ""  # column with the date of the run
    settings: Mapping[str, str] = field(default_factory=dict)  # setting → column
    figures: Mapping[str, str] = field(default_factory=dict)  # field of the row → column
    own: bool = False  # run by Epoch itself
    only: str = ""  # the one stated source whose rows belong here


def _own(file: str, benchmark: str, rows: int, version: str = "1", metric: str = "accuracy") -> Member:
    scores, error = {metric: "mean_score"}, ("stderr", 100.0)
    return Member(file, benchmark, rows, scores, version=version, stderr=error, day="Started at", own=True)


def _paper(file: str, benchmark: str, rows: int, **scores: str) -> Member:
    settings = {"shots": "Shots", "report": "Source"}
    return Member(f"{file}_external", benchmark, rows, scores, settings=settings)


LISTED = {"listed": "Name"}
CONTEXTS = ("120k", "0", "400", "1k", "2k", "4k", "8k", "16k", "32k", "60k", "192k")
# Not read: epoch_capabilities_index.csv (a composite; see the source epoch-capabilities-index).
MEMBERS = (
    _own("chess_puzzles", "chess-puzzles", 23),
    _own("frontiermath", "frontiermath", 65),
    _own("frontiermath_tier_4", "frontiermath-tier-4", 45),
    _own("gpqa_diamond", "gpqa-diamond", 125),
    _own("math_level_5", "math-level-5", 90),
    _own("otis_mock_aime_2024_2025", "otis-mock-aime", 100),
    _own("simpleqa_verified", "simpleqa-verified", 28),
    _own("swe_bench_verified", "swe-bench-verified", 22, "epoch-484", "resolved"),
    _paper("adversarial_nli", "anli", 13, accuracy="Score"),
    _paper("arc_ai2", "arc-challenge", 120, accuracy="Challenge score", easy="Easy score"),
    _paper("bbh", "bbh", 76, accuracy="Average"),
    _paper("bool_q", "boolq", 170, accuracy="Score"),
    _paper("common_sense_qa_2", "commonsenseqa-2", 8, accuracy="Score"),
    _paper("gsm8k", "gsm8k", 200, accuracy="EM"),
    _paper("hella_swag", "hellaswag", 108, accuracy="Overall accuracy"),
    _paper("lambada", "lambada", 54, accuracy="Score"),
    _paper("mmlu", "mmlu", 210, accuracy="EM"),
    _paper("open_book_qa", "openbookqa", 60, accuracy="Accuracy"),
    _paper("piqa", "piqa", 115, accuracy="Score"),
    _paper("science_qa", "scienceqa", 80, accuracy="Score"),
    _paper("superglue", "superglue", 8, score="Score"),
    _paper("trivia_qa", "triviaqa", 95, accuracy="EM"),
    _paper("wino_grande", "winogrande", 120, accuracy="Accuracy"),
    Member("aider_polyglot_external", "aider-polyglot", 55, {"pass-rate-2": "Percent correct", "well-formed": "Percent using correct edit format"}, 1, day="Date of evaluation", settings={"prompt": "Edit format"}, figures={"latency_s": "Time per case (seconds)"}),
    Member("apex_agents_external", "apex-agents", 15, {"pass-at-1": "Pass@1 score", "mean-score": "Mean score"}, stderr=("Pass@1 Standard Error", 1)),
    Member("arc_agi_external", "arc-agi-1", 50, {"accuracy": "Score"}, settings=LISTED),
    Member("arc_agi_2_external", "arc-agi-2", 85, {"accuracy": "Score"}, settings=LISTED),
    Member("balrog_external", "balrog", 23, {"progress": "Average progress"}, stderr=("Average Standard error", 100), day="Date added"),
    Member("cad_eval_external", "cadeval", 12, {"pass-rate": "Overall pass (%)"}),
    Member("cybench_external", "cybench", 13, {"unguided": "Unguided % Solved", "subtask-guided": "Subtask-Guided % Solved", "subtasks": "Subtasks % Solved"}),
    Member("deepresearchbench_external", "deep-research-bench", 11, {"score": "Average score"}, only="DeepResearchBench Leaderboard"),
    Member("fictionlivebench_external", "fiction-livebench", 240, {f"score-{c}": f"{c} token score" for c in CONTEXTS}),
    Member("gdpval_external", "gdpval", 9, {"win-or-tie": "Win + tie rate (%)", "win": "Win Rate (%)"}),
    Member("geobench_external", "geobench", 26, {"score": "ACW Avg Score"}, 1, settings={"tools": "Tools"}),
    Member("gso_external", "gso", 15, {"opt-at-1": "Score OPT@1", "opt-at-10": "Score OPT@10", "opt-at-1-hack-adjusted": "OPT@1 (hack-adjusted)"}, settings={"harness": "Scaffold"}, day="Evaluation date"),
    Member("hle_external", "hle", 34, {"accuracy": "Accuracy"}, stderr=("Accuracy Standard Error", 100), settings=LISTED),
    Member("lech_mazur_writing_external", "lechmazur-writing", 36, {"score": "Mean score"}, 1),
    Member("live_bench_external", "livebench", 50, {"overall": "Global average"}, 1, edition="LiveBench Version"),
    Member("metr_time_horizons_external", "metr-time-horizon", 28, {"p50": "Time horizon", "p80": "Time Horizon (80%)"}, 1, edition="METR version", interval=("CI_low", "CI_high")),
    Member("os_world_external", "osworld", 45, {"success": "Score"}, 1, settings={"listed": "Agent"}),
    Member("posttrainbench_external", "posttrainbench", 18, {"score": "Average (%)"}, settings={"harness": "Scaffold"}),
    Member("simplebench_external", "simplebench", 45, {"accuracy": "Score (AVG@5)"}),
    Member("swe_bench_bash_external", "swe-bench-bash-only", 25, {"resolved": "% Resolved"}),
)
