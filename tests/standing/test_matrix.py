"""Cells in, arrays out: order, checks, reading, connection."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from weighbridge.standing.matrix import Cell, Matrix, MatrixError, parse_matrix, read_matrix

GOOD = "model,benchmark,score,domain,reporter,stderr\nqwen,gpqa,0.5,science,,0.02\nqwen,aime,0.25,maths,independent,\n"


def test_a_csv_becomes_indexed_arrays() -> None:
    x = parse_matrix(GOOD)
    assert x.models == ("qwen",)
    assert x.benchmarks == ("aime", "gpqa")
    assert x.domains == ("maths", "science")
    assert x.reporters == ()
    assert x.score.tolist() == [0.25, 0.5]
    assert x.stderr.tolist() == [0.0, 0.02]
    assert x.domain.tolist() == [0, 1]


def test_columns_in_any_order_with_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "m.csv"
    path.write_text("score, model ,benchmark\n1,a,b\n", encoding="utf-8-sig")
    assert read_matrix(path).cells == (Cell("a", "b", 1.0),)


def test_scores_are_held_off_0_and_1_but_cells_keep_them() -> None:
    x = Matrix.of([Cell("a", "x", 0.0), Cell("b", "x", 1.0)])
    assert x.score.tolist() == [0.002, 0.998]
    assert [c.score for c in x.cells] == [0.0, 1.0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "line 1: missing column model, benchmark, score"),
        ("model,benchmark\na,b\n", "line 1: missing column score"),
        ("model,benchmark,score,std_err\na,b,.5,.1\n", "line 1: unknown or repeated column std_err"),
        ("model,benchmark,score,score\na,b,.5,.5\n", "line 1: unknown or repeated column"),
        ("model,benchmark,score\n", "no rows"),
        ("model,benchmark,score\na,b,high\n", "line 2: score 'high' is not a number"),
        ("model,benchmark,score\na,b,.5\na,c,55.1\n", "line 3: score '55.1' is not within 0–1"),
        ("model,benchmark,score\na,b,nan\n", "line 2: score 'nan' is not within 0–1"),
        ("model,benchmark,score\na,b\n", "line 2: score '' is not a number"),
        ("model,benchmark,score\na,b,.5,.6\n", "line 2: more values than columns"),
        ("model,benchmark,score,stderr\na,b,.5,-1\n", "line 2: stderr '-1' is not within 0–1"),
        ("model,benchmark,score\n,b,.5\n", "must be named"),
        ("model,benchmark,score,domain\na,b,.5,x\nc,b,.5,y\n", "benchmark 'b' is in two domains: ['x', 'y']"),
        ("model,benchmark,score\na,b,.5\na,b,.5\n", "given twice"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(text: str, said: str) -> None:
    with pytest.raises(MatrixError) as caught:
        parse_matrix(text)
    assert said in str(caught.value)


def test_a_missing_file_is_a_matrix_error(tmp_path: Path) -> None:
    with pytest.raises(MatrixError, match="cannot be read"):
        read_matrix(tmp_path / "none.csv")


def test_several_parties_on_one_benchmark_share_one_weight() -> None:
    x = Matrix.of([Cell("a", "x", 0.5, source="p"), Cell("a", "x", 0.6, source="q"), Cell("b", "x", 0.4)])
    assert x.share.tolist() == [0.5, 0.5, 1.0]
    assert x.take(np.array([True, False, True])).share.tolist() == [1.0, 1.0]


def test_the_order_of_rows_is_lost_at_once() -> None:
    cells = [Cell(f"m{i % 5}", f"b{i % 3}", i / 20, source=f"s{i}") for i in range(15)]
    mixed = list(cells)
    random.Random(3).shuffle(mixed)
    one, two = Matrix.of(cells), Matrix.of(mixed)
    assert one.cells == two.cells
    assert np.array_equal(one.score, two.score)


def test_the_main_component_is_the_one_with_most_cells() -> None:
    left = [Cell("a", "x", 0.1), Cell("b", "x", 0.2)]
    right = [Cell("c", "y", 0.1), Cell("d", "y", 0.2), Cell("d", "z", 0.3)]
    main, outside = Matrix.of([*left, *right]).main_component()
    assert main.models == ("c", "d")
    assert main.benchmarks == ("y", "z")
    assert outside == ("a", "b")


def test_a_connected_matrix_is_its_own_main_component() -> None:
    x = Matrix.of([Cell("a", "x", 0.1), Cell("b", "x", 0.2), Cell("b", "y", 0.2)])
    assert x.main_component() == (x, ())
    empty = Matrix.of([])
    assert empty.main_component() == (empty, ())


def test_take_keeps_the_names() -> None:
    x = Matrix.of([Cell("a", "x", 0.1), Cell("b", "y", 0.2)])
    less = x.take(np.array([False, True]))
    assert (less.models, less.benchmarks, len(less)) == (("a", "b"), ("x", "y"), 1)
