"""The documents that the commands print."""

from __future__ import annotations

import json
import math

import pytest

from tests.standing.synthetic import draw
from weighbridge.standing.document import fit_document, validation_document
from weighbridge.standing.fit import fit_matrix
from weighbridge.standing.matrix import Cell, Matrix, MatrixError


def test_predictions_can_be_made_from_the_document_alone() -> None:
    x = draw(filled=0.5, tau=0.2).matrix
    document = json.loads(json.dumps(fit_document(x)))
    fit = fit_matrix(x, document["tau"])
    models = {m["model"]: m for m in document["models"]}
    for benchmark in document["benchmarks"]:
        for name, model in models.items():
            ability = model["theta"] + model["offsets"].get(benchmark["domain"], 0.0)
            score = 1 / (1 + math.exp(-(benchmark["c"] + benchmark["a"] * ability)))
            assert score == pytest.approx(fit.predict(name, benchmark["benchmark"]), abs=1e-9)
    assert document["sigma"] == fit.sigma
    assert document["converged"]
    assert {b["weight"] > 0 for b in document["benchmarks"]} == {True}


def test_a_document_is_the_same_twice() -> None:
    x = draw(filled=0.5).matrix
    assert json.dumps(fit_document(x)) == json.dumps(fit_document(x))


def test_what_hangs_apart_or_looks_wrong_is_listed() -> None:
    truth = draw(models=20, benchmarks=10, noise=0.03)
    worst = f"m{int(truth.theta.argmin()):02}"
    cells = [
        Cell(c.model, c.benchmark, 0.98, c.domain) if (c.model, c.benchmark) == (worst, "b04") else c
        for c in truth.matrix.cells
    ]
    document = fit_document(Matrix.of([*cells, Cell("lone", "own", 0.5, "d0")]))
    assert document["unconnected"] == ["lone"]
    assert "lone" not in {m["model"] for m in document["models"]}
    held = [(r["model"], r["benchmark"], r["observed"]) for r in document["review"]]
    assert (worst, "b04", 0.98) in held
    assert all(abs(r["standardised"]) > 4 for r in document["review"])


@pytest.mark.parametrize("cells", [[], [Cell("a", "x", 0.5)], [Cell("a", "x", 0.5, reporter="self")]])
def test_the_smallest_matrices_have_a_document(cells: list[Cell]) -> None:
    document = json.loads(json.dumps(fit_document(Matrix.of(cells)), allow_nan=False))
    assert len(document["models"]) == len(cells)


def test_a_validation_says_every_point_in_plain_json() -> None:
    document = json.loads(json.dumps(validation_document(draw(models=24, filled=0.5).matrix), allow_nan=False))
    assert {p["point"] for p in document["acceptance"]} == {1, 2, 3, 4, 5, 6, 7}
    assert set(document["methods"]) >= {"this index", "mean", "mean of z", "win rate", "Borda", "Bradley-Terry", "ECI"}
    assert all(set(p) == {"point", "name", "value", "limit", "holds"} for p in document["acceptance"])


def test_too_little_to_validate_is_an_error_in_words() -> None:
    with pytest.raises(MatrixError, match="too few"):
        validation_document(Matrix.of([Cell("a", "x", 0.5)]))
