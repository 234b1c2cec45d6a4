"""The leaderboard: one row a model, its place as a range, its facts, and the fullest benchmarks as columns."""

from __future__ import annotations

from dataclasses import dataclass

from weighbridge.render import numbers
from weighbridge.render.charts import Ruler
from weighbridge.render.facets import INPUTS, REASONING_WORDS, Facets
from weighbridge.render.home_columns import Column, chosen_columns, chosen_domains
from weighbridge.render.memory import memory_text
from weighbridge.render.priced import dollars
from weighbridge.render.view import REPORTER_LETTER, ModelLine, View
from weighbridge.render.writer import Pages
from weighbridge.standing.rows import Band, StandingRow


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
    memory: str  # GB at 4 bits with a short context
    context: str
    price: str  # dollars a million tokens
    facets: str
    domains: tuple[str, ...]
    cells: tuple[Cell | None, ...]


def write(pages: Pages) -> None:
    """Write ``index.html``."""
    view = pages.view
    columns = chosen_columns(view)
    domains = chosen_domains(view)
    ruler = Ruler(max((row.rank_high or 1 for row in view.standing.rows), default=1))
    facets = Facets(view)
    rows = [_row(view, row, columns, domains, ruler, facets) for row in view.standing.rows]
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
        archived=len({result.model for result in view.dataset.archive}),
        ranked=sum(row.row.status == "ranked" for row in opened),
        developers=sorted({row.line.developer for row in rows}, key=lambda name: (name.casefold(), name)),
        countries=sorted({row.line.country for row in rows if row.line.country}),
        languages=facets.languages,
        inputs=INPUTS,
        reasoning=REASONING_WORDS,
        troubles=view.troubles_of(result for column in columns for result in view.headlines[column.card.id].values()),
    )


def _row(  # noqa: PLR0917 (what all rows share)
    view: View, row: StandingRow, columns: list[Column], domains: list[str], ruler: Ruler, facets: Facets
) -> Row:
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
        memory=memory_text(line.total, line.context),
        context=numbers.thousands(line.context),
        price=dollars(line.price),
        facets=facets.of(line),
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
