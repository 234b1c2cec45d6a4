"""How complete the registry is: facts by model, names by source."""

from __future__ import annotations

from weighbridge.dataset import Dataset

FACTS = ("released", "licence", "total_parameters", "active_parameters", "context", "repository")
SINCE = "2025"


def coverage_of(dataset: Dataset) -> dict[str, tuple[int, int]]:
    """What is counted → (how many have it, of how many).

    Facts are counted over open-weight models of 2025 on that have a current result. A dense model's active
    parameters are its total, so only models that state fewer active ones, or none, are asked for them.
    """
    found: dict[str, tuple[int, int]] = {}
    with_results = {result.model for result in dataset.current if result.model is not None}
    recent = [
        model
        for model in sorted(with_results)
        if dataset.is_open(model) and str(dataset.fact(model, "released") or SINCE) >= SINCE
    ]
    for fact in FACTS:
        have = sum(
            dataset.registry.models[m].repository is not None
            if fact == "repository"
            else dataset.fact(m, fact) is not None
            for m in recent
        )
        found[f"open-weight models of {SINCE} on: {fact}"] = (have, len(recent))
    current = (*dataset.current, *(result for result in dataset.archive if result.current))
    found["current results that resolve"] = (sum(r.model is not None for r in current), len(current))
    for view in dataset.sources:
        rows = [r for r in current if r.evidence.source == view.source.id]
        if rows:
            found[f"  {view.source.id}"] = (sum(r.model is not None for r in rows), len(rows))
    return found
