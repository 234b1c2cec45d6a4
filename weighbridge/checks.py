"""Whether a parsed board may be accepted: its declaration first, then the comparison with what stood before.

Every check gives reasons in words; none of them changes a row. A board with a reason is *held*: its last good
rows stay published, dated, and the reason is public.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import median

from weighbridge.names import form_of
from weighbridge.schema import Benchmark, Metric, SourceRow
from weighbridge.source import Board

# Drift is judged on rows that both readings have; with fewer of them there is nothing to judge.
MIN_FOR_ORDER = 8
MIN_FOR_SCALE = 4
MIN_FOR_MASS = 10
REVERSED = -0.5  # rank correlation of old and new values at or below: the direction was turned round
MASS_SHARE = 0.5  # share of shared rows that may change much at once
MUCH = 0.05  # … of the metric's range (ratings: of the median)
VANISHED_SHARE = 0.4
EXPLAINED_SHARE = 0.6  # share of vanished rows found again under another name or version: no loss

Group = tuple[str, str, str]  # benchmark, version, metric


def declared(board: Board, rows: Sequence[SourceRow], cards: Mapping[str, Benchmark], read_at: datetime) -> list[str]:
    """Reasons to hold a board that does not look as declared: size, fill, units, range, versions, dates."""
    reasons = list(_size(board, rows, cards))
    reasons += _first_of_each(_row_reason(row, cards, read_at) for row in rows)
    repeated = [key for key, count in Counter(row.key() for row in rows).items() if count > 1]
    if repeated:
        reasons.append(f"{len(repeated)} rows stand twice with different figures, first {' / '.join(repeated[0][3:])}")
    return reasons


def drift(rows: Sequence[SourceRow], before: Sequence[SourceRow], cards: Mapping[str, Benchmark]) -> list[str]:
    """Reasons to hold a board that moved in a way boards do not: scale, direction, mass change, mass loss."""
    reasons: list[str] = []
    new, old = _grouped(rows), _grouped(before)
    for group in sorted(old.keys() & new.keys()):
        card = cards.get(group[0])
        if card is not None and group[2] in card.metrics:
            found = _moved(group, old[group], new[group], card.metrics[group[2]], main=group[2] == card.headline)
            reasons += found
    reasons += _vanished(old, new)
    return reasons


def collapse(rows: Sequence[SourceRow]) -> list[SourceRow]:
    """Rows without those that repeat another to the letter (place apart); contradicting ones all stay."""
    seen: dict[tuple[str, ...], list[SourceRow]] = defaultdict(list)
    kept = []
    for row in rows:
        twins = seen[row.key()]
        figure = row.model_dump(exclude={"locator", "document"})
        if any(figure == twin.model_dump(exclude={"locator", "document"}) for twin in twins):
            continue
        twins.append(row)
        kept.append(row)
    return kept


def _size(board: Board, rows: Sequence[SourceRow], cards: Mapping[str, Benchmark]) -> Iterator[str]:
    expect = board.expect
    if len(rows) < expect.min_rows:
        yield f"{len(rows)} rows, at least {expect.min_rows} expected"
    if len(rows) > expect.max_rows:
        yield f"{len(rows)} rows, at most {expect.max_rows} expected"
    # A fact of the run (its cost, its error) stands with the headline metric only.
    main = [row for row in rows if row.benchmark in cards and row.metric == cards[row.benchmark].headline]
    for name, share in sorted(expect.fill.items()):
        filled = sum(getattr(row, name, None) is not None or name in row.settings for row in main)
        if main and filled / len(main) < share:
            yield f"{name} is stated in {filled} of {len(main)} rows, at least {share:.0%} expected"


def _row_reason(row: SourceRow, cards: Mapping[str, Benchmark], read_at: datetime) -> tuple[str, str] | None:
    card = cards.get(row.benchmark)
    if card is None:
        return f"benchmark {row.benchmark}", "has no card in the registry"
    if row.version not in {version.id for version in card.versions}:
        return f"version {row.version} of {row.benchmark}", "is not declared on its card"
    metric = card.metrics.get(row.metric)
    if metric is None:
        return f"metric {row.metric} of {row.benchmark}", "is not declared on its card"
    if (metric.low is not None and row.value < metric.low) or (metric.high is not None and row.value > metric.high):
        return (
            f"{row.metric} of {row.benchmark}",
            f"is {row.value:g} for {row.name}, outside {metric.low} to {metric.high}",
        )
    return _odd_figure(row, read_at)


def _odd_figure(row: SourceRow, read_at: datetime) -> tuple[str, str] | None:
    for name in ("stderr", "cost_usd", "latency_s", "n"):
        if (getattr(row, name) or 0) < 0:
            return f"{name} on {row.benchmark}", f"is negative for {row.name}"
    if row.measured_on is not None and row.measured_on > (read_at + timedelta(days=2)).date():
        return f"a date on {row.benchmark}", f"lies in the future: {row.measured_on} for {row.name}"
    return None


def _first_of_each(found: Iterator[tuple[str, str] | None]) -> list[str]:
    firsts: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for item in found:
        if item is not None:
            firsts.setdefault(*item)
            counts[item[0]] += 1
    return [f"{what} {how}" + (f" ({counts[what]} rows)" if counts[what] > 1 else "") for what, how in firsts.items()]


def _grouped(rows: Sequence[SourceRow]) -> dict[Group, dict[tuple[str, ...], SourceRow]]:
    groups: dict[Group, dict[tuple[str, ...], SourceRow]] = defaultdict(dict)
    for row in rows:
        groups[row.benchmark, row.version, row.metric][row.key()] = row
    return groups


def _moved(
    group: Group,
    old: Mapping[tuple[str, ...], SourceRow],
    new: Mapping[tuple[str, ...], SourceRow],
    metric: Metric,
    *,
    main: bool,
) -> Iterator[str]:
    name = f"{group[0]} {group[1]} {group[2]}"
    pairs = [(old[key].value, new[key].value) for key in sorted(old.keys() & new.keys())]
    differ = [pair for pair in pairs if pair[0] != pair[1]]
    if not differ:
        return
    ratios = [b / a for a, b in pairs if a and b]
    if len(ratios) >= MIN_FOR_SCALE and not 1 / 30 < abs(median(ratios)) < 30:
        yield f"{name}: values are {median(ratios):.3g} times what they were; the unit seems to have changed"
        return
    if len(pairs) >= MIN_FOR_ORDER and len({a for a, _ in pairs}) > 3 and len({b for _, b in pairs}) > 3:
        from scipy.stats import spearmanr  # noqa: PLC0415 (takes seconds to load, and few boards change)

        correlation = float(spearmanr([a for a, _ in pairs], [b for _, b in pairs]).statistic)
        if correlation <= REVERSED:
            yield f"{name}: the order is reversed (rank correlation {correlation:.2f}), as if the direction had changed"
            return
    # Columns beside the headline rest on few tasks and move in bulk when those are scored anew.
    if main and len(pairs) >= MIN_FOR_MASS:
        span = _span(metric, [a for a, _ in pairs])
        moved = sum(abs(b - a) > MUCH * span for a, b in pairs)
        if moved / len(pairs) > MASS_SHARE:
            yield f"{name}: {moved} of {len(pairs)} rows moved by more than {MUCH:.0%} of the range at once"


def _span(metric: Metric, values: Sequence[float]) -> float:
    if metric.low is not None and metric.high is not None:
        return metric.high - metric.low
    return max(abs(median(values)), 1e-9)


def _vanished(
    old: Mapping[Group, Mapping[tuple[str, ...], SourceRow]],
    new: Mapping[Group, Mapping[tuple[str, ...], SourceRow]],
) -> Iterator[str]:
    versions_now = {(benchmark, version) for benchmark, version, _ in new}
    benchmarks_now = {benchmark for benchmark, _ in versions_now}
    for group in sorted(old):
        if group[0] in benchmarks_now and group[:2] not in versions_now:
            continue  # the board went on to another declared version, maybe with other metrics
        rows_now = new.get(group, {})
        gone = [row for key, row in old[group].items() if key not in rows_now]
        if len(gone) < 5 or len(gone) / len(old[group]) <= VANISHED_SHARE:
            continue
        elsewhere = {
            row.name
            for g, rows in new.items()
            if (g[0], g[2]) == (group[0], group[2]) and g != group
            for row in rows.values()
        }
        fresh = [row for key, row in rows_now.items() if key not in old[group]]
        spellings = {form_of(row.name) for row in fresh}
        figures = Counter((row.value, row.stderr) for row in fresh)
        explained = 0
        for row in gone:
            if row.name in elsewhere or form_of(row.name) in spellings:  # under another version, spelling or setting
                explained += 1
            elif figures[row.value, row.stderr] > 0:  # under another name
                figures[row.value, row.stderr] -= 1
                explained += 1
        if explained / len(gone) < EXPLAINED_SHARE:
            yield f"{group[0]} {group[1]} {group[2]}: {len(gone)} of {len(old[group])} rows vanished at once"
