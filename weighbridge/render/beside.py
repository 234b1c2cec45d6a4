"""A model's numbers beside one another: its maker's own beside independent ones, quantised runs beside the original."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import hypot

from weighbridge.render import numbers
from weighbridge.render.runs import Run, how_words
from weighbridge.render.view import View, standard_error
from weighbridge.render.why import signed
from weighbridge.schema import Benchmark, Reporter, Unit
from weighbridge.standing.cells import INDEPENDENT, is_quantised, mode_of
from weighbridge.standing.vendors import POINTS

FULL = frozenset({"bf16", "fp16", "fp32"})  # precisions in which nothing is squeezed
LEAST_AVERAGED = 2  # benchmarks that make an average


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A maker's own number beside the independent one; no difference where they are of two versions."""

    card: Benchmark
    own: Run
    independent: Run
    difference: str


@dataclass(frozen=True, slots=True)
class SqueezedLine:
    """A quantised run beside the original on the same board, run the same way otherwise."""

    card: Benchmark
    how: str
    precision: str
    squeezed: Run
    original: Run
    difference: str  # quantised minus original, with its standard error where both are published


@dataclass(frozen=True, slots=True)
class Squeezed:
    """All quantised runs of a model, and what each precision costs on average."""

    lines: tuple[SqueezedLine, ...]
    averages: tuple[tuple[str, str, int], ...]  # precision, mean difference in points of 100, benchmarks


def own_lines(view: View, runs: Iterable[Run]) -> tuple[OwnLine, ...]:
    """One line a benchmark that has a number of the maker's own and an independent one, the best run of each side."""
    own: dict[tuple[str, str], Run] = {}
    independent: dict[tuple[str, str], Run] = {}
    shown = list(_headline(view, runs))
    if not any(run.result.reporter is Reporter.SELF_REPORTED for run in shown):
        return ()
    for run in shown:
        if _is_quantised(view, run):
            continue
        side = own if run.result.reporter is Reporter.SELF_REPORTED else independent
        if side is own or run.result.reporter in INDEPENDENT:
            key = run.result.benchmark, run.result.version
            side[key] = _better(side[key], run) if key in side else run
    lines = []
    for benchmark in dict.fromkeys(key for key, _ in own):
        card = view.dataset.card(benchmark)
        mine, theirs = (
            {version: run for (key, version), run in side.items() if key == benchmark} for side in (own, independent)
        )
        versions = [version.id for version in reversed(card.versions)]
        shared = [version for version in versions if version in mine and version in theirs]
        if shared:
            lines += [_own_line(view, card, mine[version], theirs[version]) for version in shared]
        elif theirs:
            lines.append(OwnLine(card, _newest(mine, versions), _newest(theirs, versions), ""))
    return tuple(lines)


def squeezed_of(view: View, runs: Iterable[Run]) -> Squeezed:
    """Every quantised run with an original that was run the same way on the same board."""
    groups: dict[tuple[str, ...], list[Run]] = defaultdict(list)
    shown = list(_headline(view, runs))
    if not any(run.result.variant.precision for run in shown):
        return Squeezed((), ())
    for run in shown:
        result = run.result
        rest = result.variant.model_copy(update={"precision": None}).label()
        groups[result.benchmark, result.version, result.evidence.source, rest].append(run)
    lines: list[SqueezedLine] = []
    for same in groups.values():
        whole = [run for run in same if not _is_squeezed(view, run)]
        small = [run for run in same if _is_squeezed(view, run)]
        if whole and small:
            original = min(whole, key=lambda run: (not run.result.variant.precision, -_goodness(run), run.result.id))
            lines += [_squeezed_line(view, run, original) for run in sorted(small, key=lambda run: -_goodness(run))]
    return Squeezed(tuple(lines), _averages(lines))


def _headline(view: View, runs: Iterable[Run]) -> Iterable[Run]:
    for run in runs:
        card = view.dataset.card(run.result.benchmark)
        if run.result.current and run.result.metric == card.headline:
            yield run


def _newest(runs: dict[str, Run], versions: Sequence[str]) -> Run:
    return next(runs[version] for version in versions if version in runs)


def _goodness(run: Run) -> float:
    return run.result.value if run.metric.higher_is_better else -run.result.value


def _better(one: Run, other: Run) -> Run:
    return max(one, other, key=lambda run: (_goodness(run), run.result.id))


def _is_quantised(view: View, run: Run) -> bool:
    model = str(run.result.model)
    mode = mode_of(view.dataset.model(model), run.result.variant, view.dataset.fact(model, "precision"))
    return is_quantised(mode)


def _is_squeezed(view: View, run: Run) -> bool:
    return (run.result.variant.precision or "").casefold() not in FULL and _is_quantised(view, run)


def _own_line(view: View, card: Benchmark, own: Run, independent: Run) -> OwnLine:
    places = view.decimals[own.result.benchmark, own.result.version, own.result.metric]
    return OwnLine(card, own, independent, signed(own.result.value - independent.result.value, places))


def _squeezed_line(view: View, run: Run, original: Run) -> SqueezedLine:
    result = run.result
    places = view.decimals[result.benchmark, result.version, result.metric]
    difference = signed(result.value - original.result.value, places)
    errors = [standard_error(side.result) for side in (run, original)]
    known = [error for error in errors if error is not None]
    if len(known) == len(errors):
        difference += f" ± {numbers.number(hypot(*known), places)}"
    return SqueezedLine(
        card=view.dataset.card(result.benchmark),
        how=how_words(result.variant.model_copy(update={"precision": None})),
        precision=str(result.variant.precision),
        squeezed=run,
        original=original,
        difference=difference,
    )


def _averages(lines: Iterable[SqueezedLine]) -> tuple[tuple[str, str, int], ...]:
    """Mean difference by precision: first over the runs of a benchmark, then over benchmarks counted in points."""
    by_precision: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        unit: Unit = line.squeezed.metric.unit
        if unit in POINTS and line.squeezed.metric.higher_is_better:
            points = POINTS[unit] * (line.squeezed.result.value - line.original.result.value)
            by_precision[line.precision][line.card.id].append(points)
    found = []
    for precision, boards in sorted(by_precision.items()):
        if len(boards) >= LEAST_AVERAGED:
            means = [sum(points) / len(points) for points in boards.values()]
            found.append((precision, signed(sum(means) / len(means), 1), len(boards)))
    return tuple(found)
