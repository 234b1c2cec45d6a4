"""Models, claims, benchmarks, sources and the leaderboard as rows of the published tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from weighbridge.dataset import BoardView, Dataset, SourceView
from weighbridge.export.documents import Credit, IndexBand, LeaderboardEntry
from weighbridge.export.output import maybe_seconds
from weighbridge.export.rows import Asked, BenchmarkRow, ClaimRow, DomainRow, ModelRow, PriceRow, SourceRow
from weighbridge.facts import Fact
from weighbridge.prices import Price, median_price
from weighbridge.schema import Claim, Result, Weights
from weighbridge.standing.rows import Band, Standing, StandingRow
from weighbridge.status import State

STATES = ("ok", "stale", "unreachable", "held", "failed")
"""States of a board, from the best to the worst."""


# --- models ------------------------------------------------------------------------------------


def model_rows(dataset: Dataset) -> list[ModelRow]:
    """The table ``models``: every model of the registry but archived ones, by id."""
    return [_model(dataset, key) for key in dataset.shown_models]


def _model(dataset: Dataset, key: str) -> ModelRow:
    model = dataset.model(key)
    developer = dataset.registry.organisations.get(model.developer)
    standing = [result for result in dataset.by_model.get(key, ()) if result.current]
    stated = _text(dataset, key, "licence")
    prices = dataset.prices.get(key, ())
    terms = dataset.registry.licence_by_spelling.get(stated.casefold()) if stated else None
    return ModelRow(
        id=key,
        name=model.name,
        developer=model.developer,
        developer_name=developer.name if developer else model.developer,
        country=developer.country if developer else None,
        weights=_weights(dataset, key),
        open_weights=dataset.is_open(key),
        repository=model.repository,
        family=model.family,
        base=model.base,
        predecessor=model.predecessor,
        reasoning=model.reasoning,
        released=_text(dataset, key, "released"),
        licence=terms.id if terms else stated,
        licence_name=terms.name if terms else None,
        commercial_use=terms.commercial if terms else None,
        osi_approved=terms.osi_approved if terms else None,
        total_parameters=_number(dataset, key, "total_parameters"),
        active_parameters=_number(dataset, key, "active_parameters"),
        context=_number(dataset, key, "context"),
        max_output=_number(dataset, key, "max_output"),
        precision=_text(dataset, key, "precision"),
        modalities_in=_text(dataset, key, "modalities_in"),
        modalities_out=_text(dataset, key, "modalities_out"),
        knowledge_cutoff=_text(dataset, key, "knowledge_cutoff"),
        hosts=len({price.host for price in prices}),
        price=median_price(prices),
        archived=model.archived,
        provisional=model.provisional,
        results=len(standing),
        benchmarks=len({result.benchmark for result in standing}),
    )


def _weights(dataset: Dataset, key: str) -> Weights:
    """The curated word, else the published claim where it is one of ours."""
    curated, stated = dataset.model(key).weights, dataset.fact(key, "weights")
    if curated is not Weights.UNKNOWN or stated not in {*Weights}:
        return curated
    return Weights(str(stated))


def _text(dataset: Dataset, key: str, fact: str) -> str | None:
    found = dataset.fact(key, fact)
    return None if found is None else value_text(found)


def _number(dataset: Dataset, key: str, fact: str) -> float | None:
    found = dataset.fact(key, fact)
    return float(found) if isinstance(found, int | float) and not isinstance(found, bool) else None


def value_text(value: str | float | bool) -> str:
    """A fact's value as text; whole numbers without a fraction, truth as true and false."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return value


def claim_rows(dataset: Dataset, *, archived: bool = False) -> list[ClaimRow]:
    """The table ``claims``: by model and fact; the published claim first, then those that agree, then rivals.

    Args:
        archived: the table ``claims_archive`` instead, of the models that are not in the table ``models``.
    """
    shown = set(dataset.shown_models)
    return [
        row
        for model, facts in sorted(dataset.facts.items())
        if (model not in shown) is archived
        for name, fact in sorted(facts.items())
        for row in _claims(model, name, fact)
    ]


def _claims(model: str, name: str, fact: Fact) -> Iterator[ClaimRow]:
    yield _claim(model, name, "published", fact.claim)
    for claim in fact.agreeing:
        yield _claim(model, name, "agrees", claim)
    for claim in fact.rivals:
        yield _claim(model, name, "rival", claim)


def _claim(model: str, name: str, standing: str, claim: Claim) -> ClaimRow:
    return ClaimRow.model_validate(
        {
            "model": model,
            "fact": name,
            "standing": standing,
            "value": value_text(claim.value),
            "value_number": claim.value if isinstance(claim.value, float) else None,
            "source": claim.source,
            "url": claim.url,
            "read_on": claim.date,
            "note": claim.note,
        }
    )


# --- the leaderboard ---------------------------------------------------------------------------


def leaderboard_entries(dataset: Dataset, standing: Standing) -> list[LeaderboardEntry]:
    """The leaderboard with the index within each domain, in the order of the standing."""
    return [_entry(dataset, row) for row in standing.rows]


def _entry(dataset: Dataset, row: StandingRow) -> LeaderboardEntry:
    model = dataset.model(row.model)
    return LeaderboardEntry(
        rank=row.rank,
        rank_low=row.rank_low,
        rank_high=row.rank_high,
        model=row.model,
        name=model.name,
        developer=model.developer,
        open_weights=row.open_weights,
        variant=row.variant,
        index=None if row.index is None else _points(row.index.value),
        index_low=None if row.index is None else _points(row.index.low),
        index_high=None if row.index is None else _points(row.index.high),
        cells=row.cells,
        domains=row.domains,
        sources=row.sources,
        tie_band=row.tie_band,
        status=row.status,
        missing=row.missing,
        by_domain={domain: _band(band) for domain, band in sorted(row.domain_index.items())},
    )


def _points(value: float) -> float:
    """Index points to 0.01: the last binary digits of a fit differ between processors and mean nothing."""
    return round(value, 2)


def _band(band: Band) -> IndexBand:
    return IndexBand(index=_points(band.value), index_low=_points(band.low), index_high=_points(band.high))


def domain_rows(entries: Iterable[LeaderboardEntry]) -> list[DomainRow]:
    """The table ``leaderboard_domains``."""
    return [
        DomainRow(model=entry.model, domain=domain, index=b.index, index_low=b.index_low, index_high=b.index_high)
        for entry in entries
        for domain, b in entry.by_domain.items()
    ]


# --- benchmarks and sources --------------------------------------------------------------------


def benchmark_rows(dataset: Dataset) -> list[BenchmarkRow]:
    """The table ``benchmarks``: every benchmark of the registry, by id."""
    rows = []
    for key, card in sorted(dataset.registry.benchmarks.items()):
        metric = card.metrics[card.headline]
        standing = [result for result in dataset.by_benchmark.get(key, ()) if result.current]
        rows.append(
            BenchmarkRow(
                id=key,
                name=card.name,
                domain=card.domain,
                domain_name=dataset.registry.domains.get(card.domain, card.domain),
                summary=card.summary,
                maintainer=card.maintainer,
                url=card.url,
                version=card.current,
                metric=card.headline,
                unit=metric.unit,
                higher_is_better=metric.higher_is_better,
                low=metric.low,
                high=metric.high,
                chance=metric.chance,
                composite=card.composite,
                frozen_on=card.frozen_on,
                results=len(standing),
                models=len({result.model for result in standing if result.model is not None}),
            )
        )
    return rows


def price_rows(dataset: Dataset) -> list[PriceRow]:
    """The table ``prices``, by model, the lowest price first."""
    return [
        PriceRow(model=model, **asked_of(dataset, price).model_dump())
        for model in dataset.shown_models
        for price in dataset.prices.get(model, ())
    ]


def asked_of(dataset: Dataset, price: Price) -> Asked:
    """What a host asks."""
    return Asked(
        host=price.host,
        host_name=dataset.registry.host_name(price.host),
        variant=price.variant,
        input=price.input,
        output=price.output,
        cached=price.cached,
        blended=None if price.blended is None else round(price.blended, 6),
        name=price.name,
        source=price.source,
        source_page=price.url,
        since=price.since,
        read_on=price.read_on,
        disagreeing=len(price.rivals),
    )


def source_rows(dataset: Dataset) -> list[SourceRow]:
    """The table ``sources``, by id."""
    return [_source(view) for view in dataset.sources]


def _source(view: SourceView) -> SourceRow:
    source = view.source
    return SourceRow.model_validate(
        {
            "id": source.id,
            "title": source.title,
            "kind": "facts" if source.shelf == "claims" else source.shelf,
            "home": source.home,
            "maintainer": source.maintainer,
            "licence": source.licence.id,
            "licence_url": source.licence.url,
            "attribution": source.licence.attribution,
            "through": source.through,
            "status": source.status,
            "status_since": source.status_since,
            "cadence_days": source.cadence_days,
            "state": max((board_state(board) for board in view.boards), key=STATES.index, default="ok"),
            "boards": len(view.boards),
            "rows": view.rows,
            "last_success": maybe_seconds(view.last_success),
            "last_change": maybe_seconds(view.last_change),
            "stale": view.stale,
        }
    )


def board_state(board: BoardView) -> str:
    """How a board stands: the outcome of its last attempt, or stale where that was well but is long ago."""
    if board.status is not None and board.status.state is not State.OK:
        return board.status.state.value
    return "stale" if board.stale else "ok"


def credits_of(dataset: Dataset, sources: Iterable[str] | None = None) -> tuple[Credit, ...]:
    """The credit that sources ask for, by id; of all sources when none are named."""
    wanted = dataset.source_by_id.keys() if sources is None else set(sources)
    return tuple(
        Credit(
            source=view.source.id,
            title=view.source.title,
            licence=view.source.licence.id,
            attribution=view.source.licence.attribution,
        )
        for view in dataset.sources
        if view.source.id in wanted
    )


def sources_of(results: Iterable[Result]) -> set[str]:
    """Ids of the sources that results were read from."""
    return {result.evidence.source for result in results}
