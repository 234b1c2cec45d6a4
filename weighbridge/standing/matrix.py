"""The matrix of scores: cells of (model, benchmark, score) as indexed arrays in one canonical order."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

LOWEST, HIGHEST = 0.002, 0.998
"""Scores are held within these: a logistic never reaches 0 or 1."""

INDEPENDENT = frozenset({"", "independent"})
"""Reporters taken at their word: their offset δ is 0, the others' offsets are relative to them."""

COLUMNS = ("model", "benchmark", "score")
OPTIONAL_COLUMNS = ("domain", "reporter", "stderr", "source")
MAX_CELLS = 1_000_000


class MatrixError(ValueError):
    """A matrix that cannot be read; the message says which line and what is wrong with it."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One measured result, brought to a score.

    ``score`` in 0–1, higher better, chance level already taken off; ``stderr`` on the same scale. ``domain`` is
    a property of the benchmark ("" = not mapped). ``reporter`` says who stands behind the number: "" or
    "independent" for a measurement taken as it is, any other label gets an offset δ of its own. ``source`` is
    where it was measured, to count independent sources ("" = the benchmark's own board).
    """

    model: str
    benchmark: str
    score: float
    domain: str = ""
    reporter: str = ""
    stderr: float | None = None
    source: str = ""

    @property
    def independent(self) -> bool:
        """Whether the number is taken at its word (no offset)."""
        return self.reporter in INDEPENDENT

    @property
    def measured_by(self) -> str:
        """The source's name; where none is given, the benchmark's own board."""
        return self.source or f"board of {self.benchmark}"


def _order(cell: Cell) -> tuple[str, str, str, str, float, float]:
    """The canonical order, total on all that the fit reads: the order of the rows given never matters."""
    stderr = -1.0 if cell.stderr is None else cell.stderr
    return (cell.model, cell.benchmark, cell.reporter, cell.source, cell.score, stderr)


@dataclass(frozen=True)
class Matrix:
    """Cells as arrays. n cells, M models, B benchmarks, D domains, R reporters with an offset.

    Shapes: ``model, benchmark, domain, reporter`` (n,) are indices into the names (``reporter`` is −1 for
    independent cells), ``score`` (n,) within [.002, .998], ``stderr`` (n,) with 0 where not published, ``share``
    (n,) = 1 / number of cells of the same model and benchmark, ``domain_of`` (B,). A benchmark without a domain
    has the domain "". Names may be without cells (after `take`).
    """

    cells: tuple[Cell, ...]
    models: tuple[str, ...]
    benchmarks: tuple[str, ...]
    domains: tuple[str, ...]
    reporters: tuple[str, ...]
    model: IntArray
    benchmark: IntArray
    domain: IntArray
    reporter: IntArray
    score: FloatArray
    stderr: FloatArray
    share: FloatArray
    domain_of: IntArray

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Matrix:
        """The matrix of these cells, whatever their order. MatrixError for cells that cannot be."""
        ordered = sorted(cells, key=_order)
        _check(ordered)
        domain_by_benchmark = _domains(ordered)
        models = tuple(sorted({c.model for c in ordered}))
        benchmarks = tuple(sorted(domain_by_benchmark))
        domains = tuple(sorted(set(domain_by_benchmark.values())))
        reporters = tuple(sorted({c.reporter for c in ordered if not c.independent}))
        at_model, at_benchmark, at_domain = _places(models), _places(benchmarks), _places(domains)
        at_reporter = _places(reporters)
        domain_of = _ints(at_domain[domain_by_benchmark[b]] for b in benchmarks)
        benchmark = _ints(at_benchmark[c.benchmark] for c in ordered)
        model = _ints(at_model[c.model] for c in ordered)
        return cls(
            cells=tuple(ordered),
            models=models,
            benchmarks=benchmarks,
            domains=domains,
            reporters=reporters,
            model=model,
            benchmark=benchmark,
            domain=domain_of[benchmark],
            reporter=_ints(at_reporter.get(c.reporter, -1) for c in ordered),
            score=np.clip(_floats(c.score for c in ordered), LOWEST, HIGHEST),
            stderr=_floats(c.stderr or 0.0 for c in ordered),
            share=_share(model, benchmark, len(benchmarks)),
            domain_of=domain_of,
        )

    def __len__(self) -> int:
        return len(self.cells)

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """Model → its place in ``models``."""
        return _places(self.models)

    def take(self, keep: BoolArray) -> Matrix:
        """The matrix with only the cells of the mask (n,); all names keep their places."""
        model, benchmark = self.model[keep], self.benchmark[keep]
        return replace(
            self,
            cells=tuple(c for c, kept in zip(self.cells, keep, strict=True) if kept),
            model=model,
            benchmark=benchmark,
            domain=self.domain[keep],
            reporter=self.reporter[keep],
            score=self.score[keep],
            stderr=self.stderr[keep],
            share=_share(model, benchmark, len(self.benchmarks)),
        )

    def main_component(self) -> tuple[Matrix, tuple[str, ...]]:
        """The largest part in which every model meets every other over a chain of shared benchmarks, and the
        names of the models outside it.

        The largest has the most cells; among equals the one with the first model by name.
        """
        if not self.cells:
            return self, ()
        count = len(self.models)
        links = coo_array(
            (np.ones(len(self)), (self.model, count + self.benchmark)),
            shape=(count + len(self.benchmarks),) * 2,
        )
        label = connected_components(links, directed=False)[1]
        main = int(np.bincount(label[self.model]).argmax())  # labels are numbered by first model
        outside = tuple(name for name, part in zip(self.models, label[:count], strict=True) if part != main)
        if not outside and len(set(label.tolist())) == 1:
            return self, ()
        return Matrix.of(c for c, m in zip(self.cells, self.model, strict=True) if label[m] == main), outside


def sum_by(index: IntArray, value: FloatArray, count: int) -> FloatArray:
    """The sum of the values of each index, (count,)."""
    return np.asarray(np.bincount(index, value, count), dtype=np.float64)


def read_matrix(path: Path) -> Matrix:
    """The matrix in a CSV file with the columns ``model, benchmark, score`` and optionally ``domain, reporter,
    stderr, source`` (any order, other columns are refused). MatrixError names line and column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MatrixError(f"{path}: cannot be read: {error}") from error
    return parse_matrix(text)


def parse_matrix(text: str) -> Matrix:
    """As `read_matrix`, from the text of the file."""
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="", restkey="")
    try:
        _check_header(reader.fieldnames)
        cells = [_cell(row, reader.line_num) for row in reader]
    except csv.Error as error:
        raise MatrixError(f"line {reader.line_num}: {error}") from error
    if not cells:
        raise MatrixError("the matrix has no rows below its header")
    return Matrix.of(cells)


def _check_header(names: object) -> None:
    header = [str(n).strip() for n in names] if isinstance(names, list) else []
    missing = [c for c in COLUMNS if c not in header]
    if missing:
        raise MatrixError(f"line 1: missing column {', '.join(missing)}; needed are {', '.join(COLUMNS)}")
    unknown = [c for c in header if c not in COLUMNS + OPTIONAL_COLUMNS]
    if unknown or len(set(header)) < len(header):
        raise MatrixError(
            f"line 1: unknown or repeated column {', '.join(unknown) or header}; "
            f"allowed are {', '.join(COLUMNS + OPTIONAL_COLUMNS)}"
        )


def _cell(row: Mapping[str, str], line: int) -> Cell:
    row = {key.strip(): value for key, value in row.items()}
    if "" in row:
        raise MatrixError(f"line {line}: more values than columns")
    text = {key: value.strip() for key, value in row.items()}
    stderr = text.get("stderr", "")
    return Cell(
        model=text["model"],
        benchmark=text["benchmark"],
        score=_number(text["score"], line, "score"),
        domain=text.get("domain", ""),
        reporter=text.get("reporter", ""),
        stderr=_number(stderr, line, "stderr") if stderr else None,
        source=text.get("source", ""),
    )


def _number(text: str, line: int, column: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise MatrixError(f"line {line}: {column} {text!r} is not a number") from None
    if not math.isfinite(value) or not 0 <= value <= 1:
        raise MatrixError(f"line {line}: {column} {text!r} is not within 0–1")
    return value


def _check(ordered: list[Cell]) -> None:
    if len(ordered) > MAX_CELLS:
        raise MatrixError(f"{len(ordered)} cells are more than {MAX_CELLS}")
    for cell in ordered:
        where = f"cell of model {cell.model!r} and benchmark {cell.benchmark!r}"
        if not cell.model or not cell.benchmark:
            raise MatrixError(f"{where}: model and benchmark must be named")
        if not (math.isfinite(cell.score) and 0 <= cell.score <= 1):
            raise MatrixError(f"{where}: score {cell.score} is not within 0–1")
        if cell.stderr is not None and not (math.isfinite(cell.stderr) and cell.stderr >= 0):
            raise MatrixError(f"{where}: standard error {cell.stderr} is not a number from 0")
    for cell, following in pairwise(ordered):
        if cell == following:
            raise MatrixError(f"model {cell.model!r} and benchmark {cell.benchmark!r}: given twice, all equal")


def _domains(ordered: list[Cell]) -> dict[str, str]:
    domain: dict[str, str] = {}
    for cell in ordered:
        if domain.setdefault(cell.benchmark, cell.domain) != cell.domain:
            names = sorted({domain[cell.benchmark], cell.domain})
            raise MatrixError(f"benchmark {cell.benchmark!r} is in two domains: {names}")
    return domain


def _share(model: IntArray, benchmark: IntArray, benchmarks: int) -> FloatArray:
    """1 / k for the k cells of one model on one benchmark: several parties' measurements of it share one weight,
    because nearly all of a residual belongs to the pair of model and benchmark, not to the party."""
    pair = model * benchmarks + benchmark
    _, inverse, counts = np.unique(pair, return_inverse=True, return_counts=True)
    return np.asarray(1.0 / counts[inverse], dtype=np.float64)


def _places(names: Iterable[str]) -> dict[str, int]:
    return {name: i for i, name in enumerate(names)}


def _ints(values: Iterable[int]) -> IntArray:
    return np.fromiter(values, dtype=np.int64)


def _floats(values: Iterable[float]) -> FloatArray:
    return np.fromiter(values, dtype=np.float64)
