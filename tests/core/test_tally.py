"""The counts are those of what stands now, archived boards named apart."""

from __future__ import annotations

from dataclasses import replace

from tests.export.support import relic, small_dataset
from weighbridge.tally import code_lines, tally


def test_current_and_archived_results_are_counted_apart() -> None:
    dataset = replace(small_dataset(), archive=(relic(),))
    found = tally(dataset)
    current = [result for result in dataset.results if result.current]
    assert found.results == len(current) + 1
    assert found.archived == 1
    assert found.withdrawn == len(dataset.results) - len(current) > 0
    assert found.resolved == sum(result.model is not None for result in (*current, relic()))
    assert sum(row.rows for row in found.by_source) <= found.results
    assert 0 < found.open_models <= found.models


def test_a_source_says_its_share_of_unresolved_names() -> None:
    dataset = replace(small_dataset(), archive=())
    for row in tally(dataset).by_source:
        own = [r for r in dataset.current if r.evidence.source == row.id]
        assert row.rows == len(own)
        if own:
            assert row.unresolved == sum(r.model is None for r in own) / len(own)
        assert row.lines > 0


def test_blank_lines_and_comments_are_no_code() -> None:
    assert code_lines(["import x", "", "   ", "# why", "    # why", "x = 1  # how"]) == 2
