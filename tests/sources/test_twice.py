"""One measurement that two sources carry counts once: the original is preferred, a copy says what it came through."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from weighbridge.dataset import Dataset, same_figure
from weighbridge.schema import Reporter, Result
from weighbridge.source import Source
from weighbridge.standing.cells import cells_of

# Two parties that each ran the same tasks themselves.
BOTH_MEASURED = {frozenset({"openhands-index", "vals"})}


def is_first_hand(result: Result) -> bool:
    """Whether the source speaks of its own measurement, or of numbers handed in to it."""
    return result.reporter in (Reporter.INDEPENDENT, Reporter.COMMUNITY)


def test_of_two_equal_figures_one_is_marked_as_passed_on(committed: Dataset) -> None:
    alike: dict[tuple[str | None, str, str, str], list[Result]] = defaultdict(list)
    for result in (*committed.results, *committed.archive):
        if result.current and result.model is not None and result.value:
            alike[result.model, result.benchmark, result.version, result.metric].append(result)
    pairs = [
        (one, other)
        for results in alike.values()
        for one, other in combinations(results, 2)
        if one.evidence.source != other.evidence.source and same_figure(one.value, other.value)
    ]
    assert len(pairs) > 100, "copies stand beside their originals"
    twice = {
        frozenset({a.evidence.source, b.evidence.source}) for a, b in pairs if is_first_hand(a) and is_first_hand(b)
    }
    assert twice <= BOTH_MEASURED


def test_the_ranking_counts_a_measurement_once(committed: Dataset) -> None:
    sources: dict[tuple[str, str], set[str]] = defaultdict(set)
    for cell in cells_of(committed).cells:
        sources[cell.model, cell.benchmark].add(cell.source)
    assert {frozenset(found) for found in sources.values() if len(found) > 1} == BOTH_MEASURED
    # A model that the arena's own catalogue has is not counted a second time from the copy of it.
    arena = {model: found for (model, item), found in sources.items() if item == "arena-text@style-control"}
    assert {"lmarena-catalog"} in arena.values() and {"lmarena-llm-ranking"} in arena.values()


def test_a_copy_says_what_it_came_through_or_who_measured(committed: Dataset) -> None:
    by_id = {view.source.id: view.source for view in committed.sources if isinstance(view.source, Source)}
    passed_on = [result for result in committed.current if result.reporter is Reporter.AGGREGATED]
    assert len(passed_on) > 3_000
    silent = {r.evidence.source for r in passed_on if not r.measured_by and by_id[r.evidence.source].through is None}
    assert silent == {"epoch-hub"}  # whose tables leave the column blank in places
    blank = sum(r.evidence.source == "epoch-hub" and not r.measured_by for r in passed_on)
    assert blank < 500
