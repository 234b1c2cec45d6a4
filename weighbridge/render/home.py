"""The leaderboard: one row a model, its place as a range, its facts, and the fullest benchmarks as columns."""

from __future__ import annotations

from dataclasses import dataclass

from weighbridge.render import numbers
from weighbridge.render.charts import Ruler
from weighbridge.render.view import REPORTER_LETTER, ModelLine, View
from weighbridge.render.writer import Pages
from weighbridge.schema import Benchmark
from weighbridge.standing.rows import Band, StandingRow

BENCHMARK_COLUMNS = 10
DOMAIN_COLUMNS = 5
LONG_VERSION = 6  # letters of a version's name that a column's head has room for
TOP = 50  # places whose models decide which benchmarks are columns


@dataclass(frozen=True)
class Column:
    """A benchmark as a column of the leaderboard."""

    card: Benchmark
    unit: str
    arrow: str
    version: str  # blank while there is only one, or its name is long
    troubled: bool  # all its numbers are held or old: the head says so instead of every cell


@dataclass(frozen=True, slots=True)
class Cell:
    """A headline number; ``anchor`` opens its ticket on the model's page."""

    text: str
    letter: str
    anchor: str
    troubled: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the leaderboard, all text ready."""

    line: ModelLine
    row: StandingRow
    band: int  # 0 or 1: which of two tints its tie band has
    place: str
    place_range: str
    bar: str  # path of the range on the ruler
    index: str
    index_error: str
    total: str
    active: str
    context: str
    domains: tuple[str, ...]
    cells: tuple[Cell | None, ...]


def write(pages: Pages) -> None:
    """Write ``index.html``."""
    view = pages.view
    columns = chosen_columns(view)
    domains = chosen_domains(view)
    ruler = Ruler(max((row.rank_high or 1 for row in view.standing.rows), default=1))
    rows = [_row(view, row, columns, domains, ruler) for row in view.standing.rows]
    opened = [row for row in rows if row.line.open]
    pages.page(
        "index.html",
        "index.html",
        rows=rows,
        columns=columns,
        domains=[(domain, view.domain_title(domain)) for domain in domains],
        ruler=ruler,
        has_index=any(row.row.index for row in rows),
        open_count=len(opened),
        closed_count=len(rows) - len(opened),
        ranked=sum(row.row.status == "ranked" for row in opened),
        developers=sorted({row.line.developer for row in rows}, key=lambda name: (name.casefold(), name)),
        countries=sorted({row.line.country for row in rows if row.line.country}),
        troubles=view.troubles_of(result for column in columns for result in view.headlines[column.card.id].values()),
    )


def chosen_columns(view: View) -> list[Column]:
    """The benchmarks that say most about the models at the top: filled for most of them, and still measured."""
    top = {row.model for row in view.standing.rows if row.open_weights and (row.rank or TOP + 1) <= TOP}
    counted = []
    for place, key in enumerate(view.benchmark_ids):
        card = view.dataset.card(key)
        opened = [model for model in view.headlines[key] if view.models[model].open]
        if opened:
            at_top = sum(model in top for model in opened)
            passed_over = (card.composite, card.frozen_on is not None, all_troubled(view, key))
            counted.append((passed_over, -at_top, -len(opened), place, key))
    fullest = sorted(counted)[:BENCHMARK_COLUMNS]
    return [column_of(view, key) for *_, key in sorted(fullest, key=lambda item: item[3])]


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
    count: dict[str, int] = {}
    for row in view.standing.rows:
        for domain in row.domain_index:
            count[domain] = count.get(domain, 0) + 1
    fullest = sorted(count, key=lambda domain: (-count[domain], domain))[:DOMAIN_COLUMNS]
    order = {domain: place for place, domain in enumerate(view.dataset.registry.domains)}
    return sorted(fullest, key=lambda domain: (order.get(domain, len(order)), domain))


def _row(view: View, row: StandingRow, columns: list[Column], domains: list[str], ruler: Ruler) -> Row:
    line = view.models[row.model]
    return Row(
        line=line,
        row=row,
        band=(row.tie_band or 0) % 2,
        place="" if row.rank is None else str(row.rank),
        place_range=range_text(row.rank_low, row.rank_high),
        bar=range_path(row, ruler),
        index="" if row.index is None else numbers.number(row.index.value, 1),
        index_error=band_error(row.index),
        total=numbers.billions(line.total),
        active=numbers.billions(line.active),
        context=numbers.thousands(line.context),
        domains=tuple(numbers.number(row.domain_index[d].value, 0) if d in row.domain_index else "" for d in domains),
        cells=tuple(_cell(view, row.model, column) for column in columns),
    )


def range_text(low: int | None, high: int | None) -> str:
    """A range of places; blank where there is none."""
    if low is None or high is None:
        return ""
    return f"{low}–{high}" if low != high else str(low)


def range_path(row: StandingRow, ruler: Ruler) -> str:
    """The range as a line and the place as a stroke across it, on the ruler."""
    if row.rank is None or row.rank_low is None or row.rank_high is None:
        return ""
    low, high, at = ruler.x(row.rank_low), ruler.x(row.rank_high), ruler.x(row.rank)
    return f"M{low} 6H{max(high, low + 1)}M{at} 1V11"


def band_error(band: Band | None) -> str:
    """Half the width of a 90% interval."""
    return "" if band is None else numbers.number((band.high - band.low) / 2, 1)


def _cell(view: View, model: str, column: Column) -> Cell | None:
    result = view.headlines[column.card.id].get(model)
    if result is None:
        return None
    return Cell(
        text=view.value_text(result),
        letter=REPORTER_LETTER[result.reporter],
        anchor=f"b-{column.card.id}",
        troubled=not column.troubled and view.troubled(result),
    )
