"""``assets/data.js``: what scripts need beyond the page, as a classic script so that it also works from a disk."""

from __future__ import annotations

import json
from typing import Any

from weighbridge.render import numbers
from weighbridge.render.view import REPORTER_LETTER, ModelLine, View
from weighbridge.render.writer import Pages
from weighbridge.schema import Result


def write(pages: Pages) -> None:
    """Write every model with a result, and every benchmark with its headline numbers."""
    view = pages.view
    with_results = {model for numbers_of in view.headlines.values() for model in numbers_of}
    data = {
        "models": {
            key: _model(line) for key, line in view.models.items() if line.path and (key in with_results or line.open)
        },
        "domains": {
            key: view.domain_title(key)
            for key in view.dataset.registry.domains
            if any(key in row.domain_index for row in view.standing.rows)
        },
        "benchmarks": {key: _benchmark(view, key) for key in view.benchmark_ids if view.headlines[key]},
    }
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    pages.text("assets/data.js", f"window.WEIGHBRIDGE={text};\n")


def _model(line: ModelLine) -> dict[str, Any]:
    row, index = line.row, line.row.index if line.row else None
    record = {
        "name": line.name,
        "open": line.open,
        "developer": line.developer,
        "country": line.country,
        "released": line.released,
        "total": line.total,
        "active": line.active,
        "context": line.context,
        "price": line.price,
        "licence": line.licence,
        "commercial": line.commercial,
        "status": row.status if row else None,
        "rank": [row.rank, row.rank_low, row.rank_high] if row and row.rank is not None else None,
        "index": [round(index.value, 2), round(index.low, 2), round(index.high, 2)] if index else None,
        "domains": {key: round(band.value, 1) for key, band in sorted(row.domain_index.items())} if row else None,
    }
    return {key: value for key, value in record.items() if value not in (None, "", {})}


def _benchmark(view: View, key: str) -> dict[str, Any]:
    card = view.dataset.card(key)
    metric = card.metrics[card.headline]
    return {
        "name": card.name,
        "domain": view.domain_title(card.domain),
        "domain_id": card.domain,
        "unit": numbers.UNIT_SIGN[metric.unit],
        "higher": metric.higher_is_better,
        "version": card.current if len(card.versions) > 1 else "",
        "composite": card.composite,
        "numbers": {
            model: script_cell(view, result)
            for model, result in sorted(view.headlines[key].items())
            if view.has_page(model)
        },
    }


def script_cell(view: View, result: Result) -> list[str | float | None]:
    """Text, standard error, letter of the reporter and † for a board that is held or old; blanks at the end go."""
    marks = REPORTER_LETTER[result.reporter] + ("†" if view.troubled(result) else "")
    cell: list[str | float | None] = [view.value_text(result), result.stderr, marks]
    while cell[-1] in (None, ""):
        cell.pop()
    return cell
