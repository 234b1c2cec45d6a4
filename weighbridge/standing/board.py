"""The leaderboard from a dataset: cells, fit, headline modes, places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from weighbridge.dataset import Dataset
from weighbridge.standing.calibrate import choose_tau
from weighbridge.standing.cells import CellSet, cells_of, core, is_quantised, mode_name, model_of
from weighbridge.standing.chosen import Chosen, hash_of
from weighbridge.standing.fit import Fit, fit_matrix
from weighbridge.standing.interval import (
    DRAWS,
    LEVEL,
    SEED,
    Z90,
    Evidence,
    Place,
    Status,
    ability_variance,
    evidence,
    places,
    sub_index_shown,
)
from weighbridge.standing.matrix import Matrix
from weighbridge.standing.rows import Band, Standing, StandingRow

INDEX_MEAN, INDEX_SD = 50.0, 10.0
"""The index is θ on a friendlier scale: 50 is the mean of all fitted models, 10 points one standard deviation."""

METHOD = (
    "Rank by a one-factor logistic fit over independent results, adjusted for the difficulty of the benchmarks that a "
    "model has; ranges are 90% intervals."
)
SHARED = "results on benchmarks that more models have"
NO_METHOD = "Too few shared results for a ranking; ordered by the number of benchmarks."


@dataclass(frozen=True)
class Fitted:
    """The fit of a dataset with all that its rows are made from."""

    fit: Fit
    cells: CellSet
    evidence: Mapping[str, Evidence]  # entity → what it stands on
    headline: Mapping[str, str]  # model → entity


def fitted(dataset: Dataset, *, everything: bool = False, tau: float | None = None) -> Fitted | None:
    """The fit of all entities that hang together, τ chosen by coverage unless given; None: there is nothing to fit."""
    return _fitted(cells_of(dataset, everything=everything), tau, dataset.chosen)


def placed_rows(dataset: Dataset, cells: CellSet, tau: float) -> list[StandingRow]:
    """Rows of the models in a set of cells at a given τ, best first; none when there is nothing to fit."""
    found = _fitted(cells, tau)
    return sorted(_placed_rows(dataset, found), key=_order) if found is not None else []


def ranking_matrix(dataset: Dataset) -> Matrix:
    """The matrix that the ranking is fitted to: the well-connected part of all independent results."""
    whole, _ = Matrix.of(cells_of(dataset).cells).main_component()
    return Matrix.of(core(whole.cells)).main_component()[0]


def _fitted(cells: CellSet, tau: float | None, chosen: Chosen | None = None) -> Fitted | None:
    whole, apart = Matrix.of(cells.cells).main_component()
    matrix, loose = Matrix.of(core(whole.cells)).main_component()
    if len(matrix.models) < 3 or len(matrix.benchmarks) < 2:
        return None
    fit = fit_matrix(matrix, _tau(matrix, chosen) if tau is None else tau)
    outside = set(apart) | set(loose)
    known = {found.model: found for found in evidence(whole, [c for c in cells.cells if c.model in outside])}
    known |= {found.model: found for found in evidence(matrix)}
    return Fitted(fit, cells, known, _headlines(fit, known))


def _tau(matrix: Matrix, chosen: Chosen | None) -> float:
    """The τ of this very matrix if it is kept; else chosen now."""
    if chosen is not None and chosen.matrix == hash_of(matrix.cells):
        return chosen.tau
    return choose_tau(matrix).tau


def standing_of(dataset: Dataset, *, everything: bool = False) -> Standing:
    """The leaderboard. Every model with a current result has a row, ranked or with what it lacks."""
    return standing_from(dataset, fitted(dataset, everything=everything))


def standing_from(dataset: Dataset, found: Fitted | None) -> Standing:
    """The leaderboard of a dataset that is fitted already; None: there was nothing to fit."""
    if found is None:
        return Standing(tuple(_bare_rows(dataset, {})), NO_METHOD, provisional=True)
    rows = [*_placed_rows(dataset, found)]
    done = frozenset(row.model for row in rows)
    rows += _bare_rows(dataset, {model_of(e): known for e, known in found.evidence.items()}, done)
    return Standing(tuple(sorted(rows, key=_order)), METHOD, provisional=False)


_STATUS_ORDER = {"ranked": 0, "provisional": 1, "unranked": 2}


def _order(row: StandingRow) -> tuple[int, float, int, str]:
    value = row.index.value if row.index is not None else float("-inf")
    return (_STATUS_ORDER[row.status], -value, -row.cells, row.model)


def _headlines(fit: Fit, known: Mapping[str, Evidence]) -> dict[str, str]:
    """Model → its best single mode among those with the best status; quantised runs never stand for the model."""
    theta = dict(zip(fit.matrix.models, (float(t) for t in fit.theta), strict=True))
    modes: dict[str, list[str]] = defaultdict(list)
    for entity in theta:
        if not is_quantised(mode_name(entity)):
            modes[model_of(entity)].append(entity)

    def merit(entity: str) -> tuple[int, int, float]:
        status = known[entity].status
        if status is Status.UNRANKED:  # too little to compare modes by: the best-measured one
            return (-_STATUS_ORDER[status.value], known[entity].cells, theta[entity])
        return (-_STATUS_ORDER[status.value], 0, theta[entity])

    return {model: max(sorted(entities), key=merit) for model, entities in sorted(modes.items())}


def _placed_rows(dataset: Dataset, found: Fitted) -> list[StandingRow]:
    open_ranked = [
        entity
        for model, entity in found.headline.items()
        if dataset.is_open(model) and found.evidence[entity].status is Status.RANKED
    ]
    place = {p.model: p for p in places(found.fit, open_ranked)} if open_ranked else {}
    others = {
        entity
        for model, entity in found.headline.items()
        if not dataset.is_open(model) and found.evidence[entity].status is Status.RANKED
    }
    yardstick = _yardstick(found.fit, open_ranked, others)
    domain_index = _domain_bands(found.fit)
    rows = []
    for model, entity in found.headline.items():
        known = found.evidence[entity]
        ranked = known.status is Status.RANKED
        spot = (place.get(entity) or yardstick.get(entity)) if ranked else None
        rows.append(
            StandingRow(
                model=model,
                open_weights=dataset.is_open(model),
                variant=mode_name(entity),
                status=known.status.value,
                missing=known.missing,
                rank=spot.rank if spot else None,
                rank_low=spot.low if spot else None,
                rank_high=spot.high if spot else None,
                tie_band=spot.band if spot and entity in place else None,
                index=None if known.status is Status.UNRANKED else _band(found.fit, entity),
                cells=known.cells,
                domains=known.domains,
                sources=known.sources,
                domain_index=domain_index.get(entity, {}) if known.status is not Status.UNRANKED else {},
            )
        )
    return rows


def _bare_rows(
    dataset: Dataset, known: Mapping[str, Evidence], done: frozenset[str] = frozenset()
) -> list[StandingRow]:
    """Rows of models that the fit says nothing of: with their results counted, and what they lack."""
    rows = []
    for model, results in sorted(dataset.by_model.items()):
        if model in done or not any(result.current for result in results):
            continue
        what = known.get(model)
        rows.append(
            StandingRow(
                model=model,
                open_weights=dataset.is_open(model),
                variant="default",
                status="unranked",
                missing=(what.missing or (SHARED,)) if what else ("an independent result that can be compared",),
                rank=None,
                rank_low=None,
                rank_high=None,
                tie_band=None,
                index=None,
                cells=what.cells if what else 0,
                domains=what.domains if what else 0,
                sources=what.sources if what else 0,
            )
        )
    return sorted(rows, key=lambda row: (-row.cells, row.model))


def index_value(theta: float) -> float:
    """θ on the published scale."""
    return INDEX_MEAN + INDEX_SD * theta


def _band(fit: Fit, entity: str) -> Band:
    at = fit.matrix.place_of[entity]
    theta, half = float(fit.theta[at]), Z90 * float(fit.se[at])
    return Band(index_value(theta), index_value(theta - half), index_value(theta + half))


def _domain_bands(fit: Fit) -> dict[str, dict[str, Band]]:
    shown, spread = sub_index_shown(fit.matrix), np.sqrt(ability_variance(fit)) * Z90
    bands: dict[str, dict[str, Band]] = defaultdict(dict)
    for m, entity in enumerate(fit.matrix.models):
        for d, domain in enumerate(fit.matrix.domains):
            if shown[m, d]:
                value, half = float(fit.theta[m] + fit.offsets[m, d]), float(spread[m, d])
                bands[entity][domain] = Band(index_value(value), index_value(value - half), index_value(value + half))
    return dict(bands)


def _yardstick(fit: Fit, among: Sequence[str], others: Collection[str]) -> dict[str, Place]:
    """The place that each of the others would have among the ranked open ones, with its 90% range."""
    position, names = fit.matrix.place_of, sorted(others)
    if not among:
        return {}
    inside = np.asarray([position[name] for name in among])
    outside = np.asarray([position[name] for name in names], dtype=np.int64)
    random = np.random.default_rng(SEED)
    draws = np.sort(fit.theta[inside] + fit.se[inside] * random.standard_normal((DRAWS, len(inside))), axis=1)
    tail = (1.0 - LEVEL) / 2.0
    own = fit.theta[outside, None] + fit.se[outside, None] * random.standard_normal((len(names), DRAWS))
    ranks = np.empty(own.shape, dtype=np.int64)
    for draw, drawn in enumerate(draws):
        ranks[:, draw] = 1 + len(inside) - np.searchsorted(drawn, own[:, draw], side="right")
    found = {}
    for name, at, spread in zip(names, outside, ranks, strict=True):
        low, high = (int(np.quantile(spread, q, method="inverted_cdf")) for q in (tail, 1.0 - tail))
        rank = 1 + int((fit.theta[inside] > fit.theta[at]).sum())
        half = Z90 * float(fit.se[at])
        theta = float(fit.theta[at])
        found[name] = Place(
            name, rank, min(low, rank), max(high, rank), 0, theta, theta - half, theta + half, float(fit.se[at])
        )
    return found
