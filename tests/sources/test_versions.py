"""Versions: a changed task set, judge or scale is another one, and no comparison crosses from one to the next."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from tests.committed import DATA, registry
from weighbridge.dataset import Dataset
from weighbridge.results import ticket_id
from weighbridge.standing.cells import cells_of
from weighbridge.standing.vendors import pairs_of

# (source, benchmark) → versions on its own board, from old to new, each with whether it stands there now.
KNOWN: dict[tuple[str, str], dict[str, bool]] = {
    ("forecastbench", "forecastbench"): {
        "baseline-brier": False,
        "tournament-brier": False,
        "preliminary": True,
        "dataset": True,
        "baseline": True,
        "tournament": True,
    },
    ("vectara-hallucination", "vectara-hallucination"): {"hhem-1.0": False, "hhem-2.1": False, "hhem-2.3": True},
    ("kagi-llm-benchmark", "kagi-llm-benchmark"): {
        "2024-07-29": False,
        "2024-12-18": False,
        "2025-02-24": False,
        "2025-04-17": False,
        "2025-05-28": False,
        "2025-11-07": True,
    },
    # Each release has a file of its own that stays where it is; one was published a second time with a task more.
    ("livebench", "livebench"): {
        **dict.fromkeys(("2024-06-24", "2024-08-31", "2024-11-25", "2025-04-02", "2025-04-25", "2025-05-30"), True),
        **dict.fromkeys(("2025-11-25", "2025-12-23"), True),
        "2026-01-08 as first published": False,
        "2026-01-08": True,
        "2026-06-25": True,
    },
    ("vals", "vibe-code-bench"): {"1.1": True},  # of 1.0 there is a card, and no figure in any capture
    ("bfcl", "bfcl"): {"1": False, "2": False, "3": False, "3 without execution": False, "4": True},
    ("tau2-bench", "tau2-bench-banking"): {"before 1.0.1": True, "1.0.1": True},
    ("metr-time-horizons", "metr-time-horizon"): {"1.0": True, "1.1": True},
    ("lechmazur-generalization", "lechmazur-generalization"): {"1": False, "2": True},
    ("lechmazur-pact", "lechmazur-pact"): {"1": False, "2": False, "3": True},
    ("lechmazur-step-game", "lechmazur-step-game"): {
        "1": False,
        "1-since-2025-03": False,
        "1-since-2025-06": False,
        "1-since-2025-12": True,
    },
    ("sanityboard", "sanityboard"): {"1": True, "1.8": True},
}


def entries(source_id: str) -> Iterator[dict[str, Any]]:
    """Every entry of a source's ledger."""
    for path in sorted((DATA / "results" / source_id).glob("*.jsonl")):
        if not path.name.endswith(".readings.jsonl"):
            yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(("source_id", "benchmark"), KNOWN)
def test_known_versions_are_apart_on_the_card_and_in_the_ledger(source_id: str, benchmark: str) -> None:
    versions = KNOWN[source_id, benchmark]
    listed = [version.id for version in registry().benchmarks[benchmark].versions]
    assert [version for version in listed if version in versions] == list(versions), "the card goes from old to new"
    assert list(versions)[-1] == registry().benchmarks[benchmark].current
    standing: dict[str, bool] = defaultdict(bool)
    for entry in entries(source_id):
        if entry["benchmark"] == benchmark:
            standing[entry["version"]] |= "until" not in entry
    assert standing == versions


def test_cards_go_from_old_to_new() -> None:
    for card in registry().benchmarks.values():
        begun = [version.since for version in card.versions if version.since is not None]
        if card.id != "forecastbench":  # its four rounds stand side by side
            assert begun == sorted(begun), card.id
        for version in card.versions:
            assert version.until is None or version.id != card.current, f"{card.id}: the current version has ended"
            assert version.until is None or version.since is None or version.since < version.until


def test_forecastbench_turned_its_scale_round() -> None:
    card = registry().benchmarks["forecastbench"]
    for entry in entries("forecastbench"):
        brier = entry["version"].endswith("-brier")
        assert entry["metric"].startswith("brier-") == brier
        assert card.metrics[entry["metric"]].higher_is_better is not brier
        assert (entry["value"] < 1) == brier


def test_a_ticket_is_of_one_version(committed: Dataset) -> None:
    keys = [("toy", version, "accuracy", "anvil", "") for version in ("1.0", "1.1")]
    assert len({ticket_id("board", "main", key) for key in keys}) == 2
    owner: dict[str, str] = {}
    for result in (*committed.results, *committed.archive):
        assert owner.setdefault(result.id, result.version) == result.version


def test_changes_tell_of_values_within_a_version(committed: Dataset) -> None:
    values: dict[str, set[float]] = defaultdict(set)
    for source in {view.source.id for view in committed.sources}:
        for entry in entries(source):
            values[f"{source} {entry['benchmark']} {entry['version']} {entry['metric']}"].add(entry["value"])
    revised = [change for change in committed.changes if change.before is not None]
    assert len(revised) > 1_000
    for change in revised:
        result, before = change.result, change.before
        board = f"{result.evidence.source} {result.benchmark} {result.version} {result.metric}"
        assert before is not None and before.value in values[board]


def test_the_ranking_takes_a_benchmark_once_for_a_model_in_its_newest_version(committed: Dataset) -> None:
    found = cells_of(committed)
    taken: dict[tuple[str, str], str] = {}
    for entity, item in found.results:
        benchmark, _, version = item.partition("@")
        assert taken.setdefault((entity, benchmark), version) == version
    older = {version for (_, benchmark), version in taken.items() if benchmark == "livebench"}
    assert older >= {"2026-06-25", "2026-01-08"}  # models that the current release has not, in the one before


def test_vendors_and_independent_numbers_are_compared_within_a_version(committed: Dataset) -> None:
    pairs = pairs_of(committed)
    assert len(pairs) > 20
    for pair in pairs:
        assert (pair.own.benchmark, pair.own.version) == (pair.independent.benchmark, pair.independent.version)
