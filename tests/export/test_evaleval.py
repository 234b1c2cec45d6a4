"""The Every Eval Ever records: what the format asks for is there, and every result that stands is in one of them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.export import reading
from tests.export.support import small_dataset
from weighbridge.export.evaleval import DETAILS, EVALEVAL
from weighbridge.export.output import schema_path

TEXT = {"type": "string"}


def asked(required: Mapping[str, Any], more: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The schema of an object with these fields, and others that it may have."""
    return {"type": "object", "properties": {**required, **(more or {})}, "required": list(required)}


DETAILS_OF_TEXT = {"type": "object", "additionalProperties": TEXT}
RESULT = asked(
    {
        "evaluation_name": TEXT,
        "source_data": asked({"dataset_name": TEXT, "source_type": {"const": "url"}, "url": {"minItems": 1}}),
        "metric_config": {
            **asked({"lower_is_better": {"type": "boolean"}}),
            "dependentRequired": {"score_type": ["min_score", "max_score"]},
        },
        "score_details": asked({"score": {"type": "number"}}),
    }
)
# What version 0.3.0 of the format asks for, in short.
FORMAT = {
    **asked(
        {
            "schema_version": {"const": "0.3.0"},
            "evaluation_id": TEXT,
            "retrieved_timestamp": {"type": "string", "pattern": "^[0-9]+$"},
            "source_metadata": asked(
                {
                    "source_type": {"enum": ["documentation", "evaluation_run"]},
                    "source_organization_name": TEXT,
                    "evaluator_relationship": {"enum": ["first_party", "third_party", "collaborative", "other"]},
                },
                {"source_name": TEXT, "source_organization_url": TEXT, "additional_details": DETAILS_OF_TEXT},
            ),
            "model_info": asked(
                {"name": TEXT, "id": TEXT, "additional_details": DETAILS_OF_TEXT}, {"inference_platform": TEXT}
            ),
            "eval_library": asked({"name": TEXT, "version": TEXT}),
            "evaluation_results": {"type": "array", "minItems": 1, "items": RESULT},
        }
    ),
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def records(public: Path) -> list[dict[str, Any]]:
    """All records of the small data state."""
    return [json.loads(line) for line in gzip.decompress((public / EVALEVAL).read_bytes()).splitlines()]


def test_every_record_has_what_the_format_asks_for(records: list[dict[str, Any]]) -> None:
    checker = jsonschema.Draft202012Validator(FORMAT)
    for record in records:
        assert [error.message for error in checker.iter_errors(record)] == []
    assert len({record["evaluation_id"] for record in records}) == len(records)


def test_the_details_are_those_of_the_published_schema(records: list[dict[str, Any]], public: Path) -> None:
    schema = reading.load(public / schema_path(DETAILS))
    jsonschema.Draft202012Validator.check_schema(schema)
    known = {name: schema["$defs"][kind]["properties"] for name, kind in DEFINED.items()}
    for record in records:
        details = {name: record[name]["additional_details"] for name in DEFINED}
        jsonschema.validate(details, schema)
        assert all(details[name].keys() <= known[name].keys() for name in DEFINED)


DEFINED = {"model_info": "ModelDetails", "source_metadata": "SourceDetails"}


def test_every_result_that_stands_is_in_one_record(records: list[dict[str, Any]]) -> None:
    told = {
        result["evaluation_result_id"]: (result["score_details"]["score"], record["model_info"])
        for record in records
        for result in record["evaluation_results"]
    }
    standing = {result.id: result for result in small_dataset().current if result.model is not None}
    assert told.keys() == standing.keys()
    for key, (score, info) in told.items():
        assert score == standing[key].value
        assert info["additional_details"]["model"] == standing[key].model


def test_precision_effort_licence_and_evidence_are_kept(records: list[dict[str, Any]]) -> None:
    (record,) = [r for r in records if r["model_info"]["additional_details"].get("precision")]
    details = record["model_info"]["additional_details"]
    assert (details["precision"], details["effort"], details["licence"]) == ("fp8", "high", "Apache-2.0")
    assert record["model_info"]["id"] == "Acme/Anvil-8B"
    assert record["eval_library"]["name"] == "@harness"
    evidence = record["source_metadata"]["additional_details"]
    assert evidence["payload_sha256"]
    assert evidence["source_url"].startswith("https://")
    (result,) = record["evaluation_results"]
    assert result["score_details"]["uncertainty"] == {"standard_error": {"value": 1.25}, "num_samples": 100}
    (own,) = [r for r in records if r["source_metadata"]["evaluator_relationship"] == "first_party"]
    assert own["model_info"]["additional_details"]["model_availability"] == "closed_weights"
