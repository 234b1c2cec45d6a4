"""No field of the API vanishes or changes its type unnoticed."""

from __future__ import annotations

import pytest

from tests.export.api_fields import CHANGELOG, SNAPSHOT, fields, problems
from tests.export.reading import load
from weighbridge.export.output import API, API_VERSION

LOG = "## 2.0.0\n## 1.1.0\n## 1.0.0\n"
FIELDS = {"results.json results[].value": "number", "results.csv value": "number"}


def test_the_api_is_the_one_in_the_snapshot() -> None:
    snapshot = load(SNAPSHOT)
    found = problems(snapshot["fields"], fields(), snapshot["version"], API_VERSION, CHANGELOG.read_text("utf-8"))
    assert not found, "\n".join(found)
    current = {"version": API_VERSION, "fields": fields()}
    assert snapshot == current, "the version was stepped: run python -m tests.export.api_fields"


def test_the_folder_is_named_after_the_major_version() -> None:
    assert f"api/v{API_VERSION.partition('.')[0]}" == API


@pytest.mark.parametrize("after", [{}, {**FIELDS, "results.csv value": "text"}])
def test_a_field_that_goes_or_changes_needs_a_major_step(after: dict[str, str]) -> None:
    assert problems(FIELDS, after, "1.0.0", "1.1.0", LOG)
    assert not problems(FIELDS, after, "1.0.0", "2.0.0", LOG)


def test_a_new_field_needs_a_minor_step_and_every_step_an_entry() -> None:
    after = {**FIELDS, "results.csv new": "text"}
    assert problems(FIELDS, after, "1.0.0", "1.0.0", LOG)
    assert not problems(FIELDS, after, "1.0.0", "1.1.0", LOG)
    assert problems(FIELDS, after, "1.0.0", "1.2.0", LOG) == ["CHANGELOG_API.md has no entry '## 1.2.0'"]
    assert not problems(FIELDS, FIELDS, "1.0.0", "1.0.0", LOG)
