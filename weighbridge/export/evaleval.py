"""Results as records of EvalEval's "Every Eval Ever" 0.3.0, one for each run of a model that a source published.

What that format has no field for (precision, effort, licence, the hash of what was read) stands in its
``additional_details``, whose keys are described by a schema of ours.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Literal

from pydantic import Field

from weighbridge.dataset import Dataset
from weighbridge.export.output import API, Output, Places, schema_path
from weighbridge.export.schemas import schema_text
from weighbridge.files import json_line
from weighbridge.schema import Reporter, Result

VERSION = "0.3.0"
EVALEVAL = f"{API}/evaleval-{VERSION}.jsonl.gz"
DETAILS = "evaleval_details"

_RELATION = {
    Reporter.INDEPENDENT: "third_party",
    Reporter.COMMUNITY: "third_party",
    Reporter.SELF_REPORTED: "first_party",
    Reporter.AGGREGATED: "other",
}


class ModelDetails(Output):
    """`model_info.additional_details`: which model was run, and how. All values are text."""

    deployment_type: Literal["unknown"] = Field(description="Asked for by the format; boards do not say it.")
    model_availability: Literal["open_weights", "closed_weights"] = Field(
        description="Whether anybody can download the weights."
    )
    model: str = Field(description="Id of the model here.")
    variant: str = Field(description="How it was run, as one readable label; `default` when nothing is stated.")
    licence: str | None = Field(None, description="Licence of the weights: our id where we know it, else as stated.")
    effort: str | None = Field(None, description="Reasoning effort.")
    thinking: str | None = Field(None, description="Whether it reasoned first: on or off.")
    budget: str | None = Field(None, description="Thinking budget in tokens, as stated.")
    precision: str | None = Field(None, description="Numeric precision or quantisation of the weights that were run.")
    harness: str | None = Field(None, description="Agent or scaffold around the model.")
    tools: str | None = Field(None, description="Tools that the model could use.")
    prompt: str | None = Field(None, description="Prompting or edit format.")
    snapshot: str | None = Field(None, description="Dated snapshot of the model, as stated.")


class SourceDetails(Output):
    """`source_metadata.additional_details`: the evidence of the numbers. All values are text."""

    source: str = Field(description="Id of the source here.")
    source_url: str = Field(description="Address of the bytes that were read.")
    source_page: str = Field(description="Page of the board for people.")
    payload_sha256: str = Field(description="SHA-256 of the bytes that were read.")
    licence: str = Field(description="Licence of the source (SPDX id, or `none stated`).")
    attribution: str = Field(description="The words of credit it asks for.")
    reporter: Reporter = Field(description="Who stands behind the numbers.")


class Details(Output):
    """What Weighbridge writes into the `additional_details` of Every Eval Ever records."""

    model_info: ModelDetails = Field(description="Of the run.")
    source_metadata: SourceDetails = Field(description="Of the evidence.")


def evaleval_files(dataset: Dataset, places: Places) -> Iterator[tuple[str, bytes]]:
    """Path from the root of the site and bytes: the records, gzip of one JSON a line, and the schema of the details."""
    packed = io.BytesIO()
    with gzip.GzipFile("", "wb", compresslevel=9, fileobj=packed, mtime=0) as stream:
        for record in records_of(dataset):
            stream.write(json_line(record).encode() + b"\n")
    yield EVALEVAL, packed.getvalue()
    yield schema_path(DETAILS), schema_text(Details, DETAILS, places)


def records_of(dataset: Dataset) -> Iterator[dict[str, Any]]:
    """The records of all results that stand and whose model is known, by source, model and run."""
    known = [result for result in dataset.current if result.model is not None]
    for _, run in groupby(sorted(known, key=_order), key=_run):
        yield _record(dataset, tuple(run))


def _run(result: Result) -> tuple[str, ...]:
    evidence = result.evidence
    return (
        evidence.source,
        str(result.model),
        result.raw_name,
        result.variant.label(),
        result.reporter,
        evidence.url,
        evidence.payload_sha256,
    )


def _order(result: Result) -> tuple[tuple[str, ...], str, str, str, str]:
    return _run(result), result.benchmark, result.version, result.metric, result.id


def _record(dataset: Dataset, run: Sequence[Result]) -> dict[str, Any]:
    first = run[0]
    model, variant, evidence = dataset.model(str(first.model)), first.variant, first.evidence
    source = dataset.source_by_id[evidence.source].source
    stated = dataset.fact(model.id, "licence")
    read = str(int(evidence.retrieved_at.timestamp()))
    details = Details(
        model_info=ModelDetails(
            deployment_type="unknown",
            model_availability="open_weights" if dataset.is_open(model.id) else "closed_weights",
            model=model.id,
            variant=variant.label(),
            licence=None if stated is None else str(stated),
            **{name: getattr(variant, name) for name in _SETTINGS},
        ),
        source_metadata=SourceDetails(
            source=source.id,
            source_url=evidence.url,
            source_page=evidence.page,
            payload_sha256=evidence.payload_sha256,
            licence=source.licence.id,
            attribution=source.licence.attribution,
            reporter=first.reporter,
        ),
    ).plain()
    info = {"name": first.raw_name, "id": model.repository or model.id, "developer": model.developer}
    return {
        "schema_version": VERSION,
        "evaluation_id": f"{source.id}/{model.id}/{read}/{first.id}",
        "retrieved_timestamp": read,
        "source_metadata": {
            "source_name": source.title,
            "source_type": "documentation",
            "source_organization_name": source.maintainer,
            "source_organization_url": source.home,
            "evaluator_relationship": _RELATION[first.reporter],
            "additional_details": details["source_metadata"],
        },
        "eval_library": {"name": variant.harness or "unknown", "version": "unknown"},
        "model_info": {
            **info,
            **({"inference_platform": variant.host} if variant.host else {}),
            "additional_details": details["model_info"],
        },
        "evaluation_results": [_result(dataset, result) for result in run],
    }


_SETTINGS = ("effort", "thinking", "budget", "precision", "harness", "tools", "prompt", "snapshot")


def _result(dataset: Dataset, result: Result) -> dict[str, Any]:
    card = dataset.card(result.benchmark)
    metric = card.metrics[result.metric]
    config: dict[str, Any] = {
        "metric_id": f"{result.benchmark}.{result.metric}",
        "metric_name": metric.title,
        "metric_unit": metric.unit.value,
        "lower_is_better": not metric.higher_is_better,
    }
    if metric.low is not None and metric.high is not None:
        config |= {"score_type": "continuous", "min_score": metric.low, "max_score": metric.high}
    found: dict[str, Any] = {
        "evaluation_result_id": result.id,
        "evaluation_name": f"{card.name} ({result.version})",
        "source_data": {"dataset_name": card.name, "source_type": "url", "url": [card.url]},
        "metric_config": config,
        "score_details": {"score": result.value, **_uncertainty(result)},
    }
    return found if result.measured_on is None else {**found, "evaluation_timestamp": result.measured_on.isoformat()}


def _uncertainty(result: Result) -> dict[str, Any]:
    known: dict[str, Any] = {}
    if result.stderr is not None:
        known["standard_error"] = {"value": result.stderr}
    if result.ci_low is not None and result.ci_high is not None:
        known["confidence_interval"] = {"lower": result.ci_low, "upper": result.ci_high}
    if result.n is not None:
        known["num_samples"] = result.n
    return {"uncertainty": known} if known else {}
