"""Every rule by which a board is held, through the real pipeline: fetched, parsed, weighed, recorded, and in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.core.support import TOY_TOML, URL, Toy, at, row, toy_data
from tests.core.test_pipeline import Bench
from weighbridge.dataset import load_dataset
from weighbridge.ledger import BoardLedger
from weighbridge.readers.structured import Fields, json_of
from weighbridge.schema import SourceRow
from weighbridge.source import Board, Documents, Expect
from weighbridge.status import State, StatusBook

PAGE = "https://board.example/"
CARD = TOY_TOML["benchmarks/toy.toml"]
LATER = CARD.replace('[[versions]]\nid = "1"', '[[versions]]\nid = "1"\n[[versions]]\nid = "2"')
ELO = CARD.replace('unit = "percent"', 'unit = "rating"').replace("low = 0\nhigh = 100\n", "")

Entries = list[dict[str, Any]]


class Leaderboard(Toy):
    """The made-up board with what the rules look at: a version for the whole page, days and errors for rows."""

    boards: ClassVar = (
        Board("main", URL, PAGE, benchmark="toy", expect=Expect(min_rows=12, max_rows=60, fill={"stderr": 0.5})),
    )

    def parse(self, board: Board, documents: Documents) -> Iterator[SourceRow]:
        """One row an object; ``version`` and ``day`` may be stated."""
        for number, value in enumerate(json_of(documents["main"])):
            fields = Fields(value, f"/{number}")
            day = fields.maybe_text("day")
            yield row(
                fields.text("model"),
                fields.number("score"),
                locator=fields.where,
                version=fields.maybe_text("version") or "1",
                stderr=fields.maybe_number("error"),
                measured_on=date.fromisoformat(day) if day else None,
            )


def entries(**change: Any) -> Entries:
    """Twenty models from 3 to 79; a keyword says how their scores differ, or what each entry states besides."""
    score = change.pop("score", lambda value: value)
    return [{"model": f"m{n}", "score": score(4 * n + 3), "error": 1.5, **change} for n in range(20)]


def with_last(**last: Any) -> Entries:
    """The board with its last entry changed."""
    return [*entries()[:-1], {**entries()[-1], **last}]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    bench = Bench(tmp_path)
    bench.capture(0, entries())
    assert bench.run(0, Leaderboard()).outcome == "updated"
    return bench


def use_card(bench: Bench, text: str) -> None:
    """Put another card of the made-up benchmark into the registry."""
    toy_data(bench.data, {**TOY_TOML, "benchmarks/toy.toml": text})


RULES = {
    "shape": (CARD, [{"name": "m1", "points": 3}], "failed", "field 'model' is missing (has: name, points)"),
    "no rows": (CARD, [], "failed", "no rows; an empty board is a broken one"),
    "too few rows": (CARD, entries()[:8], "held", "8 rows, at least 12 expected"),
    "too many rows": (
        CARD,
        [{"model": f"n{n}", "score": 1, "error": 1} for n in range(61)],
        "held",
        "61 rows, at most 60 expected",
    ),
    "fill": (CARD, entries(error=None), "held", "stderr is stated in 0 of 20 rows, at least 50% expected"),
    "unit, a hundredth": (
        CARD,
        entries(score=lambda v: v / 100),
        "held",
        "toy 1 accuracy: values are 0.01 times what they were; the unit seems to have changed",
    ),
    "unit, a hundredfold": (
        ELO,
        entries(score=lambda v: v * 100),
        "held",
        "toy 1 accuracy: values are 100 times what they were; the unit seems to have changed",
    ),
    "direction": (
        CARD,
        entries(score=lambda v: 100 - v),
        "held",
        "toy 1 accuracy: the order is reversed (rank correlation -1.00), as if the direction had changed",
    ),
    "mass disappearance": (
        CARD,
        [*entries()[:8], *({"model": f"new{n}", "score": 90, "error": 1} for n in range(6))],
        "held",
        "toy 1 accuracy: 12 of 20 rows vanished at once",
    ),
    "mass change": (
        CARD,
        entries(score=lambda v: v + 7),
        "held",
        "toy 1 accuracy: 20 of 20 rows moved by more than 5% of the range at once",
    ),
    "contradicting duplicates": (
        CARD,
        [*entries(), {"model": "m3", "score": 16, "error": 1}],
        "held",
        "1 rows stand twice with different figures, first m3",
    ),
    "out of range": (
        CARD,
        with_last(score=101.5),
        "held",
        "accuracy of toy is 101.5 for m19, outside 0.0 to 100.0",
    ),
    "future date": (
        CARD,
        with_last(day="2026-02-01"),
        "held",
        "a date on toy lies in the future: 2026-02-01 for m19",
    ),
    "version at the same address": (
        CARD,
        entries(version="2"),
        "held",
        "version 2 of toy is not declared on its card (20 rows)",
    ),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_holds_the_board_with_its_reason_in_words(bench: Bench, rule: str) -> None:
    card, page, outcome, words = RULES[rule]
    use_card(bench, card)
    folder = bench.data / "results" / "toy-board"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    bench.capture(1, page)
    met = bench.run(1, Leaderboard())
    assert met.outcome == outcome and words in met.reason, met.reason
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before, "the last good rows stay"
    status = StatusBook.load(bench.data)
    assert status.boards["toy-board", "main"].state is State(outcome)
    (hold,) = status.holds
    assert (hold.day, hold.outcome) == (at(1).date(), outcome) and words in hold.reason

    use_card(bench, CARD)  # and a healthy page is read again
    bench.capture(2, with_last(score=80))
    assert bench.run(2, Leaderboard()).as_json()["changed"] == 1
    assert StatusBook.load(bench.data).boards["toy-board", "main"].state is State.OK


@pytest.mark.parametrize(
    ("page", "changed", "withdrawn"),
    [
        (entries(score=lambda v: v + 1), 20, 0),  # every row, a little
        ([*entries()[:13], *({**entries()[n], "score": 2} for n in range(13, 20))], 7, 0),  # a third of them, much
        (entries()[:14], 0, 6),
        ([{**entry, "model": entry["model"].upper()} for entry in entries()], 0, 20),  # respelled, all of them
        ([*entries(), entries()[0]], 0, 0),  # one row twice, to the letter
    ],
)
def test_what_boards_do_is_not_held(bench: Bench, page: Entries, changed: int, withdrawn: int) -> None:
    bench.capture(1, page)
    met = bench.run(1, Leaderboard()).as_json()
    assert met["outcome"] in ("updated", "unchanged"), met["reason"]
    assert (met["changed"], met["withdrawn"]) == (changed, withdrawn)


def test_a_declared_version_takes_the_place_of_the_former_and_is_compared_with_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("weighbridge.dataset.result_sources", lambda: {"toy-board": Leaderboard()})
    monkeypatch.setattr("weighbridge.dataset.fact_sources", dict)
    use_card(bench, LATER)
    bench.capture(1, entries(version="2", score=lambda v: (100 - v) / 2))  # turned round and halved: another scale
    met = bench.run(1, Leaderboard()).as_json()
    assert (met["outcome"], met["new"], met["changed"], met["withdrawn"]) == ("updated", 20, 0, 20)
    dataset = load_dataset(bench.data)
    assert {(r.version, r.current) for r in dataset.results} == {("1", False), ("2", True)}
    assert not any(r.earlier for r in dataset.results)
    assert {(c.kind, c.result.version) for c in dataset.changes} == {("withdrawn", "1")}
    ledger = BoardLedger.load(SourceRow, bench.data / "results" / "toy-board", "main")
    assert json.dumps(sorted({entry.row.version for entry in ledger.standing().values()})) == '["2"]'
