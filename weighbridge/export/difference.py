"""What two states of the data say differently: rows added, changed, withdrawn, and names that mean another model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import pyarrow.parquet as pq

from weighbridge.dataset import Dataset
from weighbridge.export.output import API
from weighbridge.export.records import COMPARED
from weighbridge.files import iso
from weighbridge.schema import Result

Kind = Literal["added", "changed", "withdrawn", "re-resolved"]
KINDS: tuple[Kind, ...] = ("added", "changed", "withdrawn", "re-resolved")
FILES = ("results", "withdrawn")
MEANING = ("model", "variant")


@dataclass(frozen=True)
class Line:
    """One row of a board in one state of the data, as far as states are compared."""

    id: str
    model: str | None
    model_raw: str
    variant: str
    benchmark: str
    benchmark_version: str
    metric: str
    value: float
    stderr: float | None
    cost_usd: float | None
    latency_s: float | None
    source: str
    retrieved_at: datetime
    payload_sha256: str
    withdrawn_on: datetime | None
    rule: str


@dataclass(frozen=True)
class Snapshot:
    """One state of the data: what it is called, and its rows by ticket."""

    name: str
    lines: Mapping[str, Line]


@dataclass(frozen=True)
class Difference:
    """One row that two states say differently. ``before`` and ``after`` have the fields that differ."""

    kind: Kind
    line: Line
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str

    def plain(self) -> dict[str, Any]:
        """For a program: JSON-ready values."""
        row = self.line
        return {
            **{name: getattr(row, name) for name in ("id", "model", "model_raw", "variant", "benchmark")},
            **{name: getattr(row, name) for name in ("benchmark_version", "metric", "source", "payload_sha256")},
            "retrieved_at": iso(row.retrieved_at),
            "before": dict(self.before),
            "after": dict(self.after),
            "reason": self.reason,
        }

    def words(self) -> str:
        """For a person: one line."""
        row = self.line
        name = row.model or f"{row.model_raw} (not resolved)"
        run = "" if row.variant == "default" else f" ({row.variant})"
        if self.kind == "added":
            moved = _shown(row.value)
        elif self.kind == "withdrawn":
            moved = f"was {_shown(row.value)}"
        else:
            moved = ", ".join(
                f"{'' if field == 'value' else f'{field} '}{_shown(old)} → {_shown(self.after.get(field))}"
                for field, old in {**dict.fromkeys(self.after), **self.before}.items()
            )
        return f"{name}{run} on {row.benchmark} {row.benchmark_version}, {row.metric}: {moved}; {self.reason}"


# --- reading -----------------------------------------------------------------------------------

_FIELDS = tuple(Line.__dataclass_fields__)


def snapshot_of_tree(public: Path) -> Snapshot:
    """The state that a public tree shows.

    Raises:
        FileNotFoundError: it has no table of results.
    """
    lines: dict[str, Line] = {}
    version = ""
    for name in FILES:
        path = public / API / f"{name}.parquet"
        if name != "results" and not path.exists():  # trees of before that table
            continue
        table = pq.read_table(path, columns=list(_FIELDS))
        version = version or (table.schema.metadata or {}).get(b"data_version", b"").decode()
        rows = zip(*(table.column(field).to_pylist() for field in _FIELDS), strict=True)
        lines.update((row[0], Line(*row)) for row in rows)
    return Snapshot(version or str(public), lines)


def snapshot_of_dataset(dataset: Dataset, name: str) -> Snapshot:
    """The state of a loaded data folder."""
    return Snapshot(name, {result.id: _line(result) for result in dataset.results})


def _line(result: Result) -> Line:
    return Line(
        id=result.id,
        model=result.model,
        model_raw=result.raw_name,
        variant=result.variant.label(),
        benchmark=result.benchmark,
        benchmark_version=result.version,
        metric=result.metric,
        value=result.value,
        stderr=result.stderr,
        cost_usd=result.cost_usd,
        latency_s=result.latency_s,
        source=result.evidence.source,
        retrieved_at=result.evidence.retrieved_at,
        payload_sha256=result.evidence.payload_sha256,
        withdrawn_on=result.withdrawn_on,
        rule=result.rule,
    )


# --- comparing ---------------------------------------------------------------------------------


def differences(before: Snapshot, after: Snapshot) -> dict[Kind, list[Difference]]:
    """All differences by kind, each kind by benchmark and model. A row may be changed and re-resolved at once."""
    found: dict[Kind, list[Difference]] = {kind: [] for kind in KINDS}
    for key in before.lines.keys() | after.lines.keys():
        for difference in _of_row(before.lines.get(key), after.lines.get(key)):
            found[difference.kind].append(difference)
    for same in found.values():
        same.sort(
            key=lambda d: (d.line.benchmark, d.line.benchmark_version, d.line.metric, d.line.model_raw, d.line.id)
        )
    return found


def _of_row(old: Line | None, new: Line | None) -> Iterator[Difference]:
    stood, stands = (line is not None and line.withdrawn_on is None for line in (old, new))
    if new is not None and stands and not stood:
        back = "" if old is None else "back on its board; "
        reason = f"{back}read from {new.source} on {new.retrieved_at.date()}"
        yield Difference("added", new, {}, _values(new, COMPARED), reason)
    elif old is not None and stood and not stands:
        yield Difference("withdrawn", old, _values(old, COMPARED), {}, _why_gone(old, new))
    if old is None or new is None:
        return
    if stood and stands and (moved := _moved(old, new, COMPARED)):
        reason = f"read from {new.source} on {new.retrieved_at.date()}, payload {new.payload_sha256[:12]}"
        yield Difference("changed", new, _values(old, moved), _values(new, moved), reason)
    if meant := _moved(old, new, MEANING):
        reason = f"rule: {old.rule} → {new.rule}" if old.rule != new.rule else f"rule: {new.rule}, as before"
        yield Difference("re-resolved", new, _values(old, meant), _values(new, meant), reason)


def _why_gone(old: Line, new: Line | None) -> str:
    if new is None or new.withdrawn_on is None:
        return "in neither table: its model is archived now, or its history was rewritten"
    return f"no longer on the board of {old.source} at the reading of {new.withdrawn_on.date()}"


def _moved(old: Line, new: Line, names: Iterable[str]) -> list[str]:
    return [name for name in names if getattr(old, name) != getattr(new, name)]


def _values(line: Line, names: Sequence[str]) -> dict[str, Any]:
    found = {name: getattr(line, name) for name in names}
    return found if names != COMPARED else {name: value for name, value in found.items() if value is not None}


def _shown(value: object) -> str:
    return "none" if value is None else f"{value:.10g}" if isinstance(value, float) else str(value)


def difference_json(before: Snapshot, after: Snapshot, found: Mapping[Kind, Sequence[Difference]]) -> dict[str, Any]:
    """All differences as one JSON-ready document."""
    return {
        "before": before.name,
        "after": after.name,
        "counts": {kind: len(same) for kind, same in found.items()},
        **{kind: [difference.plain() for difference in same] for kind, same in found.items()},
    }
