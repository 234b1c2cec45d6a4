"""How each table in the archive of Epoch's Benchmarking Hub is read: benchmark, columns, scales."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

COPY = "epoch-copy"


@dataclass(frozen=True)
class Table:
    """One table. Values are multiplied by ``factor``, standard errors by their own: the archive mixes scales."""

    file: str
    benchmark: str
    rows: int  # least number of a healthy edition
    scores: Mapping[str, str]  # metric → column; the first is the headline
    factor: float = 100
    version: str = COPY
    edition: tuple[str, str] = ("", "")  # column that states the version, and what stands before it
    stderr: tuple[str, float] = ("", 100)
    interval: tuple[str, str] = ("", "")  # columns of the lower and the upper bound
    day: str = ""  # column with the date of the run: of several runs the latest counts
    latest: str = ""  # column with another date that tells which of several rows counts
    settings: Mapping[str, str] = field(default_factory=dict)  # setting → column
    figures: Mapping[str, str] = field(default_factory=dict)  # field of the row → column
    name: str = "Model version"
    second_name: str = "Name"  # where the first is blank
    own: bool = False  # run by Epoch itself
    only: str = ""  # the stated source whose rows alone belong here


def _own(file: str, benchmark: str, rows: int, version: str = "1", metric: str = "accuracy") -> Table:
    scores = {metric: "mean_score"}
    return Table(file, benchmark, rows, scores, version=version, stderr=("stderr", 100), day="Started at", own=True)


def _paper(file: str, benchmark: str, rows: int, **scores: str) -> Table:
    """Figures gathered from papers: what tells rows of one model apart is the report and the number of shots."""
    return Table(f"{file}_external", benchmark, rows, scores, settings={"shots": "Shots", "report": "Source"})


def _copy(file: str, benchmark: str, rows: int, **scores: str) -> Table:
    return Table(f"{file}_external", benchmark, rows, scores)


LISTED = {"listed": "Name"}  # the board's own title: several of its rows can share one model version
CONTEXTS = ("120k", "0", "400", "1k", "2k", "4k", "8k", "16k", "32k", "60k", "192k")

# Not read: epoch_capabilities_index.csv, a composite (see the source epoch-capabilities-index).
# fmt: off
TABLES = (
    _own("chess_puzzles", "chess-puzzles", 17),
    _own("frontiermath", "frontiermath", 65),
    _own("frontiermath_tier_4", "frontiermath-tier-4", 45),
    _own("gpqa_diamond", "gpqa-diamond", 125),
    _own("math_level_5", "math-level-5", 90),
    _own("otis_mock_aime_2024_2025", "otis-mock-aime", 100),
    _own("simpleqa_verified", "simpleqa-verified", 24),
    _own("swe_bench_verified", "swe-bench-verified", 20, "epoch-484", "resolved"),
    _paper("adversarial_nli", "anli", 13, accuracy="Score"),
    _paper("arc_ai2", "arc-challenge", 110, accuracy="Challenge score", easy="Easy score"),
    _paper("bbh", "bbh", 75, accuracy="Average"),
    _paper("bool_q", "boolq", 160, accuracy="Score"),
    _paper("common_sense_qa_2", "commonsenseqa-2", 8, accuracy="Score"),
    _paper("gsm8k", "gsm8k", 190, accuracy="EM"),
    _paper("hella_swag", "hellaswag", 105, accuracy="Overall accuracy"),
    _paper("lambada", "lambada", 54, accuracy="Score"),
    _paper("mmlu", "mmlu", 205, accuracy="EM"),
    _paper("open_book_qa", "openbookqa", 60, accuracy="Accuracy"),
    _paper("piqa", "piqa", 110, accuracy="Score"),
    _paper("superglue", "superglue", 8, score="Score"),
    _paper("trivia_qa", "triviaqa", 90, accuracy="EM"),
    _paper("wino_grande", "winogrande", 115, accuracy="Accuracy"),
    _copy("cad_eval", "cadeval", 12, solved="Overall pass (%)"),
    _copy("science_qa", "scienceqa", 80, accuracy="Score"),
    _copy("simplebench", "simplebench", 45, accuracy="Score (AVG@5)"),
    _copy("vpct", "vpct", 32, accuracy="Correct"),
    _copy("gdpval", "gdpval", 9, **{"win-or-tie": "Win + tie rate (%)", "win": "Win Rate (%)"}),
    _copy("fictionlivebench", "fiction-livebench", 450, **{f"score-{c}": f"{c} token score" for c in CONTEXTS}),
    _copy("video_mme", "video-mme", 80,
          **{"no-subtitles": "Overall (no subtitles)", "subtitles": "Overall (with subtitles)"}),
    Table("aider_polyglot_external", "aider-polyglot", 105, factor=1, day="Date of evaluation",
          scores={"pass-rate-2": "Percent correct", "well-formed": "Percent using correct edit format"},
          settings={"prompt": "Edit format"}, figures={"latency_s": "Time per case (seconds)"}),
    Table("apex_agents_external", "apex-agents", 30, {"pass-at-1": "Pass@1 score", "mean-score": "Mean score"},
          stderr=("Pass@1 Standard Error", 1)),  # in percent, unlike the score beside it
    Table("arc_agi_external", "arc-agi-1", 52, {"accuracy": "Score"}, settings=LISTED),
    Table("arc_agi_2_external", "arc-agi-2", 85, {"accuracy": "Score"}, settings=LISTED),
    Table("balrog_external", "balrog", 24, {"progress": "Average progress"},
          stderr=("Average Standard error", 100), latest="Date added"),
    Table("cybench_external", "cybench", 26,
          {"unguided": "Unguided % Solved", "subtask-guided": "Subtask-Guided % Solved",
           "subtasks": "Subtasks % Solved"}),
    Table("deepresearchbench_external", "deep-research-bench", 11, {"score": "Average score"}, only="DeepResearch"),
    Table("geobench_external", "geobench", 27, {"score": "ACW Avg Score"}, factor=1, settings={"tools": "Tools"}),
    Table("gso_external", "gso", 17, settings={"harness": "Scaffold"}, day="Evaluation date",
          scores={"opt-at-1": "Score OPT@1", "opt-at-10": "Score OPT@10",
                  "opt-at-1-hack-adjusted": "OPT@1 (hack-adjusted)"}),
    Table("hle_external", "hle", 35, {"accuracy": "Accuracy"}, stderr=("Accuracy Standard Error", 100),
          settings=LISTED),
    Table("lech_mazur_writing_external", "lechmazur-writing", 37, {"score": "Mean score"}, factor=1),
    Table("live_bench_external", "livebench", 54, {"overall": "Global average"}, factor=1,
          edition=("LiveBench Version", "LiveBench-"),
          name="id"),  # the board's own name: the model version beside it is at times blank or another model's
    Table("metr_time_horizons_external", "metr-time-horizon", 28, factor=1, edition=("METR version", "METR-Horizon-v"),
          scores={"p50": "Time horizon", "p80": "Time Horizon (80%)"}, interval=("CI_low", "CI_high")),
    Table("os_world_external", "osworld", 48, {"success": "Score"}, factor=1,
          settings={"listed": "Agent"}, second_name="Agent"),
    Table("posttrainbench_external", "posttrainbench", 18, {"score": "Average (%)"}, settings={"harness": "Scaffold"}),
    Table("swe_bench_bash", "swe-bench-bash-only", 25, {"resolved": "% Resolved"}, day="Date run",
          settings={"harness_version": "SWE-Agent Release Version"}, figures={"cost_usd": "Avg. Cost ($)"}),
    Table("terminalbench_external", "terminal-bench-2.0", 57, {"accuracy": "Accuracy mean"}, version="2.0",
          stderr=("Accuracy SE", 100), day="Run date", settings={"harness": "Agent"}),
    Table("the_agent_company_external", "the-agent-company", 26, {"score": "% Score", "resolved": "% Resolved"},
          day="Date", figures={"cost_usd": "Average costs"},
          name="Name"),  # "system + model"; the model version beside it is once another model's
    Table("webdev_arena_external", "arena-webdev", 21, {"rating": "Arena Score"}, factor=1,
          interval=("95% CI Low", "95% CI High"), figures={"n": "Votes"}),
    Table("weirdml_external", "weirdml", 70, {"accuracy": "Accuracy"}, figures={"cost_usd": "Cost per run"},
          stderr=("Accuracy SE", 10_000)),  # a hundredth of the fraction that the board itself states
)
# fmt: on
