"""The gap: the best open-weight model against the best closed one, benchmark by benchmark, now and over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from weighbridge.render import numbers
from weighbridge.render.charts import place
from weighbridge.render.claims import Leader, leaders_in_words
from weighbridge.render.history import DayLeaders, leaders_by_day
from weighbridge.render.lag import Lag, chart_of, countries_of, known_then, lag_of
from weighbridge.render.view import View
from weighbridge.render.writer import Pages
from weighbridge.schema import Benchmark, Result

FIRST = "Vibe Code Bench"  # the board that claims are most often made about stands on top
SPARK_WIDTH, SPARK_HEIGHT = 120.0, 28.0


@dataclass(frozen=True)
class GapLine:
    """One benchmark: both leaders, the difference, how old it is, and the lines of both over time."""

    card: Benchmark
    unit: str
    arrow: str
    open_best: tuple[Leader, ...]
    closed_best: tuple[Leader, ...]
    gap: str
    closed_ahead: bool
    lag: str  # days between releases, in words; blank when it cannot be told
    open_spark: str
    closed_spark: str


def write(pages: Pages) -> None:
    """Write ``gap/index.html``."""
    view = pages.view
    domains: dict[str, list[GapLine]] = {}
    for key in view.benchmark_ids:
        card = view.dataset.card(key)
        line = None if card.composite else _line(view, card)
        if line is not None:
            domains.setdefault(view.domain_title(card.domain), []).append(line)
    lines = [line for same in domains.values() for line in same]
    whole = next((series for series in view.report.gaps if series.kind == "index"), None)
    pages.page(
        "gap/index.html",
        "gap.html",
        lag=lag_of(view, whole, "All domains") if whole else None,
        chart=chart_of(view, whole) if whole else None,
        by_domain=_lags(view, "domain"),
        by_benchmark=_lags(view, "benchmark"),
        countries=countries_of(view),
        known=known_then(view),
        domains=domains,
        count=len(lines),
        ahead=sum(line.closed_ahead for line in lines),
        level=sum(not line.closed_ahead for line in lines),
        troubles=view.troubles_of(r for key in view.benchmark_ids for r in view.headlines[key].values()),
    )


def _lags(view: View, kind: str) -> list[Lag]:
    titles = {key: view.dataset.card(key).name for key in view.benchmark_ids}
    titles |= {domain: view.domain_title(domain) for domain in view.dataset.registry.domains}
    found = (lag_of(view, series, titles[series.name]) for series in view.report.gaps if series.kind == kind)
    lags = [lag for lag in found if lag is not None]
    return sorted(lags, key=lambda lag: (lag.title != FIRST, kind == "benchmark" and lag.title))


def _line(view: View, card: Benchmark) -> GapLine | None:
    same = [r for r in view.dataset.by_benchmark[card.id] if (r.version, r.metric) == (card.current, card.headline)]
    speaking = view.speaking(same)
    metric = card.metrics[card.headline]
    days = leaders_by_day(speaking, view.dataset.is_open, higher_is_better=metric.higher_is_better)
    if not days or days[-1].gap is None:
        return None
    now = days[-1]
    gap = now.gap or 0.0
    spark = _sparks(days, view.dataset.as_of.date())
    return GapLine(
        card=card,
        unit=numbers.UNIT_SIGN[metric.unit],
        arrow="↑" if metric.higher_is_better else "↓",
        open_best=leaders_in_words(view, now.open_best),
        closed_best=leaders_in_words(view, now.closed_best),
        gap=view.value_text(now.open_best[0].result, gap),
        closed_ahead=gap > 0,
        lag=_lag(view, speaking, now, higher=metric.higher_is_better),
        open_spark=spark[0],
        closed_spark=spark[1],
    )


def _lag(view: View, results: list[Result], now: DayLeaders, *, higher: bool) -> str:
    """How much later the best open-weight model came out than the first closed one that is as good on this board."""
    mine = now.open_best[0]
    released = _date(view, str(mine.result.model))
    as_good = [
        day
        for result in results
        if result.current
        and result.model is not None
        and not view.models[result.model].open
        and (result.value >= mine.value if higher else result.value <= mine.value)
        and (day := _date(view, result.model)) is not None
    ]
    if released is None or not as_good:
        return ""
    days = (released - min(as_good)).days
    return f"{days} days later" if days > 0 else f"{-days} days earlier" if days < 0 else "the same day"


def _date(view: View, model: str) -> date | None:
    text = view.models[model].released
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _sparks(days: tuple[DayLeaders, ...], last: date) -> tuple[str, str]:
    values = [best[0].value for day in days for best in (day.open_best, day.closed_best) if best]
    first = days[0].day
    span = max((last - first).days, 1)
    low, high = min(values), max(values)

    def path(closed: bool) -> str:
        text, pen = "", False
        for day in days:
            best = day.closed_best if closed else day.open_best
            x = place((day.day - first).days, 0, span, 2, SPARK_WIDTH - 2)
            if not best:
                text, pen = text + (f"H{x}" if pen else ""), False
                continue
            y = place(best[0].value, low, high, SPARK_HEIGHT - 3, 3)
            text += f"H{x}V{y}" if pen else f"M{x} {y}"
            pen = True
        return text + (f"H{SPARK_WIDTH - 2}" if pen else "")

    return path(closed=False), path(closed=True)
