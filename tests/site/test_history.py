"""Who was best when: spans, days, leaders, reigns, ranges."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.site.synthetic import result_of
from weighbridge.render.history import (
    Standing,
    best_per_model,
    change_days,
    leaders_by_day,
    rank_ranges,
    reigns,
    span_on,
    spans_of,
)
from weighbridge.schema import Earlier, Result


def at(day: int, hour: int = 6) -> datetime:
    return datetime(2026, 7, day, hour, tzinfo=UTC)


def earlier(value: float, since: datetime, until: datetime) -> Earlier:
    return Earlier(
        value=value,
        stderr=None,
        cost_usd=None,
        latency_s=None,
        since=since,
        until=until,
        payload_sha256=hashlib.sha256(b"e").hexdigest(),
    )


def row(model: str | None, value: float, since: datetime, **more: Any) -> Result:
    return result_of("vibe-code-bench", model, value, 1, raw=f"{model}{since}", since=since, **more)


def is_open(model: str) -> bool:
    return model.startswith("open/")


def test_a_row_has_the_value_of_the_day() -> None:
    changed = row("open/a", 50.0, at(1), value_since=at(10), earlier=(earlier(40.0, at(1), at(10)),))
    assert span_on(changed, date(2026, 6, 30)) is None
    assert [span_on(changed, date(2026, 7, day)).value for day in (1, 9, 10, 30)] == [40.0, 40.0, 50.0, 50.0]  # type: ignore[union-attr]


def test_a_withdrawn_row_stands_until_the_day_before() -> None:
    gone = row("open/a", 50.0, at(1), withdrawn_on=at(20))
    assert span_on(gone, date(2026, 7, 19)) is not None
    assert span_on(gone, date(2026, 7, 20)) is None


def test_a_row_that_came_back_has_a_hole() -> None:
    back = row("open/a", 50.0, at(1), value_since=at(15), earlier=(earlier(50.0, at(1), at(5)),))
    assert [span_on(back, date(2026, 7, day)) is not None for day in (4, 5, 14, 15)] == [True, False, False, True]


def test_the_last_value_of_a_day_counts() -> None:
    past = (earlier(1.0, at(1), at(2, 6)), earlier(2.0, at(2, 6), at(2, 18)))
    twice = row("open/a", 3.0, at(1), value_since=at(2, 18), earlier=past)
    assert [span.value for span in spans_of(twice)] == [1.0, 2.0, 3.0]
    assert span_on(twice, date(2026, 7, 2)).value == 3.0  # type: ignore[union-attr]


def test_leaders_gap_and_reigns() -> None:
    results = [
        row("open/a", 40.0, at(1)),
        row("open/b", 45.0, at(5), withdrawn_on=at(9)),
        row("closed/c", 60.0, at(3)),
        row(None, 99.0, at(1)),
    ]
    days = leaders_by_day(results, is_open, higher_is_better=True)
    assert [d.day.day for d in days] == [1, 3, 5, 9]
    assert [[s.result.model for s in d.open_best] for d in days] == [["open/a"], ["open/a"], ["open/b"], ["open/a"]]
    assert [d.gap for d in days] == [None, 20.0, 15.0, 20.0]
    assert [d.open_models for d in days] == [1, 1, 2, 1]
    spans = [(r.leaders[0].result.model, r.since.day, r.until and r.until.day) for r in reigns(days)]
    assert spans == [("open/a", 1, 5), ("open/b", 5, 9), ("open/a", 9, None)]
    assert [(r.since.day, r.until) for r in reigns(days, closed=True)] == [(3, None)]


def test_lower_can_be_better_and_ties_are_shared() -> None:
    results = [row("open/a", 4.0, at(1)), row("open/b", 4.0, at(2)), row("closed/c", 6.0, at(1))]
    last = leaders_by_day(results, is_open, higher_is_better=False)[-1]
    assert [s.result.model for s in last.open_best] == ["open/a", "open/b"]
    assert last.gap == -2.0


def test_ranges_hold_the_rank_and_know_the_error() -> None:
    best = {
        "a": Standing(row("open/a", 50.0, at(1)), 50.0, 1.0),
        "b": Standing(row("open/b", 49.0, at(1)), 49.0, 1.0),
        "c": Standing(row("open/c", 20.0, at(1)), 20.0, 1.0),
    }
    assert rank_ranges(best, higher_is_better=True) == {"a": (1, 1, 2), "b": (2, 1, 2), "c": (3, 3, 3)}
    assert rank_ranges(best, higher_is_better=False)["c"] == (1, 1, 1)
    assert rank_ranges({}, higher_is_better=True) == {}
    exact = {model: Standing(s.result, s.value, None) for model, s in best.items()}
    exact["d"] = Standing(exact["b"].result, 49.0, None)
    wanted = {"a": (1, 1, 1), "b": (2, 2, 3), "d": (2, 2, 3), "c": (4, 4, 4)}
    assert rank_ranges(exact, higher_is_better=True) == wanted


moments = st.integers(min_value=1, max_value=28)


@st.composite
def boards(draw: st.DrawFn) -> list[Result]:
    """Rows with a random past."""
    found = []
    for place in range(draw(st.integers(1, 6))):
        marks = sorted(draw(st.lists(moments, min_size=1, max_size=5, unique=True)))
        values = [float(draw(st.integers(0, 5))) for _ in marks]
        gone = draw(st.booleans()) and marks[-1] < 28
        past = tuple(earlier(v, at(a), at(b)) for v, a, b in zip(values[:-1], marks[:-1], marks[1:], strict=True))
        kind = draw(st.sampled_from(["open", "closed"]))
        found.append(
            row(
                f"{kind}/m{place}",
                values[-1],
                at(marks[0]),
                value_since=at(marks[-1]),
                earlier=past,
                withdrawn_on=at(28) if gone else None,
            )
        )
    return found


@given(boards(), st.booleans())
def test_the_two_ways_to_ask_agree(results: list[Result], higher: bool) -> None:
    """Leaders of all days at once are those of each day asked for by itself."""
    days = leaders_by_day(results, is_open, higher_is_better=higher)
    assert [d.day for d in days] == list(change_days(results))
    for day in days:
        best = best_per_model(results, day.day, higher_is_better=higher)
        mine = {model: standing.value for model, standing in best.items() if is_open(model)}
        wanted = (max if higher else min)(mine.values(), default=None)
        assert {s.value for s in day.open_best} == ({wanted} if mine else set())
        assert {s.result.model for s in day.open_best} == {m for m, v in mine.items() if v == wanted}
