"""``weighbridge diff``: added, changed, withdrawn and re-resolved rows, between trees and between days."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.export.support import at, publish, result, small_dataset, small_results
from weighbridge.cli import main
from weighbridge.export.difference import Difference, Kind, differences, snapshot_of_dataset, snapshot_of_tree
from weighbridge.schema import Result, Variant

OLD = (
    result("steady", 1.0, model="acme/hammer"),
    result("moving", 40.0, model="acme/hammer", cost_usd=17.59),
    result("leaving", 12.0, model="acme/hammer"),
    result("misread", 30.0, model="acme/idle", rule="form"),
    result("tombstone", 3.0, model="acme/hammer", withdrawn_on=at(9), last_seen=at(8)),
    result("erased", 4.0, model="acme/hammer"),
)
NEW = (
    OLD[0],
    result("moving", 40.0, model="acme/hammer", cost_usd=10.01, day=200),
    result("leaving", 12.0, model="acme/hammer", withdrawn_on=at(250), last_seen=at(249)),
    result("misread", 30.0, model="acme/anvil-8b", rule="alias"),
    result("tombstone", 3.0, model="acme/hammer"),
    result("fresh", 9.0, model=None, rule="no rule fits", day=201),
)


def found(before: Sequence[Result], after: Sequence[Result]) -> dict[Kind, list[Difference]]:
    """The differences of two made-up states."""
    old, new = (snapshot_of_dataset(small_dataset(results), "x") for results in (before, after))
    return differences(old, new)


def names(same: Iterable[Difference]) -> list[str]:
    """The raw names of differences."""
    return [difference.line.model_raw for difference in same]


def test_every_kind_is_told_with_its_reason() -> None:
    told = found(OLD, NEW)
    assert {kind: names(same) for kind, same in told.items()} == {
        "added": ["fresh", "tombstone"],
        "changed": ["moving"],
        "withdrawn": ["erased", "leaving"],
        "re-resolved": ["misread"],
    }
    fresh, back = told["added"]
    assert (fresh.before, fresh.after, fresh.reason) == ({}, {"value": 9.0}, "read from toy on 2026-07-21")
    assert back.reason.startswith("back on its board")
    (moved,) = told["changed"]
    assert (moved.before, moved.after) == ({"cost_usd": 17.59}, {"cost_usd": 10.01})
    erased, left = told["withdrawn"]
    assert left.reason == "no longer on the board of toy at the reading of 2026-09-08"
    assert "archived" in erased.reason
    (meant,) = told["re-resolved"]
    assert (meant.before, meant.after) == ({"model": "acme/idle"}, {"model": "acme/anvil-8b"})
    assert meant.reason == "rule: form → alias"


def test_a_row_may_be_changed_and_re_resolved_at_once() -> None:
    before = result("both", 1.0, model="acme/idle")
    after = replace(before, value=2.0, model=None, variant=Variant(effort="high"))
    told = found([before], [after])
    assert {kind: len(same) for kind, same in told.items() if same} == {"changed": 1, "re-resolved": 1}
    assert told["re-resolved"][0].after == {"model": None, "variant": "effort=high"}
    assert told["changed"][0].words().startswith("both (not resolved) (effort=high) on coding-toy 2, accuracy: 1 → 2; ")


def test_equal_states_have_no_difference_and_the_way_back_is_the_mirror() -> None:
    assert not any(found(small_results(), small_results()[::-1]).values())
    there, back = found(OLD, NEW), found(NEW, OLD)
    assert names(there["changed"]) == names(back["changed"])
    assert names(there["added"]) == names(back["withdrawn"])
    assert names(there["withdrawn"]) == names(back["added"])


def test_a_tree_and_the_data_it_was_built_from_say_the_same(public: Path) -> None:
    built, loaded = snapshot_of_tree(public), snapshot_of_dataset(small_dataset(), "x")
    assert len(built.lines) == len(small_results())
    assert not any(differences(built, loaded).values())


def test_the_command_speaks_to_people_and_to_programs(tmp_path: Path) -> None:
    trees = [str(publish(small_dataset(rows), tmp_path / name)) for name, rows in (("a", OLD), ("b", NEW))]
    said = CliRunner().invoke(main, ["diff", *trees, "--limit", "1"])
    assert said.exit_code == 0
    first, *lines = said.output.splitlines()
    assert first.endswith(": 2 added, 1 changed, 2 withdrawn, 1 re-resolved")
    assert "changed: acme/hammer on coding-toy 2, accuracy: cost_usd 17.59 → 10.01; read from toy on" in said.output
    assert "added: fresh (not resolved) on coding-toy 2, accuracy: 9; read from toy on 2026-07-21" in lines
    assert "added: 1 more (--limit 0 prints all)" in lines
    told = json.loads(CliRunner().invoke(main, ["diff", *trees, "--json"]).output)
    assert told["counts"] == {"added": 2, "changed": 1, "withdrawn": 2, "re-resolved": 1}
    assert told["changed"][0]["before"] == {"cost_usd": 17.59}
    assert {told["before"], told["after"]} == {first.split()[0], first.split()[2].rstrip(":")}


@pytest.mark.parametrize(
    ("word", "sentence"), [("nowhere", "neither a public tree"), ("2026-13-01", "not a date like 2026-07-10")]
)
def test_bad_words_are_answered_with_a_sentence(word: str, sentence: str, public: Path) -> None:
    said = CliRunner().invoke(main, ["diff", word, str(public)])
    assert said.exit_code == 2
    assert sentence in said.output
