"""Which benchmarks and domains are columns of the leaderboard before anybody chooses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from weighbridge.render import numbers
from weighbridge.render.view import View
from weighbridge.schema import Benchmark

BENCHMARK_COLUMNS = 10
DOMAIN_COLUMNS = 5
LONG_VERSION = 6  # letters of a version's name that a column's head has room for
CURRENT_DAYS = 365  # a model released within as many days is a current one
HALF_LIFE_DAYS = 90  # a board that has been silent this long counts half
MOST_OF_A_DOMAIN, MOST_OF_A_MAINTAINER = 4, 1


@dataclass(frozen=True)
class Column:
    """A benchmark as a column of the leaderboard."""

    card: Benchmark
    unit: str
    arrow: str
    version: str  # blank while there is only one, or its name is long
    troubled: bool  # all its numbers are held or old: the head says so instead of every cell


def chosen_columns(view: View) -> list[Column]:
    """The benchmarks that say most about current models: how many of them a board has, halved with each season in
    which nothing was added to it. One of a maintainer and four of a domain come before the rest, composites and
    frozen boards last."""
    varied: list[str] = []
    rest: list[str] = []
    domains: Counter[str] = Counter()
    maintainers: Counter[str | None] = Counter()
    for key in _by_worth(view):
        card = view.dataset.card(key)
        full = domains[card.domain] == MOST_OF_A_DOMAIN or maintainers[card.maintainer] == MOST_OF_A_MAINTAINER
        if full or card.composite or card.frozen_on is not None:
            rest.append(key)
        else:
            varied.append(key)
            domains[card.domain] += 1
            maintainers[card.maintainer] += 1
    order = {key: place for place, key in enumerate(view.benchmark_ids)}
    taken = [*varied, *rest][:BENCHMARK_COLUMNS]
    return [column_of(view, key) for key in sorted(taken, key=order.__getitem__)]


def _by_worth(view: View) -> list[str]:
    today = view.dataset.as_of.date()
    current = current_models(view, today)
    counted = []
    for place, key in enumerate(view.benchmark_ids):
        card, headlines = view.dataset.card(key), view.headlines[key]
        opened = [model for model in headlines if view.models[model].open]
        if not opened:
            continue
        silent = (today - max(result.value_since.date() for result in headlines.values())).days
        worth = sum(model in current for model in opened) * 0.5 ** (silent / HALF_LIFE_DAYS)
        passed_over = (card.composite, card.frozen_on is not None)
        counted.append((passed_over, -worth, -len(opened), place, key))
    return [key for *_, key in sorted(counted)]


def current_models(view: View, today: date) -> frozenset[str]:
    """Open-weight models on the leaderboard that were released within a year."""
    since = (today - timedelta(days=CURRENT_DAYS)).isoformat()
    lines = (view.models[row.model] for row in view.standing.rows if row.open_weights)
    return frozenset(line.id for line in lines if line.released >= since)


def all_troubled(view: View, key: str) -> bool:
    """Whether every headline number of a benchmark stands on a board that is held, out of reach or old."""
    found = view.headlines[key].values()
    return bool(found) and all(view.troubled(result) for result in found)


def column_of(view: View, key: str) -> Column:
    """A benchmark's column: unit, direction and version."""
    card = view.dataset.card(key)
    metric = card.metrics[card.headline]
    return Column(
        card=card,
        unit=numbers.UNIT_SIGN[metric.unit],
        arrow="↑" if metric.higher_is_better else "↓",
        version=card.current if len(card.versions) > 1 and len(card.current) <= LONG_VERSION else "",
        troubled=all_troubled(view, key),
    )


def chosen_domains(view: View) -> list[str]:
    """Domains that have an index of their own for the most models, in the order of the registry."""
    count = Counter(domain for row in view.standing.rows for domain in row.domain_index)
    fullest = sorted(count, key=lambda domain: (-count[domain], domain))[:DOMAIN_COLUMNS]
    order = {domain: place for place, domain in enumerate(view.dataset.registry.domains)}
    return sorted(fullest, key=lambda domain: (order.get(domain, len(order)), domain))
