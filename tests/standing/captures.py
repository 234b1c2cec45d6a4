"""Matrices from the captures beside the repository: Epoch's (open models, and whole) and a dense LiveBench table."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from weighbridge.standing.matrix import Cell, Matrix

CAPTURES = Path(__file__).resolve().parents[3] / "shared" / "captures"
EPOCH = CAPTURES / "epoch-capabilities-index" / "2026-08-11"
LIVEBENCH = CAPTURES / "livebench" / "2026-06-30" / "table_2026_01_08.csv"
LEAST_OPEN_MODELS = 5

needs_epoch = pytest.mark.skipif(
    not (EPOCH / "eci_benchmarks.csv").is_file(),
    reason=f"THE ACCEPTANCE OF THE INDEX WAS NOT TESTED: no Epoch capture in {EPOCH}",
)
needs_livebench = pytest.mark.skipif(
    not LIVEBENCH.is_file(), reason=f"the dense data were not tested: no LiveBench capture at {LIVEBENCH}"
)

DOMAINS = {
    "science and knowledge": ("GPQA diamond, MMLU, ARC AI2, OpenBookQA, ScienceQA, TriviaQA, HLE, CritPt"),
    "truthfulness": "SimpleQA Verified",
    "mathematics": (
        "OTIS Mock AIME 2024-2025, MATH level 5, GSM8K, FrontierMath-2025-02-28-Private, "
        "FrontierMath-Tiers-1-3-v2-Private, FrontierMath-Tier-4-v2-Private, "
        "FrontierMath-Tier-4-2025-07-01-Private, ProofBench"
    ),
    "reasoning": (
        "SimpleBench, ARC-AGI, ARC-AGI-2, Chess Puzzles, BBH, Balrog, Mystery Game Puzzles, EBR-bench, Winogrande, "
        "HellaSwag, PIQA, LAMBADA, ANLI"
    ),
    "preference and writing": "Lech Mazur Writing",
    "coding and agents": (
        "Aider polyglot, SWE-Bench verified, Terminal Bench, GSO-Bench, CursorBench, DeepSWE, FrontierCode, WeirdML, "
        "PostTrainBench, Cybench, ExploitBench, The Agent Company, METR Time Horizons, APEX-Agents, GDPval, "
        "Remote Labor Index, OSWorld, OSWorld 2.0, DeepResearch Bench"
    ),
    "long context": "Fiction.LiveBench, CL-bench, CL-bench Life",
    "multimodal": "VPCT, GeoBench, CadEval, Surface Evolver Bench",
}
DOMAIN_OF = {name: domain for domain, names in DOMAINS.items() for name in names.split(", ")}

LIVEBENCH_DOMAINS = {
    "reasoning": "theory_of_mind zebra_puzzle spatial logic_with_navigation",
    "coding": "code_generation code_completion",
    "agents": "javascript typescript python",
    "mathematics": "AMPS_Hard integrals_with_game math_comp olympiad",
    "data analysis": "consecutive_events tablejoin tablereformat",
    "language": "connections plot_unscrambling typos",
    "instruction": "paraphrase simplify story_generation summarize",
}


def epoch_rows(name: str) -> list[dict[str, str]]:
    """The rows of one Epoch file."""
    with (EPOCH / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def epoch_whole() -> Matrix:
    """All of Epoch's matrix: 222 models, 57 benchmarks, 2,249 cells."""
    return Matrix.of(
        Cell(r["model"], r["benchmark"], float(r["performance"]), DOMAIN_OF[r["benchmark"]])
        for r in epoch_rows("eci_benchmarks.csv")
    )


@cache
def epoch_open() -> Matrix:
    """Its open models, on benchmarks that hold at least five of them: 94 models, 40 benchmarks, 750 cells."""
    is_open = {r["Model"] for r in epoch_rows("eci_scores.csv") if r["Accessibility group"] == "Open weights"}
    cells = [c for c in epoch_whole().cells if c.model in is_open]
    held = Counter(c.benchmark for c in cells)
    return Matrix.of(c for c in cells if held[c.benchmark] >= LEAST_OPEN_MODELS)


@cache
def livebench() -> Matrix:
    """A full table: 127 models on all of 23 tasks."""
    domain = {task: d for d, tasks in LIVEBENCH_DOMAINS.items() for task in tasks.split()}
    with LIVEBENCH.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Matrix.of(
        Cell(row["model"], task, float(value) / 100.0, domain[task])
        for row in rows
        for task, value in row.items()
        if task != "model" and value
    )
