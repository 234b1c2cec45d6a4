"""The geometry of charts."""

from __future__ import annotations

from datetime import date

from weighbridge.render.charts import Boxes, Ruler, bars, log_ticks, nice_ticks
from weighbridge.render.scatter import Dot, frontier, scatter
from weighbridge.render.timeline import day_ticks, step_chart


def dot(x: float, y: float, name: str = "m", *, opened: bool = True) -> Dot:
    return Dot(x, y, name, "", opened, "#")


def test_nothing_cheaper_beats_the_frontier() -> None:
    dots = [dot(1, 10), dot(2, 9), dot(3, 20), dot(3, 15), dot(9, 20)]
    assert [(d.x, d.y) for d in frontier(dots)] == [(1, 10), (3, 20)]
    assert [(d.x, d.y) for d in frontier(dots, higher_is_better=False)] == [(1, 10), (2, 9)]


def test_free_runs_have_no_place_on_a_logarithmic_axis() -> None:
    assert scatter([dot(0, 1), dot(1, 2), dot(2, 3)]) is None
    drawn = scatter([dot(0, 1), dot(1, 2), dot(2, 3), dot(4, 1)])
    assert drawn is not None
    assert len(drawn.marks) == 3


def test_labels_keep_clear_of_one_another() -> None:
    boxes = Boxes()
    assert boxes.fits(0, 20, "name", edge=100)
    assert not boxes.fits(5, 22, "name", edge=100)
    assert not boxes.fits(90, 80, "name", edge=100)


def test_ticks() -> None:
    assert nice_ticks(3, 41) == (0.0, 10.0, 20.0, 30.0, 40.0, 50.0)
    assert log_ticks(0.3, 25) == (0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
    assert [text for _, text in day_ticks(date(2026, 7, 9), date(2026, 10, 7))] == ["2026-08", "2026-09", "2026-10"]
    assert [text for _, text in day_ticks(date(2026, 7, 9), date(2026, 7, 9))] == ["2026-07-09"]


def test_the_ruler_is_in_order_and_inside() -> None:
    ruler = Ruler(200)
    places = [ruler.x(n) for n in range(1, 201)]
    assert places == sorted(places)
    assert places[0] >= 0
    assert places[-1] <= ruler.width
    assert ruler.ticks()[0].text == "1"


def test_bars_stay_within_the_possible_range() -> None:
    drawn, (low, high) = bars([(1.0, 5.0), (50.0, 2.0), (99.0, None)], 0.0, 100.0)
    assert (low, high) == (0.0, 99.0)
    assert all(4 <= bar.low <= bar.x <= bar.high <= 116 for bar in drawn)


def test_names_keep_off_their_line() -> None:
    days = [date(2026, 7, day) for day in (1, 10, 20)]
    rising = step_chart([], list(zip(days, (10.0, 20.0, 30.0), ("first", "next", "last"), strict=True)), days[-1])
    falling = step_chart([], list(zip(days, (30.0, 20.0, 10.0), ("first", "next", "last"), strict=True)), days[-1])
    assert rising is not None
    assert falling is not None
    assert [step.ends for step in rising.closed_steps] == [False, True, True], "the first has no room to the left"
    assert [step.ends for step in falling.closed_steps] == [False, False, False]
    assert all(step.text_x == step.x + 3 for step in rising.closed_steps[1:])
    near = step_chart([], [(days[0], 10.0, "a name that is long"), (date(2026, 7, 2), 20.0, "next")], days[-1])
    assert near is not None
    assert [step.text for step in near.closed_steps] == ["", "next"], "the line would go through the first name"


def test_step_chart_breaks_where_nobody_led() -> None:
    points = [(date(2026, 7, 1), 10.0, "a"), (date(2026, 7, 5), None, ""), (date(2026, 7, 9), 12.0, "b")]
    drawn = step_chart(points, [], date(2026, 7, 20))
    assert drawn is not None
    assert drawn.open_path.count("M") == 2
    assert [step.text for step in drawn.open_steps] == ["a", "b"]
    assert step_chart([], [], date(2026, 7, 20)) is None
